"""The agent of an event, or who it befalls.

``find_agent`` reads the clause around a trigger (``clauses``) and says with the actor *how* it was found, which is
the best evidence of whether the trigger tells of an event at all.
"""

from __future__ import annotations

from vnextract.document import AFFECTING, Document, Sentence
from vnextract.events.actors import Actor, Agent, Cast
from vnextract.events.clauses import (
    Reading,
    actor_after,
    addressed,
    read_left,
    role,
    subject_before,
)
from vnextract.events.coordination import coordination_head, leader
from vnextract.events.holders import ACTING, OWNERS, elsewhere, find_holder, goes_on_to, received_from
from vnextract.events.particles import JOINING
from vnextract.events.patients import Fate, find_patient
from vnextract.events.phrases import possessed, predicated
from vnextract.events.triggers import TriggerHit


def find_agent(
    document: Document,
    cast: Cast,
    hit: TriggerHit,
    heads: dict[int, str],
    before: Agent | None = None,
    affected: Agent | None = None,
) -> tuple[Agent | None, Reading]:
    """The actor of a trigger within its sentence, and what stands left of the trigger.

    ``before`` is the agent of the trigger before it in the sentence: a coordinated verb keeps its subject.
    ``affected`` is who the last act befell: he takes the office that the next verb tells of.
    """
    sentence = document.sentences[hit.sentence]
    reading = read_left(document, cast, sentence, hit.first)
    if hit.trigger.event_type in _RECEIVED and (sender := received_from(document, cast, sentence, hit)):
        return sender, reading
    if hit.trigger.event_type in AFFECTING:
        fate = Fate(document, cast, sentence, hit, reading, heads)
        found = _fated(fate, before, affected) if hit.trigger.pos == "state" else find_patient(fate, affected)
        if found is None:
            found = _subject(document, cast, sentence, hit, reading, heads)
    elif hit.trigger.pos == "noun":
        found = goes_on_to(document, cast, sentence, hit, reading, before) or find_holder(
            document, cast, sentence, hit, reading, heads
        )
    else:
        found = _subject(document, cast, sentence, hit, reading, heads, before)
    return found, reading


_RECEIVED = frozenset({"STATEMENT", "DIRECTION", "ISSUANCE"})


def _fated(fate: Fate, before: Agent | None, affected: Agent | None) -> Agent | None:
    """Who takes or leaves an office by a verb whose subject he is: "ông X giữ chức", "hai trợ lý của Thủ tướng từ chức"."""
    reading, hit, keys = fate.reading, fate.hit, fate.document.keys
    actor, at = reading.actor, reading.at
    if actor is not None:
        at = actor.first - 2 if keys[actor.first - 1] == "của" else -1
    if at >= fate.sentence.first and (group := fate.group_before(at)):
        return Agent(group, "adjacent", "subject", at + 1 - group.last)
    if actor is None and hit.last < fate.sentence.last and keys[hit.last] == "của":
        owner = actor_after(fate.cast, fate.sentence, hit.last + 1, OWNERS, reach=3)
        if owner is not None:  # "lễ nhậm chức của ông X"
            return Agent(owner, "of")
    if keys[hit.first - 3 : hit.first] in _HANDED and (handed := fate.told_after()):
        return Agent(handed, "befalls", "near", handed.first - hit.last)  # "trao quyết định nghỉ hưu cho ông X"
    found = _subject(fate.document, fate.cast, fate.sentence, hit, reading, fate.heads, before)
    if found is not None and found.how in _OWN and found.actor.kind == "place":
        outer = fate.subject_before(found.actor.first - 1)  # "ông X, sinh tại tỉnh Y, đã thay thế"
        found = Agent(outer[0], "distant", "place", outer[1]) if outer else found
    if affected is None:
        return found
    passed = actor is not None and fate.heads.get(actor.first - 1) in AFFECTING  # "kế nhiệm ông Y trở thành"
    if found is None or found.how not in _OWN or (passed and found.actor is not affected.actor):
        return Agent(affected.actor, "pivot", "", hit.first - affected.actor.last)
    return found


_HANDED = frozenset({("trao", "quyết", "định"), ("nhận", "quyết", "định"), ("bố", "quyết", "định")})


def _subject(
    document: Document,
    cast: Cast,
    sentence: Sentence,
    hit: TriggerHit,
    reading: Reading,
    heads: dict[int, str],
    before: Agent | None = None,
) -> Agent | None:
    actor = reading.actor
    if document.keys[hit.first : hit.last] == _CITING and (quoted := _quoted(cast, sentence, hit, heads)):
        return quoted
    if hit.trigger.event_type in _MUTUAL and (party := _party(document, cast, sentence, hit, reading)):
        return party
    if actor is not None and actor.kind == "post":
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        return Agent(outer[0], "distant", "post", outer[1]) if outer else None
    if before is not None and actor is not None and _goes_on(document, cast, sentence, actor, reading, heads, before):
        return Agent(before.actor, "chain", "", hit.first - before.actor.last)
    if actor is not None:
        actor = coordination_head(document, cast, sentence, actor, heads)
        part = role(document, cast, sentence, actor, heads)
        if part == "của":
            owned = possessed(document, cast, sentence, actor, heads)
            outer = subject_before(document, cast, sentence, actor.first - 1, heads)
            if outer and owned.first == actor.first and {"crossed", "joined"} <= reading.particles:
                return Agent(outer[0], "chain", "", outer[1])
            led = leader(document, cast, sentence, owned, heads)  # "ông X dẫn đầu đoàn công tác của Bộ Y thăm"
            return Agent(led, "over", part) if led else Agent(owned, "adjacent", part)
        if part in ACTING or hit.trigger.pos == "state":
            named = predicated(document, cast, sentence, actor, heads)
            return Agent(named or actor, "adjacent", part)
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        if part == "object" and hit.trigger.event_type == "VISIT" and _visits(document.keys, hit, reading):
            return Agent(actor, "over", part)
        if part in ("object", "như") and _has_clause(document, sentence, actor, reading, outer, heads):
            return Agent(actor, "adjacent", "subject")
        if outer and actor.kind == "document" and document.keys[actor.first - 1] in _WRITES:
            first = coordination_head(document, cast, sentence, outer[0], heads)
            return Agent(first, "writes", "subject", outer[1])
        if outer:
            first = coordination_head(document, cast, sentence, outer[0], heads)
            return Agent(first, "over", part, outer[1] + actor.last - actor.first)
        if part == "gửi" and before is not None:  # "văn bản được Bộ Y tế ban hành gửi UBND các tỉnh yêu cầu"
            return Agent(before.actor, "chain", "", hit.first - before.actor.last)
        return Agent(actor, "object", part)
    aside = before is not None and "joined" in reading.particles and _stands_aside(document, before)
    if before is not None and reading.mark in JOINING and not aside:
        return Agent(before.actor, "chain", "", hit.first - before.actor.last)
    at = before.actor.first - 1 if before is not None and aside else reading.at
    outer = subject_before(document, cast, sentence, at, heads) if at >= 0 else None
    if outer:
        first = coordination_head(document, cast, sentence, outer[0], heads)
        return Agent(first, "chain" if reading.mark in JOINING else "distant", "", outer[1])
    return elsewhere(document, cast, sentence, hit, reading, heads)


def _party(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading) -> Agent | None:
    """The first of those between whom something is: "điện đàm giữa A và B", "hiệp định giữa A và B đã được ký kết"."""
    keys, at = document.keys, hit.last
    if at < sentence.last and keys[at] != "giữa" and "passive" in reading.particles and reading.at >= 0:
        left = range(reading.at, max(sentence.first, reading.at - _PARTIES), -1)
        at = next((i for i in left if keys[i] == "giữa" or keys[i] in (";", ":")), at)
    if at >= sentence.last or keys[at] != "giữa":
        return None
    first = actor_after(cast, sentence, at + 1, OWNERS, reach=3)
    return Agent(first, "of", "giữa") if first is not None else None


_MUTUAL = frozenset({"MEETING", "AGREEMENT"})
_PARTIES = 25  # syllables of "giữa A và B"


def _goes_on(
    document: Document,
    cast: Cast,
    sentence: Sentence,
    actor: Actor,
    reading: Reading,
    heads: dict[int, str],
    before: Agent,
) -> bool:
    """Whether a verb after a comma has the subject of the verb before it, whose object ends there.

    "bác bỏ kháng cáo của Bộ Y tế, đồng thời yêu cầu", "phê phán quyết định của ông X, gọi đó là sai lầm".
    """
    if actor.first <= before.actor.first or before.actor.last > actor.first:
        return False
    part = role(document, cast, sentence, actor, heads)
    if "joined" in reading.particles:
        return "crossed" in reading.particles or part != "subject"
    if part != "của" or "crossed" not in reading.particles:
        return False
    return possessed(document, cast, sentence, actor, heads).first == actor.first


def _visits(keys: tuple[str, ...], hit: TriggerHit, reading: Reading) -> bool:
    """Whether a guest is said to be on a visit: "tiếp ông X đang thăm Lào", "chào mừng bà Y sang thăm Việt Nam"."""
    return "ongoing" in reading.particles or keys[hit.first - 1] in ("sang", "ở")


def _has_clause(
    document: Document,
    sentence: Sentence,
    actor: Actor,
    reading: Reading,
    outer: tuple[Actor, int] | None,
    heads: dict[int, str],
) -> bool:
    """Whether a verb with its tense has its own subject right before it: "những gì ông X đã nói", "như bà Y từng hứa".

    Not whom somebody thanks for it ("cảm ơn ông X đã tiếp"), nor what an adjunct of another subject ends in.
    """
    keys = document.keys
    if actor.kind not in _CLAUSAL or "crossed" in reading.particles or _TENSES.isdisjoint(reading.particles):
        return False
    if addressed(keys, sentence, actor.first - 1) or any(
        heads.get(i) == "STATEMENT" for i in range(actor.first - 4, actor.first)
    ):
        return False
    return outer is None or keys[outer[0].last] not in _OPENS_ADJUNCT


_CLAUSAL = frozenset({"official", "title", "body", "pronoun"})
_TENSES = frozenset({"past", "future", "ongoing", "also"})
_OPENS_ADJUNCT = frozenset("trong tại khi sau với cùng trước thay nhân qua dẫn và ,".split())


def _stands_aside(document: Document, before: Agent) -> bool:
    """Whether who acted last did so in a clause on something else: "lệnh mà Quốc hội thông qua, đồng thời cho biết"."""
    return before.part == "nominal" or document.keys[before.actor.first - 1] == "mà"


def _quoted(cast: Cast, sentence: Sentence, hit: TriggerHit, heads: dict[int, str]) -> Agent | None:
    """Who is quoted where no verb of his own tells it: "Reuters dẫn lời Tổng thống: ...", not "dẫn lời ông X cho biết"."""
    actor = actor_after(cast, sentence, hit.last, OWNERS, 2)
    if actor is None or any(heads.get(i) == "STATEMENT" for i in range(actor.last, min(sentence.last, actor.last + 8))):
        return None
    return Agent(actor, "quoted", "", actor.first - hit.last)


_CITING = ("dẫn", "lời")  # a paper's words tell what somebody else said
_WRITES = frozenset("có ra gửi bằng qua ký phát hành".split())  # "Bộ Y tế vừa có văn bản đề nghị các tỉnh"
_OWN = frozenset({"adjacent"})

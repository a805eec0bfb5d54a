"""The agent of an event, or who it befalls.

``find_agent`` reads the clause around a trigger (``clauses``) and says with the actor *how* it was found, which is
the best evidence of whether the trigger tells of an event at all.
"""

from __future__ import annotations

from vnextract.document import AFFECTING, Document, Sentence
from vnextract.events.actors import UNOFFICIAL, Agent, Cast
from vnextract.events.clauses import (
    Reading,
    actor_after,
    only_tells,
    read_left,
    role,
    subject_after,
    subject_before,
)
from vnextract.events.coordination import coordination_head
from vnextract.events.patients import Fate, find_patient
from vnextract.events.phrases import possessed, predicated
from vnextract.events.triggers import TriggerHit

_OWNERS = frozenset({"official", "title", "body", "authority", "place", "pronoun", "agency"})


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
    if hit.trigger.event_type in AFFECTING:
        fate = Fate(document, cast, sentence, hit, reading, heads)
        found = _fated(fate, before, affected) if hit.trigger.pos == "state" else find_patient(fate, affected)
        if found is None:
            found = _subject(document, cast, sentence, hit, reading, heads)
    elif hit.trigger.pos == "noun":
        found = _goes_on_to(document, cast, sentence, hit, reading, before) or _holder(
            document, cast, sentence, hit, reading, heads
        )
    else:
        found = _subject(document, cast, sentence, hit, reading, heads, before)
    return found, reading


def _fated(fate: Fate, before: Agent | None, affected: Agent | None) -> Agent | None:
    """Who takes or leaves an office by a verb whose subject he is: "ông X giữ chức", "hai trợ lý của Thủ tướng từ chức"."""
    reading, hit, keys = fate.reading, fate.hit, fate.document.keys
    actor, at = reading.actor, reading.at
    if actor is not None:
        at = actor.first - 2 if keys[actor.first - 1] == "của" else -1
    if at >= fate.sentence.first and (group := fate.group_before(at)):
        return Agent(group, "adjacent", "subject", at + 1 - group.last)
    if actor is None and hit.last < fate.sentence.last and keys[hit.last] == "của":
        owner = actor_after(fate.cast, fate.sentence, hit.last + 1, _OWNERS, reach=3)
        if owner is not None:  # "lễ nhậm chức của ông X"
            return Agent(owner, "of")
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
    if actor is not None and actor.kind == "post":
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        return Agent(outer[0], "distant", "post", outer[1]) if outer else None
    if actor is not None:
        actor = coordination_head(document, cast, sentence, actor, heads)
        part = role(document, cast, sentence, actor, heads)
        if part == "của":
            return Agent(possessed(document, cast, sentence, actor, heads), "adjacent", part)
        if part in _ACTING or hit.trigger.pos == "state":
            named = predicated(document, cast, sentence, actor, heads)
            return Agent(named or actor, "adjacent", part)
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        if outer and actor.kind == "document" and document.keys[actor.first - 1] in _WRITES:
            first = coordination_head(document, cast, sentence, outer[0], heads)
            return Agent(first, "writes", "subject", outer[1])
        if outer:
            first = coordination_head(document, cast, sentence, outer[0], heads)
            return Agent(first, "over", part, outer[1] + actor.last - actor.first)
        return Agent(actor, "object", part)
    aside = before is not None and "joined" in reading.particles and _stands_aside(document, before)
    if before is not None and reading.mark in _JOINING and not aside:
        return Agent(before.actor, "chain", "", hit.first - before.actor.last)
    at = before.actor.first - 1 if before is not None and aside else reading.at
    outer = subject_before(document, cast, sentence, at, heads) if at >= 0 else None
    if outer:
        first = coordination_head(document, cast, sentence, outer[0], heads)
        return Agent(first, "chain" if reading.mark in _JOINING else "distant", "", outer[1])
    return _elsewhere(document, cast, sentence, hit, reading, heads)


def _stands_aside(document: Document, before: Agent) -> bool:
    """Whether who acted last did so in a clause on something else: "lệnh mà Quốc hội thông qua, đồng thời cho biết"."""
    return before.part == "nominal" or document.keys[before.actor.first - 1] == "mà"


def _quoted(cast: Cast, sentence: Sentence, hit: TriggerHit, heads: dict[int, str]) -> Agent | None:
    """Who is quoted where no verb of his own tells it: "Reuters dẫn lời Tổng thống: ...", not "dẫn lời ông X cho biết"."""
    actor = actor_after(cast, sentence, hit.last, _OWNERS, 2)
    if actor is None or any(heads.get(i) == "STATEMENT" for i in range(actor.last, min(sentence.last, actor.last + 8))):
        return None
    return Agent(actor, "quoted", "", actor.first - hit.last)


_CITING = ("dẫn", "lời")  # a paper's words tell what somebody else said
_WRITES = frozenset("có ra gửi bằng qua ký phát hành".split())  # "Bộ Y tế vừa có văn bản đề nghị các tỉnh"
_OWN = frozenset({"adjacent"})
_ACTING = frozenset({"subject", "ordered", "passive", "theo", "do", "nominal", "heard"})
_JOINING = frozenset({"and", "comma", "semicolon"})
_CONNECTIVE = 4  # syllables of "Đồng thời,", "Cụ thể,", "Bên cạnh đó,"


def _elsewhere(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    """No subject on the left: the owner after "của", or the subject of the clause that follows.

    After a connective ("Cụ thể, yêu cầu ...") it is that of the sentence before.
    """
    if reading.mark == "comma" and reading.at - sentence.first <= _CONNECTIVE:
        return None
    if hit.last < sentence.last and document.keys[hit.last] == "của":
        owner = actor_after(cast, sentence, hit.last, _OWNERS, reach=3)
        if owner:
            return Agent(owner, "of")
    after = subject_after(document, cast, sentence, hit.last, heads)
    if after is None or (hit.trigger.event_type == "DIRECTION" and after.kind in _ORDERED):
        return None  # "Giao các sở, ngành, UBND các huyện rà soát": to whom the order goes
    return Agent(after, "fronted")


_ORDERED = frozenset({"authority", "body", "place"})


def _goes_on_to(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, before: Agent | None
) -> Agent | None:
    """Who did the act before and now holds or attends one: "Thủ tướng tiếp một số tập đoàn; dự tọa đàm"."""
    if before is None or reading.mark not in _LIGHT or before.actor.kind in UNOFFICIAL:
        return None
    first = reading.at - (document.keys[reading.at - 1] in _LIGHT_HEADS)
    left = read_left(document, cast, sentence, first)
    passed = left.actor is not None and left.actor.kind in UNOFFICIAL and "crossed" in left.particles
    if left.mark == "semicolon" or passed:
        return Agent(before.actor, "holder", "chain", hit.first - before.actor.last)
    return None


_LIGHT = frozenset({"chair", "hold", "attend"})
_LIGHT_HEADS = frozenset({"tổ", "chủ", "tham", "triệu"})


def _holder(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    keys = document.keys
    host = cast.at(reading.at - 1) if reading.mark in _WHERE and reading.at > sentence.first else None
    if host is not None and role(document, cast, sentence, host, heads) == "của":
        return Agent(host, "holder", "của")  # "kết luận của Thủ tướng tại cuộc họp"
    if reading.mark in _HELD and reading.actor is None:
        before = subject_before(document, cast, sentence, reading.at, heads)
        if before and before[1] <= _HELD_REACH:
            return Agent(coordination_head(document, cast, sentence, before[0], heads), "holder", "", before[1])
    if reading.actor is not None:
        head = coordination_head(document, cast, sentence, reading.actor, heads)
        part = role(document, cast, sentence, head, heads)
        if (
            part in _ACTING
            and not only_tells(document, head)
            and not (hit.last < sentence.last and keys[hit.last] in _OWNED)
        ):
            return Agent(head, "holder", part)
    visit = hit.trigger.event_type == "VISIT"  # whose goal stands between: "chuyến thăm tới Mỹ của Thủ tướng"
    for at in range(hit.last, min(sentence.last - 1, hit.last + (10 if visit else 6))):
        actor = cast.at(at)
        if at in heads or (actor is not None and actor.kind == "place"):
            if at in heads:
                break
            continue
        if actor is not None:
            if actor.kind in ("body", "title", "authority") and at - hit.last <= 2:
                before = subject_before(document, cast, sentence, reading.at, heads) if reading.at >= 0 else None
                return Agent(before[0], "holder", "", before[1]) if before else Agent(actor, "own")
            break
        if keys[at] in _OWNED:
            owner = actor_after(cast, sentence, at + 1, _OWNERS, reach=3)
            if owner:
                return Agent(owner, "of", keys[at])
            if keys[at] == "của" and document.syllables[at + 1].text[:1].isupper():
                return None  # somebody nobody knows to hold office
            break
        if keys[at] in _NOT_OWNED and not (keys[at] in _GOAL and (visit or keys[at - 1] == "sắp")):
            break
    before = subject_before(document, cast, sentence, hit.first - 1, heads) if hit.first > sentence.first else None
    if before:
        return Agent(coordination_head(document, cast, sentence, before[0], heads), "holder", "", before[1])
    return _elsewhere(document, cast, sentence, hit, reading, heads)


_OWNED = frozenset({"của", "giữa", "do"})
_NOT_OWNED = frozenset({",", ".", "với", "gửi", "cho", "đến", "tới"})
_GOAL = frozenset({"đến", "tới"})
_WHERE = frozenset({"at", "within"})
_HELD = frozenset({"chair", "hold"})
_HELD_REACH = 6

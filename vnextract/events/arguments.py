"""The agent of an event, or who it befalls.

``find_agent`` reads the clause around a trigger (``clauses``) and says with the actor *how* it was found, which is
the best evidence of whether the trigger tells of an event at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from vnextract.document import AFFECTING, Document, Sentence
from vnextract.events.actors import PERSONS, UNOFFICIAL, Actor, Cast
from vnextract.events.clauses import (
    Reading,
    actor_after,
    read_left,
    role,
    subject_after,
    subject_before,
)
from vnextract.events.coordination import coordination_head
from vnextract.events.groups import group_at, group_before
from vnextract.events.triggers import TriggerHit

PATIENTS = frozenset({"official", "title", "body", "authority", "pronoun", "person", "private"})
_OWNERS = frozenset({"official", "title", "body", "authority", "place", "pronoun", "agency"})


@dataclass(frozen=True, slots=True)
class Agent:
    """An actor in its part: ``how`` it was found, ``part`` it plays at its own place, ``gap`` syllables from the trigger."""

    actor: Actor
    how: str
    part: str = ""
    gap: int = 0


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
    if hit.trigger.event_type in AFFECTING and hit.trigger.pos != "state":
        found = _patient(document, cast, sentence, hit, reading, heads, affected)
    elif hit.trigger.pos == "noun":
        found = _holder(document, cast, sentence, hit, reading, heads)
    else:
        found = _subject(document, cast, sentence, hit, reading, heads, before)
        if hit.trigger.pos == "state" and reading.actor is None and reading.at >= 0:
            group = _group(hit, group_before(document, cast, sentence, reading.at))
            found = Agent(group, "adjacent", "subject", reading.at + 1 - group.last) if group else found
        if hit.trigger.pos == "state" and affected is not None and (found is None or found.how not in _OWN):
            found = Agent(affected.actor, "pivot", "", hit.first - affected.actor.last)
    return found, reading


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
    if actor is not None and actor.kind == "post":
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        return Agent(outer[0], "distant", "post", outer[1]) if outer else None
    if actor is not None:
        actor = coordination_head(document, cast, sentence, actor, heads)
        part = role(document, cast, sentence, actor, heads)
        if part == "của":
            return Agent(_possessed(document, cast, sentence, actor, heads), "adjacent", part)
        if part in _ACTING or hit.trigger.pos == "state":
            named = _predicated(document, cast, sentence, actor, heads)
            return Agent(named or actor, "adjacent", part)
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        if outer and actor.kind == "document" and document.keys[actor.first - 1] in _WRITES:
            first = coordination_head(document, cast, sentence, outer[0], heads)
            return Agent(first, "writes", "subject", outer[1])
        if outer:
            first = coordination_head(document, cast, sentence, outer[0], heads)
            return Agent(first, "over", part, outer[1] + actor.last - actor.first)
        return Agent(actor, "object", part)
    if before is not None and reading.mark in _JOINING:
        return Agent(before.actor, "chain", "", hit.first - before.actor.last)
    outer = subject_before(document, cast, sentence, reading.at, heads) if reading.at >= 0 else None
    if outer:
        first = coordination_head(document, cast, sentence, outer[0], heads)
        return Agent(first, "chain" if reading.mark in _JOINING else "distant", "", outer[1])
    return _elsewhere(document, cast, sentence, hit, reading, heads)


_WRITES = frozenset("có ra gửi bằng qua ký phát hành".split())  # "Bộ Y tế vừa có văn bản đề nghị các tỉnh"
_OWN = frozenset({"adjacent"})
_ACTING = frozenset({"subject", "ordered", "passive", "theo", "do", "nominal"})
_JOINING = frozenset({"and", "comma", "semicolon"})
_CONNECTIVE = 4  # syllables of "Đồng thời,", "Cụ thể,", "Bên cạnh đó,"


def _possessed(document: Document, cast: Cast, sentence: Sentence, owner: Actor, heads: dict[int, str]) -> Actor:
    """What an owner after "của" owns, if that can act: "người phát ngôn của Thủ tướng", "Bà X, cố vấn của Tổng thống"."""
    if owner.first - 2 < sentence.first:
        return owner
    own = cast.at(owner.first - 2)
    if own is not None and own.kind == "document":
        return owner  # who writes speaks
    if own is not None and own.kind not in UNOFFICIAL:
        return coordination_head(document, cast, sentence, own, heads)
    outer = subject_before(document, cast, sentence, owner.first - 2, heads)
    return outer[0] if outer and outer[1] <= 10 and outer[0].kind in PERSONS else owner


_COPULA_REACH = 12


def _predicated(
    document: Document, cast: Cast, sentence: Sentence, actor: Actor, heads: dict[int, str]
) -> Actor | None:
    """Of whom a title before the verb is said: "Bị cáo nguyên là cán bộ Sở Y tế cho rằng"."""
    if actor.kind not in ("title", "authority") or actor.first - 2 < sentence.first:
        return None
    at = actor.first - 1
    if document.keys[at] != "là":
        return None
    outer = subject_before(document, cast, sentence, at - 1, heads)
    return outer[0] if outer and outer[1] <= _COPULA_REACH and outer[0].kind in _PERSONAL else None


_PERSONAL = PERSONS | {"pronoun"}


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
    return Agent(after, "fronted") if after else None


def _patient(
    document: Document,
    cast: Cast,
    sentence: Sentence,
    hit: TriggerHit,
    reading: Reading,
    heads: dict[int, str],
    affected: Agent | None = None,
) -> Agent | None:
    passive = "passive" in reading.particles
    actor = reading.actor
    if actor is not None:
        actor = coordination_head(document, cast, sentence, actor, heads)
        if actor.kind in UNOFFICIAL and not passive:
            return Agent(actor, "adjacent", "subject")
    if passive:
        found = _sufferer(document, cast, sentence, hit, reading, heads, actor)
        if found:
            return found
    elif actor is not None and role(document, cast, sentence, actor, heads) == "passive":
        outer = subject_before(document, cast, sentence, actor.first - 2, heads)
        if outer:
            return Agent(outer[0], "suffers", "by", outer[1])
        if group := _group(hit, group_before(document, cast, sentence, actor.first - 2)):
            return Agent(group, "suffers", "by", actor.first - 1 - group.last)
    patient = _object(document, cast, sentence, hit, heads)
    near = patient is not None and patient.first - hit.last <= 1
    if affected is not None and affected.how == "suffers" and not near and _joins_passive(hit, reading, heads):
        return Agent(affected.actor, "suffers", "chain", hit.first - affected.actor.last)
    if patient is not None:
        return Agent(patient, "befalls", "direct" if near else "near", patient.first - hit.last)
    return _subject(document, cast, sentence, hit, reading, heads)


def _sufferer(
    document: Document,
    cast: Cast,
    sentence: Sentence,
    hit: TriggerHit,
    reading: Reading,
    heads: dict[int, str],
    actor: Actor | None,
) -> Agent | None:
    """The subject of a verb after "được" or "bị": before it, else in the clause that follows."""
    if actor is not None:
        group = _group(hit, group_at(document, cast, actor.first, sentence.last)) if actor.kind == "private" else None
        return Agent(group or actor, "suffers", role(document, cast, sentence, actor, heads))
    if reading.mark == "when":
        after = subject_after(document, cast, sentence, hit.last, heads)
        if after:  # "Trước khi được bổ nhiệm, ông X ..."
            return Agent(after, "suffers", "when", after.first - hit.last)
    if reading.at < 0:
        return None
    if group := _group(hit, group_before(document, cast, sentence, reading.at)):
        return Agent(group, "suffers", "subject", reading.at + 1 - group.last)
    outer = subject_before(document, cast, sentence, reading.at, heads)
    if outer:
        return Agent(outer[0], "suffers", "far", outer[1])
    after = subject_after(document, cast, sentence, hit.last, heads)
    return Agent(after, "suffers", "when", after.first - hit.last) if after else None


def _joins_passive(hit: TriggerHit, reading: Reading, heads: dict[int, str]) -> bool:
    """Whether a verb goes on from the one before it, whose voice it shares: "được điều động, bổ nhiệm"."""
    return reading.actor is None and (reading.mark in _JOINING or heads.get(hit.first - 1) in AFFECTING)


def _group(hit: TriggerHit, group: Actor | None) -> Actor | None:
    """A group that an act may befall: who is prosecuted must be known to serve the public."""
    prosecuted = hit.trigger.event_type == "PROSECUTION"
    return None if group is None or (prosecuted and group.kind in _ANYBODY) else group


_ANYBODY = frozenset({"people", "kin"})
# Who prosecutes is not prosecuted: "đưa ra xét xử, TAND huyện X tuyên phạt ông Y".
_PROSECUTORS = frozenset("tòa toà tand vksnd vks viện hđxx hội công csđt cơ cảnh".split())


def _object(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, heads: dict[int, str]) -> Actor | None:
    """Whom an act befalls that stands after it: its object, unless "đối với" or a list after "gồm" names him later."""
    near = _next_patient(document, cast, sentence, hit, heads)
    direct = near is not None and near.first - hit.last <= 1
    if near is not None and direct and near.kind in _BY_NAME:
        return near
    if listed := _listed(document, cast, sentence, hit):
        return listed
    if near is not None and direct and near.kind == "group":
        return near
    return _directed(document, cast, sentence, hit) or near


_BY_NAME = frozenset({"official", "person"})
# The object of an act does not stand beyond these.
_BOUNDS = frozenset('; : . " ( ) vì do khi theo sau trước nhưng để nên rồi thì tại'.split())
_PATIENT_REACH = 16
# A body after these is where somebody comes from or goes to.
_WHEREABOUTS = frozenset("về sang đến tới tại vào khỏi ở từ trong lên xuống ra".split())
_ACCUSED = frozenset({("bị", "can"), ("bị", "cáo")})


def _next_patient(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, heads: dict[int, str]
) -> Actor | None:
    """The first noun phrase after a trigger that its act may befall, within the clause."""
    keys, at = document.keys, hit.last
    limit = min(sentence.last, hit.last + _PATIENT_REACH)
    accused: Actor | None = None
    while at < limit:
        if group := _group(hit, group_at(document, cast, at, sentence.last)):
            return group
        actor = cast.at(at)
        if actor is None:
            if keys[at] in _BOUNDS or (keys[at] == "," and not _goes_on(heads, at)):
                break
            at += 1
            continue
        if actor.kind == "pronoun" and keys[actor.first : actor.last] in _ACCUSED:
            accused = accused or actor  # "khởi tố bị can, bắt tạm giam ông X"
        elif actor.kind in PATIENTS and not _stands_aside(keys, hit, actor):
            return actor
        at = actor.last
    return accused


def _stands_aside(keys: tuple[str, ...], hit: TriggerHit, actor: Actor) -> bool:
    """Whether a body after an act is the court that judges, or the office that somebody is moved to."""
    if actor.kind not in ("body", "authority"):
        return False
    if hit.trigger.event_type == "PROSECUTION":
        return keys[actor.first] in _PROSECUTORS
    return keys[actor.first - 1] in _WHEREABOUTS


def _goes_on(heads: dict[int, str], comma: int) -> bool:
    """Whether the next act of a list stands after a comma: "khởi tố, bắt tạm giam ông X"."""
    return any(heads.get(i) in AFFECTING for i in range(comma + 1, comma + 5))


_DIRECTED_REACH = 30  # syllables of an office with its body: "cách chức Cục trưởng Cục X (Tổng cục Y) đối với ông Z"
_ENDS = frozenset({";", ".", '"'})


def _directed(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> Actor | None:
    """Who stands after "đối với", or after "cho" by name: "bổ nhiệm chức vụ Vụ trưởng Vụ X cho bà Y"."""
    keys = document.keys
    for at in range(hit.last, min(sentence.last - 2, hit.last + _DIRECTED_REACH)):
        if keys[at] in _ENDS:
            return None
        if keys[at : at + 2] == ("đối", "với"):
            group = _group(hit, group_at(document, cast, at + 2, sentence.last))
            return group or actor_after(cast, sentence, at + 2, PATIENTS, reach=8)
        if keys[at] == "cho" and at > hit.last and (named := cast.at(at + 1)) is not None and named.kind in _BY_NAME:
            return named
    return None


_LIST_REACH = 14


def _listed(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> Actor | None:
    """The first of those whom a list names: "kỷ luật 5 người khác, gồm: ông X", "kiểm điểm các ông: X"."""
    keys = document.keys
    for at in range(hit.last + 1, min(sentence.last - 1, hit.last + _LIST_REACH)):
        if keys[at] in _ENDS:
            return None
        if keys[at] == "gồm" or (keys[at] == ":" and keys[at - 1] in _LISTING):
            return actor_after(cast, sentence, at + 1, _BY_NAME, reach=5)
    return None


_LISTING = frozenset("ông bà chí gồm sau là".split())


_OFFICE_REACH = 10
_TELL_OFFICE = frozenset({"post", "title", "body"})


def nominee(cast: Cast, hit: TriggerHit, actor: Actor) -> Actor:
    """Who is known as a private person, as one to hold or leave the office that stands after the act."""
    if actor.kind != "person" or hit.trigger.event_type == "PROSECUTION":
        return actor
    owners = dict.fromkeys(cast.owner[hit.last : hit.last + _OFFICE_REACH])
    told = any(number >= 0 and cast.actors[number].kind in _TELL_OFFICE for number in owners)
    return replace(actor, kind="nominee") if told else actor


def _holder(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    keys = document.keys
    if reading.mark in _HELD and reading.actor is None:
        before = subject_before(document, cast, sentence, reading.at, heads)
        if before and before[1] <= _HELD_REACH:
            return Agent(coordination_head(document, cast, sentence, before[0], heads), "holder", "", before[1])
    if reading.actor is not None:
        head = coordination_head(document, cast, sentence, reading.actor, heads)
        part = role(document, cast, sentence, head, heads)
        if part in _ACTING and not (hit.last < sentence.last and keys[hit.last] in _OWNED):
            return Agent(head, "holder", part)
    for at in range(hit.last, min(sentence.last - 1, hit.last + 6)):
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
        if keys[at] in _NOT_OWNED:
            break
    before = subject_before(document, cast, sentence, hit.first - 1, heads) if hit.first > sentence.first else None
    if before:
        return Agent(coordination_head(document, cast, sentence, before[0], heads), "holder", "", before[1])
    return _elsewhere(document, cast, sentence, hit, reading, heads)


_OWNED = frozenset({"của", "giữa", "do"})
_NOT_OWNED = frozenset({",", ".", "với", "gửi", "cho", "đến", "tới"})
_HELD = frozenset({"chair", "hold"})
_HELD_REACH = 6

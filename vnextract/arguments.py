"""The agent of an event, or who it befalls.

``find_agent`` reads the clause around a trigger (``clauses``) and says with the actor *how* it was found, which is
the best evidence of whether the trigger tells of an event at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnextract.actors import PERSONS, SEX, STANDING_IN, UNOFFICIAL, Actor, Cast
from vnextract.clauses import (
    Reading,
    actor_after,
    coordination_head,
    read_left,
    role,
    subject_after,
    subject_before,
)
from vnextract.document import Document, Sentence
from vnextract.triggers import AFFECTING, TriggerHit

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
    document: Document, cast: Cast, hit: TriggerHit, heads: dict[int, str], before: Agent | None = None
) -> tuple[Agent | None, Reading]:
    """The actor of a trigger within its sentence, and what stands left of the trigger.

    ``before`` is the agent of the trigger before it in the sentence: a coordinated verb keeps its subject.
    """
    sentence = document.sentences[hit.sentence]
    reading = read_left(document, cast, sentence, hit.first)
    if hit.trigger.event_type in AFFECTING and hit.trigger.pos != "state":
        found = _patient(document, cast, sentence, hit, reading, heads)
    elif hit.trigger.pos == "noun":
        found = _holder(document, cast, sentence, hit, reading, heads)
    else:
        found = _subject(document, cast, sentence, hit, reading, heads, before)
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
    if actor is not None:
        actor = coordination_head(document, cast, sentence, actor)
        part = role(document, cast, sentence, actor, heads)
        if part == "của":
            return Agent(_possessed(document, cast, sentence, actor, heads), "adjacent", part)
        if part in _ACTING or hit.trigger.pos == "state":
            return Agent(actor, "adjacent", part)
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        if outer:
            return Agent(outer[0], "over", part, outer[1] + actor.last - actor.first)
        return Agent(actor, "object", part)
    if before is not None and reading.mark in _JOINING:
        return Agent(before.actor, "chain", "", hit.first - before.actor.last)
    outer = subject_before(document, cast, sentence, reading.at, heads) if reading.at >= 0 else None
    if outer:
        return Agent(outer[0], "chain" if reading.mark in _JOINING else "distant", "", outer[1])
    return _elsewhere(document, cast, sentence, hit, reading, heads)


_ACTING = frozenset({"subject", "ordered", "passive", "theo", "do", "nominal"})
_JOINING = frozenset({"and", "comma", "semicolon"})
_CONNECTIVE = 4  # syllables of "Đồng thời,", "Cụ thể,", "Bên cạnh đó,"


def _possessed(document: Document, cast: Cast, sentence: Sentence, owner: Actor, heads: dict[int, str]) -> Actor:
    """What an owner after "của" owns, if that can act: "người phát ngôn của Thủ tướng", "Bà X, cố vấn của Tổng thống"."""
    if owner.first - 2 < sentence.first:
        return owner
    own = cast.at(owner.first - 2)
    if own is not None and own.kind not in UNOFFICIAL:
        return coordination_head(document, cast, sentence, own)
    outer = subject_before(document, cast, sentence, owner.first - 2, heads)
    return outer[0] if outer and outer[1] <= 10 and outer[0].kind in PERSONS else owner


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
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    actor = reading.actor
    if actor is not None:
        actor = coordination_head(document, cast, sentence, actor)
        if actor.kind in UNOFFICIAL and "passive" not in reading.particles:
            return Agent(actor, "adjacent", "subject")
    if actor is not None and "passive" in reading.particles:
        return Agent(actor, "suffers", role(document, cast, sentence, actor, heads))
    if actor is not None and role(document, cast, sentence, actor, heads) == "passive":
        outer = subject_before(document, cast, sentence, actor.first - 2, heads)
        if outer:
            return Agent(outer[0], "suffers", "by", outer[1])
    if "passive" in reading.particles and reading.at >= 0:
        outer = subject_before(document, cast, sentence, reading.at, heads)
        if outer:
            return Agent(outer[0], "suffers", "far", outer[1])
    patient = _directed(document, cast, sentence, hit) or actor_after(cast, sentence, hit.last, PATIENTS, reach=16)
    if patient:
        part = "direct" if patient.first - hit.last <= 1 else "near"
        return Agent(patient, "befalls", part, patient.first - hit.last)
    return _subject(document, cast, sentence, hit, reading, heads)


def _directed(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> Actor | None:
    """Who stands after "đối với": "khởi tố bị can đối với ông X"."""
    keys = document.keys
    for at in range(hit.last, min(sentence.last - 2, hit.last + 14)):
        if keys[at : at + 2] == ("đối", "với"):
            return actor_after(cast, sentence, at + 2, PATIENTS, reach=8)
    return None


def _holder(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    keys = document.keys
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
        if keys[at] in ("của", "giữa", "do"):
            owner = actor_after(cast, sentence, at + 1, _OWNERS, reach=3)
            if owner:
                return Agent(owner, "of", keys[at])
            if keys[at] == "của" and document.syllables[at + 1].text[:1].isupper():
                return None  # somebody nobody knows to hold office
            break
        if keys[at] in (",", ".", "với"):
            break
    if reading.actor is not None:
        head = coordination_head(document, cast, sentence, reading.actor)
        part = role(document, cast, sentence, head, heads)
        if part in _ACTING:
            return Agent(head, "holder", part)
    before = subject_before(document, cast, sentence, hit.first - 1, heads) if hit.first > sentence.first else None
    if before:
        return Agent(coordination_head(document, cast, sentence, before[0]), "holder", "", before[1])
    return _elsewhere(document, cast, sentence, hit, reading, heads)


def resolve(document: Document, cast: Cast, actor: Actor, heads: dict[int, str], speaker: Actor | None) -> Actor | None:
    """The named actor that an actor is or stands for.

    A pronoun takes up the nearest earlier person that was a subject and is not known to be of the other sex, named
    ones before bare titles; right after a quotation it is whoever spoke last. "bộ này" and a document word take up
    the nearest earlier body or other authority; "tôi" whoever spoke last.
    """
    if actor.kind not in STANDING_IN:
        return actor
    if actor.kind == "speaker":
        return speaker
    number = cast.owner[actor.first]
    earlier = [cast.actors[n] for n in range(number - 1, max(-1, number - 40), -1)]
    if actor.kind == "pronoun":
        return _person(document, cast, actor, earlier, heads, speaker)
    authorities = [a for a in earlier if a.kind in ("body", "authority", "title")]
    return authorities[0] if authorities else None


_NEAR = 6  # persons among whom a pronoun looks for a subject


def _person(
    document: Document, cast: Cast, pronoun: Actor, earlier: list[Actor], heads: dict[int, str], speaker: Actor | None
) -> Actor | None:
    sex = SEX.get(document.keys[pronoun.first])
    persons = [a for a in earlier if a.kind in PERSONS and cast.sex.get(a.entity_id or "", sex) in (sex, None)]
    if not cast.quoted[pronoun.first]:
        if speaker in persons and '"' in document.keys[max(0, pronoun.first - 3) : pronoun.first]:
            return speaker
        persons = [a for a in persons if not cast.quoted[a.first]] or persons
    subjects = [a for a in persons[:_NEAR] if _acts(document, cast, a, heads)]
    named = next((a for a in subjects if a.kind != "title"), None)
    return (
        named
        or next(iter(subjects), None)
        or next((a for a in persons if a.kind == "official"), next(iter(persons), None))
    )


def _acts(document: Document, cast: Cast, actor: Actor, heads: dict[int, str]) -> bool:
    sentence = document.sentences[document.sentence_index(document.syllables[actor.first].start)]
    return role(document, cast, sentence, actor, heads) in ("subject", "theo")

"""The agent of an event, or who it befalls.

``find_agent`` reads the clause around a trigger (``clauses``) and says with the actor *how* it was found, which is
the best evidence of whether the trigger tells of an event at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnextract.actors import PERSONS, STANDING_IN, UNOFFICIAL, Actor, Cast
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


def find_agent(document: Document, cast: Cast, hit: TriggerHit, heads: dict[int, str]) -> tuple[Agent | None, Reading]:
    """The actor of a trigger within its sentence, and what stands left of the trigger."""
    sentence = document.sentences[hit.sentence]
    reading = read_left(document, cast, sentence, hit.first)
    if hit.trigger.event_type in AFFECTING and hit.trigger.pos != "state":
        found = _patient(document, cast, sentence, hit, reading, heads)
    elif hit.trigger.pos == "noun":
        found = _holder(document, cast, sentence, hit, reading, heads)
    else:
        found = _subject(document, cast, sentence, hit, reading, heads)
    return found, reading


def _subject(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    actor = reading.actor
    if actor is not None:
        actor = coordination_head(document, cast, sentence, actor)
        part = role(document, cast, sentence, actor, heads)
        if part in ("subject", "ordered", "passive", "theo", "của") or hit.trigger.pos == "state":
            return Agent(actor, "adjacent", part)
        outer = subject_before(document, cast, sentence, actor.first - 1, heads)
        if outer:
            return Agent(outer[0], "over", part, outer[1] + actor.last - actor.first)
        return Agent(actor, "object", part)
    outer = subject_before(document, cast, sentence, reading.at, heads) if reading.at >= 0 else None
    if outer:
        how = "chain" if reading.mark in ("and", "comma", "semicolon") else "distant"
        return Agent(outer[0], how, "", outer[1])
    return _elsewhere(document, cast, sentence, hit, heads)


def _elsewhere(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, heads: dict[int, str]
) -> Agent | None:
    """No subject on the left: the owner after "của", or the subject of the clause that follows."""
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
    patient = actor_after(cast, sentence, hit.last, PATIENTS, reach=16)
    if patient:
        part = "direct" if patient.first - hit.last <= 1 else "near"
        return Agent(patient, "befalls", part, patient.first - hit.last)
    return _subject(document, cast, sentence, hit, reading, heads)


def _holder(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reading: Reading, heads: dict[int, str]
) -> Agent | None:
    keys = document.keys
    for at in range(hit.last, min(sentence.last - 1, hit.last + 6)):
        actor = cast.at(at)
        if actor is not None:
            if actor.kind in ("body", "title", "authority") and at - hit.last <= 2:
                before = subject_before(document, cast, sentence, reading.at, heads) if reading.at >= 0 else None
                return Agent(before[0], "holder", "", before[1]) if before else Agent(actor, "own")
            break
        if keys[at] in ("của", "giữa", "do"):
            owner = actor_after(cast, sentence, at + 1, _OWNERS, reach=3)
            if owner:
                return Agent(owner, "of", keys[at])
            break
        if keys[at] in (",", ".", "với"):
            break
    if reading.actor is not None:
        part = role(document, cast, sentence, reading.actor, heads)
        if part in ("subject", "passive"):
            return Agent(reading.actor, "holder", part)
    before = subject_before(document, cast, sentence, hit.first - 1, heads) if hit.first > sentence.first else None
    if before:
        return Agent(before[0], "holder", "", before[1])
    return _elsewhere(document, cast, sentence, hit, heads)


def resolve(document: Document, cast: Cast, actor: Actor, heads: dict[int, str], speaker: Actor | None) -> Actor | None:
    """The named actor that an actor is or stands for.

    A pronoun takes up the nearest earlier person that was a subject, else the nearest official; "bộ này" and a
    document word the nearest earlier body or other authority; "tôi" whoever spoke last.
    """
    if actor.kind not in STANDING_IN:
        return actor
    if actor.kind == "speaker":
        return speaker
    number = cast.owner[actor.first]
    earlier = [cast.actors[n] for n in range(number - 1, max(-1, number - 40), -1)]
    if actor.kind == "pronoun":
        persons = [a for a in earlier if a.kind in PERSONS]
        for a in persons[:6]:
            sentence = document.sentences[document.sentence_index(document.syllables[a.first].start)]
            if role(document, cast, sentence, a, heads) in ("subject", "theo"):
                return a
        return next((a for a in persons if a.kind == "official"), persons[0] if persons else None)
    authorities = [a for a in earlier if a.kind in ("body", "authority", "title")]
    return authorities[0] if authorities else None

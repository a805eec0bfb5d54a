"""Public acts: a trigger word, who acts or is acted on, when, where, and whether it happened.

``candidates`` proposes, with the evidence for and against; ``accept`` weighs the evidence. Whoever has a better
judge keeps the first and replaces the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnextract.actors import UNOFFICIAL, Actor, build_cast
from vnextract.arguments import Agent, find_agent, resolve
from vnextract.clauses import Reading
from vnextract.document import Document, Event, Time
from vnextract.evidence import WEIGHTS, observe
from vnextract.settings import datings, find_place, find_time, spanned
from vnextract.triggers import TriggerHit, find_triggers


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible event: the trigger hit, its agent, and the names of what speaks for or against it."""

    hit: TriggerHit
    agent: Agent | None
    actor: Actor | None
    evidence: tuple[str, ...]
    time: Time | None = None
    place: tuple[int, int] | None = None
    status: str = "actual"


def candidates(document: Document) -> list[Candidate]:
    """Every trigger of a document with the best agent, time and place that its clause offers, in text order."""
    cast = build_cast(document)
    hits = list(find_triggers(document, cast.is_named))
    heads = {hit.last - 1: hit.trigger.event_type for hit in hits}
    dates = datings(document, cast)
    found: list[Candidate] = []
    seen: set[str] = set()
    speaker: Actor | None = None
    for hit in hits:
        agent, reading = find_agent(document, cast, hit, heads)
        if agent is None and speaker is not None:
            agent = Agent(speaker, "antecedent")
        actor = resolve(document, cast, agent.actor, heads, speaker) if agent else None
        time = find_time(document, hit, dates, agent.how if agent else "", reading.mark, heads)
        evidence = observe(document, cast, hit, agent, actor, reading, heads, time, seen)
        found.append(Candidate(hit, agent, actor, evidence, time, find_place(document, cast, hit), _status(reading)))
        seen.add(hit.trigger.form)
        if agent and actor and agent.how == "adjacent" and agent.part == "subject" and actor.kind not in UNOFFICIAL:
            speaker = actor
    return found


def _status(reading: Reading) -> str:
    if "negated" in reading.particles:
        return "denied"
    return "planned" if reading.particles & {"future", "must", "may"} else "actual"


def score(candidate: Candidate) -> float:
    """Log odds that a candidate is an event."""
    return WEIGHTS["always"] + candidate.hit.trigger.weight + sum(WEIGHTS.get(name, 0.0) for name in candidate.evidence)


def accept(candidate: Candidate) -> bool:
    return candidate.actor is not None and candidate.actor.kind not in UNOFFICIAL and score(candidate) >= 0


def find_events(document: Document) -> Iterator[Event]:
    """The public acts that a document tells of."""
    syllables = document.syllables
    for candidate in candidates(document):
        if not accept(candidate):
            continue
        hit, actor = candidate.hit, candidate.actor
        assert actor is not None
        yield document.mention(
            Event,
            syllables[hit.first].start,
            syllables[hit.last - 1].end,
            rule=f"event.{hit.trigger.event_type.lower()}.{candidate.agent.how if candidate.agent else 'none'}",
            event_type=hit.trigger.event_type,
            agent=document.surface(actor.start, actor.end),
            agent_id=actor.entity_id,
            time_text=candidate.time.text if candidate.time else None,
            time=candidate.time.value if candidate.time else None,
            place=document.surface(*spanned(document, candidate.place)) if candidate.place else None,
            status=candidate.status,
        )

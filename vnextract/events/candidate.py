"""A possible event: a trigger with who acts and when, and what speaks for and against its being one."""

from __future__ import annotations

from dataclasses import dataclass

from vnextract.document import Directive, Time
from vnextract.events.actors import UNOFFICIAL, Actor, Agent
from vnextract.events.datings import Dated
from vnextract.events.triggers import Trigger, TriggerHit
from vnextract.events.weights import total


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible event: the trigger hit, its agent, the names of what speaks for or against it, the times that may date it."""

    hit: TriggerHit
    agent: Agent | None
    actor: Actor | None
    evidence: tuple[str, ...]
    time: Time | None = None
    times: tuple[Dated, ...] = ()
    place: tuple[int, int] | None = None
    directives: tuple[Directive, ...] = ()
    status: str = "actual"
    judged: float | None = None  # log odds by rules and model
    bound: float = 0.0  # of the log odds, from which on it is an event

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of all observations: the trigger's row first, then the evidence."""
        return (trigger_name(self.hit.trigger), *self.evidence)


def trigger_name(trigger: Trigger) -> str:
    """What names a trigger's row among the observations."""
    return f"trigger {trigger.form} {trigger.event_type} {trigger.pos}"


def acts_in_office(candidate: Candidate) -> bool:
    """Whether anybody is there who acts, and may count as an official or public body."""
    return candidate.actor is not None and candidate.actor.kind not in UNOFFICIAL


def score(candidate: Candidate) -> float:
    """Log odds that a candidate is an event, by the rules."""
    return candidate.hit.trigger.weight + total(candidate.evidence, "always")


def odds(candidate: Candidate) -> float:
    """Log odds by the evidence and, where a model was asked, its opinion."""
    return score(candidate) if candidate.judged is None else candidate.judged


def accept(candidate: Candidate) -> bool:
    """Whether a candidate comes out as an event."""
    return acts_in_office(candidate) and odds(candidate) >= candidate.bound

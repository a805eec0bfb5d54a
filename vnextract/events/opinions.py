"""What a model that is asked makes of the candidates: which are events, who acts, when.

Each question is asked of a whole article at once: one product of matrices, not many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vnextract.document import Document, Sighting
from vnextract.events.actors import Agent, Cast
from vnextract.events.agents import choices
from vnextract.events.candidate import Candidate, accept, acts_in_office, score
from vnextract.events.weights import total


def event_sighting(candidate: Candidate) -> Sighting | None:
    """A candidate as a model is asked whether it is an event; None without an actor who may act."""
    if candidate.actor is None or not acts_in_office(candidate):
        return None
    hit = candidate.hit
    return Sighting(hit.trigger.event_type, hit.first, candidate.actor.first, candidate.shown, score(candidate))


def time_sightings(document: Document, candidate: Candidate) -> list[Sighting]:
    """The times of a candidate's sentence as a model is asked whether each dates it, in the order of ``candidate.times``."""
    hit = candidate.hit
    return [
        Sighting(
            hit.trigger.event_type,
            hit.first,
            document.syllable_index(dated.time.start),
            dated.evidence,
            total(dated.evidence, "when always"),
        )
        for dated in candidate.times
    ]


def weigh(document: Document, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with what rules and model together make of them, where there is a model."""
    opinion = document.opinion
    if opinion is None:
        return list(found)
    seen = [event_sighting(candidate) for candidate in found]
    judged = iter(opinion.event_odds([s for s in seen if s]))
    return [
        replace(candidate, judged=next(judged), bound=opinion.event_bound(s.event_type)) if s else candidate
        for candidate, s in zip(found, seen, strict=True)
    ]


def settle_agents(document: Document, cast: Cast, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those that are events with the agent that the model chooses."""
    settled = list(found)
    opinion = document.opinion
    if opinion is None:
        return settled
    events = {number for number, candidate in enumerate(found) if accept(candidate)}
    asked = list(choices(document, cast, found, events))
    told = iter(opinion.agent_odds([option.sighting for _, options in asked for option in options]))
    for number, options in asked:
        # Of equals the rules' own.
        _, _, best = max((next(told), option.is_pick, n) for n, option in enumerate(options))
        if not options[best].is_pick:
            actor = options[best].actor
            settled[number] = replace(found[number], actor=actor, agent=Agent(actor, "chosen"))
    return settled


def settle_times(document: Document, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those that are events with the time that rules and model think dates them."""
    settled = list(found)
    opinion = document.opinion
    if opinion is None:
        return settled
    events = [number for number, candidate in enumerate(found) if candidate.times and accept(candidate)]
    told = iter(opinion.time_odds([s for number in events for s in time_sightings(document, found[number])]))
    for number in events:
        times = found[number].times
        odds, behind = max((next(told), -n) for n in range(len(times)))  # of equals the first
        settled[number] = replace(found[number], time=times[-behind].time if odds > 0 else None)
    return settled

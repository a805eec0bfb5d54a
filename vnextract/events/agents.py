"""Who acts where the clause leaves it open: the model's word on the actors around a trigger.

The rules name an agent and say how they found it. Where the model points at another actor much more, and what speaks
for either adds up so (``judge.json``, table ``agent``), that one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnextract.document import AFFECTING, Document, Opinion
from vnextract.events.actors import STANDING_IN, UNOFFICIAL, Actor, Agent, Cast
from vnextract.events.triggers import TriggerHit

_NO_AGENT = UNOFFICIAL | STANDING_IN | {"place"}


@dataclass(frozen=True, slots=True)
class Option:
    """An actor that may be the agent: how much less the model points at it than at the best, and what speaks for it."""

    actor: Actor
    is_pick: bool  # the rules' own
    told: float
    shown: tuple[str, ...]


def options(document: Document, cast: Cast, hit: TriggerHit, agent: Agent, opinion: Opinion) -> list[Option]:
    """The rules' agent and the other actors within the model's reach of a trigger."""
    found: list[tuple[Actor, bool, float]] = []
    for actor in _around(cast, hit, opinion.reach):
        is_pick = actor.first == agent.actor.first
        if is_pick or actor.kind not in _NO_AGENT:
            found.append((actor, is_pick, opinion.points(hit.first, actor.first, actor.last)))
    best = max((told for _, _, told in found), default=0.0)
    sentence = document.sentences[hit.sentence]
    return [
        Option(actor, is_pick, told - best, tuple(_observe(actor, is_pick, hit, agent, sentence.first, sentence.last)))
        for actor, is_pick, told in found
    ]


def _around(cast: Cast, hit: TriggerHit, reach: int) -> Iterator[Actor]:
    numbers = dict.fromkeys(cast.owner[max(0, hit.first - reach) : hit.first + reach])
    return (cast.actors[number] for number in numbers if number >= 0)


def _observe(actor: Actor, is_pick: bool, hit: TriggerHit, agent: Agent, low: int, high: int) -> Iterator[str]:
    if is_pick:
        yield "pick"
        yield f"how {agent.how}"
        return
    yield f"kind {actor.kind}"
    yield f"not {agent.how}"
    yield "within" if low <= actor.first < high else "outside"
    gap = abs(actor.first - hit.first)
    yield f"gap {'3' if gap <= 3 else '8' if gap <= 8 else '20' if gap <= 20 else 'far'}"
    if actor.first > hit.first:
        yield "after fate" if hit.trigger.event_type in AFFECTING else "after"


def better_actor(document: Document, cast: Cast, hit: TriggerHit, agent: Agent, actor: Actor) -> Actor:
    """The agent by rules and model: ``actor``, as the rules have it, unless another outweighs it."""
    opinion = document.opinion
    if opinion is None or agent.how in SURE or agent.actor.kind in _COUNTED:
        return actor
    listed = options(document, cast, hit, agent, opinion)
    if not any(option.is_pick for option in listed):
        return actor
    best = max(listed, key=lambda o: (opinion.agent_odds(o.told, o.shown), o.is_pick))
    return actor if best.is_pick else best.actor


_COUNTED = frozenset({"group", "accused"})  # no mention: the model has nothing to point at
SURE = frozenset({"adjacent"})  # of these 97 in a hundred are right

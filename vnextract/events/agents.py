"""Who acts where more than one could: the actors around a trigger, and what is seen of each.

The rules name an agent and say how they found it (``arguments``). A model that is asked chooses among the actors within
reach, the rules' own among them; what it is told of each are observations, as those of events and times are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from vnextract.document import Document, Sighting
from vnextract.events.actors import STANDING_IN, UNOFFICIAL, Actor, Cast
from vnextract.events.candidate import Candidate, acts_in_office, score

_REACH = 40  # syllables on either side of a trigger
_NO_AGENT = UNOFFICIAL | STANDING_IN | {"place"}


@dataclass(frozen=True, slots=True)
class Option:
    """Who acts if this one is chosen (of a pronoun whom it stands for), whether the rules did so, and how a model is asked."""

    actor: Actor
    is_pick: bool
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its cast, the last syllables of its acts with their types, and how often each actor acts beyond doubt."""

    document: Document
    cast: Cast
    heads: dict[int, str]
    often: Counter[str]


def choices(
    document: Document, cast: Cast, found: Sequence[Candidate], wanted: Container[int]
) -> Iterator[tuple[int, tuple[Option, ...]]]:
    """The candidates with the numbers wanted, each with the actors that may be its agent, where there are two at least."""
    heads = {c.hit.last - 1: c.hit.trigger.event_type for c in found}
    acting = [c for c in found if acts_in_office(c) and score(c) >= 0]
    often = Counter(_who(document, c.actor) for c in acting if c.actor and c.agent and c.agent.how == "adjacent")
    text = _Text(document, cast, heads, often)
    before: Actor | None = None
    for number, candidate in enumerate(found):
        if number in wanted and acts_in_office(candidate) and candidate.agent is not None:
            listed = tuple(_options(text, candidate, before))
            if len(listed) > 1:
                yield number, listed
        if acts_in_office(candidate) and score(candidate) >= 0:
            before = candidate.actor


def _options(text: _Text, candidate: Candidate, before: Actor | None) -> Iterator[Option]:
    """The rules' agent and the other actors within reach."""
    hit, agent, actor = candidate.hit, candidate.agent, candidate.actor
    assert agent is not None
    assert actor is not None
    named = False
    cast = text.cast
    for number in dict.fromkeys(cast.owner[max(0, hit.first - _REACH) : hit.first + _REACH]):
        if number < 0:
            continue
        other = cast.actors[number]
        is_pick = other.first == agent.actor.first
        named |= is_pick
        if is_pick or other.kind not in _NO_AGENT:
            yield _option(text, candidate, other, actor if is_pick else other, is_pick, before)
    if not named:  # a group, or one who is out of reach
        yield _option(text, candidate, agent.actor, actor, True, before)


def _option(
    text: _Text, candidate: Candidate, told: Actor, actor: Actor, is_pick: bool, before: Actor | None
) -> Option:
    """An option that is told by an actor and stands for another."""
    shown = tuple(_observe(text, candidate, told, is_pick, before))
    hit = candidate.hit
    return Option(actor, is_pick, Sighting(hit.trigger.event_type, hit.first, told.first, shown, float(is_pick)))


def _observe(text: _Text, candidate: Candidate, told: Actor, is_pick: bool, before: Actor | None) -> Iterator[str]:
    """The names of what is seen of an actor as the agent of a candidate."""
    document, cast, hit, agent = text.document, text.cast, candidate.hit, candidate.agent
    assert agent is not None
    keys, kind, how = document.keys, hit.trigger.event_type, agent.how
    side = "ahead" if told.first < hit.first else "behind"
    low, high = (told.last, hit.first) if side == "ahead" else (hit.last, told.first)
    gap = _bucket(max(0, high - low))
    sentence = document.sentence_index(document.syllables[told.first].start)
    away = max(-3, min(2, sentence - hit.sentence))
    yield from (
        f"who {told.kind} {side}",
        f"who {told.kind} {kind}",
        f"sentence {away} {how}",
        f"sentence {away} {side}",
    )
    yield from (f"gap {gap} {side}", f"gap {gap} {how}", f"how {how} {side} {hit.trigger.pos}")
    between = len({number for number in cast.owner[low:high] if number >= 0})
    acts = [i for i in range(low, high) if i in text.heads]
    yield f"actors {min(between, 3)} {side} {away}"
    yield f"acts {min(len(acts), 3)} {side}"
    yield f"commas {min(keys[low:high].count(','), 3)} {side}"
    if acts:
        yield f"act {text.heads[acts[-1 if side == 'ahead' else 0]]} {side}"
    yield f"often {min(text.often[_who(document, told)], 3)}"
    yield f"left {keys[told.first - 1] if told.first else 'start'}"
    yield f"right {keys[told.last] if told.last < len(keys) else 'end'}"
    yield f"before {keys[hit.first - 1] if hit.first else 'start'} {side}"
    yield f"then {keys[hit.last] if hit.last < len(keys) else 'end'} {side}"
    if told.first == document.sentences[sentence].first:
        yield f"opens {away}"
    yield f"quoted {cast.quoted[told.first]} {cast.quoted[hit.first]}"
    if is_pick:
        yield from ("pick", f"pick {how}", f"pick {how} {kind}", f"pick {how} {agent.part}", f"pick {how} gap {gap}")
    if before is not None:
        same = told.entity_id is not None and told.entity_id == before.entity_id
        yield "acted last" if told.first == before.first else "named as who acted last" if same else "not last"


def _who(document: Document, actor: Actor) -> str:
    """By what an actor is known again: its entity, else its words."""
    return actor.entity_id or " ".join(document.keys[actor.first : actor.last])


def _bucket(gap: int) -> str:
    """A distance by its class; finer next to the trigger than that of events and times."""
    return str(gap) if gap <= 2 else "4" if gap <= 4 else "8" if gap <= 8 else "16" if gap <= 16 else "far"

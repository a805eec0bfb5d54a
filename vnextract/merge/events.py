"""Reports of one event, in one article or several: same type, same day, same agent, places that do not differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vnextract.merge.registry import name_key

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")


@dataclass(frozen=True, slots=True)
class EventSeen:
    """An event of an article; ``agent`` is the link of who acts, ``key`` a name that no other event has."""

    key: str
    event_type: str
    agent: str | None
    time: str | None
    place: str | None


def tells_day(time: str | None) -> bool:
    """Whether a time has a full date, without which an event is in no group."""
    return _DAY.match(time or "") is not None


def same_events(events: Iterable[EventSeen]) -> dict[str, str]:
    """The group of each event that can be told: the smallest key of its reports. Independent of their order.

    An event without a full date or a known agent is in no group. One without a place joins the only place told for
    that type, day and agent; where several places are told, those without one are a group of their own.

    >>> same_events([
    ...     EventSeen("a1 e5-9.VISIT", "VISIT", "o1", "2018-06-19TMO", "xã Nà Ngần"),
    ...     EventSeen("a2 e0-4.VISIT", "VISIT", "o1", "2018-06-19", None),
    ...     EventSeen("a3 e0-4.VISIT", "VISIT", "o2", "2018-06-19", None),
    ... ])
    {'a1 e5-9.VISIT': 'a1 e5-9.VISIT', 'a2 e0-4.VISIT': 'a1 e5-9.VISIT', 'a3 e0-4.VISIT': 'a3 e0-4.VISIT'}
    """
    blocks: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for event in events:
        day = _DAY.match(event.time or "")
        if day is None or event.agent is None:
            continue
        block = blocks.setdefault((event.event_type, day.group(), event.agent), {})
        block.setdefault(name_key(event.place) if event.place else "", []).append(event.key)
    groups: dict[str, str] = {}
    for block in blocks.values():
        if len(block) == 2 and "" in block:
            block = {"": [key for keys in block.values() for key in keys]}
        for keys in block.values():
            groups.update(dict.fromkeys(keys, min(keys)))
    return dict(sorted(groups.items()))

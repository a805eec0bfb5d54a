"""When an annotated thing and one that was found are the same: words, agents, events."""

from __future__ import annotations

import re

from vnextract.document import Event
from vnextract.text import normalize

_DASH = re.compile("[\u2010-\u2015\u2212]")
_TONES = [
    pair.split()
    for pair in "oà òa,oá óa,oả ỏa,oã õa,oạ ọa,oè òe,oé óe,oẻ ỏe,oẽ õe,oẹ ọe,uỳ ùy,uý úy,uỷ ủy,uỹ ũy,uỵ ụy".split(",")
]


def comparable(words: str | None) -> str:
    """Words without what readers do not see as a difference: Unicode form, case, spacing, dashes, tone placement.

    >>> comparable("UỶ BAN – xã.") == comparable("ủy ban - xã")
    True
    """
    plain = _DASH.sub("-", normalize(words or "").text.casefold())
    plain = re.sub(r"\s+", " ", plain).strip(" .,;:")
    for new, old in _TONES:
        plain = plain.replace(new, old)
    return plain


def same_agent(gold: str, found: str) -> bool:
    """Equal words, or a run of the other's with four at most left out, or half of all words shared.

    >>> same_agent("Nguyễn Văn Quảng", "ông Nguyễn Văn Quảng"), same_agent("Thủ tướng", "Quốc hội")
    (True, False)
    """
    short, long = sorted((comparable(gold).split(), comparable(found).split()), key=len)
    if not short:
        return short == long
    within = any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))
    return (within and len(long) - len(short) <= 4) or 2 * len({*short} & {*long}) >= len({*short} | {*long})


def same_event(gold: Event, event_type: str, start: int, end: int) -> bool:
    """Whether an annotated event is one of a type told at a span: the triggers share a third of their union."""
    shared = min(gold.end, end) - max(gold.start, start)
    union = max(gold.end, end) - min(gold.start, start)
    return gold.event_type == event_type and shared > 0 and 3 * shared >= union

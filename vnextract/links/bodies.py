"""Bodies with the locality that their own words leave out: "UBND TP" in an article about Đà Nẵng is that city's.

A locality is taken from the article only where it leaves no choice: a body of the same name cited with its locality,
or the one place of that kind that the article is about. Else it stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from vnextract.document import Body, Mention, Place

_UNITS = ("thành phố", "tỉnh", "thị xã", "thị trấn", "quận", "huyện", "phường", "đặc khu", "xã")
# Heads that say the kind of their locality by themselves: "Thành ủy Đà Nẵng", not "Thành ủy thành phố Đà Nẵng".
_SAID = {
    "thành": "thành phố",
    "tỉnh": "tỉnh",
    "huyện": "huyện",
    "quận": "quận",
    "thị": "thị xã",
    "xã": "xã",
    "phường": "phường",
}
_HEAD_UNIT = re.compile(r"(?:^|.* )(thành|tỉnh|huyện|quận|thị|xã|phường) (?:ủy|đoàn)$", re.IGNORECASE)
_SAID_TWICE = re.compile(
    r"\b((?:Thành|Tỉnh|Huyện|Quận|Thị) (?:ủy|đoàn)) (?:thành phố|tỉnh|huyện|quận|thị xã) ", re.IGNORECASE
)
_CENTRAL = re.compile(r" Trung ương(?: Đảng)?$", re.IGNORECASE)
_SHARE = 0.6  # a place is what the article is about if it makes up this much of the places of its level


@lru_cache(maxsize=4096)
def unit_of(locality: str) -> tuple[str | None, str]:
    """A locality as its unit word and its bare name.

    >>> unit_of("thành phố Đà Nẵng")
    ('thành phố', 'Đà Nẵng')
    """
    for unit in _UNITS:
        if locality.lower().startswith(unit + " "):
            return unit, locality[len(unit) + 1 :]
    return None, locality


@lru_cache(maxsize=4096)
def implied_unit(canonical: str) -> str | None:
    """The kind of locality that a body's name calls for, if it does: "Ủy ban nhân dân tỉnh", "Thành ủy".

    >>> implied_unit("Ủy ban nhân dân thành phố"), implied_unit("Ban Thường vụ Thành ủy"), implied_unit("Sở Nội vụ")
    ('thành phố', 'thành phố', None)
    """
    lowered = canonical.lower()
    for unit in _UNITS:
        if lowered.endswith(" " + unit):
            return unit
    head = _HEAD_UNIT.match(lowered)
    return _SAID[head.group(1)] if head else None


def located(canonical: str, locality: str) -> str:
    """A body's full name with its locality, the kind of locality said once.

    >>> located("Ủy ban nhân dân thành phố", "thành phố Đà Nẵng"), located("Thành ủy", "thành phố Đà Nẵng")
    ('Ủy ban nhân dân thành phố Đà Nẵng', 'Thành ủy Đà Nẵng')
    >>> located("Sở Nội vụ", "tỉnh Hà Giang")
    'Sở Nội vụ tỉnh Hà Giang'
    """
    unit, name = unit_of(locality)
    return f"{canonical} {name}" if unit and implied_unit(canonical) == unit else f"{canonical} {locality}"


def home_places(mentions: Sequence[Mention]) -> dict[str, str]:
    """What the article is about: for each level and each kind of unit the one place that leaves no choice."""
    counts: dict[str, Counter[str]] = {}
    for m in mentions:
        place = m.locality if isinstance(m, Body) else m.canonical if isinstance(m, Place) else None
        level = m.level if isinstance(m, (Body, Place)) else None
        if not place or level == "foreign":
            continue
        unit, _ = unit_of(place)
        for key in filter(None, (unit, level)):
            counts.setdefault(key, Counter())[place] += 2 if isinstance(m, Body) else 1
    homes: dict[str, str] = {}
    for key, counter in counts.items():
        place, most = min(counter.items(), key=lambda item: (-item[1], item[0]))
        if most >= _SHARE * sum(counter.values()):
            homes[key] = place
    return homes


def resolve_bodies(mentions: Sequence[Mention]) -> list[Body]:
    """The bodies among the mentions, each with its canonical name and locality as the article tells them."""
    bodies = sorted((m for m in mentions if isinstance(m, Body)), key=lambda m: m.start)
    homes = home_places(mentions)
    own = [_said_once(b) for b in bodies]
    whole = [(b, _stem(b)) for b in own if b.locality and b.canonical]
    return [_resolve(b, whole, homes) for b in own]


def _said_once(body: Body) -> Body:
    """ "Thành ủy thành phố Đà Nẵng" is "Thành ủy Đà Nẵng"."""
    if not body.canonical or body.locality is None:
        return body
    once = _SAID_TWICE.sub(r"\1 ", body.canonical)
    return body if once == body.canonical else replace(body, canonical=once)


def _stem(body: Body) -> str:
    """A located body's name without the name of its locality: "ủy ban nhân dân thành phố"."""
    canonical, locality = body.canonical or "", body.locality or ""
    _, name = unit_of(locality)
    for tail in (locality, name):
        if canonical.endswith(" " + tail):
            rest = canonical[: -len(tail) - 1].lower()
            unit, _ = unit_of(locality)
            return f"{rest} {unit}" if tail == locality and unit else rest
    return canonical.lower()


def _resolve(body: Body, whole: list[tuple[Body, str]], homes: dict[str, str]) -> Body:
    if body.locality is None and body.level == "provincial" and _CENTRAL.search(body.canonical or ""):
        return replace(body, level="central")  # its head alone may be provincial: "Ban Tổ chức"
    if body.locality or not body.canonical or body.level not in {"provincial", "district", "commune", "sub_provincial"}:
        return body
    canonical, unit = body.canonical.lower(), implied_unit(body.canonical)
    same = [b for b, stem in whole if stem == canonical or (unit is None and stem.startswith(canonical + " "))]
    found = _antecedent(body, same) or (homes.get(unit) if unit else homes.get(body.level))
    if found is None:
        return body
    level = next((b.level for b, _ in whole if b.locality == found), body.level) if unit else body.level
    return replace(body, canonical=located(body.canonical, found), locality=found, level=level)


def _antecedent(body: Body, same: list[Body]) -> str | None:
    """The locality of the last such body before this one; of the only one in the article, if none stands before."""
    before = [b for b in same if b.start < body.start]
    if before:
        return before[-1].locality
    localities = {b.locality for b in same}
    return localities.pop() if len(localities) == 1 else None

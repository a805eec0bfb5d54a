"""What became of public bodies: which took over from which, on what day, from ``seeds/successions.csv``.

Ministries merged on 2025-03-01, 63 provinces became 34 on 2025-07-01, and the district level ended with them. A body
is one and the same as long as its name and the kind of its unit stay; what it came from and what took over from it
are told beside it. A change is told from its day on: an article of 2017 knows no predecessor of 2025.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from vnextract.lexicon import per_seeds, seed_rows
from vnextract.links.bodies import unit_of
from vnextract.text import match_key

DISTRICTS_END = date(2025, 6, 30)  # Resolution 203/2025/QH15: two levels of local government from 2025-07-01
DISTRICT_POLICE_END = date(2025, 2, 28)
_MARKS = re.compile(r"[^\w/]+")
_OF_THE_ASSEMBLY = " của Quốc hội"
_PARTY_HEADS = {"tỉnh": ("thành phố", "Tỉnh", "Thành"), "thành phố": ("tỉnh", "Thành", "Tỉnh")}


@lru_cache(maxsize=16384)
def name_key(canonical: str) -> str:
    """A body's name in the form that all its spellings share: marks, case and the words "và", "của" do not count.

    >>> name_key("Bộ Lao động, Thương binh và Xã hội") == name_key("Bộ Lao động - Thương binh - Xã hội")
    True
    """
    words = _MARKS.sub(" ", match_key(canonical)).split()
    return " ".join(word for word in words if word not in {"và", "của"})


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the table: ``last`` is the last day under the old name; the successor may be ``founded`` by it."""

    kind: str
    old: str
    new: str
    last: date
    founded: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """Before and after a body: names, and the first and last day under its own name, where they are known."""

    predecessors: tuple[str, ...] = ()
    successor: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@per_seeds
def changes() -> tuple[Change, ...]:
    return tuple(
        Change(row["kind"], row["form"], row["successor"], date.fromisoformat(row["valid_to"]), row["new"] == "yes")
        for row in seed_rows("successions")
    )


def lineage(canonical: str, level: str | None = None, locality: str | None = None, on: date | None = None) -> Lineage:
    """What took over from a body, and what it took over from by the day ``on``; without a day no predecessor is told.

    >>> lineage("Bộ Kế hoạch và Đầu tư")
    Lineage(predecessors=(), successor='Bộ Tài chính', valid_from=None, valid_to=datetime.date(2025, 2, 28))
    >>> lineage("Ủy ban nhân dân tỉnh Hà Giang", "provincial", "tỉnh Hà Giang").successor
    'Ủy ban nhân dân tỉnh Tuyên Quang'
    >>> lineage("Tỉnh ủy Tuyên Quang", "provincial", "tỉnh Tuyên Quang", date(2025, 9, 1)).predecessors
    ('Tỉnh ủy Hà Giang',)
    """
    whole = _lineage(canonical, level, locality)
    told = tuple(name for name, last in whole.before if on is not None and last < on)
    return Lineage(told, whole.successor, whole.valid_from, whole.valid_to)


@dataclass(frozen=True, slots=True)
class _Whole:
    before: tuple[tuple[str, date], ...]
    successor: str | None
    valid_from: date | None
    valid_to: date | None


@per_seeds
def _lineage(canonical: str, level: str | None, locality: str | None) -> _Whole:
    after = _renamed(canonical, level, locality, _by_old())
    before = _renamed(canonical, level, locality, _by_new())
    founded = [change.last for _, change in before if change.founded]
    successor, last = (after[0][0], after[0][1].last) if after else (None, None)
    if level == "district":
        ended = DISTRICT_POLICE_END if canonical.lower().startswith("công an ") else DISTRICTS_END
        last = min(filter(None, (last, ended)))
    return _Whole(
        tuple((name, change.last) for name, change in before),
        successor,
        max(founded) + timedelta(days=1) if founded else None,
        last,
    )


_Index = dict[str, list[tuple[str, Change]]]  # what a name was or is called, by the key of the name


@per_seeds
def _by_old() -> _Index:
    return _index((change.old, change.new, change) for change in changes())


@per_seeds
def _by_new() -> _Index:
    return _index((change.new, change.old, change) for change in changes())


def _index(pairs: Iterable[tuple[str, str, Change]]) -> _Index:
    index: _Index = {}
    for name, other, change in pairs:
        index.setdefault(name_key(name), []).append((other, change))
        if change.kind == "assembly":
            index.setdefault(name_key(name + _OF_THE_ASSEMBLY), []).append((other + _OF_THE_ASSEMBLY, change))
    return index


def _renamed(canonical: str, level: str | None, locality: str | None, index: _Index) -> list[tuple[str, Change]]:
    """The other names of a body with the changes that gave them: of its own, of its kind, of its province."""
    found = [(other, change) for other, change in index.get(name_key(canonical), ()) if change.kind != "province"]
    if locality is None or level != "provincial":
        return found
    head, tail = parted(canonical, locality)
    if tail:
        found += [(other + tail, change) for other, change in index.get(name_key(head), ()) if change.kind == "head"]
    for other, change in index.get(name_key(locality), ()):
        moved = relocated(canonical, locality, other) if change.kind == "province" else None
        found += [(moved, change)] if moved else []
    return sorted(found, key=lambda pair: (pair[1].last, pair[0]))


def parted(canonical: str, locality: str) -> tuple[str, str]:
    """A name as its head and its locality with the space before it."""
    for tail in (locality, unit_of(locality)[1]):
        if canonical.endswith(" " + tail):
            return canonical[: -len(tail) - 1], canonical[-len(tail) - 1 :]
    return canonical, ""


def relocated(canonical: str, locality: str, new: str) -> str | None:
    """A body's name with another locality: "Tỉnh ủy Bình Dương" in "thành phố Hồ Chí Minh" is its Thành ủy.

    >>> relocated("Tỉnh ủy Bình Dương", "tỉnh Bình Dương", "thành phố Hồ Chí Minh")
    'Thành ủy Hồ Chí Minh'
    >>> relocated("Sở Y tế tỉnh Nam Định", "tỉnh Nam Định", "tỉnh Ninh Bình")
    'Sở Y tế tỉnh Ninh Bình'
    """
    unit, _ = unit_of(locality)
    other_unit, other_name = unit_of(new)
    head, tail = parted(canonical, locality)
    if not tail:
        return None
    if tail[1:] == locality:
        return f"{head} {new}"
    if unit in _PARTY_HEADS and other_unit == _PARTY_HEADS[unit][0]:
        _, said, says = _PARTY_HEADS[unit]
        head = re.sub(rf"\b{said}(?= ?(?:ủy|đoàn)\b)", says, head)
    return f"{head} {other_name}"

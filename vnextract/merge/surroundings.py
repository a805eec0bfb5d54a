"""Where an article is set: its provinces and districts, for bodies whose own name leaves a choice.

There are ten districts called Châu Thành. Which one an article means is told by the words right after the name
("UBND huyện Châu Thành (Tiền Giang)"), else by the one province of those ten that the article names most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

from vnextract.lexicon import per_seeds, seed_rows
from vnextract.links.bodies import unit_of
from vnextract.merge.registry import name_key

NEAR = 60  # characters after a body in which the locality above it may stand
_UNITS = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã", "q.": "quận", "h.": "huyện"}
_DISTRICT = re.compile(
    r"\b([Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TX|TP|Q|H)\.? ?(\d{1,2}\b|[A-ZĐÀ-Ỹ][\w']*(?: [A-ZĐÀ-Ỹ][\w']*){0,3})"
)


@per_seeds
def provinces_of() -> dict[str, frozenset[str]]:
    """The provinces that have a district of a name, by the key of its unit and name."""
    found: dict[str, set[str]] = {}
    for row in seed_rows("places"):
        if row["level"] == "district" and row["unit"] and row["within"]:
            found.setdefault(name_key(f"{row['unit']} {row['canonical']}"), set()).add(name_key(row["within"]))
    return {key: frozenset(homes) for key, homes in found.items()}


@per_seeds
def _provinces() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all names of provinces, and the key of each."""
    names = {row["form"]: name_key(row["canonical"]) for row in seed_rows("places") if row["level"] == "provincial"}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), names


@per_seeds
def _districts() -> frozenset[str]:
    return frozenset(provinces_of())


def home_province(locality: str) -> str | None:
    """The key of the province of a locality, where there is but one: a province's own, or a district's.

    >>> home_province("huyện Bình Chánh"), home_province("tỉnh Hà Giang"), home_province("huyện Châu Thành")
    ('hồ chí minh', 'hà giang', None)
    """
    unit, name = unit_of(locality)
    homes = provinces_of().get(name_key(locality))
    if homes:
        return min(homes) if len(homes) == 1 else None
    if unit == "quận" and name.isdecimal():
        return name_key("Hồ Chí Minh")
    if unit in {"tỉnh", "thành phố"} and name_key(name) in _provinces()[1].values():
        return name_key(name)
    return None


class Surroundings:
    """The places that an article's text names, found on first use."""

    def __init__(self, text: str) -> None:
        self._text = text

    def province(self, end: int, among: Collection[str] | None = None) -> str | None:
        """The province meant at an offset, of some or of all: the next one named right after it, else the most named."""
        return _meant([(at, name) for at, name in self._named_provinces if among is None or name in among], end)

    def district(self, end: int) -> str | None:
        """The district meant at an offset: the next one named right after it, else the most named."""
        return _meant(self._named_districts, end)

    @cached_property
    def _named_provinces(self) -> list[tuple[int, str]]:
        pattern, names = _provinces()
        return [(m.start(), names[m.group()]) for m in pattern.finditer(self._text)]

    @cached_property
    def _named_districts(self) -> list[tuple[int, str]]:
        found = []
        for m in _DISTRICT.finditer(self._text):
            unit = m.group(1).lower()
            words = m.group(2).split()
            unit = _UNITS.get(unit) or _UNITS.get(unit + ".") or unit
            for last in range(len(words), 0, -1):
                name = name_key(f"{unit} {' '.join(words[:last])}")
                if name in _districts() or (unit == "quận" and words[0].isdecimal()):
                    found.append((m.start(), name))
                    break
        return found


def _meant(named: Sequence[tuple[int, str]], end: int) -> str | None:
    for at, name in named:
        if end <= at <= end + NEAR:
            return name
    most = Counter(name for _, name in named).most_common(2)
    return most[0][0] if most and (len(most) == 1 or most[0][1] > most[1][1]) else None

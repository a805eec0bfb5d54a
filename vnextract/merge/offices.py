"""What a title tells of who holds it: an office that only few have, the country, province or district it is held in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from vnextract.lexicon import per_seeds, seed_rows
from vnextract.merge.registry import name_key
from vnextract.merge.surroundings import home_province

# Scopes in seeds/titles.csv of offices of state; no two of one name hold one at a time.
_SCOPES = frozenset({"country", "ministry", "delegation", "none", "post"})
_PARENT = re.compile(
    r" (?:bộ|sở|tòa án|viện kiểm sát|ủy ban|hội đồng nhân dân|công an|tổng cục|thành ủy|tỉnh ủy|huyện ủy|quận ủy) "
)
_LONGEST = 7  # words of a place name


@per_seeds
def high_offices() -> frozenset[str]:
    """Offices of state, by the key of their role: minister, president, delegate, ambassador."""
    return frozenset(
        name_key(row["role"])
        for row in seed_rows("titles")
        if row["scope"] in _SCOPES and row["standing"] == "public" and not row["role"].endswith("ủy viên")
    ) | {
        "đại biểu",
        "đại biểu quốc hội",
        "bộ trưởng",
        "thứ trưởng",
        "phó thủ tướng",
        "phó chủ tịch nước",
        "phó tổng thống",
    }


@per_seeds
def _places() -> Mapping[str, str]:
    """Countries and provinces by the key of each of their names: what it is, and the key of the full name."""
    table: dict[str, str] = {}
    for row in seed_rows("places"):
        kind = {("foreign", "nước"): "country", ("provincial", row["unit"]): "province"}.get(
            (row["level"], row["unit"])
        )
        if kind is None:
            continue
        found = f"{kind} {name_key(row['canonical'])}"
        for form in (row["form"], f"{row['unit']} {row['form']}", f"TP {row['form']}"):
            table.setdefault(name_key(form), found)
    return table


@lru_cache(maxsize=8192)
def held_in(title: str) -> str | None:
    """The country or province that a title ends with.

    >>> held_in("Tổng thống Hoa Kỳ"), held_in("Bí thư tỉnh Đồng Nai"), held_in("Thủ tướng")
    ('country mỹ', 'province đồng nai', None)
    """
    words, places = name_key(title).split(), _places()
    for first in range(max(1, len(words) - _LONGEST), len(words)):
        found = places.get(" ".join(words[first:]))
        if found is not None:
            return found
    return None


@lru_cache(maxsize=8192)
def parent_of(canonical: str) -> str:
    """The key of the body that a body belongs to, as its name says, or its own.

    >>> parent_of("Văn phòng Bộ Nội vụ"), parent_of("Bộ Nội vụ"), parent_of("Ban Pháp chế Hội đồng nhân dân tỉnh Nghệ An")
    ('bộ nội vụ', 'bộ nội vụ', 'hội đồng nhân dân tỉnh nghệ an')
    """
    name = name_key(canonical)
    found = _PARENT.search(name)
    return name[found.start() + 1 :] if found else name


def home_of(level: str | None, locality: str | None, province: str | None) -> str | None:
    """Where a body is: its country, its province, or the district or commune itself where its province is not known."""
    if locality is None:
        return None
    if level == "foreign":
        return _places().get(name_key(locality), f"country {name_key(locality)}")
    known = province or home_province(locality)
    return f"province {known}" if known is not None else f"place {name_key(locality)}"

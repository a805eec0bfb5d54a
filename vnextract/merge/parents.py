"""The body that a body belongs to: as its name says, as the law has it for its kind, or from ``seeds/parents.csv``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from vnextract.lexicon import per_seeds, seed_rows
from vnextract.merge.registry import lineage, name_key

# "Văn phòng Bộ Nội vụ", "Ban Tổ chức Tỉnh ủy Yên Bái", "Ủy ban Pháp luật của Quốc hội": the parent ends the name.
_NAMED = re.compile(
    r"(?: của)? ((?:Bộ|Sở|Tòa án|Viện kiểm sát|Ủy ban nhân dân|Hội đồng nhân dân|Công an|Tổng cục|Thành ủy|Tỉnh ủy|Huyện ủy"
    r"|Quận ủy|Thị ủy|Quốc hội|Chính phủ) ?.*)$",
    re.IGNORECASE,
)
_NO_MINISTRY = re.compile(r"Bộ (?:Chính trị|Tư lệnh|Chỉ huy|Tổng|Tham mưu)", re.IGNORECASE)
_POLICE = re.compile(r"Phòng (?:Cảnh sát|An ninh|PC|PA|Hồ sơ|Quản lý xuất nhập cảnh)", re.IGNORECASE)


@per_seeds
def _table() -> Mapping[str, tuple[str, date | None]]:
    return {
        name_key(row["form"]): (row["parent"], date.fromisoformat(row["valid_to"]) if row["valid_to"] else None)
        for row in seed_rows("parents")
    }


def parent(canonical: str, level: str | None = None, locality: str | None = None, on: date | None = None) -> str | None:
    """The full name of the body above a body on a day; None where neither its name nor its kind tells it.

    Under a ministry that has been merged since, the day decides; without a day it stays open.

    >>> parent("Văn phòng Bộ Nội vụ", "central"), parent("Bộ Nội vụ", "central")
    ('Bộ Nội vụ', 'Chính phủ')
    >>> parent("Sở Y tế tỉnh Hà Giang", "provincial", "tỉnh Hà Giang")
    'Ủy ban nhân dân tỉnh Hà Giang'
    >>> parent("Cục Hàng không Việt Nam", on=date(2017, 5, 1)), parent("Cục Hàng không Việt Nam", on=date(2025, 5, 1))
    ('Bộ Giao thông vận tải', 'Bộ Xây dựng')
    """
    return _parent(canonical, level, locality, on)


@per_seeds
def _parent(canonical: str, level: str | None, locality: str | None, on: date | None) -> str | None:
    known = _table().get(name_key(canonical))
    if known is not None:
        above, last = known
        if last is None:
            return above
        return None if on is None else above if on <= last else lineage(above).successor
    named = _NAMED.search(canonical, 1)
    if named is not None and not _NO_MINISTRY.match(named.group(1)):
        above = named.group(1)
        return above[0].upper() + above[1:]
    return _of_its_kind(canonical, level, locality)


def _of_its_kind(canonical: str, level: str | None, locality: str | None) -> str | None:
    """What the laws on the organization of government put above every body of a kind."""
    if level == "central" and canonical.startswith("Bộ ") and not _NO_MINISTRY.match(canonical):
        return "Chính phủ"
    if level == "provincial" and canonical.startswith("Công an "):
        return "Bộ Công an"
    if locality is None:
        return None
    if level in {"provincial", "district"} and _POLICE.match(canonical):
        return f"Công an {locality}"
    if (level == "provincial" and canonical.startswith("Sở ")) or (
        level == "district" and canonical.startswith("Phòng ")
    ):
        return f"Ủy ban nhân dân {locality}"
    return None

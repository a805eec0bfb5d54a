"""The day of publication, from what a caller, a table or a file tells."""

from __future__ import annotations

import re
from datetime import date, datetime

from vnextract.errors import InputError

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ ,T-]+\d{1,2}[:h]\d{2}(?::\d{2})?.*)?", re.DOTALL)


def parse_published(value: str | date | datetime | None) -> date | None:
    """A day of publication; a datetime counts as the day on its own clock.

    >>> parse_published("2023-12-06T23:30:00+07:00")
    datetime.date(2023, 12, 6)
    """
    if value is None or value != value:  # NaT, the missing date of pandas, is unequal to itself
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    iso = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(iso[1] if iso else "")
    except ValueError:
        raise InputError(
            f"published={value!r} is no date; give a date, a datetime or an ISO string like '2023-12-06'"
        ) from None


def parse_cell(value: object) -> date | None:
    """A day of publication in a table or a page: as ``parse_published``, and day first as it is written in Viet Nam.

    >>> parse_cell("6/12/2023 07:30 GMT+7"), parse_cell("")
    (datetime.date(2023, 12, 6), None)
    """
    if isinstance(value, str):
        if not value.strip():
            return None
        match = _DAY_FIRST.fullmatch(value.strip())
        if match:
            day, month, year = map(int, match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                raise InputError(f"published={value!r} is no date (day, month, year)") from None
    return parse_published(value)  # type: ignore[arg-type]

"""Calendar values as the tables hold them: a day, month or year that may lack its year, and stretches of days.

Written as ISO 8601 dates: ``2023-12-06``, ``2023-10``, ``2016``, ``XXXX-06-29`` (year unknown), ``2023-12-06TAF``
(morning TMO, afternoon TAF, evening TEV), ``2018-04-01/2018-06-30``, ``2025-07-01/..`` (open end).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

PARTS = ("MO", "AF", "EV")
_LEAP, _PLAIN = 2000, 2001  # stand in for an unknown year
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """The number of days of a month.

    >>> month_length(2024, 2), month_length(1900, 2)
    (29, 28)
    """
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap


@dataclass(frozen=True, slots=True)
class Stamp:
    """A year, month or day; ``None`` where the words do not say. ``part`` is MO, AF, EV or None.

    >>> Stamp(None, 6, 29).iso(), Stamp(2023, 12, 6, "AF").iso(), Stamp(2016).iso()
    ('XXXX-06-29', '2023-12-06TAF', '2016')
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    part: str | None = None

    @property
    def exists(self) -> bool:
        """Whether the calendar has it: 31/6 never, 29/2 in a leap year only.

        >>> Stamp(None, 2, 29).exists, Stamp(2023, 2, 29).exists, Stamp(None, 6, 31).exists
        (True, False, False)
        """
        if self.year is not None and not 1 <= self.year <= 9999:
            return False
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        last = 31 if self.month is None else month_length(self.year or _LEAP, self.month)
        return self.day is None or 1 <= self.day <= last

    @property
    def date(self) -> date | None:
        """The day, when year, month and day are all known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def iso(self) -> str | None:
        """The value as written in tables; None when there is no year and no month."""
        if self.month is None:
            return None if self.year is None else f"{self.year:04}"
        text = ("XXXX" if self.year is None else f"{self.year:04}") + f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return f"{text}T{self.part}" if self.part else text

    def first_day(self) -> Stamp:
        return Stamp(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> Stamp:
        """The last day of it; of a February without a year the 28th.

        >>> Stamp(2024, 2).last_day().iso(), Stamp(None, 2).last_day().iso()
        ('2024-02-29', 'XXXX-02-28')
        """
        month = self.month or 12
        return Stamp(self.year, month, self.day or month_length(self.year or _PLAIN, month))

    def shift_days(self, days: int) -> Stamp | None:
        """The day so many days later; None if that hangs on an unknown leap day, or leaves the calendar.

        >>> Stamp(2023, 12, 31).shift_days(1), Stamp(None, 7, 1).shift_days(-1), Stamp(None, 2, 28).shift_days(1)
        (Stamp(year=2024, month=1, day=1, part=None), Stamp(year=None, month=6, day=30, part=None), None)
        """
        if self.month is None or self.day is None:
            return None
        try:
            if self.year is not None:
                return of_date(date(self.year, self.month, self.day) + timedelta(days))
            moved = date(_PLAIN, self.month, self.day) + timedelta(days)
            leap = date(_LEAP, self.month, self.day) + timedelta(days)
        except (ValueError, OverflowError):
            return None
        same = (moved.month, moved.day) == (leap.month, leap.day)
        return Stamp(None, moved.month, moved.day) if same else None

    def shift_months(self, months: int) -> Stamp | None:
        """The month so many months later.

        >>> Stamp(2023, 12, 6).shift_months(2)
        Stamp(year=2024, month=2, day=None, part=None)
        """
        if self.month is None:
            return None
        years, month = divmod(self.month - 1 + months, 12)
        year = None if self.year is None else self.year + years
        moved = Stamp(year, month + 1)
        return moved if moved.exists else None

    def shift_years(self, years: int) -> Stamp | None:
        if self.year is None:
            return None
        moved = Stamp(self.year + years)
        return moved if moved.exists else None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch from the first day of ``first`` to the last day of ``last``; None is an open end.

    >>> Period(Stamp(2018, 4), Stamp(2018, 6)).iso(), Period(Stamp(2025, 7, 1), None).iso()
    ('2018-04-01/2018-06-30', '2025-07-01/..')
    """

    first: Stamp | None
    last: Stamp | None

    def iso(self) -> str | None:
        first = ".." if self.first is None else self.first.first_day().iso()
        last = ".." if self.last is None else self.last.last_day().iso()
        return None if first == last else f"{first}/{last}"


Value = Stamp | Period

_ISO = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d)(?:T(MO|AF|EV))?)?)?")


def of_date(day: date) -> Stamp:
    return Stamp(day.year, day.month, day.day)


def parse_iso(text: str) -> Value | None:
    """A value read back from the way tables write it; None if it is not one.

    >>> parse_iso("2025-07-01/.."), parse_iso("XXXX-06"), parse_iso("2023-13")
    (Period(first=Stamp(year=2025, month=7, day=1, part=None), last=None), Stamp(year=None, month=6, day=None, part=None), None)
    """
    if "/" in text:
        ends = text.split("/")
        if len(ends) != 2 or ends == ["..", ".."]:
            return None
        first, last = (None if end == ".." else _parse_stamp(end) for end in ends)
        whole = all(end == ".." or stamp is not None for end, stamp in zip(ends, (first, last), strict=True))
        return Period(first, last) if whole else None
    return _parse_stamp(text)


def _parse_stamp(text: str) -> Stamp | None:
    match = _ISO.fullmatch(text)
    if match is None or text == "XXXX":
        return None
    year, month, day, part = match.groups()
    numbers = [int(group) if group and group != "XXXX" else None for group in (year, month, day)]
    stamp = Stamp(numbers[0], numbers[1], numbers[2], part)
    return stamp if stamp.exists else None


def week_of(day: date, weeks: int = 0) -> Period:
    """The week, from Monday, that lies so many weeks after that of a day.

    >>> week_of(date(2023, 12, 6), -1).iso()
    '2023-11-27/2023-12-03'
    """
    monday = day - timedelta(day.weekday()) + timedelta(7 * weeks)
    return Period(of_date(monday), of_date(monday + timedelta(6)))


def place_year(stamp: Stamp, today: Stamp | None, tense: str | None = None) -> Stamp:
    """Give a day or month the year that puts it nearest to ``today``: "past" not after it, "future" not before it.

    Without a tense the last one that was, unless the next is no more than two months away: reports tell what
    has been, and announce what is near.

    >>> place_year(Stamp(None, 12, 30), Stamp(2024, 1, 5)).iso(), place_year(Stamp(None, 1, 20), Stamp(2023, 12, 6)).iso()
    ('2023-12-30', '2024-01-20')
    >>> place_year(Stamp(None, 3), Stamp(2023, 12, 6), "future").iso(), place_year(Stamp(None, 3), Stamp(2023, 12, 6)).iso()
    ('2024-03', '2023-03')
    """
    if stamp.year is not None or stamp.month is None or today is None or today.year is None or today.month is None:
        return stamp
    now = (today.year, today.month, today.day or 1) if stamp.day else (today.year, today.month, 0)
    reach = 8 if (stamp.month, stamp.day) == (2, 29) else 1  # eight, for 29/2 around 1900
    dated = [
        Stamp(year, stamp.month, stamp.day, stamp.part) for year in range(today.year - reach, today.year + reach + 1)
    ]
    dated = [one for one in dated if one.exists]
    past = [one for one in dated if (one.year, one.month, one.day or 0) <= now]
    future = [one for one in dated if (one.year, one.month, one.day or 0) >= now]
    if not past or not future:
        return stamp
    if tense == "past" or (tense is None and _months_apart(today, future[0]) > 2):
        return past[-1]
    return future[0]


def _months_apart(a: Stamp, b: Stamp) -> float:
    months = ((b.year or 0) - (a.year or 0)) * 12 + (b.month or 0) - (a.month or 0)
    return months + ((b.day - a.day) / 31 if a.day and b.day else 0)

"""What a time expression says before it is known when it was said, and its value once that is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from vnextract.times.stamps import Period, Stamp, Value, of_date, place_year, week_of


@dataclass(frozen=True, slots=True)
class Fixed:
    """A calendar value, or two joined; what it leaves out is filled from the context.

    ``base`` and ``years``/``months`` say where a missing year or month comes from: "năm ngoái" is today - 1 year,
    "năm đó" the year spoken of. ``beside`` is the deictic that stands beside a date, in days from today: "hôm qua (26/6)" has -1.
    ``whole`` values (quarter, season, decade) are stretches of days even when they have one end only.
    """

    first: Stamp
    last: Stamp | None = None
    part: str | None = None
    base: str | None = None
    years: int | None = None
    months: int | None = None
    beside: int | None = None
    whole: bool = False
    tense: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many days, weekends, weeks, months, quarters, years from ``base``: today, or previous (what was spoken of last).

    The unit "same" is the very value: "thời điểm trên".
    """

    unit: str
    count: int
    base: str = "today"
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 = Monday; ``weeks`` from the week of today, or None when the words name no week."""

    day: int
    weeks: int | None = None
    part: str | None = None
    tense: str | None = None


@dataclass(frozen=True, slots=True)
class Lasting:
    """The last (count < 0) or next so many units, up to or from today."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Bound:
    """An open end: "from" or "until" a reading, or "now": from today until then; ``inclusive`` when that day belongs to it.

    ``lasting``: the words say that it goes on ("từ tháng 7 đến nay").
    """

    side: str
    reading: Reading
    inclusive: bool = True
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Undated:
    """Words for a time that cannot be put on the calendar: lunar dates, "những ngày tới"."""


Reading = Fixed | Shift | Weekday | Lasting | Bound | Undated


@dataclass(frozen=True, slots=True)
class Context:
    """When the words were said: today (published, perhaps without its year), what was spoken of before, and the tense.

    ``previous`` is the last value of any size, ``told`` the day that the story is at: "cùng ngày" means it.
    """

    today: Stamp | None = None
    previous: Stamp | None = None
    told: Stamp | None = None
    tense: str | None = None
    years: tuple[
        tuple[int, int, int], ...
    ] = ()  # full dates elsewhere in the article: they date 6/12 when nothing else does

    def told_as(self, tense: str | None) -> Context:
        return Context(self.today, self.previous, self.told, tense, self.years)

    def base(self, name: str) -> Stamp | None:
        return self.today if name == "today" else self.previous


def resolve(reading: Reading, context: Context) -> Value | None:
    """The value of a reading; None when the context does not fix it, or the calendar has no such day.

    >>> resolve(Fixed(Stamp(None, 12, 6), part="AF"), Context(Stamp(2023, 12, 6))).iso()
    '2023-12-06TAF'
    >>> resolve(Shift("day", -1), Context()) is None
    True
    """
    if isinstance(reading, Fixed):
        return _fixed(reading, context)
    if isinstance(reading, Shift):
        return _shift(reading, context)
    if isinstance(reading, Weekday):
        return _weekday(reading, context)
    if isinstance(reading, Lasting):
        return _lasting(reading, context)
    if isinstance(reading, Bound):
        return _bound(reading, context)
    return None


def resolve_point(reading: Reading, context: Context) -> Value | None:
    """The value for a single act: what is done "từ ngày 1/7" is done that day; None for what goes on until now.

    >>> resolve_point(Bound("from", Fixed(Stamp(2010))), Context()).iso()
    '2010'
    """
    if isinstance(reading, Bound) and reading.side != "now":
        return None if reading.lasting else resolve(reading.reading, context)
    return resolve(reading, context)


def _fixed(reading: Fixed, context: Context) -> Value | None:
    tense = reading.tense or context.tense
    first, last = (None if one is None else _filled(one, reading, context) for one in (reading.first, reading.last))
    if first is None or not first.exists:
        return None
    if last is None:
        first = in_year(first, context, tense)
        if reading.whole:
            return None if first.iso() is None else Period(first, first)
        return replace(first, part=reading.part) if first.exists and first.iso() else None
    if first.month is None and first.year is None and last.month is not None:
        turned = first.day is not None and last.day is not None and first.day > last.day  # "đêm 30 rạng sáng 1/7"
        first = replace(first, month=(last.month - 1 - turned) % 12 + 1)
    if last.year is None and first.year is not None and last.month is not None:
        wraps = first.month is not None and first.month > last.month
        last = replace(last, year=first.year + wraps)
    last = in_year(last, context, tense)
    if first.year is None and last.year is not None:
        later = (first.month or 0, first.day or 0) > (last.month or 12, last.day or 31)
        first = replace(first, year=last.year - later)
    if not first.exists or not last.exists or first.iso() is None or last.iso() is None:
        return None
    ordered = first.year is None or (first.year, first.month or 0, first.day or 0) <= (
        last.year,
        last.month or 12,
        last.day or 31,
    )
    return Period(first, last) if ordered else None


def _filled(stamp: Stamp, reading: Fixed, context: Context) -> Stamp | None:
    """The year or month that the words point to ("tháng 3 năm ngoái", "ngày 15 tháng trước", "ngày 15")."""
    base = context.base(reading.base) if reading.base else None
    if reading.years is not None and stamp.year is None:
        moved = base.shift_years(reading.years) if base else None
        stamp = replace(stamp, year=moved.year if moved else None)
    elif reading.months is not None and stamp.month is None:
        moved = base.shift_months(reading.months) if base else None
        stamp = replace(stamp, year=moved.year, month=moved.month) if moved else stamp
    if stamp.day is not None and stamp.month is None and (reading.last is None or stamp is reading.last):
        near = context.told or (context.previous if context.previous and context.previous.month else context.today)
        if near is None or near.month is None:
            return None
        stamp = replace(stamp, year=near.year, month=near.month)
    return stamp


_NEAR = 31  # days


def in_year(stamp: Stamp, context: Context, tense: str | None) -> Stamp:
    """A missing year: the one nearest to today, else that of the same day named in full elsewhere in the article.

    The latest day of the article, named in full, also dates those within a month of it: "8/6/2017" dates "9/6".
    """
    if stamp.year is not None or stamp.month is None:
        return stamp
    placed = place_year(stamp, context.today, tense)
    if placed.year is None and stamp.day is not None:
        years = {year for year, month, day in context.years if (month, day) == (stamp.month, stamp.day)}
        years = years or set(_beside_latest(stamp, context))
        if len(years) == 1 and (dated := replace(stamp, year=years.pop())).exists:
            placed = dated
    return placed


def _beside_latest(stamp: Stamp, context: Context) -> Iterator[int]:
    """The year that puts a day within a month of the latest full date of the article."""
    year, month, day = max(context.years, default=(0, 0, 0))
    for turn in (-1, 0, 1) if year else ():
        if abs(372 * turn + 31 * ((stamp.month or 0) - month) + (stamp.day or 0) - day) <= _NEAR:
            yield year + turn


def _shift(reading: Shift, context: Context) -> Value | None:
    near = reading.unit in ("day", "weekend", "week")
    base = context.told if near and reading.base == "previous" else context.base(reading.base)
    if base is None:
        return None
    moved: Value | None = None
    if reading.unit == "same":
        return base
    if reading.unit == "day" and reading.base == "today" and base.year is None:
        return None  # a day beside "sáng nay" tells no more than itself
    if reading.unit == "day":
        moved = base.shift_days(reading.count)
        return replace(moved, part=reading.part) if moved else None
    if reading.unit == "month":
        moved = base.shift_months(reading.count)
    elif reading.unit == "year":
        moved = base.shift_years(reading.count)
    elif reading.unit == "quarter":
        if base.month is not None and base.year is not None:
            start = Stamp(base.year, base.month - (base.month - 1) % 3).shift_months(3 * reading.count)
            moved = Period(start, start.shift_months(2)) if start else None
    elif base.date is not None:
        try:
            moved = week_of(base.date, reading.count)
        except OverflowError:
            return None
        if reading.unit == "weekend" and moved.last:
            moved = Period(moved.last.shift_days(-1), moved.last)
    return moved


def _weekday(reading: Weekday, context: Context) -> Value | None:
    today = context.today.date if context.today else None
    if today is None:
        return None
    ahead = (reading.day - today.weekday()) % 7
    if reading.weeks is not None:
        days = reading.day - today.weekday() + 7 * reading.weeks
    elif (reading.tense or context.tense) == "future":
        days = ahead
    elif (reading.tense or context.tense) == "past" or ahead > 3:
        days = ahead - 7 if ahead else 0
    else:
        days = ahead
    try:
        return replace(of_date(today + timedelta(days)), part=reading.part)
    except OverflowError:
        return None


def _lasting(reading: Lasting, context: Context) -> Value | None:
    today = context.today
    if today is None or today.date is None:
        return None
    other: Stamp | None
    if reading.unit in ("day", "week"):
        other = today.shift_days(reading.count * (7 if reading.unit == "week" else 1))
    else:
        moved = today.shift_months(reading.count * (12 if reading.unit == "year" else 1))
        other = replace(moved, day=min(today.day or 1, moved.last_day().day or 28)) if moved else None
    if other is None or not other.exists:
        return None
    today = Stamp(today.year, today.month, today.day)
    return Period(other, today) if reading.count < 0 else Period(today, other)


def _bound(reading: Bound, context: Context) -> Value | None:
    value = resolve(reading.reading, context)
    if value is None:
        return None
    if reading.side == "until":
        end = value.last if isinstance(value, Period) else value.last_day()
        if not reading.inclusive:
            begin = value.first if isinstance(value, Period) else value.first_day()
            end = begin.first_day().shift_days(-1) if begin else None
        return Period(None, replace(end, part=None)) if end else None
    if reading.side == "now":
        end = value.last if isinstance(value, Period) else value
        today = context.today
        return Period(today, replace(end, part=None)) if end and today and today.date else None
    start = value.first if isinstance(value, Period) else value.first_day()
    if not reading.inclusive:
        finish = value.last if isinstance(value, Period) else value.last_day()
        start = finish.last_day().shift_days(1) if finish else None
    return Period(replace(start, part=None), None) if start else None

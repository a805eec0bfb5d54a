"""The pieces of time expressions: numerals, parts of the day, clock hours, and dates written in digits.

Patterns run on lower-case folded text; in them a blank stands for any white space. Order is always day, month, year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from vnextract.times.stamps import Stamp

NUMERALS = {
    word: number
    for number, words in enumerate(
        ["một", "hai", "ba", "bốn/tư", "năm/lăm", "sáu", "bảy/bẩy", "tám", "chín", "mười", "mười_một", "mười_hai"],
        start=1,
    )
    for word in words.replace("_", " ").split("/")
}
# The lunar first and last months; papers abroad call January and December so: "hồi tháng Giêng", "hôm 26 tháng Giêng".
LUNAR_MONTHS = {"giêng": 1, "chạp": 12}
PARTS = {"sáng": "MO", "chiều": "AF", "tối": "EV", "đêm": "EV", "khuya": "EV", "trưa": None}
WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, **{str(n): n - 2 for n in range(2, 8)}}

YEAR = r"(?:1[89]|20)\d\d(?!\d|[.,/]\d)"
COUNT = r"(?:\d{1,3}|mười một|mười hai|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
MONTH = r"(?:0?[1-9]|1[0-2])(?!\d|[.,]\d{3}(?!\d))|mười một|mười hai|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười"
PART = (
    r"(?:(?:đầu giờ|cuối giờ|buổi|gần|đầu|ngay|giữa|nửa|tờ mờ) )?"
    r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều muộn|chiều|tối muộn|tối|đêm khuya|đêm|khuya)"
)


@cache
def pattern(words: str) -> re.Pattern[str]:
    """A pattern in which a blank stands for up to three white-space characters, ending at a word's end."""
    return re.compile(words.replace(" ?", r"\s{0,2}").replace(" ", r"\s{1,3}"))


def number(word: str) -> int | None:
    """The number of a numeral in digits or letters, None if it is none.

    >>> number("12"), number("mười hai"), number("tư"), number("giêng")
    (12, 12, 4, None)
    """
    return int(word) if word.isdecimal() else NUMERALS.get(" ".join(word.split()))


def part_of(words: str) -> str | None:
    """The part of the day that words for it add to a value.

    >>> part_of("rạng sáng"), part_of("chiều tối"), part_of("gần trưa"), part_of("buổi chiều muộn")
    ('MO', 'EV', None, 'AF')
    """
    return next((PARTS[word] for word in reversed(words.split()) if word in PARTS), None)


CHUNK = pattern(r"\d{1,4}(?:(?: ?[/\-] ?|\.)\d{1,4}){0,5}(?![\d%:]|[/.\-]\d|[/\-][a-zđ]|,\d)")
TIGHT_CHUNK = pattern(r"\d{1,4}(?:[/.\-]\d{1,4}){0,5}(?![\d%]|[/.\-]\d|[/\-][a-zđ]|,\d)")
_SEPARATOR = re.compile(r"[/.]")


@dataclass(frozen=True, slots=True)
class Digits:
    """Dates in digits: one stamp, or the first and last of a range; ``loose`` when only days are known so far."""

    first: Stamp
    last: Stamp | None = None

    @property
    def final(self) -> Stamp:
        return self.last or self.first


def read_digits(chunk: str, month_follows: bool = False) -> Digits | None:
    """A run of numbers and separators as one or two dates, None if it cannot be a date.

    ``month_follows``: the words "tháng ..." come after, so that "10-11" is two days rather than 10 November.

    >>> read_digits("6/12").first.iso(), read_digits("31.10-3.11.2016").last.iso(), read_digits("27-28/2").first.day
    ('XXXX-12-06', '2016-11-03', 27)
    >>> read_digits("31/6"), read_digits("1/500"), read_digits("10-11", month_follows=True).last.day
    (None, None, 11)
    """
    chunk = "".join(chunk.split())
    halves = chunk.split("-")
    if len(halves) == 2 and (_SEPARATOR.search(chunk) or month_follows):
        first, last = (_one(_SEPARATOR.split(half)) for half in halves)
        return _pair(first, last) if first and last else None
    numbers = _SEPARATOR.split(chunk) if len(halves) == 1 else halves
    if (
        len(halves) == 3
        and not _SEPARATOR.search(chunk)
        and len(halves[2]) <= 2
        and int(halves[0]) < int(halves[1]) <= 31
    ):
        # 5-6-12 in papers that write 5-6: 5 and 6 December; a year would be no month.
        first, last = _one(halves[:1]), _one(halves[1:])
        if first and last and last.day:
            return _pair(first, last)
    if len(halves) > 1 and _SEPARATOR.search(chunk):
        return None
    one = _one(numbers)
    return Digits(one) if one else None


def _pair(first: Stamp, last: Stamp) -> Digits | None:
    if first.day is None and last.day is None and first.month and last.month:
        return Digits(first, last)  # 10/2015-3/2016
    if first.day is None or last.day is None:
        return None
    if first.month is None:
        first = replace(first, month=last.month, year=last.year)
        if not first.exists or first.day >= last.day:  # type: ignore[operator]
            return None
    return Digits(first, last)


def _one(numbers: list[str]) -> Stamp | None:
    """d, d/m, d/m/y, m/yyyy or yyyy-mm-dd."""
    if len(numbers) == 3 and len(numbers[0]) == 4:
        stamp = Stamp(int(numbers[0]), int(numbers[1]), int(numbers[2]))
        return stamp if stamp.exists else None
    if len(numbers) > 3 or len(numbers[0]) > 2 or not int(numbers[0]):
        return None
    day = int(numbers[0])
    if len(numbers) == 1:
        stamp = Stamp(None, None, day)
    elif len(numbers) == 2 and len(numbers[1]) == 4:
        stamp = Stamp(_year(numbers[1]), day)
    elif len(numbers[1]) > 2 or (len(numbers) == 3 and len(numbers[2]) == 3):
        return None
    else:
        stamp = Stamp(_year(numbers[2]) if len(numbers) == 3 else None, int(numbers[1]), day)
    if stamp.month is not None and stamp.year == -1:
        return None
    return stamp if stamp.exists else None


def _year(digits: str) -> int:
    """A year of four digits between 1000 and 2199, or of two: 00-49 are of this century; else -1."""
    value = int(digits)
    if len(digits) <= 2:
        return value + (2000 if value < 50 else 1900)
    return value if 1000 <= value < 2200 else -1

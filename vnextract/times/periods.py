"""Weeks, months, quarters, seasons, years and longer: "tháng 10/2023", "cuối tuần trước", "quý II/2018", "thập niên 1980".

The parsers are like those of days. A beginning, middle or end of a month or year counts as that month or year.
"""

from __future__ import annotations

import re
from dataclasses import replace

from vnextract.times.days import LONE_END, YEAR_SHIFT, Found, with_year
from vnextract.times.readings import Fixed, Shift, Undated
from vnextract.times.stamps import Stamp
from vnextract.times.words import COUNT, LUNAR_MONTHS, MONTH, YEAR, number, pattern

_WHEN = r"(?:(?:nửa|tuần) (?:đầu|cuối|sau)(?: tiên)?(?: của)?|đầu|giữa|cuối|khoảng|thượng tuần|trung tuần|hạ tuần|những ngày đầu|những ngày cuối|(?:đúng )?vào)"
_MONTHS = pattern(
    rf"(?:khoảng )?(?:{_WHEN} )?(các )?tháng ({MONTH})(?![a-zà-ỹ])"
    rf"(?:( ?- ?|, ?| (?:và|hoặc|đến|tới)(?: tháng)? )({MONTH})(?![a-zà-ỹ])(?! ?(?:người|tháng|năm (?!(?:19|20)\d\d))))?"
)
_NEXT_YEAR = r"sang năm(?! (?:\d|thứ|học|mới|sau|tới|nay|tiếp))(?![a-zà-ỹ])"
_MONTH_YEAR = pattern(
    rf" ?[/\-.] ?({YEAR})|,? năm ({YEAR}|nay|ngoái|trước|sau|tới|đó|ấy)(?![a-zà-ỹ])|,? ({_NEXT_YEAR})"
    r"| (này|năm đó|tới đây|sắp tới|tới|sau(?! khi)|vừa qua|vừa rồi|qua|trước(?! khi)|rồi)(?![a-zà-ỹ])"
)
_NO_MONTH = pattern(
    r"(?: ?[/\-.,]\d| (?:triệu|nghìn|ngàn|tỷ|tỉ|đồng|lần|ngày|tuổi|người|kg|usd|tháng)(?![a-zà-ỹ])| ?%)"
)


_PART_OF = pattern(r"(?:khoảng |từ )?(?:đầu|giữa|cuối|thượng|trung|hạ) ")  # "cuối tháng 3 | vừa qua", as annotators do


def month(text: str, folded: str, at: int) -> Found | None:
    """ "tháng 10/2023", "đầu tháng 4 năm 2016", "tháng 3 tới", "Tháng 9 năm đó", "tháng 3 đến tháng 5/2017" """
    match = _MONTHS.match(text, at)
    if match is None:
        return None
    end, second = match.end(), match[4]
    if second and not (match[1] or "tháng" in match[3] or _MONTH_YEAR.match(text, end)):
        end, second = match.start(3), None  # "tháng 6, 2 vợ chồng"
    first = Stamp(
        None, number(match[2]) or (LUNAR_MONTHS[match[2]] if text.startswith("hồi ", max(0, at - 4)) else None)
    )
    if first.month is None:
        return end, Undated(), "time.lunar"
    last = Stamp(None, number(second)) if second else None
    spoken: dict[str, int | str | None] = {}
    year = _MONTH_YEAR.match(text, end)
    if year:
        word = year[1] or year[2] or year[3] or year[4]
        end = end if word.startswith("vừa") and _PART_OF.match(match.group()) else year.end()
        if word.isdecimal() or (word in YEAR_SHIFT and year[4] is None) or year[3]:
            final, spoken = with_year(last or first, "sau" if year[3] else word)
            first, last = (first, final) if last else (final, None)
        elif word.endswith("tới") or word == "tới đây" or word == "sau":
            spoken = {"tense": "future"}
        elif word != "này":
            spoken = {"tense": "past"}
    elif _NO_MONTH.match(text, end) or not (
        match[2].isdecimal() or folded[match.start(2)].isupper() or _clear(text, end) or _told_loosely(text, at, match)
    ):
        return None
    return end, Fixed(first, last, **spoken), "time.month_range" if last else "time.month"  # type: ignore[arg-type]


def _clear(text: str, end: int) -> bool:
    """A month in letters in lower case needs an end behind it: "tháng năm" may be a month and a year."""
    return LONE_END.match(text, end) is not None


def _told_loosely(text: str, at: int, match: re.Match[str]) -> bool:
    """Whether a month in letters is one by the word before it: "hồi tháng một", "cuối tháng năm"."""
    return text[max(0, at - 4) : at] == "hồi " or not match.group().startswith(("tháng", "các"))


_NEAR_MONTH = pattern(
    r"(?:(?:đầu|giữa|cuối) )?tháng (này|trước|sau|tới|qua|rồi|vừa qua|vừa rồi|đó|ấy)(?![a-zà-ỹ])(?! khi)"
)
_NEAR_QUARTER = pattern(r"(?:(?:đầu|giữa|cuối) )?qu[ýí] (này|trước|sau|tới|qua|vừa qua)(?![a-zà-ỹ])")
_NEAR_WEEK = pattern(r"(đầu |giữa |cuối )?tuần (này|qua|trước|rồi|tới|sau|vừa qua|vừa rồi)(?![a-zà-ỹ])")
_NEAR_YEAR = pattern(
    r"(?:(?:từ )?(?:đầu|giữa|cuối) )?năm (nay|ngoái|trước|qua|tới|sau|kia|đó|ấy)(?![a-zà-ỹ])(?! (?:đến|khi))"
    rf"|(?:(?:đầu|giữa|cuối) )?(?:{_NEXT_YEAR})"
)


def near_unit(text: str, folded: str, at: int) -> Found | None:
    """ "cuối tuần trước", "tháng này", "quý tới", "cuối năm nay", "năm đó" """
    for unit, words in (("week", _NEAR_WEEK), ("month", _NEAR_MONTH), ("quarter", _NEAR_QUARTER), ("year", _NEAR_YEAR)):
        match = words.match(text, at)
        if match is None:
            continue
        word = (match.groups()[-1] or "sau").split()[-1]  # "sang năm" is the year after
        shift = YEAR_SHIFT[word] if word != "rồi" else -1
        base = "previous" if word in ("đó", "ấy") else "today"
        if unit == "week" and match[1] and match[1].startswith("cuối"):
            unit = "weekend"
        return match.end(), Shift(unit, shift, base), f"time.near_{unit}"
    return None


_YEAR = pattern(
    rf"(?:khoảng )?(?:({COUNT}|các) )?(?:{_WHEN} )?năm (?:(?:ngân sách|tài khóa|tài chính|dương lịch|mới) )?({YEAR})"
    rf"(?:(?: ?- ?(?:năm )?| (?:đến|tới) (?:hết )?(?:năm )?|, | và )({YEAR})){{0,4}}(?!-[a-zđ])"
)
_STRETCH = pattern(
    rf"(nhiệm kỳ|giai đoạn|thời kỳ|niên khóa|năm học|niên vụ|mùa giải|vụ)(?: mới| khóa [ivx]+,?)?"
    rf" (?:từ )?(?:năm )?({YEAR}) ?(?:-|đến|tới) ?(?:năm )?({YEAR})"
)
_YEARS = pattern(rf"(?<![\w/.\-])({YEAR}) ?- ?({YEAR})(?![\-/])")


def years(text: str, folded: str, at: int) -> Found | None:
    """ "năm 2016", "cuối năm 2023", "từ năm 2001 - 2003", "nhiệm kỳ 2020-2025", "năm học 2026-2027" """
    match = _YEAR.match(text, at)
    if match:
        last = Stamp(int(match[3])) if match[3] else None
        if last is None and match[1] and not match[1].isalpha():
            return None
        return match.end(), Fixed(Stamp(int(match[2])), last), "time.year_range" if last else "time.year"
    match = _STRETCH.match(text, at)
    if match and match[1] == "năm học":
        return match.end(), Fixed(Stamp(int(match[2]), 9), Stamp(int(match[3]), 5)), "time.school_year"
    if match:
        return match.end(), Fixed(Stamp(int(match[2])), Stamp(int(match[3]))), "time.term"
    match = _YEARS.match(text, at)
    return (match.end(), Fixed(Stamp(int(match[1])), Stamp(int(match[2]))), "time.year_range") if match else None


_OF_YEAR = rf"(?: ?[/\-] ?({YEAR})|,? ?(?:của )?năm ({YEAR}|nay|ngoái|trước|sau|tới|đó)(?![a-zà-ỹ])| (?=\d)({YEAR}))?"
_NTH = r"(iv|i{1,3}|[1-4]|một|nhất|hai|nhì|ba|tư|đầu|cuối)(?![a-zà-ỹ\d])"
_QUARTER = pattern(
    rf"(?:(?:trong|đầu|cuối) )?qu[ýí] {_NTH}(?:(?:, ?| và | ?- ?)(?:qu[ýí] )?{_NTH}(?! ?năm(?! (?:19|20)\d\d)))?{_OF_YEAR}"
)
_PART_YEAR = pattern(
    rf"({COUNT}) (tháng|qu[ýí]) (đầu|cuối)(?: của)? năm(?![a-zà-ỹ])(?: ({YEAR}|nay|ngoái|trước|sau|tới))?"
    rf"|nửa (đầu|cuối)(?: của)? năm(?: ({YEAR}|nay|ngoái|trước|sau|tới))?"
)
_QUARTERS = {
    "iv": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "một": 1,
    "nhất": 1,
    "đầu": 1,
    "hai": 2,
    "nhì": 2,
    "ba": 3,
    "tư": 4,
    "cuối": 4,
}
_SEASON = pattern(r"(?:(?:đầu|giữa|cuối) )?mùa (xuân|hè|hạ|thu|đông)(?![a-zà-ỹ])" + _OF_YEAR)
# Months of the meteorological seasons of the north.
_SEASONS = {"xuân": 3, "hè": 6, "hạ": 6, "thu": 9, "đông": 12}


def part_of_year(text: str, folded: str, at: int) -> Found | None:
    """ "quý II/2018", "6 tháng đầu năm 2025", "nửa cuối năm 2024", "mùa hè 2018" """
    match = _QUARTER.match(text, at)
    if match:
        first, last = (int(word) if word.isdecimal() else _QUARTERS[word] for word in (match[1], match[2] or match[1]))
        if first > last:
            return None
        return (
            match.end(),
            _stretch(3 * first - 2, 3 * (last - first + 1), match[3] or match[4] or match[5]),
            "time.quarter",
        )
    match = _PART_YEAR.match(text, at)
    if match:
        count = 6 if match[5] else (number(match[1]) or 0) * (3 if match[2] != "tháng" else 1)
        if not 1 <= count <= 12:
            return None
        start = 1 if (match[3] or match[5]) == "đầu" else 13 - count
        return match.end(), _stretch(start, count, match[4] or match[6] or "nay"), "time.part_of_year"
    match = _SEASON.match(text, at)
    word = match and (match[2] or match[3] or match[4])
    if match and word:
        return match.end(), _stretch(_SEASONS[match[1]], 3, word), "time.season"
    return None


def _stretch(month_from: int, count: int, word: str | None) -> Fixed:
    """Months of one year (a winter ends in the next) as a whole; without a year the one nearest to today."""
    first, last = Stamp(None, month_from), Stamp(None, (month_from + count - 2) % 12 + 1)
    if word is None:
        return Fixed(first, last, whole=True)
    if word in YEAR_SHIFT:
        base = "previous" if word == "đó" else "today"
        return Fixed(first, last, base=base, years=YEAR_SHIFT[word], whole=True)
    year = int(word)
    return Fixed(replace(first, year=year), replace(last, year=year + (last.month < first.month)), whole=True)  # type: ignore[operator]


_DECADE = pattern(
    r"(?:(?:đầu|giữa|cuối) )?(?:thập niên|thập kỷ|những năm(?: đầu)?)(?: (?:đầu|cuối))?(?: những năm)? ((?:1[89]|20)?\d0)(?!\d|[.,/]\d)"
    r"(?: của thế kỷ (?:trước|xx|20)(?![a-zà-ỹ\d]))?"
)
_CENTURY = pattern(r"(?:(?:đầu|giữa|cuối) )?thế kỷ(?: thứ)? ([ivx]{1,5}|\d{1,2})(?![a-zà-ỹ\d])")
_ROMAN = {"i": 1, "v": 5, "x": 10}


def era(text: str, folded: str, at: int) -> Found | None:
    """ "thập niên 1980", "những năm 90", "thế kỷ XXI" """
    match = _DECADE.match(text, at)
    if match:
        year = int(match[1])
        year += 0 if year > 99 else 1900 if year >= 30 else 2000
        return match.end(), Fixed(Stamp(year), Stamp(year + 9), whole=True), "time.decade"
    match = _CENTURY.match(text, at)
    if match is None:
        return None
    values = [_ROMAN[c] for c in match[1]] if not match[1].isdecimal() else []
    century = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)) if values else int(match[1])
    if not 1 <= century <= 21:
        return None
    return match.end(), Fixed(Stamp(100 * century - 99), Stamp(100 * century), whole=True), "time.century"

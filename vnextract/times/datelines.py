"""The day that an article names as its own near its head: web stamps ("25/10/2025 12:09 GMT+7"), agencies' datelines."""

from __future__ import annotations

import re

from vnextract.times.stamps import Stamp
from vnextract.times.words import read_digits

_D = r"\d{1,2}\s?[/.\-]\s?\d{1,2}"
_DY = rf"({_D}\s?[/.\-]\s?(?:19|20)\d\d)(?!\d)"
_CLOCK = r"\d{1,2}[:hg]\d{2}(?::\d{2})?"
_WEEK = r"(?:Thứ (?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|Chủ [Nn]hật|CN|T[2-7])"
_STAMPS = (
    re.compile(rf"{_CLOCK}\s*(?:,|-|\||ngày|GMT\+7|AM|PM|\s){{0,12}}{_DY}"),
    re.compile(rf"{_DY}(?:,|-|\||lúc|\s){{0,12}}{_CLOCK}"),
    re.compile(rf"(?m)^\s*{_WEEK}\s*,?\s*(?:ngày\s+)?{_DY}\s*(?:$|[|\-(])"),
    re.compile(rf"(?m)(?:[Nn]gày đăng|Đăng ngày|Cập nhật|Xuất bản)\s*:?\s*{_DY}"),
    re.compile(rf"(?m)^\s*{_DY}\s*$"),
)
_AGENCY = r"(?:TTXVN|VGP|VOV|VTV|PLVN|SGGP|NLĐO|NDO|BĐT|QĐND|CAND|HNMO|Vietnam\+|VietnamPlus|Chinhphu\.vn|chinhphu\.vn)"
_AGENCIES = re.compile(rf"\(\s*{_AGENCY}\s*[,\-]?\s*(?:ngày\s+)?({_D}(?:\s?[/.\-]\s?(?:19|20)\d\d)?)\s*\)")
_PLACE_DATE = re.compile(rf"(?m)^[^\n.]{{2,40}},?\s(?:ngày\s+)?({_D}(?:[/.\-](?:19|20)\d\d)?)\s*\({_AGENCY}\)")


def stated_day(folded: str) -> Stamp | None:
    """The date of a web stamp or dateline near the head of a folded text; a dateline may lack its year.

    >>> stated_day("Hà Nội (TTXVN 16/11) - Bộ trưởng tiếp đoàn.")
    Stamp(year=None, month=11, day=16, part=None)
    """
    head = folded[:600]
    for words in _STAMPS:
        match = words.search(head, 0, 400)
        digits = match and read_digits(match[1])
        if digits and digits.last is None and digits.first.date:
            return digits.first
    for words in (_AGENCIES, _PLACE_DATE):
        match = words.search(head)
        digits = match and read_digits(match[1])
        if digits and digits.last is None and digits.first.day and digits.first.month:
            return digits.first
    return None

"""Days: "Chiều 6/12", "sáng nay (23/7)", "20h ngày 10/6", "ngày 26 và 27/11", "thứ Hai, ngày 20-2", "cùng ngày".

Each parser takes the lower-case folded text, the same text in its own case, and an offset; it gives the end of the longest
phrase of its kind there, what it says, and the name of the rule. Spans run as annotators mark them: with "ngày", "hôm" and a
date beside a deictic, without "vào", "lúc", "tới", "vừa qua".
"""

from __future__ import annotations

import re
from dataclasses import replace

from vnextract.times.readings import Fixed, Lasting, Reading, Shift, Undated, Weekday
from vnextract.times.stamps import Stamp
from vnextract.times.words import (
    CHUNK,
    COUNT,
    LUNAR_MONTHS,
    MONTH,
    PART,
    TIGHT_CHUNK,
    WEEKDAYS,
    YEAR,
    Digits,
    number,
    part_of,
    pattern,
    read_digits,
)

Found = tuple[int, Reading, str]  # end, reading, rule name

_HOUR = r"\d{1,2}(?: ?(?:giờ|h|g)(?![a-zà-ỹ])(?: ?[0-5]?\d(?!\d|[/.\-]))?(?: ?phút|')?|:[0-5]\d(?!\d))"
_HOURS = rf"(?:(?:từ )?{_HOUR}(?: (?:đến|tới) | ?- ?))?{_HOUR}"
_CLOCK_ALONE = pattern(_HOURS)
_CLOCK = pattern(
    rf"{_HOURS}"
    r"(?:,? ?(?:\((?:theo )?giờ [^)\n]{2,20}\)|giờ (?:địa phương|việt nam|hà nội)))?"
)
_ZONE = pattern(r" ?\((?:theo )?giờ [^)\n]{2,20}\)")
_PART = pattern(PART + r"\b")
_GAP = pattern(r",? ?")
_NEAR_DAY = pattern(
    r"(?:trong )?(?:(?:(?:đầu|cuối) )?ngày )?(?:hôm|bữa) (?:nay|qua|kia|kìa|sau|trước|đó|ấy)\b(?! đến)"
    r"|ngày (?:mai|kia)\b|(?:trong |vào )?cùng (?:ngày|hôm)\b"
    r"|(?:(?<=cũng\s)|(?<=ngay\s))trong ngày(?= ?,)"
)
_AFTER_PART = pattern(
    r"(?:nay|qua|mai|kia)\b|(?:ngày )?(?:hôm|bữa) (?:nay|qua|kia|sau|trước|đó|ấy)\b|ngày mai\b|cùng (?:ngày|hôm)\b"
)
_DAY_WORD = pattern(r"(?:(?:các |đầu |cuối )?ngày(?: hôm)?|hôm)(?: (?:mồng|mùng))? |(?:mồng|mùng) ")
_LUNAR = pattern(r" ?\(?(?:âm lịch|âl\b)\)?| (?:tết|tháng (?:giêng|chạp))\b")
_BESIDE = pattern(
    r"(?:,? ?\(|,? )(?:tức )?(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?: ?\(|, ?| ))?(?:ngày )?(?=\d)"
)
_BRACKET = pattern(r"\((?:ngày )?(?=\d)")
_TO = pattern(r"(?: ?,? (?:cho )?(?:đến|tới)(?: hết)? | ?- ?)(?:ngày )?(?=\d)")
_AND = pattern(r" (?:và|hoặc) (?=\d)|(?:,| và| hoặc) ?(?:ngày )?(?=\d)")
_OR = (" và ", " hoặc ")
_COMMA = pattern(r", ?(?=\d)")
_BEFORE_DAWN = pattern(r",? (?:đến )?rạng sáng (?:ngày )?(?=\d)")
_NEXT_DAWN = pattern(r",? (?:(?:đến|và) )?rạng sáng (?:hôm )?nay(?![a-zà-ỹ])")
_NIGHT = pattern(r"(0?[1-9]|[12]\d|3[01]),? (?:đến )?rạng sáng (?:ngày )?(?=\d)")
_MONTH_OF = pattern(rf" ?/? ?tháng ({MONTH}|này|trước|sau|tới)(?![a-zà-ỹ])")
_YEAR_OF = pattern(rf" ?(?:,? năm |[/\-] ?)({YEAR})|,? năm (nay|ngoái|trước|sau|tới|đó|ấy|\d\d(?!\d))(?![a-zà-ỹ])")
LONE_END = pattern(r"(?= ?(?:[.,;:!?)\n\"]|$)| (?:tại|đã|sẽ|vừa|thì|là|này|tới|vừa qua)(?![a-zà-ỹ]))")

_DAY_SHIFT = {
    "nay": 0,
    "qua": -1,
    "mai": 1,
    "kia": None,
    "kìa": -3,
    "sau": 1,
    "trước": -1,
    "đó": 0,
    "ấy": 0,
    "ngày": 0,
    "hôm": 0,
}
_SPOKEN = ("sau", "trước", "đó", "ấy")
YEAR_SHIFT = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "qua": -1, "kia": -2, "tới": 1, "sau": 1, "đó": 0, "ấy": 0}
_MONTH_SHIFT = {"này": 0, "trước": -1, "qua": -1, "rồi": -1, "sau": 1, "tới": 1}


def days(text: str, at: int, plural: bool = False) -> tuple[int, Fixed] | None:
    """One or several days from the first digit on: "6/12", "26 và 27/11", "5 đến 7-7", "6 tháng 12 năm 2023"."""
    taken = _digits(text, at)
    if taken is None:
        return None
    end, digits = taken
    first, last, loose = digits.first, digits.final, digits.final.month is None
    for _ in range(8):
        joint = _TO.match(text, end)
        lists = joint is None and (
            (plural and _AND.match(text, end)) or (text.startswith(_OR, end) and _AND.match(text, end))
        )
        joint = joint or lists or (_COMMA.match(text, end) if loose or plural else None)
        more = joint and _digits(text, joint.end())
        if not joint or not more or not more[1].first.day:
            break
        dated = more[1].final.month is not None or _MONTH_OF.match(text, more[0])
        if not dated and not plural and "," not in joint.group():
            break
        end, last, loose = more[0], more[1].final, more[1].final.month is None
    several = last is not first
    spoken: dict[str, int | str | None] = {}
    month = _MONTH_OF.match(text, end) if loose else None
    if month:
        if month[1] in LUNAR_MONTHS and not text.startswith("hôm ", max(0, at - 4)):
            return None
        end, loose = month.end(), False
        if month[1] in _MONTH_SHIFT:
            spoken = {"base": "today", "months": _MONTH_SHIFT[month[1]]}
        else:
            last = replace(last, month=LUNAR_MONTHS.get(month[1]) or number(month[1]))
    if last.year is None and (last.month is not None or spoken):
        year = _YEAR_OF.match(text, end)
        if year and "months" not in spoken:
            end, last, spoken = year.end(), *with_year(last, year[1] or year[2])
    if loose and not plural and not several:
        if not LONE_END.match(text, end):
            return None
    elif not last.exists:
        return None
    return end, Fixed(first if several else last, last if several else None, **spoken)  # type: ignore[arg-type]


_MONTH_DIGITS = re.compile(r"(0?[1-9]|1[0-2])[/\-]((?:19|20)\d\d)(?![\d/\-])")


def month_in_digits(text: str, at: int) -> tuple[int, Fixed] | None:
    """ "10/2015", which only a preposition tells from the number of a document."""
    match = _MONTH_DIGITS.match(text, at)
    return (match.end(), Fixed(Stamp(int(match[2]), int(match[1])))) if match else None


def _digits(text: str, at: int) -> tuple[int, Digits] | None:
    """A date in digits; of "6/12 - 9 người" the part without blanks."""
    for words in (CHUNK, TIGHT_CHUNK):
        chunk = words.match(text, at)
        if chunk is None:
            continue
        read = read_digits(chunk.group(), "-" in chunk.group() and _MONTH_OF.match(text, chunk.end()) is not None)
        if read and (read.first.day or read.last):
            return chunk.end(), read
    return None


def with_year(stamp: Stamp, word: str) -> tuple[Stamp, dict[str, int | str | None]]:
    if word in YEAR_SHIFT:
        return stamp, {"base": "previous" if word in _SPOKEN[2:] else "today", "years": YEAR_SHIFT[word]}
    year = int(word)
    return replace(stamp, year=year if year > 99 else year + (2000 if year < 50 else 1900)), {}


def _near(words: str, part: str | None) -> Shift:
    """The reading of "hôm qua", "sáng mai", "chiều cùng ngày"."""
    last = words.split()[-1]
    spoken = last in _SPOKEN or last == "ngày" or "cùng" in words  # "cũng trong ngày" is the same day
    shift = _DAY_SHIFT[last]
    if shift is None:  # hôm kia is behind, ngày kia ahead
        shift = -2 if "hôm" in words or "bữa" in words else 2
    return Shift("day", shift, "previous" if spoken else "today", part)


def day(text: str, folded: str, at: int) -> Found | None:
    """[clock] [part of the day] [deictic] [date]: "20h ngày 10/6", "Chiều nay (7/2)", "tối cùng ngày"."""
    clock = _CLOCK.match(text, at)
    end = _GAP.match(text, clock.end()).end() if clock else at  # type: ignore[union-attr]
    part_match = _PART.match(text, end)
    part, told = None, clock is not None
    if part_match and not clock and text.startswith("bữa ", max(0, at - 4)):
        return None  # "phát biểu tại bữa tối | ngày 30/5": a meal
    if part_match:
        part, told, end = part_of(part_match.group()), True, part_match.end()
        zone = _ZONE.match(text, end)
        end = _GAP.match(text, zone.end() if zone else end).end()  # type: ignore[union-attr]
    near = (_AFTER_PART if told else _NEAR_DAY).match(text, end)
    if near is None and told:
        near = _NEAR_DAY.match(text, end)
    if near:
        return _deictic(text, near.end(), _near(near.group(), part))
    word = _DAY_WORD.match(text, end)
    start = word.end() if word else end
    if not (word or told):
        return None
    dated = days(text, start, plural=bool(word and "các" in word.group()))
    if dated is None and part_match and (bracket := _BRACKET.match(text, start)):  # "Sáng (5.7), đoàn đến"
        inner = days(text, bracket.end())
        if inner and inner[1].last is None and inner[1].first.month and text.startswith(")", inner[0]):
            dated = inner[0] + 1, inner[1]
    night = _NIGHT.match(text, start) if dated is None and part == "EV" else None
    if night and (rest := days(text, night.end())) and rest[1].last is None:
        return rest[0], replace(rest[1], last=rest[1].first, first=Stamp(None, None, int(night[1]))), "time.day_range"
    if dated is None:
        if word and CHUNK.match(text, start) and (lunar := _lunar(text, start)):
            return lunar
        if part_match and part_match.group().startswith("đầu giờ"):
            return part_match.end(), Shift("day", 0, "previous", part), "time.part_of_day"
        if part_match and not clock and part_match.group() in _PARTS_ALONE and LONE_END.match(text, part_match.end()):
            return part_match.end(), Undated(), "time.clock"
        return None
    end, reading = dated
    if word is None and clock and part_match is None and reading.first.month is None:
        return None
    if (lunar_mark := _LUNAR.match(text, end)) is not None:
        return lunar_mark.end(), Undated(), "time.lunar"
    if part_match and part_match.group().startswith(("đêm", "tối")) and (dawn := _BEFORE_DAWN.match(text, end)):
        morning = days(text, dawn.end())
        if morning and morning[1].last is None:
            return morning[0], Fixed(reading.first, morning[1].first), "time.day_range"
    if reading.last is not None:
        return end, reading, "time.day_range"
    return end, replace(reading, part=part), "time.day"


_PARTS_ALONE = ("sáng sớm", "rạng sáng", "đêm khuya", "tối muộn")
_AT = pattern(r"\blúc (?:khoảng |gần |hơn )?$")
_REACH_OF_AT = 14  # characters in which "lúc khoảng" stands before an hour
_FAINT = pattern(r"(?:tờ mờ|nửa|gần) (?:sáng|trưa|đêm)(?![a-zà-ỹ])")


def clock(text: str, folded: str, at: int) -> Found | None:
    """An hour that no day stands beside, after "lúc": "lúc | 3h sáng", "lúc | tờ mờ sáng"."""
    if not _AT.search(text[max(0, at - _REACH_OF_AT) : at]):
        return None
    faint = _FAINT.match(text, at)
    if faint:
        return faint.end(), Undated(), "time.clock"
    hour = _CLOCK_ALONE.match(text, at)
    if hour is None or day(text, folded, at):
        return None
    part = _PART.match(text, _GAP.match(text, hour.end()).end())  # type: ignore[union-attr]
    return part.end() if part else hour.end(), Undated(), "time.clock"


def _deictic(text: str, end: int, near: Shift) -> Found:
    """A deictic with the date that may stand beside it; the date decides, the deictic tells when today is."""
    beside = _BESIDE.match(text, end)
    if beside:
        dated = days(text, beside.end())
        opened = "(" in beside.group()
        if (
            dated
            and dated[1].last is None
            and dated[1].first.month
            and (not opened or text[dated[0] : dated[0] + 1] == ")")
        ):
            count = near.count if near.base == "today" else None
            return dated[0] + opened, replace(dated[1], part=near.part, beside=count), "time.deictic_date"
    if near.part == "EV" and near.count == -1 and (dawn := _NEXT_DAWN.match(text, end)):
        return dawn.end(), Lasting("day", -1), "time.day_range"
    return end, near, "time.deictic" if near.base == "today" else "time.same_day"


def _lunar(text: str, at: int) -> Found | None:
    chunk = CHUNK.match(text, at)
    mark = chunk and _LUNAR.match(text, chunk.end())
    return (mark.end(), Undated(), "time.lunar") if mark else None


_PLURAL = pattern(rf"(?:các|những|{COUNT}) ngày(?: là| từ)?,? ?\(?(?:ngày )?(?=\d)")


def several_days(text: str, folded: str, at: int) -> Found | None:
    """ "hai ngày 9 và 10-2", "các ngày 25, 26/2/2016" """
    lead = _PLURAL.match(text, at)
    dated = lead and days(text, lead.end(), plural=True)
    if not lead or not dated or dated[1].last is None:
        return None
    end = dated[0] + ("(" in lead.group() and text[dated[0] : dated[0] + 1] == ")")
    return end, dated[1], "time.day_range"


_NUMERIC = re.compile(r"(?<![\w/.\-])(?<!số\s)(?<!số:\s)(?=\d{1,2}(?:[/.\-])\d|\d{4}-\d\d-\d\d)")
_LED_BY = pattern(r"(?:\bvào|[,;.\n\"] ?(?:đến|tới)) $")
_REACH_OF_LED = 9  # characters: a mark, a word and their blanks
_FOLLOWED = pattern(LONE_END.pattern + r"| (?:bị|được|ở|theo|với|trong|tuy|do)(?![a-zà-ỹ])")


def numeric_day(text: str, folded: str, at: int) -> Found | None:
    """A full date in digits alone, "21/6/2017", or one without its year behind "vào" or a mark and "đến", "tới"."""
    dated = days(text, at) if _NUMERIC.match(text, at) else None
    if dated is None or not dated[1].first.day:
        return None
    full = (dated[1].last or dated[1].first).year is not None
    if full or (_FOLLOWED.match(text, dated[0]) and _LED_BY.search(text[max(0, at - _REACH_OF_LED) : at])):
        return dated[0], dated[1], "time.day_range" if dated[1].last else "time.day"
    return None


_WEEKDAY = pattern(
    r"(?:(?:ngày |hôm )?thứ (hai|ba|tư|năm|sáu|bảy|[2-7])|(?:ngày |hôm )?chủ nhật)(?![a-zà-ỹ\d/])"
    r"(?: (?:(?:đầu |giữa |cuối )?tuần )?(này|qua|trước|rồi|sau|tới|vừa qua|vừa rồi)(?![a-zà-ỹ]))?"
)
_ORDINAL_AFTER = pattern(r" ?(?:của|liên tiếp|kể|trong|làm|diễn|tìm|sau|xét|cũng|đoàn|\(?và cũng)(?![a-zà-ỹ])")
_ORDINAL_BEFORE = ("lần ", "giới ", "hạng ", "đệ ", "họp ", "các ")


def weekday(text: str, folded: str, at: int) -> Found | None:
    """ "thứ Sáu tuần trước", "Thứ Ba, ngày 18/2/2025"; "thứ hai" alone is an ordinal unless written Thứ Hai, thứ Hai."""
    part_match = _PART.match(text, at)
    start = _GAP.match(text, part_match.end()).end() if part_match else at  # type: ignore[union-attr]
    match = _WEEKDAY.match(text, start)
    if match is None:
        return None
    part = part_of(part_match.group()) if part_match else None
    beside = _BESIDE.match(text, match.end())
    dated = days(text, beside.end()) if beside else None
    if beside and dated and dated[1].last is None and dated[1].first.month:
        closed = "(" in beside.group() and text[dated[0] : dated[0] + 1] == ")"
        if closed or "(" not in beside.group():
            return dated[0] + closed, replace(dated[1], part=part), "time.weekday_date"
    name = match[1]
    capital = name is None or folded[match.start(1)].isupper()
    week = match[2]
    named = match.group().startswith(("hôm", "ngày")) and not _ORDINAL_AFTER.match(text, match.end())
    if not (capital or part_match or named or (week and "tuần" in match.group())):
        return None
    if match.group().startswith("thứ") and text[max(0, at - 5) : at].endswith(_ORDINAL_BEFORE):
        return None
    weeks = None if week is None or "tuần" not in match.group() else {"này": 0, "sau": 1, "tới": 1}.get(week, -1)
    tense = None if week is None else {"sau": "future", "tới": "future", "này": None}.get(week, "past")
    return match.end(), Weekday(6 if name is None else WEEKDAYS[name], weeks, part, tense), "time.weekday"

"""Whole time phrases: counts ("hai ngày trước", "5 năm qua"), open ends ("kể từ ngày 1/7"), ranges ("từ ... đến ...").

``expression`` is the entry of the grammar: the longest phrase that starts at a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vnextract.times.days import Found, clock, day, days, month_in_digits, numeric_day, several_days, weekday
from vnextract.times.periods import era, month, near_unit, part_of_year, years
from vnextract.times.readings import Bound, Fixed, Lasting, Reading, Shift, Undated
from vnextract.times.stamps import Stamp
from vnextract.times.words import COUNT, YEAR, number, pattern

Parser = Callable[[str, str, int], "Found | None"]

_UNITS = {"ngày": "day", "hôm": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_UNIT = r"(ngày|hôm|tuần|tháng|quý|năm)"
_END = r"(?![a-zà-ỹ])"
_STOP = r"(?= ?(?:[.,;:!?)\n\"]|$))"
_COUNTED = pattern(
    rf"(?:trong )?({COUNT}) {_UNIT} (?:(vừa qua|qua|gần đây|trở lại đây){_END}|(tới|sắp tới|tiếp theo){_END}|(nữa){_END}"
    rf"|(sau đó|tiếp sau){_END}|(trước đó){_END}|(sau){_STOP}|(trước){_END}(?! (?:khi|ngày|đó)))"
)
_AGO = pattern(rf"(?:cách đây|cách nay|trước đây) (?:đúng |hơn |gần |khoảng )?({COUNT}) {_UNIT}{_END}")
_BEFORE_THAT = pattern(rf"(trước|sau) đó (?:đúng )?({COUNT}) {_UNIT}{_END}")
_VAGUE = pattern(
    rf"(?:trong )?(?:những|vài|mấy|nhiều) (?:ngày|tuần|tháng|năm) (?:tới|sắp tới|qua|vừa qua|gần đây|trước|sau){_END}"
    rf"|một thời gian (?:ngắn )?sau{_END}|(?:trước|sau) đó (?:vài|mấy) (?:giờ|ngày|tuần|tháng|năm){_END}"
    rf"|(?:vài|mấy) giờ (?:sau|trước)(?: đó)?{_STOP}|(?:cách đây|cách nay) (?:vài|mấy|ít) (?:giờ|hôm|ngày|tuần|tháng|năm){_END}"
)
_THAT_TIME = pattern(rf"thời điểm (?:trên|đó|ấy){_END}")


def counted(text: str, folded: str, at: int) -> Found | None:
    """ "hai ngày trước", "1 ngày sau đó", "5 năm qua", "cách đây 10 năm", "trước đó hai ngày", "một tuần nữa" """
    match = _COUNTED.match(text, at)
    if match:
        count, unit = number(match[1]), _UNITS[match[2]]
        past, ahead, yet, after, before, later, _ = match.groups()[2:]
        if count is None:
            return None
        reading: Reading
        if past or ahead:
            span = {"quarter": ("month", 3 * count)}.get(unit, (unit, count))
            reading = Lasting(span[0], -span[1] if past else span[1])
        elif after or before or later:
            reading = Shift(unit, -count if before else count, "previous")
        else:
            reading = Shift(unit, count if yet else -count, "today")
        return match.end(), reading, "time.counted"
    match = _AGO.match(text, at)
    if match:
        return match.end(), Shift(_UNITS[match[2]], -(number(match[1]) or 0)), "time.ago"
    match = _BEFORE_THAT.match(text, at)
    if match:
        count = (number(match[2]) or 0) * (-1 if match[1] == "trước" else 1)
        return match.end(), Shift(_UNITS[match[3]], count, "previous"), "time.before_that"
    match = _THAT_TIME.match(text, at)
    if match:
        return match.end(), Shift("same", 0, "previous"), "time.before_that"
    match = _VAGUE.match(text, at)
    return (match.end(), Undated(), "time.vague") if match else None


_FROM = pattern(r"(?:kể từ|tính từ|bắt đầu từ|từ)(?: (?:khoảng|đầu giờ))? (?:sau )?")
_TILL = pattern(r"(?: ?,? (?:cho )?(?:đến|tới)(?: hết)? | ?- ?)(?:ngày )?(?=\w)")
_NOW = pattern(rf",? (?:cho )?(?:đến|tới) nay{_END}")
_BARE_YEARS = pattern(rf"({YEAR}),? (?:cho )?(?:đến|tới) (?:(?:hết )?({YEAR})(?= ?(?:[.,;:!?)\n\"]|$))|nay{_END})")
_DAY_FIRST = pattern(r"(?:ngày )?(?=\d)")


def since(text: str, folded: str, at: int) -> Found | None:
    """ "từ ngày 5 đến 7-7", "từ năm 2000 - 2003", "kể từ ngày 6.2.2017", "từ tháng 7/2016 đến nay" """
    lead = _FROM.match(text, at)
    if lead is None:
        return None
    if bare := _BARE_YEARS.match(text, lead.end()):
        first = Fixed(Stamp(int(bare[1])))
        if bare[2]:
            return bare.end(), replace(first, last=Stamp(int(bare[2]))), "time.range"
        return bare.end(), Bound("from", first, lasting=True), "time.since"
    after = "sau" in lead.group()
    digits = _DAY_FIRST.match(text, lead.end())
    dated = (month_in_digits(text, digits.end()) or days(text, digits.end(), plural=True)) if digits else None
    found: Found | None
    if (
        digits
        and dated
        and (dated[1].months is not None or (dated[1].last or dated[1].first).month or "ngày" in digits.group())
    ):
        found = (*dated, "time.day")
    else:
        found = core(text, folded, lead.end())
    if found is None or not isinstance(found[1], Fixed | Shift):
        return None
    end, reading, _ = found
    if isinstance(reading, Fixed) and reading.last is None and reading.beside is None:
        till = _TILL.match(text, end)
        rest = till and _ending(text, folded, till.end())
        if rest and isinstance(rest[1], Fixed):
            last = rest[1].last or rest[1].first
            return rest[0], replace(rest[1], first=reading.first, last=last, part=None, whole=False), "time.range"
    if isinstance(reading, Fixed) and reading.last is not None and not reading.whole:
        return end, reading, "time.range"
    now = _NOW.match(text, end)
    return now.end() if now else end, Bound("from", reading, not after, lasting=now is not None), "time.since"


def _ending(text: str, folded: str, at: int) -> Found | None:
    dated = month_in_digits(text, at) or days(text, at)
    if dated and dated[1].last is None and dated[1].first.month:
        return (*dated, "time.day")
    return core(text, folded, at)


_UNTIL = pattern(
    r"(?:trước(?: ngày (?=\d)| (?=\d{1,2}[/.\-]\d| ?tháng \d| ?năm \d))"
    r"|(?:chậm nhất|muộn nhất|hạn chót|không muộn hơn)(?: là)?(?: vào| trong)? (?:ngày )?"
    r"|tính (?:đến|tới)(?: hết)?(?: thời điểm)? (?:ngày )?)"
)
_AFTER = pattern(r"sau (?:ngày (?=\d)|(?=năm \d)|(?=tháng \d))")
_FROM_NOW = pattern(r"từ nay (?:cho )?(?:đến|tới)(?: hết)? (?:ngày )?")


def bounded(text: str, folded: str, at: int) -> Found | None:
    """ "trước ngày 30-6", "chậm nhất ngày 31-8", "tính đến 31/12/2025", "sau năm 1975", "từ nay đến cuối năm" """
    for side, inclusive, words in (
        ("until", True, _UNTIL), ("from", False, _AFTER), ("now", True, _FROM_NOW),
    ):  # fmt: skip
        lead = words.match(text, at)
        found = lead and _ending(text, folded, lead.end())
        if lead and found and isinstance(found[1], Fixed | Shift):
            deadline = not lead.group().startswith("trước")
            return found[0], Bound(side, found[1], inclusive and deadline), f"time.{side}"
    return None


_WITHIN = pattern(
    rf"(?:trong|hồi|dịp) (?:(?:suốt|vòng|cả) )?(?=tháng|năm|quý|đầu|giữa|cuối|{COUNT} (?:tháng|năm|quý)|thập|những năm|hôm|ngày hôm|cùng|nửa)"
    r"|hồi (?=tuần)"
)
_NOT_BACK = ("thu ", "phục ", "khôi ", "đàn ", "hoàn ", "vãn ", "bồi ")


def within(text: str, folded: str, at: int) -> Found | None:
    """ "trong năm 2016", "hồi đầu năm nay", "Trong 2 năm 2012-2013", "trong ngày hôm qua" """
    lead = _WITHIN.match(text, at)
    if lead is None or text[max(0, at - 5) : at].endswith(_NOT_BACK):
        return None
    found = core(text, folded, lead.end())
    if found is None or found[2] in ("time.term", "time.day_range", "time.day"):
        return None
    if lead.group().startswith("hồi") and isinstance(found[1], Fixed) and found[1].first.month and found[1].first.year:
        return None  # "hồi" belongs to what is told loosely; "hồi | tháng 1/2016"
    return found


_YEAR_ALONE = pattern(rf"(đầu|giữa|cuối) năm{_END}(?! (?:học|tháng))")
_HOLIDAY = pattern(r"(?:quốc khánh|(?:dịp |nghỉ )?lễ|tết dương lịch)(?: ngày)? (?=\d{1,2}[/.\-]\d)")
_STEMS = "giáp ất bính đinh mậu kỷ canh tân nhâm quý".split()
_BRANCHES = "tý/tí sửu dần mão/mẹo thìn tỵ/tị ngọ mùi thân dậu tuất hợi".split()
# Years by their names in the cycle of sixty that began in 1984: a stem and a branch that are both even or both odd.
_CYCLE = {f"{_STEMS[n % 10]} {b}": 1984 + n for n in range(60) for b in _BRANCHES[n % 12].split("/")}
_SIGN = rf"({'|'.join(_STEMS)}) ({'|'.join(_BRANCHES).replace('/', '|')})"
_NAMED_YEAR = pattern(
    rf"(?:dịp )?(?:(?:đầu|giữa|cuối) )?(?:năm|xuân)(?: mới)?,? {_SIGN}(?:[,\s\-]{{0,3}}({YEAR}))?(?![a-zà-ỹ])"
)
_LUNAR_WORDS = pattern(
    r"(?:(?:dịp|đầu|trước|sau|giáp|nghỉ) )?(?:năm|xuân|tết|tết nguyên đán|tết âm lịch|tết cổ truyền) "
    rf"(?:{'|'.join(_STEMS)}) (?:tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)(?![a-zà-ỹ])"
    r"|rằm tháng \d{1,2}(?![\d/])|(?:rằm|mùng \d{1,2}|mồng \d{1,2}|\d{1,2}) (?:tháng (?:giêng|chạp)|tết)(?![a-zà-ỹ])"
    r"|(?:(?:dịp|trước|sau|giáp|nghỉ) )?tết (?:nguyên đán|âm lịch|cổ truyền)(?:,?(?: năm)? (?:19|20)\d\d)?"
)
_SPRING = pattern(r"(?:đầu )?xuân ((?:19|20)\d\d)(?!\d)")

_BARE_YEAR = pattern(rf"(?<![\w/.\-])({YEAR})(?![/\-%]| ?(?:người|đồng|tỷ|triệu|hộ|ha|m2|km)(?![a-zà-ỹ]))")
_BEFORE_YEAR = pattern(r"\bhồi $|(?:^|[,;.\n\"] ?)(?:đến|tới) $")
_REACH_OF_BEFORE = 7  # characters: more than a word and its blanks, so that "^" is the start of the text


def bare_year(text: str, folded: str, at: int) -> Found | None:
    """A year without the word: "hồi | 2016", "Đến | 2009, Sở lại đề xuất"."""
    match = _BARE_YEAR.match(text, at)
    if match and _BEFORE_YEAR.search(text[max(0, at - _REACH_OF_BEFORE) : at]):
        return match.end(), Fixed(Stamp(int(match[1]))), "time.year"
    return None


def named(text: str, folded: str, at: int) -> Found | None:
    """ "đầu năm", "lễ 30/4 và 1/5", "Quốc khánh 2.9", "Xuân 1969", "đầu xuân Đinh Dậu" (2017), "Tết Đinh Dậu" """
    match = _NAMED_YEAR.match(text, at)
    year = match and (match[3] or _CYCLE.get(f"{match[1]} {match[2]}"))
    if match and year:
        return match.end(), Fixed(Stamp(int(year))), "time.year"
    match = _YEAR_ALONE.match(text, at)
    if match:
        return match.end(), Shift("year", 0), "time.near_year"
    match = _HOLIDAY.match(text, at)
    dated = match and days(text, match.end())
    if match and dated and dated[1].first.month:
        return *dated, "time.holiday"
    match = _LUNAR_WORDS.match(text, at)
    if match:
        return match.end(), Undated(), "time.lunar"
    match = _SPRING.match(text, at)
    return (match.end(), Fixed(Stamp(int(match[1]))), "time.year") if match else None


_DAY = (day, weekday, clock)
_WHEN = (month, near_unit, years, part_of_year, era, named, day)
_COUNTS = (counted, several_days, part_of_year, years, day, clock)
_CORE: dict[str, tuple[Parser, ...]] = {
    **dict.fromkeys(
        ["sáng", "trưa", "chiều", "tối", "đêm", "khuya", "rạng", "gần", "buổi", "hôm", "bữa", "cùng"], _DAY
    ),
    **dict.fromkeys(["mùng", "mồng", "rằm"], (day, named)),
    **dict.fromkeys(["đầu", "giữa", "cuối", "thượng", "trung", "hạ", "khoảng", "những"], (*_WHEN, counted)),
    **dict.fromkeys(["một", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"], _COUNTS),
    **dict.fromkeys(["các", "vài", "mấy", "nhiều"], (several_days, counted, month, years)),
    **dict.fromkeys(["thập", "thế"], (era,)),
    **dict.fromkeys(["nhiệm", "giai", "niên", "vụ"], (years,)),
    **dict.fromkeys(["tết", "giáp", "nghỉ", "dịp", "lễ", "quốc", "xuân"], (named,)),
    "ngày": (day, weekday),
    "thứ": (weekday,),
    "chủ": (weekday,),
    "tháng": (month, near_unit),
    "năm": (near_unit, years, *_COUNTS, named),
    "tuần": (near_unit, month),
    "quý": (part_of_year, near_unit),
    "quí": (part_of_year, near_unit),
    "nửa": (part_of_year, month, day, clock),
    "tờ": _DAY,
    "mùa": (part_of_year, years),
    "cách": (counted,),
    "thời": (years, counted),
}
_NUMBER: tuple[Parser, ...] = (*_COUNTS, numeric_day, bare_year, named)
_LEADS: dict[str, tuple[Parser, ...]] = {
    "từ": (day, since, bounded),
    "kể": (since,),
    "bắt": (since,),
    "trước": (bounded, counted, named),
    "sau": (bounded, counted, named),
    **dict.fromkeys(["chậm", "muộn", "hạn", "không"], (bounded,)),
    "tính": (bounded, since),
    "sang": (near_unit,),
    **dict.fromkeys(["trong", "hồi"], (within, counted, day)),
    "dịp": (within, named),
    "cùng": (day,),
}
_WORD = pattern(r"\w+")


def _openings() -> dict[str, frozenset[str]]:
    """First words of phrases, and the words one of which must follow; "#" stands for a number."""
    units = "ngày hôm tuần tháng quý năm"
    signs = " ".join(_STEMS)
    parts = "sáng trưa chiều tối đêm khuya"
    numerals = "một hai ba bốn sáu bảy tám chín mười"
    periods = "ngày tháng năm quý tuần mùa thập thế xuân giờ những"
    near = "này trước qua rồi vừa sau tới đó ấy"
    rows = (
        (parts, "nay qua mai kia ngày hôm bữa cùng thứ chủ mùng mồng tối muộn sớm khuya # , ("),
        ("rạng gần buổi", parts),
        ("tờ", "mờ"),
        ("đầu giữa cuối", f"{periods} trưa đêm"),
        ("hôm bữa", "nay qua kia kìa sau trước đó ấy thứ chủ #"),
        ("ngày", "# hôm mai kia mùng mồng thứ chủ bữa"),
        ("cùng", "ngày hôm"),
        ("mùng mồng rằm", "# tháng"),
        ("thượng trung hạ", "tuần"),
        ("khoảng", "đầu giữa cuối tháng năm"),
        (f"{numerals} những các vài mấy nhiều", f"{units} giờ thời một hai"),
        ("một", f"{units} thời"),
        ("năm", f"nay ngoái kia ngân tài dương mới học # {near} {units} {signs}"),
        ("thập thế nhiệm giai niên vụ", "niên kỷ kỳ đoạn khóa vụ #"),
        ("tết giáp nghỉ dịp lễ xuân", f"nguyên âm cổ dương tết lễ # đầu giữa cuối {signs}"),
        ("quốc", "khánh"),
        ("thứ", "hai ba tư năm sáu bảy #"),
        ("chủ", "nhật"),
        ("tháng", f"# giêng chạp {numerals} tư năm {near}"),
        ("tuần", f"{near} đầu cuối"),
        ("quý quí", f"{near} # i ii iii iv một nhất hai nhì ba tư đầu cuối"),
        ("nửa", "đầu cuối sau đêm"),
        ("mùa", "xuân hè hạ thu đông giải"),
        ("cách", "đây nay"),
        ("thời", "kỳ điểm"),
        ("từ", f"nay sau khoảng ngày hôm đầu giữa cuối thứ # {periods} {parts}"),
        ("kể", "từ"),
        ("bắt", "đầu"),
        ("trước", "ngày tháng năm đó đây tết #"),
        ("sau", "ngày tháng năm đó tết"),
        ("chậm muộn", "nhất"),
        ("hạn", "chót"),
        ("không", "muộn"),
        ("tính", "đến tới từ"),
        ("sang", "năm"),
        ("trong hồi", f"đầu giữa cuối suốt vòng cả ngày hôm cùng nửa vài mấy nhiều # {periods} {numerals}"),
    )
    return {first: frozenset(following.split()) for firsts, following in rows for first in firsts.split()}


OPENINGS = _openings()
AFTER_NUMBER = frozenset(
    ["h", "giờ", "g", ":", "ngày", "hôm", "tuần", "tháng", "quý", "năm", "tết"]
)  # what makes a number worth a look


def core(text: str, folded: str, at: int) -> Found | None:
    """The longest phrase without a preposition that starts at an offset."""
    word = _WORD.match(text, at)
    if word is None:
        return None
    return _longest(_NUMBER if word.group()[0].isdecimal() else _CORE.get(word.group(), ()), text, folded, at)


def expression(text: str, folded: str, at: int) -> Found | None:
    """The longest time phrase that starts at an offset of a lower-case folded text; ``folded`` is the same in its own case.

    >>> expression("sáng 6/12, tại hội trường", "Sáng 6/12, tại hội trường", 0)
    (9, Fixed(first=Stamp(year=None, month=12, day=6, part=None), last=None, part='MO', base=None, years=None, months=None, beside=None, whole=False, tense=None), 'time.day')
    """
    word = _WORD.match(text, at)
    if word is None:
        return None
    led = _longest(_LEADS.get(word.group(), ()), text, folded, at)
    return led or core(text, folded, at)


def _longest(parsers: tuple[Parser, ...], text: str, folded: str, at: int) -> Found | None:
    best: Found | None = None
    for parse in parsers:
        found = parse(text, folded, at)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best

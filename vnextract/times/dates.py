"""Time expressions in an article, their ISO values, and the article's own date.

The values follow the contract: days, months and years (``2023-12-06TAF``, ``2023-10``, ``2016``, ``XXXX-06-29``), all that is
longer or joined as days ``a/b``, open ends ``2025-07-01/..``; None for what no calendar fixes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from vnextract.analyze import analyze
from vnextract.document import Article, Document, Time
from vnextract.reading import parse_published
from vnextract.times.datelines import stated_day
from vnextract.times.days import days, month_in_digits
from vnextract.times.phrases import AFTER_NUMBER, OPENINGS, expression
from vnextract.times.readings import Bound, Context, Fixed, Reading, Shift, Weekday, in_year, resolve, resolve_point
from vnextract.times.stamps import Stamp, Value, of_date
from vnextract.times.tenses import read_tense
from vnextract.times.words import PARTS, read_digits


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time phrase of the text, not yet put on the calendar."""

    start: int
    end: int
    reading: Reading
    rule: str
    setting: str


def find_times(document: Document) -> Iterator[Time]:
    """Every time expression of a document, in text order, with its ISO value.

    >>> text = "Chiều 6/12, Thành ủy họp. Cùng ngày, đồng chí Bí thư thăm xã A."
    >>> [(t.text, t.value) for t in find_times(analyze(Article(text, published=date(2023, 12, 7))))]
    [('Chiều 6/12', '2023-12-06TAF'), ('Cùng ngày', '2023-12-06')]
    """
    phrases = list(find_phrases(document))
    if not phrases:
        return
    today = of_date(document.published) if document.published else _today(document, phrases)
    years = _full_days(phrases)
    today = in_year(today, Context(years=years), None) if today else None
    context = Context(today, years=years)
    last_day: Stamp | None = None
    for phrase in phrases:
        opening = _opens_sentence(document, phrase)
        counted = phrase.rule in ("time.counted", "time.before_that") and not opening
        said = _situated(document, phrase, replace(context, told=last_day) if counted else context)
        value = resolve(phrase.reading, said)
        if value is None and phrase.rule in _CALENDAR_RULES:
            continue  # 31/6, 29/2/2023: no dates after all
        if isinstance(value, Stamp) and phrase.setting == "clause" and phrase.rule != "time.holiday":
            plain = Stamp(value.year, value.month, value.day)
            context = Context(today, plain, context.told, None, context.years)
            if plain.day:
                last_day = plain
                # "dự kiến ngày 5/6", "trình một ngày sau đó" leave the story where it is
                told, ahead = context.told, said.tense == "future"
                if told is None or (not ahead and (opening or (not counted and _later(plain, told)))):
                    context = replace(context, told=plain)
        point = resolve_point(phrase.reading, said) if isinstance(phrase.reading, Bound) else value
        yield document.mention(
            Time,
            phrase.start,
            phrase.end,
            value=None if value is None else value.iso(),
            point=None if point is None else point.iso(),
            rule=phrase.rule,
            setting=phrase.setting,
            score=_SCORES.get(phrase.rule, 0.95),
        )


def _situated(document: Document, phrase: Phrase, context: Context) -> Context:
    """The context of one phrase: its tense, and within a quotation the time of speaking."""
    reading = phrase.reading
    if isinstance(reading, Weekday) or (
        isinstance(reading, Fixed) and reading.tense is None and reading.beside is None
    ):
        return context.told_as(read_tense(document, phrase.start, phrase.end, phrase.setting))
    if isinstance(reading, Bound) and isinstance(reading.reading, Fixed):
        ahead = "future" if _DEADLINE.match(document.lowered, phrase.start) else None
        return context.told_as(read_tense(document, phrase.start, phrase.end, phrase.setting) or ahead)
    if isinstance(reading, Shift) and reading.base == "today" and context.told and _quoted(document, phrase.start):
        return replace(context, today=_time_of_speaking(context.today, context.told))
    return context


_DEADLINE = re.compile("trước|chậm|muộn|hạn|không")  # what is to be done by a day lies ahead


def _later(day: Stamp, told: Stamp) -> bool:
    year = day.year if told.year is not None else None
    return (year or 0, day.month or 0, day.day or 0) > ((told.year if year else 0) or 0, told.month or 0, told.day or 0)


def _opens_sentence(document: Document, phrase: Phrase) -> bool:
    """Whether a phrase stands at the head of a sentence or item, where stories tell what day they are at."""
    sentence = document.sentences[document.sentence_index(phrase.start)]
    head = document.folded[max(sentence.start, phrase.start - 40) : phrase.start]
    if len(head) < 12 or head.rstrip().endswith(("*", ")", ":", "\u2022", '"')):
        return True
    near = phrase.start - sentence.start < 40
    return near and _CONNECTIVE.match(document.lowered, sentence.start, phrase.start) is not None


# What may stand before the day that a story goes on at.
_CONNECTIVE = re.compile(
    r"\W*(?:trong khi đó|trước đó|sau đó|tiếp đó|tiếp theo|bên cạnh đó|ngoài ra|trong một diễn biến \w+(?: \w+)?|cũng theo [^,]{2,20}|theo [^,]{2,20}"
    r"|về phía [^,]{2,20}),? (?:(?:vào|hôm|hồi|trong|đến|tới) )?$"
)


# A calendar phrase without a value is a mistake of the text or of ours; a deictic without one only lacks a date.
_CALENDAR_RULES = frozenset({"time.day", "time.day_range", "time.weekday_date", "time.deictic_date", "time.range"})
_SCORES = {"time.vague": 0.5, "time.counted": 0.7, "time.lunar": 0.6, "time.near_year": 0.7, "time.holiday": 0.6}


def find_phrases(document: Document) -> Iterator[Phrase]:
    """The time phrases of a document from left to right, not overlapping."""
    lowered, folded, starts, at = document.lowered, document.folded, document.starts, 0
    for i in _openings(document):
        start = starts[i]
        if start < at:
            continue
        found = _expression_at(lowered, folded, start)
        if found is None or lowered[found[0] : found[0] + 1].isalnum():
            continue
        if _is_name(document, i, found[2]):
            at = found[0] if found[2] == "time.day" else at  # nor is a part of it a time: "sinh ngày | 20/5/1970"
            continue
        if _RECURRING.match(lowered, found[0]):
            continue
        dated = starts[i - 1] < at if i else False  # the word before is a date, not the number of a document
        at, reading, rule = found
        yield Phrase(start, at, reading, rule, _setting(document, i, at, "" if dated else rule))


def _openings(document: Document) -> list[int]:
    """The syllables at which a time phrase may start, by themselves and the syllable after them."""
    keys = (*document.keys, "")
    opening = [
        i
        for i, wanted in enumerate(map(OPENINGS.get, document.keys))  # a pass over all syllables
        if wanted is not None
        and ((following := keys[i + 1]) in wanted or ("#" in wanted and following[:1].isdecimal()))
    ]
    numbers = [
        i
        for i in document.numbers
        if (following := keys[i + 1]) in AFTER_NUMBER or _HAS_SEPARATOR.search(keys[i]) or _MINUTES.match(following)
    ]
    return sorted(opening + numbers)


_RECURRING = re.compile(r"\s(?:hàng|hằng|mỗi)\s(?:tuần|tháng|năm|ngày)\b")
_MINUTES = re.compile(r"g[0-5]\d$")  # "8g30" is cut before its g
_HAS_SEPARATOR = re.compile(r"[/.:\-]\d|\d{4}$|^\d+(?:h|g)")
_PARENTHESIZED = re.compile(r"(?<=\()\s?(\d{1,2}[/.\-]\d{1,4})(?=\s?[,)])")
# Births, addresses, scores and provisions are no time of the article's: the word before tells.
_NAME_BEFORE = frozenset(
    [
        "sinh",
        "sn",
        "đường",
        "phố",
        "phường",
        "cầu",
        "sân",
        "lộ",
        "ql",
        "hẻm",
        "ngõ",
        "khoản",
        "điều",
        "mỗi",
        "hằng",
        "hàng",
        "bữa",
        "thpt",
        "thcs",
    ]
)
_NAME_BEFORE_TWO = frozenset(
    ["quảng trường", "công viên", "nhà máy", "tỷ lệ", "tỉ lệ", "tỷ số", "tỉ số", "cách mạng", "phong trào", "đại học"]
)


_NEW_LINE = re.compile(r"\n\s*(?=[^\W\d_a-zà-ỹ])")
_LOOK_BACK = 40  # characters: more than any phrase asks of the words before it
_NEW_PHRASE = re.compile(r"\s+(?=(?:Ngày|Sáng|Trưa|Chiều|Tối|Đêm|Hôm|Cùng)\s)")


def _expression_at(lowered: str, folded: str, start: int) -> tuple[int, Reading, str] | None:
    """The phrase at an offset; it runs into neither a line nor a phrase that starts with a capital letter.

    A caption without a full stop may end in "trong đêm" before a sentence that opens with "Ngày 5/6".
    """
    found = expression(lowered, folded, start) or _in_parentheses(lowered, start)
    if found is None:
        return None
    end = _NEW_LINE.search(folded, start, found[0]) if "\n" in folded[start : found[0]] else None
    if end is None and folded[start].islower():
        end = _NEW_PHRASE.search(folded, start, found[0])
    if end is None:
        return found
    first = max(0, start - _LOOK_BACK)  # not the whole text before: it may be long, and such places many
    cut = expression(lowered[first : end.start()], folded[first : end.start()], start - first)
    return (cut[0] + first, *cut[1:]) if cut else None


def _in_parentheses(lowered: str, at: int) -> tuple[int, Reading, str] | None:
    match = _PARENTHESIZED.match(lowered, at)
    month = match and month_in_digits(lowered, match.start(1))
    if match and month and month[0] == match.end(1):
        return match.end(), month[1], "time.month"
    digits = match and read_digits(match[1])
    if match and digits and digits.last is None and digits.first.day:
        return match.end(), Fixed(digits.first), "time.day"
    return None


def _is_name(document: Document, i: int, rule: str) -> bool:
    """Whether the word before says that this is a street, a birth, a score, a count ... on the same line."""
    if i == 0:
        return False
    before, keys, folded = document.syllables[i - 1], document.keys, document.folded
    if rule == "time.counted" and before.key == "thứ":  # "lần thứ năm tuần trước"
        return True
    if rule.startswith("time.near_"):
        if before.key.isdecimal() or before.key in _COUNT_BEFORE:
            return True
        if rule == "time.near_quarter":  # "kim loại quý này", "ông Phạm Văn Quý sau"
            start = document.syllables[i].start
            return before.key in ("loại", "đá", "ngọc", "gỗ") or (folded[start].isupper() and before.key[-1].isalpha())
    if (
        keys[i] in PARTS
        or (keys[i] == "ngày" and before.key in _PLACES)
        or (before.key == "sinh" and i > 1 and keys[i - 2] in _PUPILS)
    ):
        return False  # "trạm y tế phường chiều 1/6", "lễ khánh thành cầu ngày 5/7", "thí sinh năm 2016"
    if before.key not in _NAME_BEFORE and (i < 2 or f"{keys[i - 2]} {before.key}" not in _NAME_BEFORE_TWO):
        return False
    return "\n" not in folded[before.end : document.syllables[i].start]


_PLACES = frozenset("đường phố phường cầu sân lộ hẻm ngõ".split())
_PUPILS = frozenset("học thí nam nữ hy tái phát tuyển vệ dân".split())
_COUNT_BEFORE = frozenset("một hai ba bốn sáu bảy tám chín mười bao mấy nhiều vài hơn".split())
_ISSUING = frozenset([",", "ký", "ban", "hành", "được", "đề"])


def _setting(document: Document, i: int, end: int, rule: str) -> str:
    """What a phrase dates: a document whose number stands before it, something in parentheses, or the clause."""
    keys, lowered, start = document.keys, document.lowered, document.syllables[i].start
    if rule == "time.day":
        before = i - 1
        while before >= max(0, i - 4) and keys[before] in _ISSUING:
            before -= 1
        code = keys[before] if before >= 0 else ""
        if code[:1].isdecimal() and (not code.isdecimal() or keys[before - 1] in _CITED):
            return "citation"
    opened = lowered.rfind("(", max(0, start - 80), start)
    if opened >= 0 and lowered.rfind(")", opened, start) < 0 and ")" in lowered[end : end + 80]:
        return "parenthesis"
    return "clause"


_CITED = frozenset(
    ["số", "định", "quyết", "thị", "văn", "tư", "luật", "luận", "báo", "hoạch", "điện", "trình", "dẫn", "tri", "án"]
)


def _quoted(document: Document, start: int) -> bool:
    sentence = document.sentences[document.sentence_index(start)]
    return document.folded.count('"', sentence.start, start) % 2 == 1


def _time_of_speaking(today: Stamp | None, previous: Stamp) -> Stamp | None:
    """Inside a quotation "hôm nay" is the day of the speech: the date last told, when it lies in the days before."""
    if today is None or today.date is None or previous.date is None:
        return today
    return previous if 0 <= (today.date - previous.date).days <= 14 else today


def _full_days(phrases: list[Phrase]) -> tuple[tuple[int, int, int], ...]:
    """Days and months told with the latest year of the article: an earlier year tells of old careers and anniversaries."""
    told = [s for p in phrases for s in _stamps(p.reading) if s.year]
    latest = max((s.year or 0 for s in told if s.month), default=0)
    spoken = [s.year or 0 for p in phrases if p.rule in _YEARS_OF_NOW for s in _stamps(p.reading)]
    if any(year > latest and year - latest not in _PLANNED for year in spoken):
        return ()
    return tuple((s.year, s.month, s.day or _MIDDLE) for s in told if s.year == latest and s.month)


_PLANNED = range(3, 10)  # years ahead that plans are made for: "lên đô thị loại 1 vào năm 2020"
_YEARS_OF_NOW = frozenset({"time.year", "time.part_of_year"})
_MIDDLE = 15  # stands for the day of a month told without one


def _stamps(reading: Reading) -> tuple[Stamp, ...]:
    """The calendar values in a reading, its ends included."""
    if isinstance(reading, Bound):
        return _stamps(reading.reading)
    if isinstance(reading, Fixed):
        return (reading.first,) if reading.last is None else (reading.first, reading.last)
    return ()


def _stamp(phrase: Phrase) -> Stamp | None:
    return phrase.reading.first if isinstance(phrase.reading, Fixed) and phrase.reading.last is None else None


def _today(document: Document, phrases: list[Phrase]) -> Stamp | None:
    """The day of an article that came without one: its dateline, or a deictic with a date beside it ("sáng nay (23/7)")."""
    stated = stated_day(document.folded)
    if stated is None:
        for phrase in phrases:
            reading = phrase.reading
            if isinstance(reading, Fixed) and reading.beside is not None:
                stated = reading.first.shift_days(-reading.beside)
                break
    if stated is None or stated.year is not None:
        return stated
    years = {s.year for s in map(_stamp, phrases) if s and s.year and (s.month, s.day) == (stated.month, stated.day)}
    return replace(stated, year=years.pop()) if len(years) == 1 else stated


def dateline(document: Document) -> date | None:
    """The date an article states of itself: a web stamp, an agency's dateline, or "hôm nay (23/7/2021)"; None without a year.

    >>> dateline(analyze(Article("25/10/2025 12:09 GMT+7\\nTỉnh A họp bàn việc sáp nhập.")))
    datetime.date(2025, 10, 25)
    """
    stated = stated_day(document.folded)
    if stated is None and not _may_tell_today(document):
        return None
    if stated is None or stated.year is None:
        stated = _today(document, list(find_phrases(document)))
    return stated.date if stated else None


def _may_tell_today(document: Document) -> bool:
    """Whether a number stands close behind "nay" and the like: the quick test before all phrases are read."""
    keys = document.keys
    return any(key.endswith(_TODAY) for i in document.numbers for key in keys[max(0, i - 4) : i])


_TODAY = ("nay", "qua", "mai", "kia", "kìa")


def parse_time(text: str, published: str | date | datetime | None = None) -> str | None:
    """The ISO value of one time expression, relative to the day it was published.

    None if the text is no time expression, or cannot be put on the calendar; InputError if ``published`` is no date.

    >>> parse_time("Chiều 6/12", published="2023-12-06"), parse_time("quý II/2018"), parse_time("hôm qua")
    ('2023-12-06TAF', '2018-04-01/2018-06-30', None)
    """
    day = parse_published(published)
    document = analyze(Article(text, published=day))
    words = document.folded.strip(" \t\r\n.,;:\"'")
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1].strip()
    start = document.folded.find(words)
    end = start + len(words)
    for time in find_times(document):
        led = _LED.fullmatch(document.lowered[start : time.start]) is not None
        if led and _TRAILED.fullmatch(document.folded, time.end, max(end, time.end)):
            return time.value
    alone = month_in_digits(document.lowered, start) or days(document.lowered, start)
    value: Value | None = None
    if _YEAR.fullmatch(words):
        value = Stamp(int(words))
    elif alone and alone[0] == end and (alone[1].last or alone[1].first).month:
        value = resolve(alone[1], Context(of_date(day) if day else None))
    return value.iso() if value else None


_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_TRAILED = re.compile(
    r"[\s,\-|]*(?:\d{1,2}[:hg]\d{2})?\s*(?:GMT\+7)?"
    r"|\s(?:vừa qua|vừa rồi|mới đây|tới đây|sắp tới|tới|này|qua)"
    r"|\s?\((?:theo\s)?giờ\s[^)\n]{2,20}\)|\s(?:theo\s)?giờ\s(?:địa phương|Việt Nam|Hà Nội)"
    r"|\s?\((?:tức\s|ngày\s)?(?:[Tt]hứ\s\w{1,4}|[Cc]hủ\s[Nn]hật)\)"
)
_LED = re.compile(r"(?:(?:vào|lúc|cũng|ngay|đúng|khoảng|đến|tới|trong|hồi|cả|suốt|hết)\s{1,3}){0,4}")

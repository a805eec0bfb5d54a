"""What stands beside a citation and belongs to it: the day of issue and the issuer in words.

All of it is read off the text alone, at offsets of the document. Who issues by being the subject of the sentence
("Thủ tướng vừa ban hành ...") needs bodies and titles and is told by ``issuance``.
"""

from __future__ import annotations

import re
from datetime import date as Date

from vnextract.document import Document, Time
from vnextract.lexicon import Lexicon, per_seeds, seed_rows

_DAY = (
    r"(?:ngày|hôm)\s+(?P<d>\d{1,2})(?:\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4})(?!\d))?"
    r"|\s+tháng\s+(?P<m2>\d{1,2})(?:\s+năm\s+(?P<y2>\d{4}))?)(?![\d/])"
)
_BESIDE = re.compile(
    rf"[\s,]*\(?\s*(?:được\s+)?(?:ban\s+hành|ký|đề|ra|thông\s+qua)?\s*(?:vào\s+)?{_DAY}\s*\)?", re.IGNORECASE
)
_GIVEN_DAY = re.compile(rf"\s*\(?(?:ban\s+hành\s+|ký\s+)?{_DAY}", re.IGNORECASE)
_OF = re.compile(
    r"[\s,]*(?:ngày\s+[\d/.-]{4,10}[\s,]+)?(?:\(\s*)?của\s+", re.IGNORECASE
)  # a misprinted day is passed over
_WHEN = re.compile(r"[\s,]*vào\s", re.IGNORECASE)  # "thảo luận Nghị định 67 vào ngày 9/6" dates the act
_NEXT_CLAUSE = re.compile(r",\s+(?!của|Của)[A-ZĐ]")
_YEAR_BESIDE = re.compile(r"\s+năm\s+\d{4}", re.IGNORECASE)
_LEVELS = frozenset("tỉnh thành tp tp. quận huyện thị phường xã đặc".split(" "))
_BARE = re.compile(r"(?:Bộ|Sở)(?=\s+(?:đã|về|quy định|ban hành|nêu|yêu cầu|có hiệu lực)(?![^\W_])|\s*[.,;:)]|\s*$)")
_TERM = re.compile(r"\s+khóa\s+[IVX\d]{1,5}(?![^\W_])")


@per_seeds
def issuer_names() -> Lexicon[str]:
    """How issuers are said ("Bộ Chính trị", "Chủ tịch UBND"), with the code that each writes."""
    return Lexicon((row["form"], row["code"]) for row in seed_rows("issuer_names"))


def day_value(document: Document, match: re.Match[str], offset: int = 0) -> str | None:
    """A day matched in the text (from ``offset`` on) as ISO; without a year the one that the article's dates give, else XXXX."""
    day, month = int(match["d"]), int(match["m"] or match["m2"] or 0)
    year = match["y"] or match["y2"]
    if not month:
        return None
    if year is None:
        return _resolved(document, offset + match.start("d")) or (
            f"XXXX-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
        )
    try:
        return Date(int(year), month, day).isoformat()
    except ValueError:
        return None


def full_day(value: str | None) -> str | None:
    """The day of a time value without its part of the day; None for anything but one day."""
    bare = (value or "").partition("T")[0]
    return bare if re.fullmatch(r"(?:\d{4}|XXXX)-\d\d-\d\d", bare) else None


def _resolved(document: Document, start: int) -> str | None:
    """What the time expressions found before make of the day at a span."""
    for time in document.mentions:
        if isinstance(time, Time) and time.start <= start < time.end:
            return full_day(time.value)
    return None


def date_beside(document: Document, at: int) -> tuple[str | None, int]:
    """The day of issue that follows a citation ending at ``at``, and where to read on (``at`` if there is none)."""
    match = _BESIDE.match(document.folded, at)
    if match is None:
        return None, at
    if match.group().startswith(",") and _NEXT_CLAUSE.match(document.folded, match.end()):
        return None, at  # "theo Nghị định 67, ngày 25/8/2014, Bộ X có ..." dates what follows
    if _WHEN.match(match.group()):
        return None, at
    value = day_value(document, match)
    return value, match.end() if value else at


def date_after_issuer(document: Document, at: int) -> str | None:
    """The day that follows an issuer: "của UBND tỉnh ngày 5/6/2017"."""
    match = _GIVEN_DAY.match(document.folded, at)
    return day_value(document, match) if match else None


def issuer_start(document: Document, at: int) -> int | None:
    """Where an issuer in words starts behind ``at``: after "của", a comma or a bare year standing before it at most."""
    year = _YEAR_BESIDE.match(document.folded, at)
    match = _OF.match(document.folded, year.end() if year else at)
    return match.end() if match else None


def issuer_end(document: Document, start: int) -> int | None:
    """Where the issuer that starts at an offset ends: a name known to issue documents, with its locality and term."""
    first = document.syllable_index(start)
    hit = issuer_names().longest(document.keys, first)
    if hit is None:
        bare = _BARE.match(document.folded, start)
        return bare.end() if bare else None
    last = hit.last
    while (inner := issuer_names().longest(document.keys, last)) is not None:  # "Ban Thường vụ Đảng ủy UBND tỉnh"
        last = inner.last
    last = _locality_end(document, last)
    end = document.syllables[last - 1].end
    if document.folded[end : end + 3] == " - " and (second := issuer_end(document, end + 3)) is not None:
        return second  # "Bộ Giáo dục và Đào tạo - Bộ Nội vụ"
    return term_end(document, end)


def term_end(document: Document, end: int) -> int:
    """An issuer with the term named behind it: "Quốc hội khóa XIII"."""
    term = _TERM.match(document.text, end)
    return term.end() if term else end


def _locality_end(document: Document, at: int) -> int:
    """The syllable behind the locality that follows a body: "tỉnh Nghệ An", "TP. Vinh", "Đà Nẵng"."""
    keys, syllables, last = document.keys, document.syllables, at
    if last < len(keys) and keys[last] in _LEVELS:
        last += 1
        while last < len(keys) and (
            keys[last] in {"phố", "xã", "trấn", "khu"} or keys[last - 1 : last + 1] == ("tp", ".")
        ):
            last += 1
        if last < len(keys) and keys[last].isdigit() and keys[last - 1] in {"quận", "phường"}:
            return last + 1
    names = last
    while (
        names < len(keys)
        and names - last < 4
        and syllables[names].text[0].isupper()
        and keys[names][0].isalpha()
        and keys[names] not in {"ông", "bà"}
        and "\n" not in document.text[document.ends[names - 1] : document.starts[names]]
    ):
        names += 1
    return names if names > last or last > at + 1 or keys[at : at + 1] == ("tỉnh",) else (last if last > at else at)

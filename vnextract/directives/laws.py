"""Documents cited by name: laws, codes, the constitution, Party resolutions of a congress or plenum, treaties.

A name ends where the lexicon of names (``seeds/laws.csv``) says so; a name that it does not know runs over the
capitalised words behind a capitalised type word. What dates or amends a law belongs to its name ("năm 2013",
"(sửa đổi)"), and so does the short name of a treaty in parentheses ("(TPP)").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vnextract.directives.treaties import SHORT_NAME, TREATIES, Ended, by_letters, end_of, end_treaty, is_capital, known
from vnextract.document import Directive, Document
from vnextract.names.words import is_vietnamese
from vnextract.rules import Rule

_STATUTES = {"Luật", "Bộ luật", "Pháp lệnh", "Đạo luật"}
_HEADS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "luật": ((("luật",), "Luật"),),
    "bộ": ((("bộ", "luật"), "Bộ luật"), (("bộ", "quy", "tắc"), "Bộ quy tắc")),
    "đạo": ((("đạo", "luật"), "Đạo luật"),),
    "pháp": ((("pháp", "lệnh"), "Pháp lệnh"),),
    "hiến": ((("hiến", "pháp"), "Hiến pháp"), (("hiến", "chương"), "Hiến chương")),
    "hiệp": ((("hiệp", "định"), "Hiệp định"), (("hiệp", "ước"), "Hiệp ước")),
    "công": ((("công", "ước"), "Công ước"),),
    "nghị": ((("nghị", "định", "thư"), "Nghị định thư"), (("nghị", "quyết"), "Nghị quyết")),
    "kết": ((("kết", "luận"), "Kết luận"),),
    "điều": ((("điều", "lệ"), "Điều lệ"),),
    "thỏa": ((("thỏa", "thuận"), "Thỏa thuận"),),
    "tuyên": ((("tuyên", "bố"), "Tuyên bố"),),
    "cương": ((("cương", "lĩnh"), "Cương lĩnh"),),
    "quy": ((("quy", "chế"), "Quy chế"),),
}
# A type word right behind one of these is part of something else: a school, a firm, discipline, an organisation.
_NOT_BEHIND = frozenset(
    "kỷ kỉ quy qui pháp quân dự bộ học khoa ty cty hãng phòng sở ngành nhân sĩ đoàn viện án đồng chức ban vụ trường đh vốn thuyết".split(
        " "
    )
)
_VETOES = {
    "Luật": _NOT_BEHIND,
    "Hiến pháp": frozenset(["án", "viện", "đồng", "ban"]),
    "Điều lệ": frozenset(["vốn"]),
    **dict.fromkeys(TREATIES, frozenset(["chức"])),  # "Tổ chức Hiệp ước Bắc Đại Tây Dương"
}
_STOPS = frozenset(
    "đã được có là quy qui quy thì này cũng không sẽ của tại theo do khi để năm cho với từ nêu đang còn vẫn nên hiện mới ban trong bao "
    "số nhằm ra vào trên sau trước hay hoặc như bị phải chỉ gồm đến cần mà nếu vì bởi khiến trình các những một ông bà vừa về ở và hủy lại từng lần".split(
        " "
    )
)
_YEAR = re.compile(r"\s+(?:năm\s+)?((?:19|20)\d\d)(?![\d/.-]*\d)")
_AMENDED = re.compile(
    r"\s*\(\s*sửa đổi(?:,? bổ sung)?(?:\s+(?:năm\s+)?\d{4})?\s*\)"
    r"|\s+sửa đổi,? bổ sung(?:\s+năm)?\s+\d{4}(?!\d)|\s+sửa đổi(?:\s+năm)?\s+\d{4}(?!\d)|\s+sửa đổi(?=\s*[.,;:)]|\s*$)"
)
_SHORT_LAW = re.compile(r"\s*\(\s*[A-ZĐ]{2,8}(?:[&-][A-ZĐ]{1,5})?\s*\)")
_AMENDING = re.compile(
    r"sửa đổi(?:,|,? và)?(?: bổ sung)?(?:,? (?:một số )?(?:điều|khoản|nội dung)(?:,? khoản)?(?: \d[\d, ]{0,12}(?: và \d+)?)?)? (?:của )?(?:các )?(?=luật|bộ luật|pháp lệnh|bl(?:hs|tths|ds|ttds|lđ|hh)(?!\w))"
)
_CODE_ACRONYM = re.compile(r"(?<![A-ZĐ])BL(?:HS|TTHS|DS|TTDS|LĐ|HH)(?![A-Za-zĐđ])")

_ORDER = r"(?:\d{1,2}|[ivx]{1,6}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|tư|lăm))?)(?![^\W_])"
_TERM = rf"(?:\s*\(\s*khóa {_ORDER}\s*\)|,? khóa {_ORDER})"
_CENTRAL = r"(?:trung ương|t\.ư\.?|tư|t\.w|tw)(?: đảng)?"
_PLENUM = re.compile(
    rf"(?:hội nghị )?(?:lần thứ {_ORDER} )?(?:ban chấp hành )?{_CENTRAL} ?(?:lần thứ )?{_ORDER}{_TERM}?"
    rf"|hội nghị (?:ban chấp hành {_CENTRAL} )?lần thứ {_ORDER}(?:,? (?:của )?(?:ban chấp hành|bch) {_CENTRAL})?{_TERM}?"
    rf"|hội nghị lần {_ORDER}(?:,? (?:ban chấp hành|bch) {_CENTRAL})?{_TERM}?"
)
_CONGRESS = re.compile(
    rf"đại hội (?:đại biểu )?(?:đảng )?(?:đại biểu )?(?:toàn quốc )?(?:lần thứ )?{_ORDER}"
    r"(?: đảng bộ (?:tỉnh|thành phố|tp|huyện|quận|thị xã)(?!\w))?"
    rf"|đại hội (?:đại biểu )?đảng bộ (?:tỉnh|thành phố|tp|huyện|quận|quân đội|công an trung ương|khối)(?: \w+){{0,4}}? lần thứ {_ORDER}"
    r"|đại hội (?:đại biểu )?đảng bộ (?:tỉnh|thành phố|huyện|quận)(?=\s*[.,;:)])"
)
_PLENUM_STARTS = ("hội", "trung", "tw", "tư", "t.ư", "t.ư.", "t.w", "đại", "ban", "lần")


@dataclass(frozen=True, slots=True)
class Name:
    """A document's name on its way: offsets, syllables, type, year, and the rule that ended it."""

    start: int
    end: int
    last: int  # the first syllable behind it
    doc_type: str
    year: int | None
    rule: str
    score: float


def _head(document: Document, at: int) -> tuple[int, str] | None:
    """The type word that starts at a syllable: the syllable behind it, and the type."""
    sequence = document.keys
    for phrase, kind in _HEADS.get(sequence[at], ()):
        if sequence[at : at + len(phrase)] == phrase:
            return None if _is_vetoed(document, at, kind) else (at + len(phrase), kind)
    return None


def _is_vetoed(document: Document, at: int, kind: str) -> bool:
    sequence, syllables = document.keys, document.syllables
    if not at or sequence[at - 1] not in _VETOES.get(kind, ()):
        return False
    if document.text[syllables[at - 1].end : syllables[at].start] != " ":
        return False
    if sequence[at - 1] == "dự" and is_capital(document, at) and is_capital(document, at + 1):
        return False  # "dự Luật Chứng khoán"
    if sequence[at - 1] == "dự" and is_capital(document, at + 1) and known(document, at + 1, kind):
        return False  # "dự luật Tố cáo"
    return not (sequence[at - 1] == "án" and sequence[at - 2 : at - 1] == ("dự",))


def _unknown(document: Document, head: int, at: int, kind: str) -> Ended | None:
    """A name that no list knows, behind a capitalised type word: its first word is capitalised too."""
    if (
        kind not in {"Luật", "Bộ luật", "Pháp lệnh", "Đạo luật"}
        or not is_capital(document, head)
        or not is_capital(document, at)
        or document.keys[at : at + 2] == ("sửa", "đổi")
    ):
        return None
    sequence, last = document.keys, at
    while last < len(sequence) and last - at < 12 and sequence[last][0].isalpha() and sequence[last] not in _STOPS:
        last += 1
    while (
        last < len(sequence) - 1
        and sequence[last] == "và"
        and sequence[last + 1] not in {"luật", "các", "bộ", "nghị", "pháp"}
        and sequence[last + 1] not in _STOPS
    ):
        if is_capital(document, last + 1):
            break
        last += 2
        while last < len(sequence) and sequence[last][0].isalpha() and sequence[last] not in _STOPS and last - at < 12:
            last += 1
    words = last - at
    if kind == "Đạo luật" and words == 1:  # "Đạo luật Magnitsky"
        if not document.syllables[at].text[1:].islower() or is_vietnamese(sequence[at]):
            return None
        joined = sequence[last : last + 1] == ("-",) and is_capital(document, last + 1)  # "Dodd-Frank"
        return last + 2 * joined, "unknown", 0.6
    if words < 2 or any(document.syllables[i].text.isupper() and len(sequence[i]) > 1 for i in range(at, last)):
        return None
    if all(is_capital(document, i) for i in range(at, last)) and words <= 3 and kind == "Luật":
        return None  # a firm or a person rather than a law
    return last, "unknown", 0.6


def _amending(document: Document, at: int) -> int | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật Đất đai": the syllable where the amended law's name starts."""
    if document.keys[at] != "sửa":
        return None
    start = document.syllables[at].start
    match = _AMENDING.match(document.lowered, start, start + 120)
    return document.syllable_index(match.end()) if match else None


def _tail(document: Document, end: int, kind: str) -> tuple[int, int | None]:
    """What belongs to a name behind it: year, "(sửa đổi)", a treaty's short name."""
    folded, lowered, year = document.folded, document.lowered, None
    if kind in TREATIES or kind in {"Thỏa thuận", "Tuyên bố", "Bộ quy tắc"}:
        if short := SHORT_NAME.match(folded, end):
            end = short.end()
        if dated := _YEAR.match(lowered, end):
            year, end = int(dated.group(1)), dated.end()
        if dated and not short and (short := SHORT_NAME.match(folded, end)):
            end = short.end()
        return end, year
    if short := _SHORT_LAW.match(folded, end):
        end = short.end()
    for _ in range(2):
        if amended := _AMENDED.match(lowered, end):
            end = amended.end()
        if year is None and (dated := _YEAR.match(lowered, end)):
            year, end = int(dated.group(1)), dated.end()
    return end, year


def _statute(document: Document, head: int, at: int, kind: str, depth: int = 0) -> Ended | None:
    """Where a law's name ends: amending laws, known names, letters, then what is capitalised."""
    if at >= len(document.syllables):
        return None
    inner = _amending(document, at) if depth < 2 else None  # a law that amends an amending law, no deeper
    if inner is not None and document.keys[inner].startswith("bl"):
        return inner + 1, "amending", 0.9  # "Luật sửa đổi, bổ sung một số điều của BLHS"
    if inner is not None and (nested := _head(document, inner)) is not None:
        ended = _statute(document, inner, nested[0], nested[1], depth + 1) or _run(document, nested[0])
        return ended[0], "amending", ended[2]
    return known(document, at, kind) or by_letters(document, at) or _unknown(document, head, at, kind)


def _run(document: Document, at: int) -> Ended:
    """To the next mark: "... một số điều của các luật về thuế"."""
    last = at
    keys = document.keys
    while last < len(keys) and last - at < 12 and keys[last][0].isalpha() and keys[last] != "số":
        if keys[last] == "và" and keys[last + 1 : last + 2] in {("sửa",), ("các",)}:
            break
        last += 1
    return last, "run", 0.6


def _resolution(document: Document, at: int, kind: str) -> Ended | None:
    """ "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Đại hội XII": the plenum or congress that passed it."""
    if at >= len(document.keys) or not document.keys[at].startswith(_PLENUM_STARTS):
        return None
    start = document.syllables[at].start
    window = re.sub(r"\s", " ", document.lowered[start : start + 120])
    for pattern, rule in ((_PLENUM, "plenum"), (_CONGRESS, "congress")):
        if kind == "Kết luận" and rule == "congress":
            continue
        if match := pattern.match(window):
            return document.syllable_index(start + match.end() - 1) + 1, rule, 0.95
    return None


_STATE = (
    ("cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "việt", "nam"),
    ("cộng", "hòa", "xhcn", "việt", "nam"),
    ("chxhcn", "việt", "nam"),
    ("cộng", "hòa"),
)


def _by_topic(document: Document, head: int, at: int, kind: str) -> Ended | None:
    """ "Nghị quyết về phát triển đô thị thông minh": a resolution of an assembly, by what it is about, to the next clause."""
    keys = document.keys
    if kind != "Nghị quyết" or keys[at : at + 1] != ("về",) or not is_capital(document, head):
        return None
    last = at + 1
    while last < len(keys) and last - at < 32 and (keys[last][0].isalpha() or keys[last] == "-"):
        joins_other = keys[last] == "và" and keys[last + 1 : last + 2] in {("dự",), ("cho",), ("quyết",), ("nghị",)}
        if keys[last] in _CLAUSE_STARTS or joins_other:
            break
        last += 1
    topic = keys[at + 1 : last]
    known_kind = topic[:1] in {("việc",), ("chất",), ("vấn",), ("các",), ("những",)} or "luật" in topic
    return (last, "topic", 0.6) if last - at >= 4 and not known_kind else None


_CLAUSE_STARTS = frozenset(
    "đã được sẽ này trên đang theo khi sau trước hiện vừa mới có không từ vào do bị cần phải nếu vì nhưng còn cũng liên "
    "bao nhằm để là thì tại mà như gửi nêu lần".split(" ")
)


def _constitution(document: Document, head: int, at: int) -> Ended | None:
    """ "Hiến pháp", with the state it is of: capitalised, or dated."""
    last = at
    if document.keys[at : at + 1] == ("nước",):
        state = next((words for words in _STATE if document.keys[at + 1 : at + 1 + len(words)] == words), ())
        last += 1 + len(state) if state else 0
    while (
        last < len(document.syllables)
        and last - at < 4
        and is_capital(document, last)
        and document.keys[last][0].isalpha()
        and document.text[document.ends[last - 1] : document.starts[last]] == " "  # a new line is a new sentence
    ):
        last += 1
    dated = _YEAR.match(document.lowered, end_of(document, at)) is not None
    if not (is_capital(document, head) or dated):
        return None
    return last, "constitution", 0.9


def _by_article(document: Document, head: int, at: int) -> Ended | None:
    """A statute of a body, cited by one of its articles: "điều 35 | Quy chế làm việc của Ủy ban Thường vụ Quốc hội"."""
    keys = document.keys
    if not (is_capital(document, head) and head > 1 and keys[head - 2] == "điều" and keys[head - 1].isdecimal()):
        return None
    last = at
    while last < len(keys) and last - at < 20 and keys[last][0].isalpha() and keys[last] not in _CLAUSE:
        last += 1
    return (last, "article", 0.7) if last - at > 1 else None


_CLAUSE = frozenset("quy qui nêu thì đã được phải không bị có này là".split())


def _bare_year(document: Document, head: int, at: int) -> Ended | None:
    """ "Luật 2005": a law told by its year alone."""
    if is_capital(document, head) and at < len(document.keys) and re.fullmatch(r"(?:19|20)\d\d", document.keys[at]):
        return at, "year", 0.7
    return None


def _named(document: Document, head: int) -> Name | None:
    """The name that starts at a syllable, if one does."""
    found = _head(document, head)
    if found is None:
        return None
    at, kind = found
    if kind in _STATUTES:
        ended = _statute(document, head, at, kind) or (_bare_year(document, head, at) if kind == "Luật" else None)
    elif kind in {"Nghị quyết", "Kết luận"}:
        ended = _resolution(document, at, kind) or known(document, at, kind) or _by_topic(document, head, at, kind)
    elif kind == "Hiến pháp":
        ended = _constitution(document, head, at)
    elif kind == "Quy chế":
        ended = _by_article(document, head, at)
    else:
        ended = end_treaty(document, head, at, kind)
    if ended is None:
        return None
    last, rule, score = ended
    end, year = _tail(document, end_of(document, last), kind)
    while last < len(document.syllables) and document.syllables[last].start < end:
        last += 1
    return Name(document.syllables[head].start, end, last, kind, year, f"law.{rule}", score)


def find_names(document: Document) -> list[Name]:
    """Every document cited by name, left to right, not overlapping."""
    found: list[Name] = []
    free = 0
    for at in [i for i, key in enumerate(document.keys) if key in _HEADS]:
        if at >= free and (name := _named(document, at)) is not None:
            found.append(name)
            free = name.last
    if "BL" in document.folded:
        found.extend(list(_code_acronyms(document, found)))
    return sorted(found, key=lambda name: name.start)


def _code_acronyms(document: Document, found: list[Name]) -> Iterator[Name]:
    """ "BLHS 2015"."""
    for match in _CODE_ACRONYM.finditer(document.folded):
        at = bisect_right(found, match.start(), key=lambda name: name.start)
        if at and match.start() < found[at - 1].end:
            continue
        end, year = _tail(document, match.end(), "Bộ luật")
        yield Name(match.start(), end, document.syllable_index(end - 1) + 1, "Bộ luật", year, "law.code_acronym", 0.9)


def to_directive(document: Document, name: Name) -> Directive:
    return document.mention(
        Directive,
        name.start,
        name.end,
        rule=name.rule,
        score=name.score,
        doc_type=name.doc_type,
        year=name.year,
        form="named",
    )


def find_named(document: Document) -> Iterator[Directive]:
    return (to_directive(document, name) for name in find_names(document))


RULES = (
    Rule(
        "law.named",
        find_named,
        (
            "theo ⟦Luật Đất đai năm 2013⟧ và ⟦Bộ luật Hình sự⟧",
            "thông qua ⟦Luật Quản lý, sử dụng tài sản công (sửa đổi)⟧.",
            "⟦Luật sửa đổi, bổ sung một số điều của Luật Nhà ở⟧ có hiệu lực",
            "học tập ⟦Nghị quyết Trung ương 4 khóa XII⟧ và ⟦Nghị quyết Đại hội XIII⟧ của Đảng",
            "phê chuẩn ⟦Hiệp định Đối tác kinh tế toàn diện khu vực (RCEP)⟧",
            "góp ý dự ⟦Luật Chứng khoán⟧; trái ⟦Hiến pháp 2013⟧ và ⟦Điều lệ Đảng⟧",
            "sửa ⟦luật thuế Thu nhập DN⟧ và ⟦Luật Hợp tác xã (HTX)⟧",
            "rút khỏi ⟦Hiệp định Paris về chống biến đổi khí hậu⟧ và kêu gọi đàm phán",
            "theo ⟦Công ước Liên hợp quốc về Luật Biển năm 1982 (UNCLOS)⟧",
        ),
        (
            "luật sư, kỷ luật, pháp luật và các dự án luật",
            "Trường Đại học Luật Hà Nội, Công ty Luật Minh Tâm",
            "theo luật định, vốn điều lệ 5 tỷ, Tổ chức Hiệp ước Bắc Đại Tây Dương",
        ),
    ),
)

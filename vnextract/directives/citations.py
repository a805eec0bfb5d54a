"""Citations of official documents by number: "Chỉ thị số 34-CT/TU", "Nghị định 46", "các Nghị định 60, 61/2024/NĐ-CP".

Every number of the text is asked what it belongs to: a type word stands before it ("Nghị định", "công văn khẩn
số"), or its own code tells a document (``codes.stands_alone``), or it goes on a citation just read. A number alone
is a citation only behind a type word, and counts nothing ("kết luận 02 cuộc").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from vnextract.analyze import analyze
from vnextract.directives import codes, imprint, laws
from vnextract.directives.codes import Code
from vnextract.directives.counting import Citation, counts, ends_at
from vnextract.directives.doctypes import Ends, type_before, type_words, words
from vnextract.directives.laws import Name
from vnextract.directives.provisions import provisions_before, provisions_behind
from vnextract.document import Article, Directive, Document
from vnextract.rules import Rule

_GLUED = re.compile(
    r"(?<![^\W_])(?:(?:NĐ-|NĐ|NQ|QĐ)(?=\d{1,4}(?!\d))"
    r"|(?:[Nn]ghị định|[Nn]ghị quyết|[Qq]uyết định|[Tt]hông tư|[Cc]hỉ thị|[Cc]ông văn|[Cc]ông điện|[Kk]ết luận)(?:\ssố)?(?=\d{1,4}(?:/|[.,;]?(?:\s|$))))"
)
_TECHNICAL = re.compile(r"(?<![^\W_])(?:QC|TC)(?=[A-ZĐ]{0,4}\s?\d)")


def _syllable_after(document: Document, first: int, end: int) -> int:
    """The first syllable, from ``first`` on, that starts at ``end`` or later."""
    while first < len(document.syllables) and document.syllables[first].start < end:
        first += 1
    return first


def _cite(document: Document, ends: Ends, number: int) -> Citation | None:
    """The citation whose number is the syllable at ``number``, if there is one that needs nothing before it."""
    syllable = document.syllables[number]
    folded = document.folded
    if syllable.start and (folded[syllable.start - 1].isalnum() or folded[syllable.start - 1] in "/.,"):
        return None
    code = codes.read_code(folded, syllable.start)
    if code is None:
        return None
    has_code = code.system != "number"
    before = type_before(document, ends, number, has_code)
    last = _syllable_after(document, number + 1, code.end)
    if before is None or codes.is_contract(code):
        if before is None and has_code and codes.stands_alone(code):
            return Citation(code.start, None, code, last, False, "directive.bare_code", codes.type_of(code))
        return None
    first, word, numbered = before
    start = document.syllables[first].start
    plural = first > 0 and document.keys[first - 1] in words("plural")
    rule = f"directive.{code.system}_code" if has_code else "directive.number"
    citation = Citation(start, word, code, last, plural, rule, word.doc_type)
    if has_code:
        return citation
    if word.number != "strong" and word.doc_type != "Quyết định" and "-" in folded[code.start : code.end]:
        return None  # "báo cáo 6-2017": a month
    sure = numbered or code.year is not None or word.doc_type in {"Nghị định", "Nghị quyết", "Quyết định"}
    if (word.number == "abbreviation" and not sure) or word.number == "code" or counts(document, citation, numbered):
        return None
    return citation


def _joined(document: Document, previous: Citation, number: int) -> bool:
    """Whether only joining words stand between a citation and a number; a day of issue, then "số", may stand first."""
    keys = document.keys
    first = _behind_day(keys, previous.last)
    between = keys[first:number]
    if first > previous.last and "số" not in between:
        return False
    return 0 < len(between) <= 3 and all(key in words("joiner") for key in between) and between != ("số",)


def _behind_day(keys: tuple[str, ...], at: int) -> int:
    """The syllable behind the day of issue that starts at a syllable: "ngày 5/6/2017", "(ngày 5 tháng 6 năm 2017)"."""
    opened = keys[at : at + 1] == ("(",)
    first = at + opened
    if keys[first : first + 1] != ("ngày",) or not keys[first + 1 : first + 2] or not keys[first + 1][0].isdecimal():
        return at
    last = first + 2
    for word in ("tháng", "năm"):
        if keys[last : last + 1] == (word,):
            last += 2
    return last + opened


def _continue(document: Document, chain: list[Citation], number: int) -> Citation | None:
    """A number that goes on a citation: "..., 150 và 151/2025/NĐ-CP", "quyết định số 36 và 37"."""
    head = chain[0]
    syllable = document.syllables[number]
    if head.type_word is None or not _joined(document, chain[-1], number):
        return None
    code = codes.read_code(document.folded, syllable.start)
    if code is None or codes.is_contract(code):
        return None
    last = _syllable_after(document, number + 1, code.end)
    told = codes.type_of(code)
    if code.system == "number":
        return Citation(code.start, head.type_word, code, last, head.plural, "directive.coordination", head.doc_type)
    if not codes.stands_alone(code) and told is not None and told != head.doc_type:
        return None
    inherits = told in {None, "Công văn"} or code.system == "party" or _same_type(told, head.doc_type)
    doc_type = head.doc_type if inherits else told
    return Citation(code.start, head.type_word, code, last, head.plural, "directive.coordination", doc_type)


def _is_closed(document: Document, chain: list[Citation]) -> int:
    """How many members of a chain stand: to its last code, or, without one, while bare numbers count nothing."""
    for size in range(len(chain), 1, -1):
        if not chain[size - 1].is_bare:
            return size + _numbered_behind(document, chain[size:])
    size = 1
    for member in chain[1:]:
        between = document.keys[chain[size - 1].last : document.syllable_index(member.start)]
        following = document.keys[member.last] if member.last < len(document.keys) else "."
        listed = chain[0].plural or len(chain) > 2 or "và" in between or following in {"của", "về"}
        listed = listed or member.code.year is not None
        if not ends_at(document, member.last) or not listed:
            break
        size += 1
    return size


def _numbered_behind(document: Document, rest: list[Citation]) -> int:
    """How many bare numbers behind the last code stand by themselves: "..., số 102/QĐ-UBND và số 103"."""
    count = 0
    for member in rest:
        at = document.syllable_index(member.start)
        if document.keys[at - 1] != "số" or not ends_at(document, member.last):
            break
        count += 1
    return count


def _complete(chain: list[Citation]) -> Iterator[tuple[Citation, str, str]]:
    """Each member with its code and form; bare numbers before a code share its suffix ("60, 61/2024/NĐ-CP")."""
    closing: Code | None = None
    done: list[tuple[Citation, str, str]] = []
    for member in reversed(chain):
        code, form = member.code.code, "code"
        if not member.is_bare:
            closing = member.code
        else:
            told = codes.type_of(closing) if closing else None
            if closing is None or (told not in {None, "Công văn"} and not _same_type(told, member.doc_type)):
                form = "number"
            else:
                code += re.sub(r"^/\d{4}(?!\d)", "", closing.suffix) if member.code.year else closing.suffix
        done.append((member, code, form))
    return reversed(done)


def _same_type(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and other.startswith(one)


def _numbers(document: Document) -> list[int]:
    """The syllables that start with a digit."""
    return [i for i in document.numbers if document.keys[i] < ":"]


def _chains(document: Document, ends: Ends) -> Iterator[list[Citation]]:
    """Runs of citations that hang together, left to right."""
    chain: list[Citation] = []
    for number in _numbers(document):
        if chain and document.syllables[number].start < chain[-1].code.end:
            continue
        citation = _cite(document, ends, number)
        if chain and (citation is None or citation.type_word is None):
            citation = _continue(document, chain, number) or citation
            if citation is not None and citation.rule == "directive.coordination":
                chain.append(citation)
                continue
        if citation is not None:
            if chain:
                yield chain
            chain = [citation]
    if chain:
        yield chain


def _directive(document: Document, citation: Citation, code: str, form: str) -> Directive:
    whole = codes.read_code(code, 0) or citation.code
    return document.mention(
        Directive,
        citation.start,
        citation.code.end,
        rule=citation.rule,
        score=0.99 if form == "code" and citation.type_word else 0.9 if form == "code" else 0.85,
        doc_type=citation.doc_type,
        number=citation.code.number,
        year=whole.year,
        type_code=whole.type_code,
        issuer_code=whole.issuer_code,
        code=code,
        form=form,
    )


def find_numbered(document: Document, names: Iterable[Name] | None = None) -> Iterator[Directive]:
    """The citations of documents by number, in text order; ``names`` are those that ``laws`` found, if it has run."""
    ends = {name.last: name for name in (laws.find_names(document) if names is None else names)}
    for chain in _chains(document, ends):
        stands = chain[: _is_closed(document, chain)]
        for member, code, form in _complete(stands):
            yield _directive(document, member, code, form)


def find_glued(document: Document) -> Iterator[Directive]:
    """The type printed onto the number: "NĐ67", "NĐ-67/CP", "Nghị định46/2016/NĐ-CP"."""
    for match in _GLUED.finditer(document.folded):
        code = codes.read_code(document.folded, match.end())
        said = match.group().lower().rstrip("-").removesuffix("số").split()
        word = type_words().get(tuple(said))
        if code is not None and word is not None and not codes.is_contract(code):
            form = "number" if code.system == "number" else "code"
            citation = Citation(match.start(), word, code, 0, False, "directive.glued_type", word.doc_type)
            yield _directive(document, citation, code.code, form)


def find_technical(document: Document) -> Iterator[Directive]:
    """Technical regulations and standards: "QCVN 41:2019/BGTVT"."""
    for match in _TECHNICAL.finditer(document.folded):
        code = codes.read_technical(document.folded, match.start())
        if code is not None:
            kind = "Tiêu chuẩn" if (code.type_code or "").startswith("TC") else "Quy chuẩn"
            yield document.mention(
                Directive,
                code.start,
                code.end,
                rule="directive.technical_code",
                score=0.95,
                doc_type=kind,
                number=code.number,
                year=code.year,
                type_code=code.type_code,
                issuer_code=code.issuer_code,
                code=code.code,
                form="code",
            )


RULES = (
    Rule(
        "directive.numbered",
        find_numbered,
        (
            "thực hiện ⟦Chỉ thị số 34-CT/TU⟧ của Thành ủy",
            "theo ⟦Nghị định 46⟧ thì mức phạt tăng",
            "các ⟦Nghị định 60⟧, ⟦61/2024/NĐ-CP⟧ đã có hiệu lực",
            "nhận ⟦công văn khẩn số 730/SYT-NVY⟧ của Sở Y tế",
            "hủy ⟦Quyết định thu hồi đất số 2594⟧ của quận",
            "theo các ⟦quyết định: số 113/TTg⟧ ngày 14/4/1980",
            "thuộc ⟦Chương trình 135⟧ gồm các xã nghèo",
        ),
        (
            "đã có kết luận 02 cuộc thanh tra",
            "máy bay A320, SU-30 và xe 51A-123.45",
            "Dự án tuyến metro số 1 và tờ bản đồ số 80",
            "thắng 3-1, gọi 0236-3822-113, giá 30/35 triệu",
        ),
    ),
    Rule(
        "directive.glued",
        find_glued,
        ("đóng tàu theo ⟦NĐ67⟧ của Chính phủ", "vay vốn theo ⟦NĐ-67/CP⟧", "theo ⟦Nghị định số46/2016/NĐ-CP⟧"),
        ("nhóm QĐND, NQH và NĐTC 2016",),
    ),
    Rule(
        "directive.technical",
        find_technical,
        ("theo ⟦QCVN 41:2019/BGTVT⟧ về báo hiệu", "đạt chuẩn ⟦TCVN 6909:2001⟧"),
        ("QC 10 giờ, TCVN mới",),
    ),
)


def with_imprint(document: Document, mention: Directive) -> Directive:
    """A citation with what stands beside it: day of issue, issuer in words, provisions."""
    day, at = imprint.date_beside(document, mention.end)
    issuer = None
    start = imprint.issuer_start(document, at)
    end = imprint.issuer_end(document, start) if start is not None else None
    if start is not None and end is not None:
        issuer = document.surface(start, end)
        day = day or imprint.date_after_issuer(document, end)
    parts = provisions_before(document.lowered, mention.start) or provisions_behind(document.lowered, mention.end)
    if day is None and issuer is None and not parts:
        return mention
    return replace(mention, date=day, issuer=issuer, provisions=parts)


def find_directives(document: Document) -> Iterator[Directive]:
    """Every citation of an official document: by number first, then by the names that no number covers."""
    names = laws.find_names(document)
    found = [*find_numbered(document, names), *find_glued(document), *find_technical(document)]
    taken = sorted((m.start, m.end) for m in found)
    for name in names:
        at = bisect_left(taken, (name.end, 0))
        if at == 0 or taken[at - 1][1] <= name.start:
            found.append(laws.to_directive(document, name))
    for mention in found:
        yield with_imprint(document, mention)


_FIELDS = (
    *("doc_type", "number", "year", "type_code", "issuer_code", "code", "form"),
    *("date", "issuer", "issuer_canonical", "resolved_by"),
)


def parse_directive(text: str) -> dict[str, Any] | None:
    """The first citation of an official document in a short text, as a dict of the fields of a directive; None if there is none.

    >>> cited = parse_directive("Chỉ thị số 34 - CT/TU ngày 5/6/2023 của Thành ủy Đà Nẵng")
    >>> cited["code"], cited["doc_type"], cited["date"], cited["issuer"]
    ('34-CT/TU', 'Chỉ thị', '2023-06-05', 'Thành ủy Đà Nẵng')
    >>> parse_directive("34/5/2023") is None
    True
    """
    found = sorted(find_directives(analyze(Article(text))), key=lambda m: m.start)
    if not found:
        return None
    first = found[0]
    return {name: getattr(first, name) for name in _FIELDS} | {"provisions": list(first.provisions)}

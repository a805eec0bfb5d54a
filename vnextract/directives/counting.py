"""Whether a bare number behind a type word names a document or counts a noun: "Nghị định 46", "kết luận 02 cuộc"."""

from __future__ import annotations

from dataclasses import dataclass

from vnextract.directives.codes import Code
from vnextract.directives.doctypes import TypeWord, words
from vnextract.document import Document

_PLANS = frozenset(
    "Kế hoạch;Đề án;Chương trình;Báo cáo;Hướng dẫn;Luật;Lệnh".split(";")
)  # a number may count or rank them


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation on its way: where it starts, what type word it has, and the code."""

    start: int
    type_word: TypeWord | None
    code: Code
    last: int  # the first syllable behind it
    plural: bool
    rule: str
    doc_type: str | None

    @property
    def is_bare(self) -> bool:
        return self.code.system == "number"


def ends_at(document: Document, at: int) -> bool:
    """Whether the syllable at ``at`` ends a citation: punctuation, or a word that goes on about the document."""
    sequence = document.keys
    if at >= len(sequence) or not sequence[at][0].isalnum():
        return True
    following = sequence[at + 1] if at + 1 < len(sequence) else "."
    if sequence[at] in {"ngày", "năm", "khoản"}:
        return following[0].isdigit()
    if sequence[at] == "điều":
        return following[0].isdigit() or following in {"động", "chỉnh"}
    return sequence[at] in words("follower") and (sequence[at] != "đối" or following == "với")


def counts(document: Document, citation: Citation, numbered: bool) -> bool:
    """Whether a bare number behind a type word counts a noun rather than names a document."""
    sequence, last, number = document.keys, citation.last, citation.code.number
    following = sequence[last] if last < len(sequence) else "."
    tail = document.folded[citation.code.end : citation.code.end + 2]
    if (following in words("counted") and not _is_no_count(document, citation, numbered)) or (
        number[-1].isalpha() and number[-1].lower() not in "abcdđ"
    ):
        return True
    if tail[:1] in {",", ".", "-", "/", ":", "%"} and (tail[1:].isdigit() or tail[:1] == "%"):
        return True
    if numbered or citation.code.year is not None:
        return False
    word = citation.type_word
    assert word is not None
    is_year = len(number) == 4 and "1990" <= number <= "2035"
    if word.number == "code" or (is_year and word.doc_type not in {"Công văn", "Văn bản", "Quyết định"}):
        return True
    if word.number in {"strong", "abbreviation"}:
        return following in {"năm", "ngày"} and not ends_at(document, last)
    if word.doc_type in {"Đề án", "Chương trình"} and len(number) >= 3 and not is_year:
        return not document.text[citation.start].isupper()  # "Chương trình 135 giúp ...", "Đề án 896 gồm ..."
    named = (
        word.doc_type not in _PLANS
        and document.text[citation.start].isupper()
        and not _opens_sentence(document, citation.start)
    )
    return not (
        named
        or len(number) >= 4
        or (ends_at(document, last) and (len(number) >= 2 or document.text[citation.start].isupper()))
    )


def _is_no_count(document: Document, citation: Citation, numbered: bool) -> bool:
    """Whether a word that may count goes on about the document: "số 28 đồng ý", "Nghị định 86 lần này", "điều động"."""
    pair = document.keys[citation.last : citation.last + 2]
    word = citation.type_word
    strong = word is not None and word.number == "strong" and document.text[citation.start].isupper()
    return pair in _ABOUT and (numbered or strong)


_ABOUT = frozenset((("đồng", "ý"), ("đồng", "loạt"), ("đồng", "thời"), ("lần", "này"), ("phương", "án")))


def _opens_sentence(document: Document, at: int) -> bool:
    return not document.sentences or document.sentences[document.sentence_index(at)].start >= at - 1

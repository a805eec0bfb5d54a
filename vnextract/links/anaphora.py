"""Documents named by what was said before: "Chỉ thị này", "Nghị định nói trên", "văn bản trên"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vnextract.directives.doctypes import type_ending
from vnextract.document import Directive, Document

_POINTING = frozenset("này trên đó ấy".split())
_LEADING = frozenset("nói kể nêu vừa".split())  # "nói trên", "vừa nêu"
_GENERAL = frozenset({"Công văn", "Văn bản"})  # any document may be called so


def find_anaphora(document: Document, directives: Sequence[Directive]) -> Iterator[Directive]:
    """The words that take a document cited before up again, each as a citation of it; they are no finds of their own.

    In the same sentence the nearest document of that type counts, else the first of the sentence before that names one:
    what a sentence starts with is what the next goes on about. "văn bản này" may take up one of any type, but only a
    numbered one.
    """
    cited = sorted((d for d in directives if d.entity_id), key=lambda d: d.start)
    keys = document.keys
    for at in [i for i, key in enumerate(keys) if key in _POINTING] if cited else ():
        head = at - 1 if keys[at - 1] in _LEADING else at
        found = type_ending(document, head) if head > 0 else None
        if found is None:
            continue
        first, word = found
        start, end = document.starts[first], document.ends[at]
        before = cited[max(0, bisect_left(cited, start, key=lambda d: d.start) - _FAR) :]
        whole = _antecedent(document, [d for d in before if d.end <= start and _may_be(d, word.doc_type)], start)
        if whole is not None:
            yield document.mention(
                Directive,
                start,
                end,
                rule="directive.anaphor",
                score=0.7,
                doc_type=whole.doc_type,
                code=whole.code,
                form=whole.form,
                entity_id=whole.entity_id,
            )


_FAR = 60  # citations


def _antecedent(document: Document, before: list[Directive], start: int) -> Directive | None:
    if not before or not document.sentences:
        return before[-1] if before else None
    sentence = document.sentence_index(before[-1].start)
    if sentence == document.sentence_index(start):
        return before[-1]
    return next(d for d in before if document.sentence_index(d.start) == sentence)


def _may_be(whole: Directive, doc_type: str) -> bool:
    if whole.doc_type == doc_type:
        return True
    return doc_type in _GENERAL and whole.form != "named"

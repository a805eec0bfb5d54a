"""The extractors of names, titles, times and documents, in order: an article becomes a document with its mentions."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vnextract.analyze import analyze
from vnextract.arbitrate import keep_longest
from vnextract.bodies.extractor import find_bodies
from vnextract.directives.citations import find_directives
from vnextract.document import Article, Document, Extractor, Mention
from vnextract.errors import BudgetError
from vnextract.names.places import find_places
from vnextract.officials.extractor import find_officials
from vnextract.officials.titles import find_titles
from vnextract.times.dates import dateline, find_times

ENTITY_EXTRACTORS: tuple[Extractor, ...] = (
    find_times,
    find_directives,
    find_places,
    find_bodies,
    find_titles,
    find_officials,
)


def read_document(article: Article, tokenizer: str = "syllable") -> Document:
    """An article ready for extractors, dated by its own dateline where the caller gave no day."""
    document = analyze(article, tokenizer)
    if document.published is None and (day := dateline(document)) is not None:
        return replace(document, published=day)
    return document


def find_entities(document: Document) -> list[Mention]:
    """What the built-in extractors find, no two mentions of a kind overlapping.

    >>> document = read_document(Article("Ông Lò Văn Tám, Giám đốc Sở Y tế tỉnh Lào Cai, dự họp."))
    >>> [mention.text for mention in find_entities(document) if mention.kind == "official"]
    ['Lò Văn Tám']
    """
    return keep_longest(run(document, ENTITY_EXTRACTORS))


def run(document: Document, extractors: Sequence[Extractor], deadline: float | None = None) -> list[Mention]:
    """Each extractor sees, in ``document.mentions``, what those before it found."""
    found: list[Mention] = list(document.mentions)
    for extractor in extractors:
        check_deadline(document, deadline, name_of(extractor))
        more = extractor(document.with_mentions(found))
        found.extend(more if extractor in ENTITY_EXTRACTORS else _signed(more, name_of(extractor)))
    return found


def check_deadline(document: Document, deadline: float | None, before: str) -> None:
    """BudgetError where the clock (``time.monotonic``) is past the deadline, naming the step that was not begun."""
    if deadline is not None and time.monotonic() > deadline:
        raise BudgetError(f"{document.article.doc_id}: the time limit was over before {before}")


def name_of(extractor: Extractor) -> str:
    """What an extractor is called in the column ``extractor``: a rule's name, a function's name, or the type's."""
    return str(getattr(extractor, "name", None) or getattr(extractor, "__name__", type(extractor).__name__))


def _signed(mentions: Iterable[Mention], name: str) -> Iterator[Mention]:
    """Mentions with the name of the extractor that found them, where it did not say so itself."""
    for mention in mentions:
        yield replace(mention, extractor=name) if mention.extractor == "rules" else mention

"""The line from an article to an extraction."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import blake2b

from vnextract.analyze import analyze
from vnextract.arbitrate import keep_longest
from vnextract.bodies import find_bodies
from vnextract.dates import find_times
from vnextract.directives import find_directives
from vnextract.document import Article, Document, Extractor, Mention
from vnextract.errors import InputError
from vnextract.events import find_events
from vnextract.extraction import Extraction, assemble
from vnextract.link import link
from vnextract.officials import find_officials
from vnextract.places import find_places
from vnextract.titles import find_titles

ENTITY_EXTRACTORS: tuple[Extractor, ...] = (
    find_times,
    find_directives,
    find_places,
    find_bodies,
    find_titles,
    find_officials,
)
EVENT_EXTRACTORS: tuple[Extractor, ...] = (find_events,)


def run(document: Document, extractors: tuple[Extractor, ...]) -> list[Mention]:
    """Each extractor sees, in ``document.mentions``, what those before it found."""
    found: list[Mention] = list(document.mentions)
    for extractor in extractors:
        found.extend(extractor(document.with_mentions(found)))
    return found


def parse_published(value: str | date | datetime | None) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise InputError(
            f"published={value!r} is no date; give a date, a datetime or an ISO string like '2023-12-06'"
        ) from None


def extract(text: str, *, doc_id: str | None = None, published: str | date | datetime | None = None) -> Extraction:
    doc_id = doc_id or blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    article = Article(text, doc_id=doc_id, published=parse_published(published))
    document = analyze(article)
    entities = link(document, keep_longest(run(document, ENTITY_EXTRACTORS)))
    everything = keep_longest(run(document.with_mentions(entities), EVENT_EXTRACTORS))
    return assemble(document, everything)

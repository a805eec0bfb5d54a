"""The line from an article to an extraction, and over many articles."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from vnextract.arbitrate import keep_longest
from vnextract.document import Article, Extractor
from vnextract.entities import ENTITY_EXTRACTORS, check_deadline, read_document, run
from vnextract.errors import BudgetError, InputError, OptionError, VnextractError, over_budget
from vnextract.events.extractor import find_events
from vnextract.extraction import Extraction, article_row, assemble
from vnextract.language import note_language
from vnextract.lexicon import using
from vnextract.links.entities import link, link_events
from vnextract.model.reconcile import POLICIES, rate, rate_events, reconcile
from vnextract.model.tagger import is_model, open_judge, open_model
from vnextract.model.taggers import TAGGERS
from vnextract.reading import parse_published
from vnextract.schema import TABLES, check_rows
from vnextract.tables import Tables, build_tables
from vnextract.tokens import BACKENDS
from vnextract.vocabulary import Seeds, read_vocabulary

if TYPE_CHECKING:
    import pandas as pd

NAMED_EXTRACTORS: dict[str, tuple[Extractor, ...]] = {
    "rules": ENTITY_EXTRACTORS,
    **{name: (tagger,) for name, tagger in TAGGERS.items()},
}

Rows = dict[str, list[dict[str, Any]]]


def text_digest(text: str) -> str:
    """16 hex digits of BLAKE2b of the text: the id of an article that has no other."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The line with its options fixed; make it once, use it for many articles.

    ``tokenizer``: syllable (default), underthesea or pyvi: the words of ``Document.tokens``.
    ``extractors``: callables ``Document -> Iterable[Mention]`` in the place of the built-in ``ENTITY_EXTRACTORS``,
    in order; each sees in ``document.mentions`` what those before it found. ``[*ENTITY_EXTRACTORS, mine]`` adds one;
    so does ``["rules", mine]``: a string is a name from ``NAMED_EXTRACTORS``. A ``Rule`` is such a callable. What they
    find carries their name as ``extractor``. Events are read after them.
    ``model``: "default", the one that ships; a folder that ``vnextract train`` wrote; None for the rules alone.
    ``policy``: who wins where rules and model differ, one of ``reconcile.POLICIES``.
    ``seeds``: rows of your own over the vocabulary of the package: a folder of CSV files, or a dict from table name to
    CSV file, DataFrame or dicts (``vnextract.vocabulary.read_vocabulary``).
    ``threshold``: drop mentions that score below it; a score is the probability that the find is right.
    ``time_limit``: seconds an article may take, looked at between extractors; more raises BudgetError.
    """

    tokenizer: str = "syllable"
    extractors: Sequence[Extractor | str] | None = None
    model: str | None = "default"
    seeds: Seeds = None
    policy: str = "weighed"
    threshold: float | None = None
    time_limit: float | None = None

    def __post_init__(self) -> None:
        if self.tokenizer not in BACKENDS:
            raise OptionError(f"tokenizer={self.tokenizer!r}: expected one of {', '.join(BACKENDS)}")
        for extractor in self.extractors or ():
            if isinstance(extractor, str) and extractor not in NAMED_EXTRACTORS:
                known = ", ".join(NAMED_EXTRACTORS)
                raise OptionError(f"extractors: {extractor!r} is unknown; expected a callable or one of {known}")
        if self.model is not None and not is_model(str(self.model)):
            raise OptionError(
                f"model={self.model!r}: expected 'default', None (the rules alone) or a folder that 'vnextract train' wrote"
            )
        if self.policy not in POLICIES:
            raise OptionError(f"policy={self.policy!r}: expected one of {', '.join(POLICIES)}")
        object.__setattr__(self, "seeds", read_vocabulary(self.seeds))
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise OptionError(f"threshold={self.threshold!r}: expected a number from 0 to 1")
        if self.time_limit is not None and self.time_limit <= 0:
            raise OptionError(f"time_limit={self.time_limit!r}: expected seconds above 0")

    def extract(
        self, text: str | Article, *, doc_id: str | None = None, published: str | date | datetime | None = None
    ) -> Extraction:
        """One article, a string or an ``Article``, to an ``Extraction``."""
        article = as_article(text, doc_id, published)
        with using(read_vocabulary(self.seeds)):
            return self._extract(article)

    def _extract(self, article: Article) -> Extraction:
        deadline = None if self.time_limit is None else time.monotonic() + self.time_limit
        document = read_document(article, self.tokenizer)
        extractors = self.entity_extractors
        entities = keep_longest(run(document, extractors, deadline))
        if self.model is not None:
            opinion = open_model(str(self.model)).read(document.with_mentions(entities))
            document = replace(document, opinion=opinion)
            if all(e in extractors for e in ENTITY_EXTRACTORS):  # the model knows the built-in rules, not another's
                entities = reconcile(document, entities, opinion, self.policy)
        else:
            entities = list(rate(entities, open_judge("default")))
        entities = link(document, entities)
        check_deadline(document, deadline, find_events.__name__)
        document = document.with_mentions(entities)
        found = link_events(document, keep_longest([*entities, *find_events(document)]))
        if self.model is None:
            found = [*rate_events(found, open_judge("default"))]
        if self.threshold is not None:
            floor = self.threshold
            found = [m for m in found if m.score >= floor]
        note = note_language(article.text)
        return assemble(document, found, (note,) if note else ())

    @property
    def entity_extractors(self) -> tuple[Extractor, ...]:
        """What finds all mentions but events, names resolved."""
        chosen = ("rules",) if self.extractors is None else self.extractors
        return tuple(e for one in chosen for e in (NAMED_EXTRACTORS[one] if isinstance(one, str) else (one,)))

    def extract_many(self, articles: Iterable[str | Article]) -> Iterator[Extraction]:
        """Articles to extractions, lazily and in order; an id seen with another text before raises InputError."""
        seen = Seen()
        for item in articles:
            article = as_article(item)
            seen.add(article.doc_id or "", article.text)
            yield self.extract(article)

    def rows(self, article: Article) -> Rows:
        """The rows of one article for every table; where it fails, the one row that says why."""
        try:
            article = as_article(article)
            check_storable(article.text)
            rows = self.extract(article).rows()
            for name, columns in TABLES.items():
                check_rows(columns, rows[name], name)
        except BudgetError:
            return error_rows(article, over_budget(self.time_limit or 0))
        except VnextractError as error:
            return error_rows(article, str(error))
        except Exception as error:  # one article must not end a batch of a million
            return error_rows(article, f"internal error, please report it: {type(error).__name__}: {error}")
        return rows


def as_article(
    item: str | Article, doc_id: str | None = None, published: str | date | datetime | None = None
) -> Article:
    """An article with an id and a checked date, from a string or an article; what is given here wins."""
    article = Article(item) if isinstance(item, str) else item
    if not isinstance(article, Article) or not isinstance(article.text, str):
        given = article.text if isinstance(article, Article) else item
        raise InputError(f"expected a text or an Article, not {type(given).__name__}")
    return replace(
        article,
        doc_id=doc_id or article.doc_id or text_digest(article.text),
        published=parse_published(published if published is not None else article.published),
    )


def check_storable(text: str) -> None:
    """InputError for lone surrogates: Python strings may hold them, no table format can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"character {error.start} is a lone surrogate, which no table can hold") from None


def error_rows(article: Article, error: str) -> Rows:
    """The row of an article that failed; its text is kept only where a table can hold it."""
    storable = article.text.encode("utf-8", "replace").decode("utf-8") == article.text
    published = article.published if isinstance(article.published, date) else None
    row = article_row(article, error=error, published=published)
    if not article.text:  # nothing was read, so there is nothing to count
        row |= {"text": None, "chars": None, "sha256": article.sha256}
    return {name: [] for name in TABLES} | {"articles": [row if storable else row | {"text": None}]}


WARM_UP = (
    "Chiều 6/12, tại Hà Nội, đồng chí Lò Văn Tám, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh, chủ trì hội nghị triển khai "
    "Nghị định số 30/2020/NĐ-CP của Chính phủ và Luật Đất đai năm 2024."
)


def warm_up() -> None:
    """Read now what is read on first use: seeds and the model that ships."""
    Pipeline().extract(WARM_UP, published="2024-12-06").rows()


class Seen:
    """The articles met so far: one id has one text, and equal texts are told.

    ``digests``: the digest of the text of each id; ``firsts``: the first id with each digest. Mappings in memory, or any
    others.
    """

    def __init__(
        self, digests: MutableMapping[str, str] | None = None, firsts: MutableMapping[str, str] | None = None
    ) -> None:
        self._digests = {} if digests is None else digests
        self._firsts = {} if firsts is None else firsts

    def add(self, doc_id: str, text: str) -> str | None:
        """The same as ``place``, of the text itself."""
        return self.place(doc_id, text_digest(text))

    def place(self, doc_id: str, digest: str) -> str | None:
        """The id of the first article with the very same text, or None; InputError for an id with two texts.

        The id itself comes back when this id was given before with this text.
        """
        before = self._digests.get(doc_id)
        if before is not None and before != digest:
            raise InputError(f"doc_id {doc_id!r} was given before with another text")
        if before is None:
            self._digests[doc_id] = digest
        first = self._firsts.setdefault(digest, doc_id)
        return None if first == doc_id and before is None else first


def settle(rows: Rows, seen: Seen) -> Rows:
    """The rows of one article seen among the others: ``duplicate_of``, and what is wrong with its id.

    A repeated article (same id, same text) keeps its row in ``articles`` alone, so that keys stay unique.
    """
    (row,) = rows["articles"]
    if row["text"] is None:
        return rows
    try:
        first = seen.add(row["doc_id"], row["text"])
    except InputError as error:
        return {name: [] for name in TABLES} | {"articles": [row | {"error": str(error), "note": None}]}
    if first is None:
        return rows
    kept = {name: [] for name in TABLES} if first == row["doc_id"] else rows
    return kept | {"articles": [row | {"duplicate_of": first}]}


def merge_rows(parts: Iterable[Rows]) -> Rows:
    """The rows of several articles as one."""
    rows: Rows = {name: [] for name in TABLES}
    for part in parts:
        for name, more in part.items():
            rows[name].extend(more)
    return rows


def extract(text: str, *, doc_id: str | None = None, published: str | date | datetime | None = None) -> Extraction:
    """Officials, bodies, directives and events of one article.

    ``published`` resolves dates without a year ("Chiều 6/12"): a date, a datetime (its own day), an ISO string or
    None; any other string raises InputError. Offsets in the result are code points of ``text`` exactly as given.
    ``doc_id`` defaults to a digest of the text.

    >>> extract("Họp báo.", doc_id="a1").doc_id
    'a1'
    """
    return Pipeline().extract(text, doc_id=doc_id, published=published)


def extract_many(articles: Iterable[str | Article]) -> Iterator[Extraction]:
    """Strings or articles to extractions, lazily and in order.

    >>> [doc.doc_id for doc in extract_many([Article("Một.", doc_id="a"), Article("Hai.", doc_id="b")])]
    ['a', 'b']
    """
    return Pipeline().extract_many(articles)


def extract_frame(
    frame: pd.DataFrame,
    text: str = "text",
    doc_id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    pipeline: Pipeline | None = None,
) -> Tables:
    """A DataFrame of articles, one a row, to tables; the arguments name its columns.

    Without ``doc_id`` a row is called ``#1``, ``#2`` ... A row that cannot be read is a row of ``articles`` with an
    ``error``; nothing is raised but for a column that is not there.
    """
    columns = frame_columns(frame.columns, text, doc_id, published, title, source)
    seen = Seen()
    return build_tables(merge_rows(settle(rows, seen) for rows in read_frame(frame, columns, pipeline or Pipeline())))


def frame_columns(
    present: Iterable[Any],
    text: str,
    doc_id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> dict[str, str]:
    """What of an article stands in which column of a frame; InputError for a column that is not there."""
    names = {"text": text, "doc_id": doc_id, "published": published, "title": title, "source": source}
    wanted = {field: column for field, column in names.items() if column is not None}
    present = list(present)
    if absent := [repr(column) for column in wanted.values() if column not in present]:
        raise InputError(f"the frame has no column {', '.join(absent)}; it has {', '.join(map(str, present))}")
    return wanted


def read_frame(frame: pd.DataFrame, columns: Mapping[str, str], line: Pipeline) -> Iterator[Rows]:
    """The rows of each article in a frame, each as if it stood alone (see ``settle``)."""
    cells = [frame[column].tolist() for column in columns.values()]
    for number, row in enumerate(zip(*cells, strict=True), 1):
        yield _frame_row(line, dict(zip(columns, row, strict=True)), number)


def _frame_row(line: Pipeline, cells: dict[str, Any], number: int) -> Rows:
    known = {field: value for field, value in cells.items() if not _is_missing(value)}
    text, published = known.pop("text", None), known.pop("published", None)
    article = Article(
        text if isinstance(text, str) else "",
        doc_id=str(known.get("doc_id", f"#{number}")),
        title=str(known["title"]) if "title" in known else None,
        source=str(known["source"]) if "source" in known else None,
    )
    if not isinstance(text, str) or not text.strip():
        what = "the text is empty" if text is None or isinstance(text, str) else f"the text is a {type(text).__name__}"
        return error_rows(article, what)
    try:
        return line.rows(replace(article, published=parse_published(published)))
    except InputError as error:
        return error_rows(article, str(error))


def _is_missing(value: Any) -> bool:
    return value is None or (value != value) is True or type(value).__name__ in ("NAType", "NaTType")

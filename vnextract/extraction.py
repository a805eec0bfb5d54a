"""``Extraction``: what ``extract`` gives back, in offsets of the string passed in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from vnextract.directives.provisions import Provision, read_provisions
from vnextract.document import (
    AFFECTING,
    Article,
    Body,
    Directive,
    Document,
    Event,
    Mention,
    Official,
    Sentence,
    Zone,
    project,
)
from vnextract.errors import InputError
from vnextract.frames import mention_frame
from vnextract.schema import TABLE_OF, TABLES
from vnextract.show import render_html
from vnextract.tables import Tables, build_tables
from vnextract.text import tidy

if TYPE_CHECKING:
    import pandas as pd

_tidy = lru_cache(maxsize=256)(tidy)  # the mentions of a sentence ask for it one after the other

P = TypeVar("P", Sentence, Zone)

# The fields of each kind in its record, beside the common ones; tuples become lists.
FIELDS: dict[str, tuple[str, ...]] = {
    "official": ("full_name", "titles", "honorific", "rank"),
    "body": ("canonical", "level", "branch", "locality"),
    "directive": (
        "doc_type",
        "number",
        "year",
        "type_code",
        "issuer_code",
        "code",
        "form",
        "date",
        "issuer",
        "issuer_canonical",
        "resolved_by",
        "provisions",
    ),
    "event": ("event_type", "agent", "agent_id", "time_text", "time", "place", "status", "directive_ids"),
}


@dataclass(frozen=True, slots=True, repr=False)
class Extraction:
    """One article and what was found in it; every tuple is in text order."""

    article: Article
    published: date | None
    sentences: tuple[Sentence, ...]
    zones: tuple[Zone, ...]
    officials: tuple[Official, ...]
    bodies: tuple[Body, ...]
    directives: tuple[Directive, ...]
    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def doc_id(self) -> str | None:
        return self.article.doc_id

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, in text order."""
        every: tuple[Mention, ...] = (*self.officials, *self.bodies, *self.directives, *self.events)
        return tuple(sorted(every, key=lambda m: (m.start, m.end, m.kind, m.mention_id)))

    def sentence_of(self, mention: Mention) -> str:
        """The sentence a mention stands in, tidied."""
        at = max(0, bisect_right(self.sentences, mention.start, key=lambda s: s.start) - 1)
        sentence = self.sentences[at]
        return _tidy(self.text[sentence.start : sentence.end])

    def zone_of(self, mention: Mention) -> str:
        """The zone a mention stands in."""
        at = bisect_right(self.zones, mention.start, key=lambda z: z.start) - 1
        return self.zones[at].name if at >= 0 and mention.start < self.zones[at].end else "body"

    def records(self) -> list[dict[str, Any]]:
        """Plain, JSON-able dicts, one a mention, in text order; the fields of each kind are the contract's."""
        return [self.record(m) for m in self.mentions]

    def record(self, mention: Mention) -> dict[str, Any]:
        """One mention as a plain dict."""
        record: dict[str, Any] = {
            "kind": mention.kind,
            "mention_id": mention.mention_id,
            "entity_id": mention.entity_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "doc_id": self.doc_id,
            "zone": self.zone_of(mention),
            "sentence": self.sentence_of(mention),
            "extractor": mention.extractor,
            "rule": mention.rule,
            "score": mention.score,
        }
        for name in FIELDS[mention.kind]:
            value = getattr(mention, name)
            record[name] = list(value) if isinstance(value, tuple) else value
        return record

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of each table, as plain dicts: what ``tables`` is built from."""
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        rows["articles"].append(article_row(self.article, published=self.published, note="; ".join(self.notes) or None))
        for mention in self.mentions:
            rows[TABLE_OF[mention.kind]].append(self.record(mention))
            key = {"doc_id": self.doc_id, "mention_id": mention.mention_id, "entity_id": mention.entity_id}
            if isinstance(mention, Official):
                rows["positions"].extend(
                    key | {n: getattr(p, n) for n in ("title", "role", "body", "body_id", "tenure")}
                    for p in mention.positions
                )
            elif isinstance(mention, Directive):
                rows["provisions"].extend(
                    key | {"provision": said, "article": part.article, "clause": part.clause, "point": part.point}
                    for said in mention.provisions
                    for part in read_provisions(said) or (Provision(),)
                )
            elif isinstance(mention, Event):
                key = {"doc_id": self.doc_id, "event_id": mention.mention_id}
                rows["participants"].extend(key | part for part in participant_rows(mention))
        return rows

    def to_frame(self) -> pd.DataFrame:
        """One row a mention of any kind, fixed columns and types, lists joined by " ; "."""
        return mention_frame(self.records())

    def tables(self) -> Tables:
        """One typed DataFrame a kind of observation."""
        return build_tables(self.rows())

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(found)} {name}" for name, found in self.found().items())
        return f"<Extraction {self.doc_id}: {counts}>"

    def found(self) -> dict[str, tuple[Mention, ...]]:
        """The mentions by the name of their table."""
        return {table: getattr(self, table) for table in TABLE_OF.values()}

    def _repr_html_(self) -> str:
        return render_html(self.text, self.mentions, self.zones)


def participant_rows(event: Event) -> Iterator[dict[str, str | None]]:
    """Role, entity and words of those who take part in an event; agent and place also where only the fields tell them.

    For APPOINTMENT, REMOVAL, DISCIPLINE and PROSECUTION the agent is the one affected, as the annotation guide says.
    """
    told = {p.role for p in event.participants}
    if event.agent and not told & {"agent", "affected"}:
        role = "affected" if event.event_type in AFFECTING else "agent"
        yield {"role": role, "entity_id": event.agent_id, "text": event.agent}
    if event.place and "place" not in told:
        yield {"role": "place", "entity_id": None, "text": event.place}
    for p in event.participants:
        yield {"role": p.role, "entity_id": p.entity_id, "text": p.text}


def article_row(article: Article, **more: Any) -> dict[str, Any]:
    """The row of the ``articles`` table for an article; ``more`` adds or replaces cells."""
    row: dict[str, Any] = {
        name: getattr(article, name)
        for name in ("doc_id", "path", "title", "published", "source", "author", "encoding", "text")
    }
    digest = article.sha256 or sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    return row | {"chars": len(article.text), "sha256": digest, **more}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a mention is there: who proposed it, on what words, with what score, in which sentence."""

    mention_id: str
    kind: str
    text: str
    extractor: str
    rule: str | None
    evidence: str
    score: float
    zone: str
    sentence: str

    def __str__(self) -> str:
        who = f"{self.extractor}, rule {self.rule}" if self.rule else self.extractor
        return (
            f"{self.kind} {self.text!r} ({self.mention_id}) proposed by {who}, score {self.score:.2f}\n"
            f"  on the words: {self.evidence}\n"
            f"  in the {self.zone}: {self.sentence}"
        )


def explain(doc: Extraction, mention: Mention | str) -> Explanation:
    """Which rule or model proposed a mention of ``doc``, and on what words; ``mention`` is it or its ``mention_id``.

    InputError when the article has no such mention.
    """
    found = [m for m in doc.mentions if m == mention or m.mention_id == mention]
    if not found:
        known = ", ".join(m.mention_id for m in doc.mentions[:10])
        name = mention if isinstance(mention, str) else mention.mention_id
        raise InputError(f"no mention {name!r} in {doc.doc_id}; it has {len(doc.mentions)}: {known} ...")
    m = found[0]
    start, end = m.evidence or (m.start, m.end)
    return Explanation(
        mention_id=m.mention_id,
        kind=m.kind,
        text=tidy(m.text),
        extractor=m.extractor,
        rule=m.rule,
        evidence=tidy(doc.text[start:end]),
        score=m.score,
        zone=doc.zone_of(m),
        sentence=doc.sentence_of(m),
    )


def assemble(document: Document, mentions: Iterable[Mention], notes: tuple[str, ...] = ()) -> Extraction:
    """A document and its final mentions as an extraction, every offset projected back to the given string."""
    back = document.normalized
    moved = sorted((project(m, back) for m in mentions), key=lambda m: (m.start, m.end, m.mention_id))

    def at(record: P) -> P:
        if back.is_identity:
            return record
        start, end = back.project(record.start, record.end)
        return replace(record, start=start, end=end)

    return Extraction(
        article=document.article,
        published=document.published,
        sentences=tuple(at(s) for s in document.sentences),
        zones=tuple(at(z) for z in document.zones),
        officials=tuple(m for m in moved if isinstance(m, Official)),
        bodies=tuple(m for m in moved if isinstance(m, Body)),
        directives=tuple(m for m in moved if isinstance(m, Directive)),
        events=tuple(m for m in moved if isinstance(m, Event)),
        notes=notes,
    )

"""``Extraction``: what ``extract`` gives back, in offsets of the string passed in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vnextract.document import (
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
from vnextract.text import tidy


@dataclass(frozen=True, slots=True)
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
        return tidy(self.text[sentence.start : sentence.end])

    def zone_of(self, mention: Mention) -> str:
        at = max(0, bisect_right(self.zones, mention.start, key=lambda z: z.start) - 1)
        return self.zones[at].name if self.zones else "body"

    def records(self) -> list[dict[str, Any]]:
        """Plain, JSON-able dicts, one a mention, in text order; the fields of each kind are the contract's."""
        return [self._record(m) for m in self.mentions]

    def _record(self, m: Mention) -> dict[str, Any]:
        record: dict[str, Any] = {
            "kind": m.kind,
            "mention_id": m.mention_id,
            "entity_id": m.entity_id,
            "start": m.start,
            "end": m.end,
            "text": m.text,
            "doc_id": self.doc_id,
            "zone": self.zone_of(m),
            "sentence": self.sentence_of(m),
            "extractor": m.extractor,
            "rule": m.rule,
            "score": m.score,
        }
        if isinstance(m, Official):
            record |= {"full_name": m.full_name, "titles": list(m.titles), "honorific": m.honorific, "rank": m.rank}
        elif isinstance(m, Body):
            record |= {name: getattr(m, name) for name in ("canonical", "level", "branch", "locality")}
        elif isinstance(m, Directive):
            names = [
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
            ]
            record |= {name: getattr(m, name) for name in names} | {"provisions": list(m.provisions)}
        elif isinstance(m, Event):
            names = ["event_type", "agent", "agent_id", "time_text", "time", "place", "status"]
            record |= {name: getattr(m, name) for name in names} | {"directive_ids": list(m.directive_ids)}
        return record


def assemble(document: Document, mentions: Iterable[Mention], notes: tuple[str, ...] = ()) -> Extraction:
    """A document and its final mentions as an extraction, every offset projected back to the given string."""
    back = document.normalized
    moved = sorted((project(m, back) for m in mentions), key=lambda m: (m.start, m.end, m.mention_id))

    def at(start: int, end: int) -> dict[str, int]:
        first, last = back.project(start, end)
        return {"start": first, "end": last}

    return Extraction(
        article=document.article,
        published=document.published,
        sentences=tuple(replace(s, **at(s.start, s.end)) for s in document.sentences),
        zones=tuple(replace(z, **at(z.start, z.end)) for z in document.zones),
        officials=tuple(m for m in moved if isinstance(m, Official)),
        bodies=tuple(m for m in moved if isinstance(m, Body)),
        directives=tuple(m for m in moved if isinstance(m, Directive)),
        events=tuple(m for m in moved if isinstance(m, Event)),
        notes=notes,
    )

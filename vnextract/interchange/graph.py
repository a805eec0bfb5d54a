"""An annotated article as a graph of labelled spans: what annotation tools draw, and what they give back.

Nodes are spans with a label and attributes; arcs lead from an official to its titles (``holds``) and from an event's
trigger to ``agent``, ``time`` and ``place``. What the annotation tells by words alone stands at the occurrence next to
the mention it belongs to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from vnextract.document import EVENT_TYPES, Body, Directive, Event, Mention, Official, Position
from vnextract.errors import GoldError
from vnextract.extraction import Extraction
from vnextract.gold import GoldArticle
from vnextract.text import tidy

if TYPE_CHECKING:
    from vnextract.tables import Tables

OFFICIAL, BODY, DIRECTIVE, TITLE, ARGUMENT = "Official", "Body", "Directive", "Title", "Argument"
SPAN_LABELS: Final = (OFFICIAL, BODY, DIRECTIVE, TITLE, ARGUMENT)
LABELS: Final = (*SPAN_LABELS, *EVENT_TYPES)
HOLDS: Final = "holds"
ROLES: Final = {"agent": "agent", "time": "time_text", "place": "place"}  # arc of an event, field of its record
ARCS: Final = (HOLDS, *ROLES)
# Attributes of a node, by label, with the field of its record.
ATTRIBUTES: Final[Mapping[str, Mapping[str, str]]] = {
    OFFICIAL: {"full_name": "full_name"},
    DIRECTIVE: {name: name for name in ("doc_type", "code", "form", "date", "issuer")},
} | {event_type: {"norm": "time", "status": "status"} for event_type in EVENT_TYPES}


@dataclass(frozen=True, slots=True)
class Node:
    """A labelled span; ``attributes`` are words about it that no span of the text can tell."""

    key: str
    label: str
    start: int
    end: int
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arc:
    """From one node to another, by their keys; ``label`` is one of ``ARCS``."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Graph:
    """The annotation of one text."""

    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]


def annotated(article: GoldArticle | Extraction) -> GoldArticle:
    """An extraction as an annotated article; an annotated article as it is."""
    if isinstance(article, GoldArticle):
        return article
    return GoldArticle(
        article.doc_id or "", article.text, article.published, article.article.source, tuple(article.mentions)
    )


def from_tables(tables: Tables) -> Iterator[GoldArticle]:
    """The articles of a batch with the mentions in their tables, in the order of ``articles``; failed ones are left out."""
    cells = {name: frame.astype(object).where(frame.notna(), None) for name, frame in tables.items()}
    rows: dict[str, dict[str, list[dict[str, object]]]] = {}
    for name in ("officials", "positions", "bodies", "directives", "events"):
        for row in cells[name].to_dict("records"):
            rows.setdefault(row["doc_id"], {}).setdefault(name, []).append(row)
    for row in cells["articles"].to_dict("records"):
        if row["text"] is not None and row["error"] is None:
            published = row["published"]
            day = date.fromisoformat(str(published)[:10]) if published is not None else None
            mentions = _from_rows(row["text"], rows.get(row["doc_id"], {}))
            yield GoldArticle(row["doc_id"], row["text"], day, row["source"], tuple(mentions))


def _from_rows(text: str, rows: Mapping[str, list[dict[str, object]]]) -> list[Mention]:
    held: dict[object, list[str]] = {}
    for row in rows.get("positions", []):
        held.setdefault(row["mention_id"], []).append(str(row["title"]))
    found: list[Mention] = []
    for table, kind in (("officials", Official), ("bodies", Body), ("directives", Directive), ("events", Event)):
        fields = _fields_of(kind)
        for row in rows.get(table, []):
            values = {name: row[name] for name in fields if row.get(name) is not None}
            start, end = int(str(row["start"])), int(str(row["end"]))
            if kind is Official:
                spans = [(title, nearest(text, title, start)) for title in held.get(row["mention_id"], [])]
                values["positions"] = tuple(Position(*at, title, role=title) for title, at in spans if at)
            found.append(kind(start=start, end=end, text=text[start:end], **values))  # type: ignore[arg-type]
    return sorted(found, key=lambda m: (m.start, m.end, m.kind, m.mention_id))


def _fields_of(kind: type[Mention]) -> tuple[str, ...]:
    own = {
        Official: ("full_name", "honorific", "rank"),
        Body: ("canonical", "level", "branch", "locality"),
        Directive: ("doc_type", "number", "type_code", "issuer_code", "code", "form", "date", "issuer"),
        Event: ("event_type", "agent", "time_text", "time", "place", "status"),
    }
    return ("extractor", "rule", "score", *own[kind])


def nearest(text: str, words: str, near: int) -> tuple[int, int] | None:
    """The occurrence of some words that is nearest to an offset, any white space for theirs; None where there is none.

    >>> nearest("Bộ Y tế, Bộ\\nY tế", "Bộ Y tế", 8)
    (9, 16)
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    spans = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    return min(spans, key=lambda span: (abs(span[0] - near), span), default=None)


def to_graph(article: GoldArticle) -> Graph:
    """Mentions as nodes and arcs, in text order; what cannot be placed in the text becomes an attribute."""
    nodes: list[Node] = []
    arcs: list[Arc] = []
    spans: dict[tuple[int, int], str] = {}  # nodes that an event's arc may end at

    def add(label: str, start: int, end: int, attributes: Mapping[str, str]) -> str:
        key = f"n{len(nodes) + 1}"
        nodes.append(Node(key, label, start, end, attributes))
        return key

    for mention in article.mentions:
        if isinstance(mention, Event):
            continue
        label = {Official: OFFICIAL, Body: BODY, Directive: DIRECTIVE}[type(mention)]
        key = add(label, mention.start, mention.end, _attributes(label, mention))
        spans.setdefault((mention.start, mention.end), key)
        if isinstance(mention, Official):
            for position in mention.positions:
                arcs.append(Arc(key, add(TITLE, position.start, position.end, {}), HOLDS))
    for event in article.events:
        attributes = _attributes(event.event_type, event)
        ends: list[tuple[str, tuple[int, int]]] = []
        for role, name in ROLES.items():
            words = getattr(event, name)
            if words is None:
                continue
            at = _argument(article.text, event, role, words)
            if at is None:
                attributes[role] = words
            else:
                ends.append((role, at))
        key = add(event.event_type, event.start, event.end, attributes)
        for role, at in ends:
            if at not in spans:
                spans[at] = add(ARGUMENT, *at, {})
            arcs.append(Arc(key, spans[at], role))
    return Graph(tuple(nodes), tuple(arcs))


def _argument(text: str, event: Event, role: str, words: str) -> tuple[int, int] | None:
    for part in event.participants:  # a participant knows where it stands
        roles = ("agent", "affected") if role == "agent" else (role,)
        if part.role in roles and part.text == words and tidy(text[part.start : part.end]) == words:
            return part.start, part.end
    return nearest(text, words, event.start)


def _attributes(label: str, mention: Mention) -> dict[str, str]:
    values = {name: getattr(mention, own) for name, own in ATTRIBUTES.get(label, {}).items()}
    values = {name: str(value) for name, value in values.items() if value is not None}
    if values.get("status") == "actual":
        del values["status"]
    return values


def from_graph(
    graph: Graph, doc_id: str, text: str, published: date | None = None, source: str | None = None, where: str = ""
) -> GoldArticle:
    """The annotated article that a graph tells, after a person may have changed it.

    GoldError lists what cannot be: a span outside the text, an unknown label, a directive without a form.
    """
    problems: list[str] = []
    mentions = list(_mentions(graph, text, problems))
    if problems:
        raise GoldError("\n".join(f"{where or doc_id}: {problem}" for problem in problems))
    mentions.sort(key=lambda m: (m.start, m.end, m.kind, m.mention_id))
    return GoldArticle(doc_id, text, published, source, tuple(mentions))


def _mentions(graph: Graph, text: str, problems: list[str]) -> Iterator[Mention]:
    by_key = {node.key: node for node in graph.nodes}
    arcs: dict[str, list[Arc]] = {}
    for arc in graph.arcs:
        if arc.target not in by_key or arc.source not in by_key:
            problems.append(f"an arc {arc.label} ends at {arc.target!r}, which is no span")
            continue
        arcs.setdefault(arc.source, []).append(arc)
    for node in graph.nodes:
        if not 0 <= node.start < node.end <= len(text):
            problems.append(f"{node.label} {node.start}-{node.end} is outside the text of {len(text)} characters")
            continue
        if node.label not in LABELS:
            problems.append(f"unknown label {node.label!r}; there are: {', '.join(LABELS)}")
            continue
        at = {"start": node.start, "end": node.end, "text": text[node.start : node.end], "extractor": "gold"}
        ends = [(arc.label, by_key[arc.target]) for arc in arcs.get(node.key, [])]
        known = {own: node.attributes.get(name) for name, own in ATTRIBUTES.get(node.label, {}).items()}
        if node.label == OFFICIAL:
            titles = sorted(((n.start, n.end) for label, n in ends if label == HOLDS))
            positions = tuple(Position(a, b, tidy(text[a:b]), role=tidy(text[a:b])) for a, b in titles)
            yield Official(**at, full_name=known["full_name"] or tidy(str(at["text"])), positions=positions)  # type: ignore[arg-type]
        elif node.label == BODY:
            yield Body(**at)  # type: ignore[arg-type]
        elif node.label == DIRECTIVE:
            yield Directive(**at, **(known | {"form": known["form"] or "code"}))  # type: ignore[arg-type]
        elif node.label in EVENT_TYPES:
            words = {ROLES[role]: tidy(text[n.start : n.end]) for role, n in ends if role in ROLES}
            told = {own: node.attributes[role] for role, own in ROLES.items() if role in node.attributes}
            rest = known | {"status": known["status"] or "actual"}
            yield Event(**at, event_type=node.label, **(told | words | rest))  # type: ignore[arg-type]


def by_id(articles: Iterable[GoldArticle], where: str) -> list[GoldArticle]:
    """Articles sorted by doc_id; GoldError where one id stands twice."""
    ordered = sorted(articles, key=lambda a: a.doc_id)
    counts = Counter(article.doc_id for article in ordered)
    twice = [doc_id for doc_id, count in counts.items() if count > 1]
    if twice:
        raise GoldError(f"{where}: {len(twice)} ids stand twice: {', '.join(twice[:5])}")
    return ordered

"""The same official, body, document and event across articles: ``link_articles``.

Three steps, so that a batch larger than memory can be linked part by part: ``collect`` takes out of some tables what
linking needs, ``resolve`` decides on all of it at once, ``fill`` writes the decisions into the columns of any part.
What is decided hangs on the rows alone, neither on their order nor on an earlier linking: linking a folder at once or
after each new article comes to the same.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from hashlib import blake2b
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from vnextract.frames import LIST_JOINT, cell_rows, conform
from vnextract.merge.bodies import BodySeen, leaves_choice, place, same_bodies
from vnextract.merge.documents import DocumentSeen, same_documents
from vnextract.merge.events import EventSeen, same_events, tells_day
from vnextract.merge.ontologies import public_types
from vnextract.merge.parents import parent
from vnextract.merge.persons import PersonSeen, Post, same_in_parts
from vnextract.merge.registry import lineage
from vnextract.merge.reprints import Print, find_reprints, sketch
from vnextract.merge.surroundings import Surroundings
from vnextract.schema import TABLES
from vnextract.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

_Columns = dict[str, list[Any]]
_LinkOf = Callable[["str | None"], "str | None"]
_GENDERS = {"ông": "male", "anh": "male", "bà": "female", "chị": "female", "cô": "female"}


@dataclass(slots=True)
class Seen:
    """What linking needs to know of some articles, by kind."""

    prints: list[Print] = field(default_factory=list)
    bodies: dict[str, BodySeen] = field(default_factory=dict)
    persons: dict[str, PersonSeen] = field(default_factory=dict)
    documents: dict[str, DocumentSeen] = field(default_factory=dict)
    events: list[EventSeen] = field(default_factory=list)  # their agents are entities still, not links


class _Parts:
    """What linking needs to know, part by part, in a temporary file; read back kind by kind, a part at a time."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._begins: dict[str, list[int]] = {kind.name: [] for kind in fields(Seen)}

    def add(self, seen: Seen) -> None:
        for kind, begins in self._begins.items():
            begins.append(self._file.seek(0, SEEK_END))
            pickle.dump(getattr(seen, kind), self._file, pickle.HIGHEST_PROTOCOL)

    def __call__(self, kind: str) -> Iterator[Any]:
        for begin in self._begins[kind]:
            self._file.seek(begin)
            yield pickle.load(self._file)  # written above by this very process; nobody else knows the file


@dataclass(frozen=True, slots=True)
class Links:
    """What linking decided: ``link_id`` by ``entity_id`` where it is another, groups of events, reprints."""

    links: Mapping[str, str]
    events: Mapping[str, str]
    reprints: Mapping[str, str]


def link_articles(tables: Tables) -> Tables:
    """The same tables with officials, bodies, documents and events linked across articles.

    Fills ``link_id`` (the smallest ``entity_id`` of those that are one), ``body_link_id``, ``agent_link_id``,
    ``event_group``, the bodies' ``parent``, ``predecessor``, ``successor``, ``valid_from``, ``valid_to``, the events'
    ``plover`` and ``ace``, and ``articles.duplicate_of``. No row is added, dropped or moved; ``entity_id`` and
    ``mention_id`` stay. The result does not depend on the order of the articles, and linking what is linked already,
    together with new articles or not, gives the same as linking it all at once.

    >>> from vnextract.pipeline import extract_frame
    >>> import pandas as pd
    >>> texts = ["Ông Lò Văn Tám, Bí thư Tỉnh ủy Hà Giang, phát biểu.", "Ông Lò Văn Tám, Bí thư Tỉnh ủy Hà Giang, cho biết."]
    >>> linked = link_articles(extract_frame(pd.DataFrame({"text": texts})))
    >>> linked.officials.link_id.nunique(), linked.bodies.link_id.nunique()
    (1, 1)
    """
    return fill(tables, resolve(collect(dict(tables.items()))))


def collect(tables: Mapping[str, Any]) -> Seen:
    """What linking needs to know of some articles: all rows of an article must be in the same part."""
    published = dict(_rows(tables, "articles", "doc_id", "published"))
    texts = dict(_rows(tables, "articles", "doc_id", "text"))
    seen = Seen(prints=[_print(*row) for row in _rows(tables, "articles", "doc_id", "published", "text") if row[2]])
    around = _Around(texts)
    for doc_id, entity, end, canonical, text, level, locality in _rows(
        tables, "bodies", "doc_id", "entity_id", "end", "canonical", "text", "level", "locality"
    ):
        known = seen.bodies.get(entity)
        if entity is None or (known is not None and (known.province or not leaves_choice(level, locality))):
            continue
        where = place(level, locality, end, around(doc_id)) if leaves_choice(level, locality) else (None, None)
        seen.bodies[entity] = BodySeen(entity, canonical or text, level, locality, *where, _day(published.get(doc_id)))
    _collect_persons(tables, seen, published)
    _collect_documents(tables, seen)
    seen.events = [
        EventSeen(f"{doc_id} {mention}", event_type, agent, time, where)
        for doc_id, mention, event_type, agent, time, where in _rows(
            tables, "events", "doc_id", "mention_id", "event_type", "agent_id", "time", "place"
        )
        if tells_day(time) and (agent in seen.bodies or agent in seen.persons or agent in seen.documents)
    ]
    return seen


class _Around:
    """The surroundings of one article after the other: rows of an article follow each other."""

    def __init__(self, texts: Mapping[str, str | None]) -> None:
        self._texts = texts
        self._last: tuple[str, Surroundings] = ("", Surroundings(""))

    def __call__(self, doc_id: str) -> Surroundings:
        if self._last[0] != doc_id:
            self._last = (doc_id, Surroundings(self._texts.get(doc_id) or ""))
        return self._last[1]


def _collect_persons(tables: Mapping[str, Any], seen: Seen, published: Mapping[str, Any]) -> None:
    posts: dict[str, dict[Post, None]] = {}
    for entity, *post in _rows(tables, "positions", "entity_id", "role", "title", "tenure", "body_id"):
        if entity is not None:
            posts.setdefault(entity, {})[Post(*post)] = None
    genders: dict[str, set[str]] = {}
    rows = list(_rows(tables, "officials", "doc_id", "entity_id", "full_name", "text", "honorific"))
    for _, entity, _, _, honorific in rows:
        if honorific is not None and (gender := _GENDERS.get(honorific.lower())):
            genders.setdefault(entity, set()).add(gender)
    bodies: dict[str, dict[str, None]] = {}
    for doc_id, entity in _rows(tables, "bodies", "doc_id", "entity_id"):
        if entity is not None:
            bodies.setdefault(doc_id, {})[entity] = None
    around = {doc_id: tuple(found) for doc_id, found in bodies.items()}
    for doc_id, entity, full_name, text, _ in rows:
        if entity is not None and entity not in seen.persons:
            held = tuple(posts.get(entity, ()))
            known = genders.get(entity, set())
            seen.persons[entity] = PersonSeen(
                entity,
                full_name or text,
                held,
                min(known) if len(known) == 1 else None,
                _day(published.get(doc_id)),
                () if any(post.body_id for post in held) else around.get(doc_id, ()),
            )


def _collect_documents(tables: Mapping[str, Any], seen: Seen) -> None:
    fields = ("entity_id", "form", "text", "doc_type", "number", "year", "issuer_code", "code", "date")
    for row in _rows(tables, "directives", *fields, "issuer_canonical"):
        now = DocumentSeen(*row)
        if now.entity_id is not None:
            before = seen.documents.get(now.entity_id)
            seen.documents[now.entity_id] = now if before is None else before.with_more(now)


def _print(doc_id: str, published: Any, text: str) -> Print:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
    return Print(doc_id, _day(published), digest, sketch(text))


def _day(stamp: Any) -> date | None:
    return None if stamp is None else stamp.date() if hasattr(stamp, "date") else stamp


def resolve(seen: Seen) -> Links:
    """Who and what is one and the same."""
    return _resolve(lambda kind: iter([getattr(seen, kind)]))


def _resolve(parts: Callable[[str], Iterator[Any]]) -> Links:
    """As ``resolve``, of parts: ``parts`` gives the kind of a name part by part, and one kind is held at a time."""
    reprints = find_reprints(print_ for prints in parts("prints") for print_ in prints)
    links = _others(same_bodies(body for bodies in parts("bodies") for body in bodies.values()))
    people = ((persons.values(), bodies) for persons, bodies in zip(parts("persons"), parts("bodies"), strict=True))
    links |= _others(same_in_parts(people, links))
    links |= _others(same_documents(document for found in parts("documents") for document in found.values()))
    events = (replace(event, agent=links.get(event.agent, event.agent)) for found in parts("events") for event in found)
    return Links(links, same_events(events), reprints)


def _others(links: Mapping[str, str]) -> dict[str, str]:
    """Links without those to oneself, which need no memory."""
    return {entity: link for entity, link in links.items() if entity != link}


def fill(tables: Tables, links: Links) -> Tables:
    """The columns of linking in some tables, from what ``resolve`` decided on these and any others."""
    frames = dict(tables.items())
    for name, columns in linked_columns(frames, links).items():
        frames[name] = conform(TABLES[name], frames[name].assign(**columns), name)
    return Tables(**frames)


def link_groups(groups: Callable[[], Iterator[dict[str, pa.Table]]]) -> Iterator[dict[str, pa.Table]]:
    """Groups of Arrow tables, by name, with the columns of linking filled; ``groups`` is called twice.

    No more than one group is in memory at a time, and beside it what one kind needs: one or two kilobytes an article.
    What ``collect`` finds waits in a temporary file.
    """
    import pyarrow as pa

    with TemporaryFile(prefix="vnextract-") as file:
        parts = _Parts(file)
        for group in groups():
            parts.add(collect(group))
        links = _resolve(parts)
    for group in groups():
        for name, columns in linked_columns(group, links).items():
            for column, cells in columns.items():
                at = group[name].schema.get_field_index(column)
                field = group[name].schema.field(at)
                group[name] = group[name].set_column(at, field, pa.array(cells, field.type))
        yield group


def linked_columns(tables: Mapping[str, Any], links: Links) -> dict[str, _Columns]:
    """The columns of linking by table, as lists; frames or Arrow tables, those not there left out."""
    published = {doc_id: _day(stamp) for doc_id, stamp in _rows(tables, "articles", "doc_id", "published")}
    one = _link_of(tables, links.links)
    made: dict[str, _Columns] = {
        "articles": {"duplicate_of": _reprinted(tables, links.reprints)},
        "bodies": _body_columns(tables, published, one),
        "events": _event_columns(tables, links.events, one),
        "positions": _position_columns(tables, one),
    }
    for name in ("officials", "directives", "participants"):
        made[name] = {"link_id": [one(entity) for (entity,) in _rows(tables, name, "entity_id")]}
    return {name: columns for name, columns in made.items() if name in tables}


def _link_of(tables: Mapping[str, Any], links: Mapping[str, str]) -> _LinkOf:
    """The link of an entity that has a row in one of the tables, none for any other."""
    told = (_rows(tables, name, "entity_id") for name in ("bodies", "officials", "directives"))
    known = {entity for rows in told for (entity,) in rows if entity is not None}
    return lambda entity: links.get(entity, entity) if entity is not None and entity in known else None


def _rows(tables: Mapping[str, Any], name: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns of a frame or an Arrow table as tuples, a missing value as None; none without it."""
    table = tables.get(name)
    return iter(()) if table is None else cell_rows(table, *columns)


def _reprinted(tables: Mapping[str, Any], reprints: Mapping[str, str]) -> list[str | None]:
    """What each article reprints; a row that repeats an article under its own id keeps saying so."""
    rows = _rows(tables, "articles", "doc_id", "duplicate_of", "text")
    return [before if before == doc_id or text is None else reprints.get(doc_id) for doc_id, before, text in rows]


def _body_columns(tables: Mapping[str, Any], published: Mapping[str, date | None], one: _LinkOf) -> _Columns:
    fields = ("doc_id", "entity_id", "canonical", "text", "level", "locality")
    told = [
        (one(entity), (canonical or text, level, locality, published.get(doc_id)))
        for doc_id, entity, canonical, text, level, locality in _rows(tables, "bodies", *fields)
    ]
    lines = [lineage(*body) for _, body in told]
    return {
        "link_id": [link for link, _ in told],
        "parent": [parent(*body) for _, body in told],
        "predecessor": [LIST_JOINT.join(line.predecessors) or None for line in lines],
        "successor": [line.successor for line in lines],
        "valid_from": [line.valid_from for line in lines],
        "valid_to": [line.valid_to for line in lines],
    }


def _event_columns(tables: Mapping[str, Any], groups: Mapping[str, str], one: _LinkOf) -> _Columns:
    fields = ("doc_id", "mention_id", "event_type", "text", "agent_id")
    rows = list(_rows(tables, "events", *fields))
    types = [public_types(event_type, trigger) for _, _, event_type, trigger, _ in rows]
    return {
        "agent_link_id": [one(agent) for *_, agent in rows],
        "event_group": [groups.get(f"{doc_id} {mention}") for doc_id, mention, *_ in rows],
        "plover": [plover for plover, _ in types],
        "ace": [ace for _, ace in types],
    }


def _position_columns(tables: Mapping[str, Any], one: _LinkOf) -> _Columns:
    rows = list(_rows(tables, "positions", "entity_id", "body_id"))
    return {
        "link_id": [one(entity) for entity, _ in rows],
        "body_link_id": [one(body) for _, body in rows],
    }

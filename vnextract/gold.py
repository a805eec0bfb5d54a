"""Annotation folders: ``<doc_id>.txt`` beside ``<doc_id>.ann``, and ``meta.jsonl``.

A line of ``meta.jsonl`` is an object with ``doc_id`` and, where known, ``published``, ``source`` and ``kinds``: the
letters of what is annotated ("E": events alone; all kinds, where it is not said).

An ``.ann`` line is one mention, its fields separated by `` | ``: ``O | name | titles | =full name``, ``B | text``,
``D | text | type= | code= | form= | date= | issuer=``, ``E | TYPE | trigger | agent= | time= | place= | norm=``.
Within a kind, lines follow the text: each takes the next occurrence of its words after the line before it, ``skip=1``
passes one occurrence over, and a line break within the words is written ⏎. Lines that start with # are comments.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from vnextract.document import EVENT_TYPES, FORMS, Body, Directive, Event, Mention, Official, Position
from vnextract.errors import GoldError
from vnextract.text import normalize

BREAK = "⏎"
EVENTS = "E"
ALL_KINDS = frozenset("OBDE")
_AT = ("doc_id", "start", "end", "text")
GOLD_TABLES = {
    "officials": (*_AT, "full_name"),
    "positions": ("doc_id", "start", "full_name", "title"),
    "bodies": _AT,
    "directives": (*_AT, "doc_type", "code", "form", "date", "issuer"),
    "events": (*_AT, "event_type", "agent", "time_text", "time", "place"),
}
_LETTER = {"official": "O", "body": "B", "directive": "D", "event": "E"}
_SEPARATOR = re.compile(r" \| |\| | \|$")
_DAY = r"(?:\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?"
_NORM = re.compile(rf"{_DAY}(?:T(?:MO|AF|EV))?(?:/(?:{_DAY}(?:T(?:MO|AF|EV))?|\.\.))?")
_DATE = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_ALLOWED = {
    "D": ("type", "code", "form", "date", "issuer", "skip"),
    "E": ("agent", "time", "place", "norm", "skip"),
    "O": ("skip",),
    "B": ("skip",),
}


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its annotation; offsets count code points of ``text``."""

    doc_id: str
    text: str
    published: date | None = None
    source: str | None = None
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
    kinds: frozenset[str] = ALL_KINDS  # the letters of what is annotated: where one is missing, nothing is known

    @property
    def officials(self) -> list[Official]:
        return [m for m in self.mentions if isinstance(m, Official)]

    @property
    def bodies(self) -> list[Body]:
        return [m for m in self.mentions if isinstance(m, Body)]

    @property
    def directives(self) -> list[Directive]:
        return [m for m in self.mentions if isinstance(m, Directive)]

    @property
    def events(self) -> list[Event]:
        return [m for m in self.mentions if isinstance(m, Event)]


def find_words(text: str, words: str, start: int) -> int:
    """The offset of the first occurrence at or after ``start`` that cuts no word in two, or -1.

    >>> find_words("Sở Nội vụ, Bộ Nội vụ", "Bộ", 0), find_words("Bộtộc", "Bộ", 0)
    (11, -1)
    """
    at = text.find(words, start)
    while at != -1:
        end = at + len(words)
        cuts_before = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        cuts_after = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        if not cuts_before and not cuts_after:
            return at
        at = text.find(words, at + 1)
    return -1


def read_gold(folder: str | Path) -> list[GoldArticle]:
    """Every annotated article of a folder, by doc_id.

    Raises GoldError, which lists all that is wrong in the folder, each with file and line.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder")
    problems: list[str] = []
    meta = _read_meta(folder / "meta.jsonl", problems)
    articles = []
    for path in sorted(folder.glob("*.ann")):
        source = path.with_suffix(".txt")
        if not source.is_file():
            problems.append(f"{path.name}: there is no {source.name} beside it")
            continue
        try:
            text, lines = source.read_text(encoding="utf-8"), path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            problems.append(f"{path.stem}: not UTF-8 ({error.reason} at byte {error.start})")
            continue
        known = meta.get(path.stem, {})
        mentions = _parse(lines, text, path.name, problems)
        kinds = known.get("kinds", ALL_KINDS)
        articles.append(
            GoldArticle(path.stem, text, known.get("published"), known.get("source"), tuple(mentions), kinds)
        )
    if not articles and not problems:
        problems.append(f"{folder}: no .ann file in it")
    if problems:
        raise GoldError("\n".join(problems))
    return articles


def parse_annotation(lines: str, text: str, where: str = "annotation") -> tuple[Mention, ...]:
    """The mentions of an ``.ann`` file's text, in text order.

    >>> [m.span for m in parse_annotation("B | Sở Nội vụ\\nB | Sở Nội vụ | skip=1", "Sở Nội vụ, Sở Nội vụ, Sở Nội vụ")]
    [Span(start=0, end=9), Span(start=22, end=31)]
    """
    problems: list[str] = []
    mentions = _parse(lines, text, where, problems)
    if problems:
        raise GoldError("\n".join(problems))
    return tuple(mentions)


def write_gold(folder: str | Path, articles: Iterable[GoldArticle]) -> None:
    """Text, annotation and meta.jsonl of each article; the folder is made if need be, its meta.jsonl replaced."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for article in articles:
        (folder / f"{article.doc_id}.txt").write_bytes(article.text.encode("utf-8"))
        lines = format_annotation(article.mentions, article.text)
        (folder / f"{article.doc_id}.ann").write_bytes(lines.encode("utf-8"))
        published = article.published.isoformat() if article.published else None
        row = {"doc_id": article.doc_id, "published": published, "source": article.source}
        rows.append(row if article.kinds == ALL_KINDS else row | {"kinds": "".join(sorted(article.kinds))})
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "meta.jsonl").write_bytes(lines.encode("utf-8"))


def format_annotation(mentions: Iterable[Mention], text: str) -> str:
    """Mentions as ``.ann`` lines, with the ``skip=`` that leads each line back to its place.

    Raises GoldError for a mention whose words cannot be found at its place: it cuts a word in two, or it overlaps
    another one of its kind.
    """
    lines: list[str] = []
    reached: Counter[str] = Counter()
    by_kind = sorted(mentions, key=lambda m: (list(_LETTER).index(m.kind), m.start, m.end))
    for mention in by_kind:
        letter, skip = _LETTER[mention.kind], 0
        at = find_words(text, mention.text, reached[letter])
        while at != -1 and at < mention.start:
            at, skip = find_words(text, mention.text, at + 1), skip + 1
        if at != mention.start:
            raise GoldError(
                f"{mention.kind} {mention.text!r} at {mention.start} cannot be written: no word stands there"
            )
        reached[letter] = _next_start(mention)
        fields = [letter, *_fields(mention)] + ([f"skip={skip}"] if skip else [])
        lines.append(" | ".join(value.replace("\n", BREAK) for value in fields))
    return "".join(line + "\n" for line in lines)


def gold_tables(articles: Iterable[GoldArticle]) -> dict[str, list[dict[str, Any]]]:
    """The annotation as rows, by table name: what ``officials``, ``positions`` and so on should hold at least.

    A row has doc_id, start, end, text and the fields that the annotation tells; unknown is None.
    """
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in GOLD_TABLES}
    for article in articles:
        for mention in article.mentions:
            at = {"doc_id": article.doc_id, "start": mention.start, "end": mention.end, "text": mention.text}
            if isinstance(mention, Official):
                tables["officials"].append(at | {"full_name": mention.full_name})
                named = {"doc_id": article.doc_id, "start": mention.start, "full_name": mention.full_name}
                tables["positions"].extend(named | {"title": title} for title in mention.titles)
            else:
                table = {"body": "bodies", "directive": "directives", "event": "events"}[mention.kind]
                columns = GOLD_TABLES[table][len(at) :]
                tables[table].append(at | {column: getattr(mention, column) for column in columns})
    return tables


def _fields(mention: Mention) -> list[str]:
    if isinstance(mention, Official):
        return [mention.text, " ; ".join(mention.titles) or "-", f"={mention.full_name}"]
    if isinstance(mention, Directive):
        named = [f"type={mention.doc_type or '-'}", f"code={mention.code or '-'}", f"form={mention.form}"]
        return [mention.text, *named, *_optional(date=mention.date, issuer=mention.issuer)]
    if isinstance(mention, Event):
        rest = _optional(agent=mention.agent, time=mention.time_text, place=mention.place, norm=mention.time)
        return [mention.event_type, mention.text, *rest]
    return [mention.text]


def _optional(**values: str | None) -> list[str]:
    return [f"{name}={value}" for name, value in values.items() if value is not None]


def _next_start(mention: Mention) -> int:
    # Two events may share a trigger, so the next one may start a character on; other kinds do not nest.
    return mention.start + 1 if isinstance(mention, Event) else mention.end


def _read_meta(path: Path, problems: list[str]) -> dict[str, dict[str, Any]]:
    meta: dict[str, dict[str, Any]] = {}
    if not path.is_file():
        return meta
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            published = row.get("published")
            kinds = frozenset(row.get("kinds", ALL_KINDS))
            if not kinds <= ALL_KINDS:
                problems.append(f"{path.name}:{number}: kinds={row['kinds']!r}: expected letters of OBDE")
            day = date.fromisoformat(published[:10]) if published else None
            meta[row["doc_id"]] = row | {"published": day, "kinds": kinds}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"{path.name}:{number}: expected an object with doc_id and an ISO date published ({error})")
    return meta


def _parse(lines: str, text: str, where: str, problems: list[str]) -> list[Mention]:
    mentions: list[Mention] = []
    reached: Counter[str] = Counter()
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip().replace(BREAK, "\n") for cell in _SEPARATOR.split(line)]
        found = list(_complaints(cells, text))
        at = -1 if found else _place(cells, text, reached, found)
        if not found:
            mention = _mention(cells, at, text)
            reached[cells[0]] = _next_start(mention)
            mentions.append(mention)
        problems.extend(f"{where}:{number}: {complaint}" for complaint in found)
    return sorted(mentions, key=lambda m: (m.start, m.end, m.kind, m.mention_id))


def _words(cells: list[str]) -> str:
    at = 2 if cells[0] == "E" else 1
    return cells[at] if len(cells) > at else ""


def _attributes(cells: list[str]) -> dict[str, str]:
    first = {"O": 4, "E": 3}.get(cells[0], 2)
    return {name: value for name, _, value in (cell.partition("=") for cell in cells[first:])}


def _complaints(cells: list[str], text: str) -> Iterator[str]:
    """What is wrong with the fields of a line, before it is looked for in the text."""
    kind, values = cells[0], _attributes(cells)
    if kind not in _ALLOWED:
        yield f"unknown kind {kind!r}; a line starts with O, B, D or E"
        return
    if not _words(cells):
        yield f"{kind} without words"
        return
    for name in values:
        if name not in _ALLOWED[kind]:
            yield f"{kind} has no field {name!r}; it may have {', '.join(_ALLOWED[kind])}"
    if not values.get("skip", "0").isdecimal():
        yield f"skip={values['skip']} is no number"
    if kind == "O":
        yield from _official_complaints(cells, text)
    elif kind == "D":
        yield from (f"D lacks {name}=" for name in ("type", "code", "form") if name not in values)
        if values.get("form", "code") not in FORMS:
            yield f"form={values['form']} is none of {', '.join(FORMS)}"
        if values.get("date") and not _DATE.fullmatch(values["date"]):
            yield f"date={values['date']} is no YYYY-MM-DD"
    elif kind == "E":
        if cells[1] not in EVENT_TYPES:
            yield f"unknown event type {cells[1]!r}; there are: {', '.join(EVENT_TYPES)}"
        for name in ("agent", "time", "place"):
            if values.get(name, "-") != "-" and values[name] not in text:
                yield f"{name}={values[name]!r} does not stand in the text"
        if values.get("norm", "-") != "-" and not _NORM.fullmatch(values["norm"]):
            yield f"norm={values['norm']} is no ISO day, month, year or interval"


def _official_complaints(cells: list[str], text: str) -> Iterator[str]:
    if len(cells) < 4 or not cells[3].startswith("="):
        yield "expected O | NAME | TITLES | =FULL NAME"
        return
    for title in _titles(cells[2]):
        if title not in text:
            yield f"title {title!r} does not stand in the text"
    if cells[3][1:].strip() not in text:
        yield f"full name {cells[3][1:]!r} does not stand in the text"


def _titles(cell: str) -> list[str]:
    return [] if cell == "-" else [title.strip() for title in cell.split(" ; ")]


def _place(cells: list[str], text: str, reached: Counter[str], found: list[str]) -> int:
    words = _words(cells)
    at = find_words(text, words, reached[cells[0]])
    for _ in range(int(_attributes(cells).get("skip", "0"))):
        at = find_words(text, words, at + 1) if at != -1 else at
    if at == -1:
        why = (
            "stands only before the line above: out of order, or one line too many" if words in text else "is not in it"
        )
        if why == "is not in it" and normalize(words).text in normalize(text).text:
            why = "stands there in another Unicode form: copy it, do not retype it"
        found.append(f"{cells[0]} {words!r} does not align with the text; it {why}")
    return at


def _mention(cells: list[str], start: int, text: str) -> Mention:
    words = _words(cells)
    values: dict[str, str | None] = {k: None if v in ("", "-") else v for k, v in _attributes(cells).items()}
    place: dict[str, Any] = {"start": start, "end": start + len(words), "text": words, "extractor": "gold"}
    if cells[0] == "O":
        positions = tuple(_position(title, start, text) for title in _titles(cells[2]))
        return Official(**place, full_name=cells[3][1:].strip(), positions=positions)
    if cells[0] == "B":
        return Body(**place)
    if cells[0] == "D":
        return Directive(
            **place,
            doc_type=values["type"],
            code=values["code"],
            form=values["form"] or "code",
            date=values.get("date"),
            issuer=values.get("issuer"),
        )
    return Event(
        **place,
        event_type=cells[1],
        agent=values.get("agent"),
        time_text=values.get("time"),
        place=values.get("place"),
        time=values.get("norm"),
    )


def _position(title: str, near: int, text: str) -> Position:
    """The title's occurrence nearest to the name: the annotation tells its words only."""
    before, after = text.rfind(title, 0, near), text.find(title, near)
    start = max(before, after) if min(before, after) < 0 else before if near - before <= after - near else after
    return Position(start, start + len(title), title, role=title)

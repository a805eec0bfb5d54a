"""Tables as one compact bundle for a web page: rows by column, strings once, texts in chunks that are unpacked on demand.

Offsets in the bundle count UTF-16 units, the units of a browser's strings; those of the tables count code points.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vnextract.schema import TABLE_OF
from vnextract.text import match_key, normalize, tidy

if TYPE_CHECKING:
    import pandas as pd

    from vnextract.tables import Tables

CHUNK_CHARS = 200_000  # some sixty articles: unpacked in a few milliseconds
HEADING_CHARS = 140
SURROGATE = re.compile("[\ud800-\udfff]")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")

# What the page shows of a mention, beside where it stands.
SHOWN = {
    "officials": ("full_name", "honorific", "rank"),
    "bodies": ("canonical", "level", "branch", "locality"),
    "directives": ("doc_type", "code", "form", "date", "issuer", "issuer_canonical"),
    "events": ("event_type", "agent", "time_text", "time", "place", "status"),
}
PROOF = ("zone", "rule", "extractor", "score")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a page is made from: a few figures, the packed rows, and the packed texts with the articles in each."""

    rows: str
    chunks: tuple[str, ...]
    chunk_sizes: tuple[int, ...]
    counts: dict[str, int]


@dataclass(slots=True)
class Strings:
    """Every string once, by number; number 0 is the missing value."""

    values: list[str | None] = field(default_factory=lambda: [None])
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, value: Any) -> int:
        if value is None or value != value or value == "":  # NaN is not equal to itself
            return 0
        number = self.numbers.get(value)
        if number is None:
            number = self.numbers[value] = len(self.values)
            self.values.append(clean(str(value)))
        return number


def clean(text: str) -> str:
    """A string that UTF-8 can hold: half a surrogate pair becomes the sign for a lost character, one for one.

    >>> clean("a\\ud800b") == "a\\ufffdb"
    True
    """
    return SURROGATE.sub("\ufffd", text)


@dataclass(frozen=True, eq=False)
class Page:
    """The text of one article, with the ways from its code points to UTF-16 and from a tidied sentence to its place.

    >>> page = Page("Họp  báo \\U0001f389 rồi. Ông\\nAn  dự.")
    >>> [page.utf16(offset) for offset in (9, 10)]
    [9, 11]
    >>> start, end = page.sentence("Ông An dự.", 16, 19)
    >>> page.text[start:end]
    'Ông\\nAn  dự.'
    """

    text: str

    @cached_property
    def _astral(self) -> list[int]:
        """Where a character takes two UTF-16 units: nowhere, in nearly every article."""
        return [match.start() for match in ASTRAL.finditer(self.text)]

    def utf16(self, offset: int) -> int:
        """A code point offset in UTF-16 units."""
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    @cached_property
    def _solid(self) -> tuple[str, list[int], list[int]]:
        """The normalized text without white space, and the offsets of each of its characters in the text."""
        n = normalize(self.text)
        at = [i for i, c in enumerate(n.text) if not c.isspace()]
        spans = [n.project(i, i + 1) for i in at]
        return "".join(n.text[i] for i in at), [a for a, _ in spans], [b for _, b in spans]

    def sentence(self, sentence: str | None, start: int, end: int) -> tuple[int, int]:
        """The span of a tidied sentence around the mention at ``start``; the mention's own span where there is none."""
        if not sentence:
            return start, end
        at = self.text.find(sentence, max(0, end - len(sentence)), start + len(sentence))
        if 0 <= at <= start and end <= at + len(sentence):
            return at, at + len(sentence)
        solid, starts, ends = self._solid
        wanted = "".join(sentence.split())
        here = bisect_left(ends, start + 1)
        at = solid.find(wanted, max(0, here - len(wanted)), here + len(wanted))
        return (starts[at], ends[at + len(wanted) - 1]) if at >= 0 and wanted else (start, end)


def pack(value: Any) -> str:
    """A value as JSON, gzipped, in base64: the same bytes for the same value."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(gzip.compress(data, compresslevel=6, mtime=0)).decode("ascii")


def column(frame: pd.DataFrame, name: str) -> list[Any]:
    """A column as a list of plain values, None where it is missing."""
    series = frame[name].astype(object)
    values: list[Any] = series.where(series.notna(), None).tolist()
    return values


def bundle(tables: Tables) -> Bundle:
    """All that the page needs to know of a batch."""
    strings = Strings()
    ids = column(tables.articles, "doc_id")
    texts = [text or "" for text in column(tables.articles, "text")]
    pages = [Page(text) for text in texts]
    place = {doc_id: number for number, doc_id in enumerate(ids)}
    rows: dict[str, Any] = {"articles": _articles(tables.articles, texts, strings)}
    sentences: dict[tuple[int, int, int], int] = {}
    labels: dict[str, list[Any]] = {"kind": [], "label": []}
    row_of: dict[tuple[Any, Any], int] = {}
    for kind, name in TABLE_OF.items():
        frame = getattr(tables, name)
        rows[name] = _mentions(frame, place, pages, sentences) | {
            c: [strings.number(v) for v in column(frame, c)] if c != "score" else _rounded(column(frame, c))
            for c in (*SHOWN[name], *PROOF)
        }
        if kind != "event":
            keys, names = entities(tables, kind)
            first = len(labels["kind"])
            number = {key: first + i for i, key in enumerate(names)}
            labels["kind"] += [kind] * len(names)
            labels["label"] += map(strings.number, names.values())
            rows[name]["entity"] = [number[key] for key in keys]
        row_of.update({key: i for i, key in enumerate(_keys(frame, "mention_id"))})
    rows["sentences"] = dict(zip(("article", "start", "end"), map(list, zip(*sentences, strict=True)), strict=False))
    rows["entities"] = labels
    rows["positions"] = _attached(tables.positions, "mention_id", row_of, ("title", "role", "body", "tenure"), strings)
    rows["participants"] = _attached(tables.participants, "event_id", row_of, ("role", "text"), strings)
    rows["provisions"] = _attached(tables.provisions, "mention_id", row_of, ("provision",), strings)
    rows["strings"] = strings.values
    chunks = list(chunked(texts))
    return Bundle(
        rows=pack(rows),
        chunks=tuple(pack([clean(text) for text in chunk]) for chunk in chunks),
        chunk_sizes=tuple(map(len, chunks)),
        counts={name: len(frame) for name, frame in tables.items()},
    )


def entity(kind: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """What is counted as one across articles: its key, and a name for it.

    In linked tables the key is the ``link_id``, else how the name is compared.

    >>> entity("body", {"text": "UBND tỉnh", "canonical": "Uỷ ban nhân dân tỉnh Lào Cai"})
    ('ủy ban nhân dân tỉnh lào cai', 'Uỷ ban nhân dân tỉnh Lào Cai')
    """
    label = tidy(row.get({"official": "full_name", "body": "canonical", "directive": "code"}[kind]) or row["text"])
    if kind == "directive" and row.get("form") == "number":
        label = tidy(f"{row.get('doc_type') or ''} {label}")
    return row.get("link_id") or match_key(label), label


def entities(tables: Tables, kind: str) -> tuple[list[str], dict[str, str]]:
    """The key of each mention of a kind, and for each key the name it is most often given.

    Of two officials of one name, each name says a title too, so that a reader can tell them apart.
    """
    frame = getattr(tables, TABLE_OF[kind])
    keys: list[str] = []
    given: dict[str, Counter[str]] = {}
    for row in _dicts(frame, ("text", "link_id", *SHOWN[TABLE_OF[kind]])):
        key, label = entity(kind, row)
        keys.append(key)
        given.setdefault(key, Counter())[label] += 1
    names = {key: _most(labels) for key, labels in given.items()}
    if kind != "official" or len(set(names.values())) == len(names):
        return keys, names
    key_of = dict(zip(_keys(frame, "mention_id"), keys, strict=True))
    titles: dict[str, Counter[str]] = {}
    for place, title in zip(_keys(tables.positions, "mention_id"), column(tables.positions, "title"), strict=True):
        if place in key_of and title:
            titles.setdefault(key_of[place], Counter())[title] += 1
    shared = {name for name, n in Counter(names.values()).items() if n > 1}
    for key, name in names.items():
        if name in shared and key in titles:
            names[key] = f"{name}, {_most(titles[key])}"
    return keys, names


def _most(counts: Counter[str]) -> str:
    """The most frequent; of several, the first in order."""
    return min(counts, key=lambda name: (-counts[name], name))


def _dicts(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    return (dict(zip(names, values, strict=True)) for values in zip(*(column(frame, n) for n in names), strict=True))


def _keys(frame: pd.DataFrame, name: str) -> Iterator[tuple[Any, Any]]:
    return zip(column(frame, "doc_id"), column(frame, name), strict=True)


def _rounded(values: Iterable[float | None]) -> list[float | None]:
    return [None if value is None else round(value, 2) for value in values]


def _articles(frame: pd.DataFrame, texts: Sequence[str], strings: Strings) -> dict[str, Any]:
    headings = [heading(title, text) for title, text in zip(column(frame, "title"), texts, strict=True)]
    days = [None if day is None else day.strftime("%Y-%m-%d") for day in column(frame, "published")]
    told = {c: [strings.number(v) for v in column(frame, c)] for c in ("doc_id", "source", "duplicate_of", "error")}
    return told | {
        "heading": [strings.number(h) for h in headings],
        "published": [strings.number(day) for day in days],
        "chars": [len(text) for text in texts],
    }


def heading(title: str | None, text: str) -> str | None:
    """The headline, or the beginning of the text."""
    first = tidy(title or text.strip()[: 2 * HEADING_CHARS].partition("\n")[0])
    return first if len(first) <= HEADING_CHARS else first[: HEADING_CHARS - 2].rsplit(" ", 1)[0] + " …"


def _mentions(
    frame: pd.DataFrame, place: dict[Any, int], pages: Sequence[Page], sentences: dict[tuple[int, int, int], int]
) -> dict[str, Any]:
    """Where each mention stands: article, offsets, and the number of its sentence; new sentences are added."""
    out: dict[str, list[int]] = {"article": [], "start": [], "end": [], "sentence": []}
    for row in _dicts(frame, ("doc_id", "start", "end", "sentence")):
        article = place[row["doc_id"]]
        page = pages[article]
        span = page.sentence(row["sentence"], row["start"], row["end"])
        key = (article, page.utf16(span[0]), page.utf16(span[1]))
        out["article"].append(article)
        out["start"].append(page.utf16(row["start"]))
        out["end"].append(page.utf16(row["end"]))
        out["sentence"].append(sentences.setdefault(key, len(sentences)))
    return out


def _attached(
    frame: pd.DataFrame, by: str, row_of: dict[tuple[Any, Any], int], names: Sequence[str], strings: Strings
) -> dict[str, list[int]]:
    """A table whose rows belong to a mention: the number of that mention's row, and the cells."""
    known = [(row_of[key], i) for i, key in enumerate(_keys(frame, by)) if key in row_of]
    cells = {name: column(frame, name) for name in names}
    return {"of": [of for of, _ in known]} | {n: [strings.number(cells[n][i]) for _, i in known] for n in names}


def chunked(texts: Iterable[str], size: int = CHUNK_CHARS) -> Iterator[list[str]]:
    """Texts in rows of about ``size`` characters, at least one text in each.

    >>> list(chunked(["aaa", "b", "cccc"], size=4))
    [['aaa', 'b'], ['cccc']]
    """
    chunk: list[str] = []
    room = size
    for text in texts:
        if chunk and len(text) > room:
            yield chunk
            chunk, room = [], size
        chunk.append(text)
        room -= len(text)
    if chunk:
        yield chunk

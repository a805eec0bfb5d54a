"""Parts: the smallest whole that a run keeps. Some inputs, in order, are read into one file of Arrow tables.

A part depends on its inputs alone, not on other parts, so parts are made in any order, by any worker, and again after
any accident. What one article has to do with another (equal texts, one id for two texts) is settled when parts are read
in order, by ``settled``. The file is written beside its goal and renamed once: it is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnextract.errors import InputError
from vnextract.pipeline import Pipeline, Rows, Seen, error_rows, text_digest
from vnextract.reading import Unread, size_of, unread
from vnextract.runs.chunks import Chunk, digest_of, read_source
from vnextract.runs.workers import Beat, Blamed
from vnextract.schema import TABLES
from vnextract.storage import read_streams, replacing, rows_to_arrow, write_streams

if TYPE_CHECKING:
    import pyarrow as pa

INDEX = "index"
_INPUTS = b"inputs"


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker says of a part that is there now; ``kept``: it had been made before, of the same inputs."""

    chunk: Chunk
    digest: str
    articles: int
    failed: int
    kept: bool = False


@dataclass(frozen=True, slots=True)
class PartMaker:
    """The work of a worker: a chunk to a part in ``folder``. ``published``: the day of articles that tell none."""

    folder: Path
    tables: tuple[str, ...]
    pipeline: Pipeline
    published: date | None = None

    def __call__(self, chunk: Chunk, blamed: Blamed, beat: Callable[[Beat], None]) -> Made:
        digest, goal = digest_of(chunk), part_file(self.folder, chunk.number)
        if (known := read_index(goal)) is not None and inputs_of(known) == digest:
            errors = known["error"]
            return Made(chunk, digest, len(errors), len(errors) - errors.null_count, kept=True)
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in (INDEX, *self.tables)}
        for more in self._rows(chunk, blamed, beat):
            rows[INDEX].append(index_row(more, self.tables))
            for name in self.tables:
                rows[name].extend(more[name])
        failed = sum(entry["error"] is not None for entry in rows[INDEX])
        beat(Beat(None, chunk.size, len(rows[INDEX]), failed))
        write_part(goal, rows, digest)
        return Made(chunk, digest, len(rows[INDEX]), failed)

    def _rows(self, chunk: Chunk, blamed: Blamed, beat: Callable[[Beat], None]) -> Iterator[Rows]:
        """The rows of each article. To get an article and to extract from it are two items: either can be blamed."""
        item = size = articles = failed = 0

        def turn() -> str | None:
            nonlocal item
            beat(Beat(item, size, articles, failed))
            item += 1
            return blamed.get(item - 1)

        for source in chunk.sources:
            rest = read_source(source) if chunk.articles is None else iter(chunk.articles)
            while True:
                if (reason := turn()) is not None:  # what was to come of this input is lost
                    rest = iter([unread(source, reason)])
                article = next(rest, None)
                if article is None:
                    break
                if isinstance(article, Unread):
                    rows = error_rows(article.article, article.error)
                elif (reason := turn()) is not None:
                    rows = error_rows(article, reason)
                else:
                    rows = self.pipeline.rows(
                        article if article.published else replace(article, published=self.published)
                    )
                articles += 1
                failed += bool(rows["articles"][0].get("error"))
                yield rows
            size += size_of(source) if source.span is None else 0


def index_row(rows: Rows, tables: Sequence[str]) -> dict[str, Any]:
    """An article's line in the index of its part: id, digest of the text, error, number of rows in each table."""
    (row,) = rows["articles"]
    text = row["text"]
    return {
        "doc_id": row["doc_id"],
        "digest": None if text is None else text_digest(text),
        "error": row.get("error"),
        **{name: len(rows[name]) for name in tables},
    }


def part_file(folder: Path, number: int) -> Path:
    return folder / f"part-{number:06d}.arrow"


def write_part(goal: Path, rows: Mapping[str, list[dict[str, Any]]], digest: str) -> None:
    """The index and the tables of a part, as streams one after the other in one file."""
    import pyarrow as pa

    tables = [name for name in rows if name != INDEX]
    columns = {"doc_id": pa.string(), "digest": pa.string(), "error": pa.string(), **dict.fromkeys(tables, pa.int32())}
    index = pa.Table.from_pylist(rows[INDEX], pa.schema(columns, metadata={_INPUTS: digest}))
    with replacing(goal) as temporary:
        write_streams(temporary, [index, *(rows_to_arrow(name, rows[name]) for name in tables)])


def read_index(file: Path) -> pa.Table | None:
    """The index of a part, or None where there is no whole part."""
    for table in read_streams(file):
        return table
    return None


def inputs_of(index: pa.Table) -> str:
    """The digest of the inputs a part was made of."""
    return str((index.schema.metadata or {}).get(_INPUTS, b"").decode())


@dataclass(slots=True)
class Settled:
    """A part in the light of those before it: its tables, and the articles that failed with the reason."""

    tables: dict[str, pa.Table]
    failed: list[tuple[str, str]] = field(default_factory=list)


def settled(file: Path, seen: Seen) -> Settled:
    """Read a part, after those before it: equal texts are told, an id with a second text becomes an error row.

    A repeated article (same id, same text) keeps its row in ``articles`` alone, so that keys stay unique.
    """
    streams = read_streams(file)
    index = next(streams)
    names = [name for name in index.schema.names if name in TABLES]
    tables = dict(zip(names, streams, strict=True))
    changed: dict[int, dict[str, str | None]] = {}
    dropped: set[int] = set()
    failed: list[tuple[str, str]] = []
    rows = zip(*(index[name].to_pylist() for name in ("doc_id", "digest", "error")), strict=True)
    for at, (doc_id, digest, error) in enumerate(rows):
        first = None
        try:
            first = None if digest is None else seen.place(doc_id, digest)
        except InputError as conflict:
            error = str(conflict)
            changed[at] = {"error": error, "note": None}
            dropped.add(at)
        if first is not None:
            changed[at] = {"duplicate_of": first}
            if first == doc_id:
                dropped.add(at)
        if error is not None:
            failed.append((doc_id, error))
    if changed:
        tables["articles"] = _amend(tables["articles"], changed)
    if dropped:
        tables = {n: t if n == "articles" else _drop(t, index[n].to_pylist(), dropped) for n, t in tables.items()}
    return Settled(tables, failed)


def _amend(articles: pa.Table, changed: Mapping[int, Mapping[str, str | None]]) -> pa.Table:
    import pyarrow as pa

    for column in ("error", "note", "duplicate_of"):
        at = articles.schema.get_field_index(column)
        cells = articles[column].to_pylist()
        for row, cell in changed.items():
            if column in cell:
                cells[row] = cell[column]
        articles = articles.set_column(at, articles.schema.field(at), pa.array(cells, pa.string()))
    return articles


def _drop(table: pa.Table, lengths: Sequence[int], dropped: set[int]) -> pa.Table:
    """The table without the rows of some articles; ``lengths``: the number of rows of each."""
    import pyarrow as pa

    return table.filter(
        pa.array([at not in dropped for at, length in enumerate(lengths) for _ in range(length)], pa.bool_())
    )

"""One table in one file format: Parquet, CSV, JSON Lines, SQLite. Arrow stands between frames and files.

Writers take a stream of Arrow tables, so a table larger than memory is written part by part. Every writer writes
beside its goal and renames once: a reader never sees half a file.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnextract.errors import FrameError, OptionError
from vnextract.frames import build_frame, conform
from vnextract.schema import TABLES, Column, Row

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FORMATS = ("parquet", "csv", "jsonl", "sqlite")
SQLITE_NAME = "tables.sqlite"  # SQLite holds all tables in one file
_SQL = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}


def check_format(format: str) -> str:
    """The format itself, if there is such a one; else OptionError."""
    if format not in FORMATS:
        raise OptionError(f"format={format!r}: expected one of {', '.join(FORMATS)}")
    return format


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary sibling to write to; renamed to ``path`` at the end, removed if anything goes wrong."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def arrow_schema(columns: Iterable[Column], plain: bool = False) -> pa.Schema:
    """Closed sets are dictionaries, or plain strings for formats that know none."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    closed = pa.string() if plain else pa.dictionary(pa.int32(), pa.string())
    return pa.schema([(c.name, closed if c.values else kinds[c.dtype]) for c in columns])


def to_arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """A frame of the table ``name`` in Arrow; FrameError where a string cannot be UTF-8 (lone surrogates)."""
    import pandas as pd
    import pyarrow as pa

    columns = TABLES[name]
    schema = arrow_schema(columns)
    arrays = []
    for column, field in zip(columns, schema, strict=True):
        values = [None if pd.isna(value) else value for value in frame[column.name]]
        if column.dtype == "date":
            values = [None if value is None else value.date() for value in values]
        try:
            array = pa.array(values, pa.string() if column.values else field.type)
        except (UnicodeEncodeError, pa.ArrowException) as error:
            raise FrameError(f"{name}.{column.name} cannot be stored: {error}") from error
        arrays.append(array.cast(field.type) if column.values else array)
    return pa.Table.from_arrays(arrays, schema=schema)


def rows_to_arrow(name: str, rows: Iterable[Row]) -> pa.Table:
    """Rows of the table ``name``, checked, in Arrow."""
    return to_arrow(name, build_frame(TABLES[name], rows, name))


def from_arrow(name: str, table: pa.Table) -> pd.DataFrame:
    """An Arrow table as the declared frame."""
    return conform(TABLES[name], table.to_pandas(date_as_object=False, timestamp_as_object=False), name)


def _plain(name: str, table: pa.Table) -> pa.Table:
    return table.cast(arrow_schema(TABLES[name], plain=True))


def write_parquet(name: str, tables: Iterable[pa.Table], path: Path) -> None:
    import pyarrow.parquet as pq

    with (
        replacing(path) as temporary,
        pq.ParquetWriter(temporary, arrow_schema(TABLES[name]), compression="zstd") as out,
    ):
        for table in tables:
            out.write_table(table)


def write_csv(name: str, tables: Iterable[pa.Table], path: Path) -> None:
    """UTF-8, comma, every string quoted: a missing value is empty without quotes."""
    from pyarrow import csv

    with replacing(path) as temporary, csv.CSVWriter(temporary, arrow_schema(TABLES[name], plain=True)) as out:
        for table in tables:
            out.write_table(_plain(name, table))


def write_jsonl(name: str, tables: Iterable[pa.Table], path: Path) -> None:
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        for table in tables:
            for row in _plain(name, table).to_pylist():
                out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


def write_sqlite(parts: Iterable[tuple[str, Iterable[pa.Table]]], path: Path) -> None:
    """All tables in one file, with an index on ``doc_id``."""
    with replacing(path) as temporary, closing(sqlite3.connect(temporary)) as db:
        for name, tables in parts:
            columns = TABLES[name]
            db.execute(f"CREATE TABLE {name} ({', '.join(f'{c.name} {_SQL[c.dtype]}' for c in columns)})")
            slots = ", ".join("?" * len(columns))
            for table in tables:
                rows = (tuple(row.values()) for row in _plain(name, table).to_pylist())
                db.executemany(f"INSERT INTO {name} VALUES ({slots})", (_sql_row(row) for row in rows))
            db.execute(f"CREATE INDEX {name}_doc_id ON {name} (doc_id)")
        db.commit()


def _sql_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(v if v is None or isinstance(v, str | int | float) else v.isoformat() for v in row)


WRITERS = {"parquet": write_parquet, "csv": write_csv, "jsonl": write_jsonl}


def table_files(folder: Path, name: str, format: str) -> list[Path]:
    """The files that hold one table: one, or its parts in order, or none."""
    if format == "sqlite":
        return [p for p in [folder / SQLITE_NAME] if p.is_file()]
    parts = sorted((folder / name).glob(f"part-*.{format}"))
    single = folder / f"{name}.{format}"
    return [single] if single.is_file() else parts


def read_arrow(name: str, path: Path, format: str) -> pa.Table:
    """One file of one table; FrameError when it is not what it says it is."""
    import pyarrow as pa

    schema = arrow_schema(TABLES[name], plain=True)
    try:
        if format == "parquet":
            import pyarrow.parquet as pq

            return pq.read_table(path)
        if format == "csv":
            return _read_csv(path, schema)
        rows = _read_jsonl(path) if format == "jsonl" else _read_sqlite(name, path)
        for row in rows:
            if "published" in row and isinstance(row["published"], str):
                row["published"] = pa.scalar(row["published"]).cast(pa.date32()).as_py()
        return pa.Table.from_pylist(rows, schema=schema)
    except (pa.ArrowException, ValueError, sqlite3.Error) as error:
        raise FrameError(f"{path}: no {name} table in {format}: {error}") from error


def _read_csv(path: Path, schema: pa.Schema) -> pa.Table:
    from pyarrow import csv

    # A row must fit in one block, and a text can be as long as the file.
    block = max(1 << 20, min(path.stat().st_size + 1, (1 << 31) - 1))
    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(block_size=block),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )


def _read_jsonl(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _read_sqlite(name: str, path: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        if not db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone():
            return []
        return [dict(row) for row in db.execute(f"SELECT * FROM {name} ORDER BY rowid")]

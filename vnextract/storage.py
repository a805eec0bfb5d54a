"""One table in one file format: Parquet, CSV, JSON Lines, SQLite. Arrow stands between rows or frames and files.

``table_writers`` gives a function that takes tables piece by piece, so what is larger than memory is written as it
comes. CSV is made for spreadsheets too: it begins with a byte order mark, and no cell can be taken for a formula.
"""

from __future__ import annotations

import codecs
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnextract.errors import FrameError, OptionError
from vnextract.frames import conform
from vnextract.schema import TABLES, Column, Row

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FORMATS = ("parquet", "csv", "jsonl", "sqlite")
SQLITE_NAME = "tables.sqlite"  # SQLite holds all tables in one file
RISKY = (
    r"\A['=+\-@\t\r\n＝＋－＠]"  # how a formula begins in a spreadsheet; the apostrophe is what keeps it from being one
)
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


def rows_to_arrow(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of the table ``name``, checked before, in Arrow; closed sets as plain strings."""
    import pyarrow as pa

    schema = arrow_schema(TABLES[name], plain=True)
    arrays = []
    for column, field in zip(TABLES[name], schema, strict=True):
        key = column.name
        # Unknown is missing, never "".
        values = [row.get(key) or None for row in rows] if column.dtype == "string" else [row.get(key) for row in rows]
        try:
            arrays.append(pa.array(values, field.type))
        except (UnicodeEncodeError, pa.ArrowException) as error:
            raise FrameError(f"{name}.{key} cannot be stored: {error}") from error
    return pa.Table.from_arrays(arrays, schema=schema)


def from_arrow(name: str, table: pa.Table) -> pd.DataFrame:
    """An Arrow table as the declared frame."""
    return conform(TABLES[name], table.to_pandas(date_as_object=False, timestamp_as_object=False), name)


def _cast(name: str, table: pa.Table, plain: bool) -> pa.Table:
    schema = arrow_schema(TABLES[name], plain)
    return table if table.schema.equals(schema) else table.cast(schema)


Write = Callable[["pa.Table"], None]


@contextmanager
def _parquet_writer(name: str, path: Path) -> Iterator[Write]:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, arrow_schema(TABLES[name]), compression="zstd") as out:
        yield lambda table: out.write_table(_cast(name, table, plain=False))


@contextmanager
def _csv_writer(name: str, path: Path) -> Iterator[Write]:
    """UTF-8, comma, every string quoted: a missing value is empty without quotes."""
    from pyarrow import csv

    with path.open("wb") as file:
        file.write(codecs.BOM_UTF8)  # without it Excel takes UTF-8 for the code page of its system
        with csv.CSVWriter(file, arrow_schema(TABLES[name], plain=True)) as out:
            yield lambda table: out.write_table(_guard(_cast(name, table, plain=True)))


def _guard(table: pa.Table) -> pa.Table:
    """The table with an apostrophe before every cell that a spreadsheet could take for a formula, or that has one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for at, field in enumerate(table.schema):
        if field.type == pa.string() and pc.any(risky := pc.match_substring_regex(table[at], RISKY)).as_py():
            guarded = pc.binary_join_element_wise("'", table[at], "")
            table = table.set_column(at, field, pc.if_else(pc.fill_null(risky, False), guarded, table[at]))
    return table


def _unguard(table: pa.Table) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    for at, field in enumerate(table.schema):
        if field.type == pa.string():
            table = table.set_column(at, field, pc.replace_substring_regex(table[at], r"\A'", ""))
    return table


@contextmanager
def _jsonl_writer(name: str, path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="\n") as out:

        def write(table: pa.Table) -> None:
            for row in _cast(name, table, plain=True).to_pylist():
                out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")

        yield write


_WRITERS = {"parquet": _parquet_writer, "csv": _csv_writer, "jsonl": _jsonl_writer}


@contextmanager
def _sqlite_writer(names: Iterable[str], path: Path) -> Iterator[Callable[[Mapping[str, pa.Table]], None]]:
    """All tables in one file, with an index on ``doc_id``."""
    with closing(sqlite3.connect(path)) as db:
        # The file is renamed into place when it is whole: there is nothing to roll back.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        for name in names:
            db.execute(f"CREATE TABLE {name} ({', '.join(f'{c.name} {_SQL[c.dtype]}' for c in TABLES[name])})")

        def write(tables: Mapping[str, pa.Table]) -> None:
            for name, table in tables.items():
                columns = _sql_columns(name, table)
                db.executemany(
                    f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", zip(*columns, strict=True)
                )

        yield write
        for name in names:
            db.execute(f"CREATE INDEX {name}_doc_id ON {name} (doc_id)")
        db.commit()


def _sql_columns(name: str, table: pa.Table) -> list[list[Any]]:
    import pyarrow as pa

    plain = _cast(name, table, plain=True)
    return [
        (plain[at].cast(pa.string()) if field.type == pa.date32() else plain[at]).to_pylist()
        for at, field in enumerate(plain.schema)
    ]


@contextmanager
def table_writers(
    names: Iterable[str], folder: Path, format: str
) -> Iterator[Callable[[Mapping[str, pa.Table]], None]]:
    """A function that adds tables, by name, to the files of the folder: ``<table>.<format>``, or one SQLite file."""
    names = tuple(names)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        if check_format(format) == "sqlite":
            yield stack.enter_context(_sqlite_writer(names, stack.enter_context(replacing(folder / SQLITE_NAME))))
            return
        goals = {name: stack.enter_context(replacing(folder / f"{name}.{format}")) for name in names}
        writers = {name: stack.enter_context(_WRITERS[format](name, goals[name])) for name in names}

        def write(tables: Mapping[str, pa.Table]) -> None:
            for name in names:
                writers[name](tables[name])

        yield write


def write_streams(path: Path, tables: Iterable[pa.Table]) -> None:
    """Arrow tables one after the other in one file."""
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with path.open("wb") as file:
        for table in tables:
            with pa.ipc.new_stream(file, table.schema, options=options) as out:
                out.write_table(table)


def read_streams(path: Path) -> Iterator[pa.Table]:
    """The tables of such a file, in order, each read when it is asked for; none where the file is absent or damaged."""
    import pyarrow as pa

    try:
        with path.open("rb") as file:
            while True:
                yield pa.ipc.open_stream(file).read_all()
    except (OSError, pa.ArrowException):
        return


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
        days = [column.name for column in TABLES[name] if column.dtype == "date"]
        for row in rows:
            for day in days:
                if isinstance(row.get(day), str):
                    row[day] = pa.scalar(row[day]).cast(pa.date32()).as_py()
        return pa.Table.from_pylist(rows, schema=schema)
    except (pa.ArrowException, ValueError, sqlite3.Error) as error:
        raise FrameError(f"{path}: no {name} table in {format}: {error}") from error


def _read_csv(path: Path, schema: pa.Schema) -> pa.Table:
    from pyarrow import csv

    # A row must fit in one block, and a text can be as long as the file.
    block = max(1 << 20, min(path.stat().st_size + 1, (1 << 31) - 1))
    table = csv.read_csv(
        path,
        read_options=csv.ReadOptions(block_size=block),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    return _unguard(table)


def _read_jsonl(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _read_sqlite(name: str, path: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        if not db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone():
            return []
        return [dict(row) for row in db.execute(f"SELECT * FROM {name} ORDER BY rowid")]

"""Tables of articles: JSON Lines, JSON, CSV, TSV, Parquet; one row, one article, a bad row is told and passed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from itertools import chain
from typing import IO, Any

from vnextract.document import Article
from vnextract.errors import InputError
from vnextract.reading.encodings import decode, restore
from vnextract.reading.inputs import Columns, Input, Unread, describe, suffix_of
from vnextract.reading.packing import read_whole
from vnextract.reading.published import parse_cell

LINE_BYTES = 16 << 20  # a line of a table; a longer one is no article
WHOLE_BYTES = 512 << 20  # a file that has to be read as a whole: JSON that is not in lines, tables in UTF-16
HEAD_BYTES = 1 << 16  # what tells the encoding of a table
BATCH_ROWS = 256

Row = Mapping[str, Any]


def read_lines(source: Input, stream: IO[bytes]) -> Iterator[Article | Unread]:
    """JSON Lines: an object a line."""
    check: Row | None = None
    for number, line in enumerate(_lines(stream), 1):
        if isinstance(line, InputError):
            yield failed_row(source, number, str(line))
        elif line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield failed_row(source, number, f"no JSON: {error}")
                continue
            if not isinstance(row, dict):
                yield failed_row(source, number, f"expected a JSON object, not a {type(row).__name__}")
                continue
            if check is None:
                check = row
                _check_columns(source.columns, row)
            yield read_row(source, number, row)


def read_json(source: Input, stream: IO[bytes]) -> Iterator[Article | Unread]:
    """JSON: an array of objects, an object with one such array in it, one object, or JSON Lines by another name."""
    text, _ = decode(read_whole(stream, WHOLE_BYTES))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("{") and "Extra data" in str(error):
            import io

            yield from read_lines(source, io.BytesIO(text.encode("utf-8", "surrogatepass")))
            return
        raise InputError(f"no JSON: {error}") from None
    if isinstance(found, dict) and source.columns.text not in found:
        arrays = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        found = arrays[0] if len(arrays) == 1 else found
    rows = found if isinstance(found, list) else [found]
    if not rows or not isinstance(rows[0], dict):
        raise InputError("expected JSON objects with an article each")
    _check_columns(source.columns, rows[0])
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield read_row(source, number, row)
        else:
            yield failed_row(source, number, f"expected a JSON object, not a {type(row).__name__}")


def read_csv(source: Input, stream: IO[bytes]) -> Iterator[Article | Unread]:
    """CSV and TSV with a header; comma, semicolon or tab, whichever the header has most of."""
    csv.field_size_limit(max(csv.field_size_limit(), LINE_BYTES))
    lines = _Raising(_lines(stream))
    try:
        first = next(lines)
    except StopIteration:
        raise InputError("the file is empty") from None
    first = first.removeprefix("\ufeff")
    mark = "\t" if suffix_of(source.file.name)[0] == ".tsv" else max(",;\t", key=first.count)
    reader = csv.reader(chain([first], lines), delimiter=mark)
    header = [name.strip() for name in next(reader)]
    _check_columns(source.columns, dict.fromkeys(header))
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (InputError, csv.Error) as error:
            yield failed_row(source, number, str(error))
            continue
        if not cells:
            number -= 1
        elif len(cells) > len(header):
            yield failed_row(source, number, f"{len(cells)} cells where the header has {len(header)}")
        else:
            yield read_row(source, number, dict(zip(header, cells, strict=False)))


def read_parquet(source: Input, stream: IO[bytes]) -> Iterator[Article | Unread]:
    """Parquet; of its columns only those asked for are read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.PythonFile(stream, mode="r"))
        names = file.schema_arrow.names
        _check_columns(source.columns, dict.fromkeys(names))
        wanted = [column for column in _columns(source.columns).values() if column in names]
        number = 0
        for batch in file.iter_batches(BATCH_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield read_row(source, number, row)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"no Parquet table that can be read: {error}") from None


def _columns(columns: Columns) -> dict[str, str]:
    return {field.name: getattr(columns, field.name) for field in fields(columns)}


def _check_columns(columns: Columns, row: Row) -> None:
    """Columns that are not the default ones were asked for, and there must be a text."""
    default = _columns(Columns())
    asked = {name: column for name, column in _columns(columns).items() if column != default[name] or name == "text"}
    if absent := [repr(column) for column in asked.values() if column not in row]:
        has = ", ".join(map(str, list(row)[:20])) or "none"
        raise InputError(f"no column {', '.join(absent)}; it has {has}; name the columns with --text-column ...")


def read_row(source: Input, number: int, row: Row) -> Article | Unread:
    """One row as an article, or with the reason why it is none."""
    cells = {name: row.get(column) for name, column in _columns(source.columns).items()}
    given = cells["doc_id"]
    doc_id = str(given) if given is not None and str(given).strip() else f"{source.doc_id}#{number}"
    inner = replace(source, doc_id=doc_id)
    text = cells["text"]
    if not isinstance(text, str) or not text.strip():
        empty = text is None or isinstance(text, str)
        return failed_row(inner, None, "the text is empty" if empty else f"the text is a {type(text).__name__}")
    text, made_of = restore(text)
    words = {name: str(cells[name]).strip() for name in ("title", "source", "author") if cells[name] is not None}
    try:
        day = None if "published" in source.told else parse_cell(cells["published"])
        known = describe(inner, text, encoding=made_of and f"utf-8/{made_of}", **words)
    except InputError as error:
        return failed_row(inner, None, str(error))
    return replace(known, published=known.published or day, path=source.doc_id)


def failed_row(source: Input, number: int | None, error: str) -> Unread:
    doc_id = source.doc_id if number is None else f"{source.doc_id}#{number}"
    return Unread(Article("", doc_id=doc_id, path=source.doc_id), error)


class _Raising(Iterator[str]):
    """Lines, of which the bad ones are raised; unlike a generator it goes on after that."""

    def __init__(self, lines: Iterator[str | InputError]) -> None:
        self.lines = lines

    def __next__(self) -> str:
        line = next(self.lines)
        if isinstance(line, InputError):
            raise line
        return line


def _lines(stream: IO[bytes]) -> Iterator[str | InputError]:
    """The lines of a table, each decoded; a line that is too long or no text is an error in its place."""
    head = stream.read(HEAD_BYTES)
    if not head:
        raise InputError("the file is empty")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:200]:
        yield from decode(head + read_whole(stream, WHOLE_BYTES))[0].splitlines(keepends=True)
        return
    for line in _byte_lines(head.removeprefix(b"\xef\xbb\xbf"), stream):
        if isinstance(line, InputError):
            yield line
            continue
        try:
            yield line.decode()
        except UnicodeDecodeError:
            try:
                yield decode(line)[0]
            except InputError as error:
                yield error


def _byte_lines(head: bytes, stream: IO[bytes]) -> Iterator[bytes | InputError]:
    rest = head
    while True:
        *lines, rest = rest.split(b"\n")
        yield from (line + b"\n" for line in lines)
        more = stream.read(1 << 20)
        if not more:
            break
        if len(rest) > LINE_BYTES:
            yield InputError(f"the line is longer than {LINE_BYTES:,} bytes")
            while more and b"\n" not in more:
                more = stream.read(1 << 20)
            rest = more.partition(b"\n")[2]
        else:
            rest += more
    if rest:
        yield rest

"""Files to articles: which files there are, what they are called, what stands in them.

A file that cannot be read raises InputError, which says why in words that go into ``articles.error``.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from vnextract.document import Article
from vnextract.errors import InputError

METADATA = "metadata.csv"
FIELDS = ("published", "title", "source")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: its id, where it is, and what ``metadata.csv`` says of it."""

    doc_id: str
    file: Path
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files found, in order of their ids, and the number of those passed over because of their kind."""

    files: tuple[Input, ...]
    passed_over: int = 0


def parse_published(value: str | date | datetime | None) -> date | None:
    """A day of publication; a datetime counts as the day on its own clock.

    >>> parse_published("2023-12-06T23:30:00+07:00")
    datetime.date(2023, 12, 6)
    """
    if value is None or value != value:  # NaT, the missing date of pandas, is unequal to itself
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    iso = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(iso[1] if iso else "")
    except ValueError:
        raise InputError(
            f"published={value!r} is no date; give a date, a datetime or an ISO string like '2023-12-06'"
        ) from None


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8, or what its byte order mark says; line ends stay as they are.

    >>> decode("\\ufeffThành ủy".encode("utf-16-le"))
    ('Thành ủy', 'utf-16')
    """
    if not data:
        raise InputError("the file is empty")
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and (at := data.find(b"\0")) >= 0:
        raise InputError(f"a binary file, not a text: byte 0 at offset {at}")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"not {encoding.upper()}: byte 0x{data[error.start]:02x} at offset {error.start}; save the file as UTF-8"
        ) from None
    if not text.strip():
        raise InputError("the file holds nothing but white space")
    return text, encoding


def read_txt(source: Input, data: bytes) -> Iterator[Article]:
    """A plain text is one article."""
    text, encoding = decode(data)
    yield describe(source, data, text, encoding)


# By suffix; a reader yields the articles of one file.
READERS: Mapping[str, Callable[[Input, bytes], Iterable[Article]]] = {".txt": read_txt}


def describe(source: Input, data: bytes, text: str = "", encoding: str | None = None) -> Article:
    """The article of a file with what is known of it; a date that is none raises InputError."""
    return Article(
        text,
        doc_id=source.doc_id,
        title=source.told.get("title"),
        published=parse_published(source.told.get("published")),
        source=source.told.get("source"),
        path=source.doc_id,
        encoding=encoding,
        sha256=sha256(data).hexdigest(),
    )


def read_bytes(source: Input) -> bytes:
    try:
        return source.file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from None


def read_articles(source: Input, data: bytes) -> Iterable[Article]:
    """The articles in a file of any known kind."""
    reader = READERS.get(source.file.suffix.lower())
    if reader is None:
        raise InputError(
            f"files of kind {source.file.suffix or 'unknown'!r} are not read; expected {', '.join(READERS)}"
        )
    return reader(source, data)


def find_inputs(paths: Iterable[str | os.PathLike[str]]) -> Inputs:
    """The files to read: each file given, and in each folder given the files of known kinds, hidden ones apart.

    A path that does not exist raises InputError.
    """
    found: dict[Path, Input] = {}
    passed_over = 0
    for given in map(Path, paths):
        if given.is_dir():
            for file, told in _walk(given):
                if file.suffix.lower() in READERS:
                    name = readable(file.relative_to(given).as_posix())
                    found.setdefault(file.resolve(), Input(name, file, told))
                else:
                    passed_over += 1
        elif given.exists():
            told = read_metadata(given.parent).get(_key(given.name), {})
            found.setdefault(given.resolve(), Input(readable(given.name), given, told))
        else:
            raise InputError(f"no such file or folder: {given}")
    files = sorted(found.values(), key=lambda source: (source.doc_id, str(source.file)))
    return Inputs(tuple(files), passed_over)


def readable(name: str) -> str:
    """A file name that can stand in a table: bytes that are no UTF-8 are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _walk(folder: Path) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """The visible files below a folder, each with the nearest ``metadata.csv`` row on it."""
    tables: list[tuple[Path, Mapping[str, Mapping[str, str]]]] = []
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        tables = [(top, rows) for top, rows in tables if top == here or top in here.parents]
        if METADATA in names:
            tables.append((here, read_metadata(here)))
        for name in sorted(names):
            if name.startswith(".") or name == METADATA:
                continue
            file = here / name
            rows = (table.get(_key(file.relative_to(top).as_posix())) for top, table in reversed(tables))
            yield file, next((row for row in rows if row is not None), {})


def _key(path: str) -> str:
    # macOS hands out file names in NFD, tables are typed in NFC.
    return unicodedata.normalize("NFC", path.replace("\\", "/").removeprefix("./"))


def read_metadata(folder: Path) -> dict[str, Mapping[str, str]]:
    """``metadata.csv`` of a folder: path -> published, title, source, empty cells left out; {} if there is none."""
    file = folder / METADATA
    if not file.is_file():
        return {}
    try:
        text, _ = decode(file.read_bytes())
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if "path" not in (reader.fieldnames or ()):
            raise InputError(f"it needs a column 'path' and any of {', '.join(FIELDS)}; it has {reader.fieldnames}")
        return {
            _key(row["path"].strip()): {name: row[name].strip() for name in FIELDS if (row.get(name) or "").strip()}
            for row in reader
            if row["path"]
        }
    except (InputError, OSError, csv.Error) as error:
        raise InputError(f"{file}: {error}") from None

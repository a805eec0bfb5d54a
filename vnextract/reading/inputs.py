"""What an input is: a file of a known kind, what it is called, and what ``metadata.csv`` says of it."""

from __future__ import annotations

import atexit
import csv
import io
import os
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vnextract.document import Article
from vnextract.errors import InputError
from vnextract.reading.encodings import decode
from vnextract.reading.published import parse_published

METADATA = "metadata.csv"
# Beside articles, not articles: what describes them, and what an annotation folder keeps of them.
DESCRIBING = (METADATA, "meta.jsonl")
RUN = "run.json"  # stands in a folder of tables that a run wrote, whose texts are not to be read again
FIELDS = ("published", "title", "source", "author")
STDIN = "-"
# Suffixes of files with one article, of tables of articles, of what may be wrapped around both.
TEXTS = (".txt", ".html", ".htm", ".mhtml", ".mht", ".docx", ".pdf")
TABLES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
WRAPPERS = (".gz", ".bz2", ".xz")
ARCHIVES = (".zip",)
SUFFIXES = (*TEXTS, *TABLES, *ARCHIVES)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of tables of articles; without ``doc_id`` a row is called ``path#row``."""

    text: str = "text"
    doc_id: str = "doc_id"
    published: str = "published"
    title: str = "title"
    source: str = "source"
    author: str = "author"


@dataclass(frozen=True, slots=True)
class Span:
    """Some members of an archive, by their place in it: ``[first, last)``; their bytes in it; a digest of them.

    ``table``: it is one member, too large for a stretch, and a table of articles.
    """

    first: int
    last: int
    packed: int
    digest: str
    table: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: its id, where it is, what ``metadata.csv`` says of it, and the columns if it is a table.

    ``span``: the members to read, if it is an archive that is read in pieces.
    """

    doc_id: str
    file: Path
    told: Mapping[str, str] = field(default_factory=dict)
    columns: Columns = Columns()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or row that could not be read: what is known of it, and the reason."""

    article: Article
    error: str


def suffix_of(name: str) -> tuple[str, str]:
    """The suffix that tells what a file holds, and the one that tells how it is wrapped, in lower case.

    >>> suffix_of("tin/a.JSONL.gz"), suffix_of("a.txt")
    (('.jsonl', '.gz'), ('.txt', ''))
    """
    stem, last = os.path.splitext(name.lower())
    if last in WRAPPERS:
        return os.path.splitext(stem)[1], last
    return last, ""


def is_archive(source: Input) -> bool:
    return suffix_of(source.file.name) in [(archive, "") for archive in ARCHIVES]


def is_table(source: Input) -> bool:
    """Whether it holds many articles, one a row."""
    return suffix_of(source.file.name)[0] in TABLES


def is_packed(source: Input) -> bool:
    """Whether there is far more in it than its bytes tell."""
    kind, wrapper = suffix_of(source.file.name)
    return bool(wrapper) or kind in (".parquet", *ARCHIVES)


def readable(name: str) -> str:
    """A file name that can stand in a table: bytes that are no UTF-8 are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def spool() -> Path:
    """Standard input as a temporary file, which any worker can read, named for what it holds."""
    # Removed when the process ends; one that is killed leaves it to the system's own cleaning.
    folder = Path(tempfile.mkdtemp(prefix="vnextract-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "stdin"
    with file.open("wb") as out:
        shutil.copyfileobj(sys.stdin.buffer, out, 1 << 20)
    with file.open("rb") as start:
        named = file.with_suffix(_suffix_by_content(start.read(4096)))
    file.rename(named)
    return named


def _suffix_by_content(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return ".pdf"
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith(b"[{"):
        return ".json"
    return ".parquet" if start.startswith(b"par1") else ".txt"


def path_key(path: str) -> str:
    """How paths in ``metadata.csv`` are compared: macOS hands out file names in NFD, tables are typed in NFC."""
    return unicodedata.normalize("NFC", path.replace("\\", "/").removeprefix("./"))


def read_metadata(folder: Path) -> dict[str, Mapping[str, str]]:
    """``metadata.csv`` of a folder: path -> what it tells, empty cells left out; {} if there is none."""
    file = folder / METADATA
    if not file.is_file():
        return {}
    try:
        return parse_metadata(file.read_bytes())
    except (InputError, OSError) as error:
        raise InputError(f"{file}: {error}") from None


def parse_metadata(data: bytes) -> dict[str, Mapping[str, str]]:
    """The bytes of a ``metadata.csv``: path -> published, title, source, author."""
    text, _ = decode(data)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if "path" not in (reader.fieldnames or ()):
            raise InputError(f"it needs a column 'path' and any of {', '.join(FIELDS)}; it has {reader.fieldnames}")
        return {
            path_key(row["path"].strip()): {name: row[name].strip() for name in FIELDS if (row.get(name) or "").strip()}
            for row in reader
            if row["path"]
        }
    except csv.Error as error:
        raise InputError(str(error)) from None


def describe(given: Input, text: str = "", /, **known: str | None) -> Article:
    """The article of a file with what is known of it, what ``metadata.csv`` tells first; InputError for a bad date."""
    told = {**{name: value for name, value in known.items() if value}, **given.told}
    return Article(
        text,
        doc_id=given.doc_id,
        title=told.get("title"),
        published=parse_published(told.get("published")),
        source=told.get("source"),
        author=told.get("author"),
        path=given.doc_id,
        encoding=told.get("encoding"),
        sha256=told.get("sha256"),
    )

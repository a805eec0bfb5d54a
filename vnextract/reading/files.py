"""A file of any known kind to articles: one, or one a row, or the reason why there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import IO

from vnextract.document import Article
from vnextract.errors import InputError
from vnextract.reading.encodings import decode
from vnextract.reading.inputs import SUFFIXES, Input, Unread, describe, is_archive, suffix_of
from vnextract.reading.packing import members_of, opened, read_whole, unpacked
from vnextract.reading.pages import read_mhtml, read_page
from vnextract.reading.papers import read_docx, read_pdf
from vnextract.reading.rows import read_csv, read_json, read_lines, read_parquet

ARTICLE_CHARS = 2_000_000  # a book; its analysis takes seconds and a gigabyte
TEXT_BYTES = 4 * ARTICLE_CHARS + 4  # of a plain text, whatever its encoding
PAPER_BYTES = 256 << 20  # of a page, document or PDF with pictures


def read_txt(source: Input, data: bytes) -> Article:
    """A plain text is one article."""
    text, encoding = decode(data)
    return describe(source, text, encoding=encoding)


# By suffix: files with one article, with the most bytes that are read of them, and tables with one a row.
TEXT_READERS: Mapping[str, tuple[Callable[[Input, bytes], Article], int]] = {
    ".txt": (read_txt, TEXT_BYTES),
    ".html": (read_page, PAPER_BYTES),
    ".htm": (read_page, PAPER_BYTES),
    ".mhtml": (read_mhtml, PAPER_BYTES),
    ".mht": (read_mhtml, PAPER_BYTES),
    ".docx": (read_docx, PAPER_BYTES),
    ".pdf": (read_pdf, PAPER_BYTES),
}
TABLE_READERS: Mapping[str, Callable[[Input, IO[bytes]], Iterator[Article | Unread]]] = {
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
}


def read_articles(source: Input) -> Iterator[Article | Unread]:
    """The articles in a file, and for each one that cannot be read the reason; nothing is raised for bad input."""
    try:
        with opened(source) as stream:
            yield from read_opened(source, stream)
    except InputError as error:
        yield unread(source, error)


def read_opened(source: Input, stream: IO[bytes]) -> Iterator[Article | Unread]:
    """The same of a file that is open; InputError where the file as a whole cannot be read."""
    if is_archive(source):
        yield from _read_archive(source, stream)
    else:
        with unpacked(source, stream, os.fstat(stream.fileno()).st_size) as plain:
            yield from _read_stream(source, plain)


def _read_archive(source: Input, stream: IO[bytes]) -> Iterator[Article | Unread]:
    count, span = 0, source.span
    for place, (member, refusal) in enumerate(members_of(source, stream)):
        if span is not None and not span.first <= place < span.last:
            continue
        if refusal is not None:
            yield unread(member.source, refusal)
        elif suffix_of(member.source.file.name)[0] in SUFFIXES:
            try:
                with member.open() as packed, unpacked(member.source, packed, member.info.file_size) as plain:
                    yield from _read_stream(member.source, plain)
            except (InputError, OSError, RuntimeError, NotImplementedError) as error:
                yield unread(member.source, error)
        else:
            continue
        count += 1
    if not count and span is None:
        raise InputError(f"it holds no files of known kinds: {', '.join(SUFFIXES)}")


def _read_stream(source: Input, stream: IO[bytes]) -> Iterator[Article | Unread]:
    """What stands in one unpacked file."""
    suffix = suffix_of(source.file.name)[0]
    if suffix in TABLE_READERS:
        count = 0
        for count, item in enumerate(TABLE_READERS[suffix](source, stream), 1):  # noqa: B007
            yield _bounded(item)
        if not count:
            raise InputError("it holds no article")
        return
    if suffix not in TEXT_READERS:
        raise InputError(f"files of kind {suffix or 'unknown'!r} are not read; expected {', '.join(SUFFIXES)}")
    reader, limit = TEXT_READERS[suffix]
    data = read_whole(stream, limit)
    digest = sha256(data).hexdigest()
    try:
        yield _bounded(replace(reader(source, data), sha256=digest))
    except InputError as error:
        failed = unread(source, error)
        yield replace(failed, article=replace(failed.article, sha256=digest))


def _bounded(item: Article | Unread) -> Article | Unread:
    if isinstance(item, Article) and len(item.text) > ARTICLE_CHARS:
        told = f"a text of {len(item.text):,} characters; an article has {ARTICLE_CHARS:,} at most"
        return Unread(replace(item, text=""), told)
    return item


def unread(source: Input, error: object) -> Unread:
    """A file that could not be read; of what ``metadata.csv`` tells of it nothing is taken, a bad date least of all."""
    return Unread(describe(replace(source, told={})), str(error))

"""Chunks: inputs cut into pieces of about a second of work, in order, as they are listed; the same inputs, the same chunks.

Files with one article go together. A table of articles that is larger than a chunk is read here, row by row, and its
articles are handed over; an archive is cut by its directory. So neither a folder nor a file is too large.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b

from vnextract.document import Article
from vnextract.errors import InputError
from vnextract.reading import (
    Input,
    Unread,
    cut_archive,
    digest_file,
    is_archive,
    is_packed,
    is_table,
    opened,
    read_articles,
    read_opened,
    size_of,
    unread,
)

PART_FILES, PART_BYTES = 64, 512 << 10  # inputs a part: half a second of work, some megabytes of rows
PACKED = 8  # times that packed text is larger than its file, about

Item = Article | Unread


@dataclass(frozen=True, slots=True)
class Chunk:
    """The inputs of one part: its number, the files, their bytes, and the articles if they have been read already."""

    number: int
    sources: tuple[Input, ...]
    size: int
    articles: tuple[Item, ...] | None = None


def chunks_of(sources: Iterable[Input]) -> Iterator[Chunk]:
    """Inputs cut into chunks, by number and size; no more is read ahead than one chunk."""
    pieces = (piece for source in sources for piece in _pieces(source))
    waiting: list[Input] = []
    number = size = weight = 0
    for source, more, heavy, articles in pieces:
        full = len(waiting) == PART_FILES or weight + heavy > PART_BYTES or articles is not None
        if waiting and full:
            yield Chunk(number, tuple(waiting), size)
            waiting, size, weight, number = [], 0, 0, number + 1
        if articles is not None:
            yield Chunk(number, (source,), more, articles)
            number += 1
        else:
            waiting.append(source)
            size, weight = size + more, weight + heavy
    if waiting:
        yield Chunk(number, tuple(waiting), size)


Piece = tuple[Input, int, int, "tuple[Item, ...] | None"]  # what to read, its bytes, what it weighs, what was read


def _pieces(source: Input) -> Iterator[Piece]:
    size = size_of(source)
    weight = size * PACKED if is_packed(source) else size
    if weight > PART_BYTES and is_archive(source):
        try:
            for span in cut_archive(source, PART_FILES, PART_BYTES):
                part = replace(source, span=span)
                if span.table:
                    yield from _blocks(part, span.packed)
                else:
                    yield part, span.packed, PART_BYTES, None
            return
        except InputError:  # no archive: the reader will say so
            pass
    elif weight > PART_BYTES and is_table(source):
        yield from _blocks(source, size)
        return
    yield source, size, weight, None


def _blocks(source: Input, size: int) -> Iterator[Piece]:
    """The articles of one large input, some at a time."""
    block: list[Item] = []
    read = done = 0
    try:
        with opened(source) as stream:
            for item in read_opened(source, stream):
                block.append(item)
                read += len(item.text) if isinstance(item, Article) else 0
                if len(block) == PART_FILES or read > PART_BYTES:
                    at = max(done, min(stream.tell(), size))
                    yield source, at - done, PART_BYTES, tuple(block)
                    block, read, done = [], 0, at
    except InputError as error:
        block.append(unread(source, error))
    except Exception as error:
        block.append(broken(source, error))
    if block:
        yield source, size - done, PART_BYTES, tuple(block)


def read_source(source: Input) -> Iterator[Item]:
    """The articles of an input; a file that breaks its parser does not end a batch of a million."""
    try:
        yield from read_articles(source)
    except Exception as error:
        yield broken(source, error)


def broken(source: Input, error: Exception) -> Unread:
    return unread(source, f"cannot be read: {type(error).__name__}: {error}")


def digest_of(chunk: Chunk) -> str:
    """32 hex digits over ids, metadata and bytes of the inputs: a part made of other inputs has another one."""
    digest = blake2b(digest_size=16)
    if chunk.articles is not None:
        for item in chunk.articles:
            digest.update(repr(item).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
    for source in chunk.sources:
        try:
            told = source.span.digest if source.span else digest_file(source)
        except InputError as error:
            told = str(error)
        digest.update(repr((source.doc_id, sorted(source.told.items()), told)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()

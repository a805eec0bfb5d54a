"""officials."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Document, Official


def find_officials(document: Document) -> Iterator[Official]:
    yield from ()

"""places."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Document, Place


def find_places(document: Document) -> Iterator[Place]:
    yield from ()

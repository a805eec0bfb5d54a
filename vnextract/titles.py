"""titles."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Document, Title


def find_titles(document: Document) -> Iterator[Title]:
    yield from ()

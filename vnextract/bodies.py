"""bodies."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Body, Document


def find_bodies(document: Document) -> Iterator[Body]:
    yield from ()

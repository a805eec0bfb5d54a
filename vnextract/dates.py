"""dates."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Document, Time


def find_times(document: Document) -> Iterator[Time]:
    yield from ()

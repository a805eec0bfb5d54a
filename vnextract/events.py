"""events."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Document, Event


def find_events(document: Document) -> Iterator[Event]:
    yield from ()

"""directives."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.document import Directive, Document


def find_directives(document: Document) -> Iterator[Directive]:
    yield from ()

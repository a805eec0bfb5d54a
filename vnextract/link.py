"""Mentions to entities within an article."""

from __future__ import annotations

from collections.abc import Iterable

from vnextract.document import Document, Mention


def link(document: Document, mentions: Iterable[Mention]) -> list[Mention]:
    return list(mentions)

"""Mentions to entities within an article."""

from __future__ import annotations

from collections.abc import Iterable

from vnextract.document import Directive, Document, Mention
from vnextract.issuance import with_issuance


def link(document: Document, mentions: Iterable[Mention]) -> list[Mention]:
    everything = list(mentions)
    others = [m for m in everything if not isinstance(m, Directive)]
    return sorted([*others, *with_issuance(document, everything)], key=lambda m: (m.start, -m.end, m.kind))

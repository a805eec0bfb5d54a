"""Overlap policies between extractors: named functions, deterministic."""

from __future__ import annotations

from collections.abc import Iterable

from vnextract.document import Mention


def keep_longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping mentions of one kind the longest stays; then the better score; then the first."""
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.kind, m.start - m.end, -m.score, m.start, m.extractor)):
        if not any(k.kind == m.kind and k.start < m.end and m.start < k.end for k in kept):
            kept.append(m)
    return sorted(kept, key=lambda m: (m.start, -m.end, m.kind))

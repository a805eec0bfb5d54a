"""The zones of an article: title, lead, body, caption, byline, related."""

from __future__ import annotations

from collections.abc import Sequence

from vnextract.document import Zone


def find_zones(folded: str, sentences: Sequence[tuple[int, int]]) -> list[Zone]:
    """Zones that cover the text from first to last sentence."""
    return [Zone(0, len(folded), "body")] if folded else []

"""The zones of an article: title, lead, body, caption, byline, related."""

from __future__ import annotations

from collections.abc import Sequence

from vnextract.document import Sentence, Zone


def find_zones(folded: str, sentences: Sequence[Sentence]) -> list[Zone]:
    """Zones that cover the text from first to last sentence."""
    return [Zone(0, len(folded), "body")] if folded else []

"""Overlap policies between extractors: named functions from mentions to mentions, deterministic."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable

from vnextract.document import Mention


def keep_longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping mentions of one kind the longest stays; then the better score; then the first.

    Kinds do not compete: a body inside a title, or an event at a body's name, stays. The order of the input does not
    matter. Sorting apart, each mention costs two binary searches, so a text of a million mentions is no trouble.
    """
    ordered = sorted(mentions, key=_place)
    clusters = _clusters(ordered)
    if len(clusters) == len(ordered):  # nothing overlaps
        return ordered
    kept = [m for cluster in clusters for m in (cluster if len(cluster) == 1 else _settle(cluster))]
    return sorted(kept, key=_place)


def _clusters(ordered: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions of one kind that hang together by their overlaps; most stand alone."""
    clusters: list[list[Mention]] = []
    reached: dict[str, int] = {}  # by kind: where its last cluster ends
    last: dict[str, list[Mention]] = {}
    for m in ordered:
        kind, end = m.kind, reached.get(m.kind, 0)
        if m.start >= end:
            last[kind] = [m]
            clusters.append(last[kind])
        else:
            last[kind].append(m)
        reached[kind] = max(end, m.end)
    return clusters


def _settle(cluster: Iterable[Mention]) -> list[Mention]:
    """Of the mentions of one kind, from the best to the worst, those that no better one overlaps."""
    kept: list[Mention] = []
    taken: list[tuple[int, int]] = []  # sorted, disjoint
    for m in sorted(cluster, key=_rank):
        at = bisect_right(taken, (m.start, m.end))
        before, after = taken[at - 1 : at], taken[at : at + 1]
        if (before and before[0][1] > m.start) or (after and after[0][0] < m.end):
            continue
        insort(taken, (m.start, m.end))
        kept.append(m)
    return kept


def _place(m: Mention) -> tuple[int, int, str]:
    return (m.start, -m.end, m.kind)


def _rank(m: Mention) -> tuple[int, float, int, str, str, str]:
    return (m.start - m.end, -m.score, m.start, m.extractor, m.rule or "", m.mention_id)

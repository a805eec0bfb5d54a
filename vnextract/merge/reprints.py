"""Reprints: articles that share most of their wording, found by the word sequences they have in common.

Every run of five words is hashed; the hashes that a fixed modulus divides are an article's sketch, so two articles
choose the same runs without knowing of each other. Only articles that share a rare run are ever compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from vnextract.text import lower

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sketch = NDArray[np.uint64]

WORDS = 5  # words a run: fewer are common phrases, more do not survive a subeditor
KEPT = 8  # one run in so many is kept: some eighty an article of 650 words
LEAST = 8  # an article with fewer kept runs is too short to tell
COMMON = 50  # a run in more articles than this is boilerplate
SHARE = 0.5  # of all runs of two articles together this much is shared: a reprint, not a report of the same day
_SHARES = 16  # the runs are compared by ranges of their hashes: a part of them is in memory at a time
_MIX = 0x9E3779B97F4A7C15


@lru_cache(maxsize=1 << 13)
def _number(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def sketch(text: str) -> Sketch:
    """The kept runs of an article as sorted hashes; the same for the same text on any machine.

    >>> len(sketch("một hai ba bốn"))
    0
    """
    import numpy as np

    words = list(map(_number, lower(text).split()))
    if len(words) < WORDS:
        return np.empty(0, np.uint64)
    numbers = np.array(words, np.uint64) * np.uint64(_MIX)
    runs = numbers[: len(words) - WORDS + 1].copy()
    for i in range(1, WORDS):  # wraps around: a hash, not a sum
        runs = runs * np.uint64(0x100000001B3) + (numbers[i : len(words) - WORDS + 1 + i] >> np.uint64(7))
    runs ^= runs >> np.uint64(29)
    kept: Sketch = np.unique(runs[runs % np.uint64(KEPT) == 0])
    return kept


@dataclass(frozen=True, slots=True)
class Print:
    """An article as the search for reprints sees it."""

    doc_id: str
    published: date | None
    digest: str | bytes  # of the text
    sketch: Any


def find_reprints(prints: Iterable[Print]) -> dict[str, str]:
    """For each reprint the ``doc_id`` of what it reprints: of a group the first published, then the smallest id.

    An article without a date counts as later than any with one. Independent of the order of ``prints``.
    """
    articles = sorted(prints, key=_age)
    groups = _Groups(len(articles))
    first: dict[str | bytes, int] = {}
    for i, article in enumerate(articles):
        groups.join(first.setdefault(article.digest, i), i)
    distinct = sorted(first.values())
    for a, b in _alike([articles[i].sketch for i in distinct]):
        groups.join(distinct[a], distinct[b])
    roots = ((i, groups.root(i)) for i in range(len(articles)))
    pairs = ((articles[i].doc_id, articles[root].doc_id) for i, root in roots if root != i)
    return {doc_id: original for doc_id, original in pairs if doc_id != original}


def _age(article: Print) -> tuple[bool, date, str]:
    return (article.published is None, article.published or date.min, article.doc_id)


class _Groups:
    """Disjoint sets of numbers; the root of a set is its smallest member."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, i: int) -> int:
        while self._above[i] != i:
            self._above[i] = i = self._above[self._above[i]]
        return i

    def join(self, a: int, b: int) -> None:
        a, b = sorted((self.root(a), self.root(b)))
        self._above[b] = a


def _alike(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """The pairs whose sketches are alike, among those that share a run that few have."""
    import numpy as np

    long = [i for i, s in enumerate(sketches) if len(s) >= LEAST]
    bounds = np.linspace(0, 2**64 - 1, _SHARES + 1).astype(object)[1:-1]
    cuts = np.array([np.searchsorted(sketches[i], np.array(bounds, np.uint64)) for i in long], np.int32)
    pairs: NDArray[np.uint64] = np.empty(0, np.uint64)
    counts: NDArray[np.int64] = np.empty(0, np.int64)
    for share in range(_SHARES if len(long) > 1 else 0):
        begins = cuts[:, share - 1].tolist() if share else [0] * len(long)
        ends = cuts[:, share].tolist() if share < _SHARES - 1 else [None] * len(long)
        found = _common([sketches[i][begin:end] for i, begin, end in zip(long, begins, ends, strict=True)])
        pairs, where = np.unique(np.concatenate((pairs, found)), return_inverse=True)
        weights = np.concatenate((counts, np.ones(len(found), np.int64)))
        counts = np.bincount(where.ravel(), weights, len(pairs)).astype(np.int64)
    firsts, seconds = (pairs >> np.uint64(32)).tolist(), (pairs & np.uint64(0xFFFFFFFF)).tolist()
    named = ((long[a], long[b], count) for a, b, count in zip(firsts, seconds, counts.tolist(), strict=True))
    return [(a, b) for a, b, count in named if count >= SHARE * (len(sketches[a]) + len(sketches[b]) - count)]


def _common(sketches: Sequence[Sketch]) -> NDArray[np.uint64]:
    """A pair of numbers, the smaller one shifted, for each run that two sketches have in common and few others."""
    import numpy as np

    runs = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches), dtype=np.uint64), [len(s) for s in sketches])
    order = np.argsort(runs, kind="stable")
    runs, owners = runs[order], owners[order]
    edges = np.flatnonzero(np.diff(runs)) + 1
    sizes = np.diff(np.concatenate(([0], edges, [len(runs)])))
    few = np.repeat((sizes > 1) & (sizes <= COMMON), sizes)
    runs, owners = runs[few], owners[few]
    found = [np.empty(0, np.uint64)]
    for apart in range(1, min(COMMON, len(runs))):
        same = runs[apart:] == runs[:-apart]
        found.append(owners[:-apart][same] << np.uint64(32) | owners[apart:][same])
    return np.concatenate(found)

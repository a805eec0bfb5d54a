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
_MIX = 0x9E3779B97F4A7C15


@lru_cache(maxsize=1 << 16)
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

    long = [(i, s) for i, s in enumerate(sketches) if len(s) >= LEAST]
    if len(long) < 2:
        return []
    runs = np.concatenate([s for _, s in long])
    owners = np.repeat(np.array([i for i, _ in long]), [len(s) for _, s in long])
    order = np.argsort(runs, kind="stable")
    runs, owners = runs[order], owners[order]
    edges = np.flatnonzero(np.diff(runs)) + 1
    shared: dict[tuple[int, int], int] = {}
    begins, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(runs)]))
    several = (ends - begins > 1) & (ends - begins <= COMMON)
    for begin, end in zip(begins[several].tolist(), ends[several].tolist(), strict=True):
        having = owners[begin:end].tolist()
        for k, a in enumerate(having):
            for b in having[k + 1 :]:
                shared[a, b] = shared.get((a, b), 0) + 1
    return sorted(
        (a, b) for (a, b), count in shared.items() if count >= SHARE * (len(sketches[a]) + len(sketches[b]) - count)
    )

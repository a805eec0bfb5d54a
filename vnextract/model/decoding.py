"""Tag scores to labelled stretches of syllables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


class Stretch(NamedTuple):
    """Syllables ``[first, last)`` under a label, with the model's mean probability of their tags."""

    first: int
    last: int
    label: int
    score: float


def decode(scores: Floats) -> list[Stretch]:
    """The best stretches of a B/I/O head: 0 is O, label k has 1 + 2k for B and 2 + 2k for I.

    Each syllable takes its best tag; an I that continues nothing opens a stretch of its own.

    >>> decode(np.log(np.array([[.1, .8, .1], [.2, .1, .7], [.9, .05, .05]])))
    [Stretch(first=0, last=2, label=0, score=0.75)]
    """
    best = scores.argmax(axis=1)
    inside = np.flatnonzero(best)
    found: list[Stretch] = []
    open_first = open_last = -1
    open_label = -1
    for i in inside.tolist():
        tag = int(best[i])
        label, begins = (tag - 1) // 2, tag % 2 == 1
        if begins or i != open_last or label != open_label:
            if open_label >= 0:
                found.append(_close(scores, best, open_first, open_last, open_label))
            open_first, open_label = i, label
        open_last = i + 1
    if open_label >= 0:
        found.append(_close(scores, best, open_first, open_last, open_label))
    return found


def _close(scores: Floats, best: npt.NDArray[np.intp], first: int, last: int, label: int) -> Stretch:
    rows = np.arange(first, last)
    return Stretch(first, last, label, round(float(np.exp(scores[rows, best[first:last]]).mean()), 3))


def span_probability(scores: Floats, first: int, last: int, label: int) -> float:
    """The probability that exactly ``[first, last)`` is a stretch of the label, tags taken as independent given the text."""
    log = float(scores[first, 1 + 2 * label] + scores[first + 1 : last, 2 + 2 * label].sum())
    if last < len(scores):  # the next syllable must not go on
        going_on = min(float(np.exp(scores[last, 2 + 2 * label])), 0.999999)
        log += float(np.log1p(-going_on))
    return float(np.exp(log))

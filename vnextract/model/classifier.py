"""The network's word on candidate events: a small classifier over what the rules observe and what the network read.

A candidate is a trigger with who acts. The classifier sees the sum of a learnt vector for each observation that the
rules made of it (``vnextract.events.evidence``), its event type, and the network's states at trigger and actor. One
column of the vectors goes straight to the output: a linear model beside the hidden layer, as in wide and deep learning
(Cheng et al. 2016). ``training`` builds the same in PyTorch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from vnextract.document import Sighting
from vnextract.model.features import TRIGGER_LABELS

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.int64]

OBSERVATIONS = "observations"  # of the arrays: the names of the observations, a line each
_TYPES = {name: number for number, name in enumerate(TRIGGER_LABELS)}


def packed(names: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Names as an array that a weights file can hold.

    >>> unpacked(packed(["trigger họp MEETING verb", "timed"]))
    ('trigger họp MEETING verb', 'timed')
    """
    return np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8)


def unpacked(array: npt.NDArray[np.generic]) -> tuple[str, ...]:
    """The names again."""
    return tuple(array.astype(np.uint8).tobytes().decode("utf-8").split("\n")) if array.size else ()


def numbered(names: Sequence[str]) -> dict[str, int]:
    """The row of each observation; row 0 is there for every candidate."""
    return {name: number for number, name in enumerate(names, 1)}


def bags(shown: Iterable[Iterable[str]], numbers: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """The rows of what is shown, one candidate after the other, and where each begins.

    >>> [array.tolist() for array in bags([["timed", "new"], []], {"timed": 1})]
    [[0, 1, 0], [0, 2]]
    """
    rows: list[int] = []
    offsets: list[int] = []
    for names in shown:
        offsets.append(len(rows))
        rows.append(0)
        rows += [numbers[name] for name in names if name in numbers]
    return np.array(rows, dtype=np.int64), np.array(offsets, dtype=np.int64)


class EventClassifier:
    """The classifier at inference, by the arrays of a weights file (``event.*`` and the names of the observations)."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.float32]], observations: Sequence[str]) -> None:
        self.observations = tuple(observations)
        self._numbers = numbered(self.observations)
        self._observed, self._kinds = arrays["event.observed"], arrays["event.kind"]
        self._hidden, self._bias = arrays["event.hidden.weight"], arrays["event.hidden.bias"]
        self._out, self._constant = arrays["event.out.weight"], arrays["event.out.bias"]

    def odds(self, states: Floats, sightings: Sequence[Sighting]) -> list[float]:
        """Log odds that each candidate is an event, given the network's states of all syllables."""
        if not sightings:
            return []
        rows, offsets = bags((s.shown for s in sightings), self._numbers)
        seen = np.add.reduceat(self._observed[rows], offsets)
        kinds = self._kinds[[_TYPES[s.event_type] for s in sightings]]
        read = [states[[getattr(s, at) for s in sightings]] for at in ("trigger", "actor")]
        inputs = np.concatenate([seen[:, :-1], kinds, *read], axis=1)
        hidden = np.maximum(inputs @ self._hidden + self._bias, 0)
        told = (hidden @ self._out)[:, 0] + self._constant[0] + seen[:, -1]
        return [float(odds) for odds in told]

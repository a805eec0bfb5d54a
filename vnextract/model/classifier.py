"""The network's word on pairs: small classifiers over what the rules observe and what the network read.

A pair is a trigger and what may go with it. Three questions are asked, each with a classifier of its own (``QUESTIONS``):
is it an event, given who acts; does this actor act; does this time date it. A classifier sees the sum of a learnt vector
for each observation that the rules made of the pair (``events.evidence``, ``events.agents``, ``events.time_evidence``), the event
type, and the network's states at both ends. One column of the vectors goes straight to the output: a linear model beside
the hidden layer, as in wide and deep learning (Cheng et al. 2016). ``training`` builds the same in PyTorch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from vnextract.document import Sighting
from vnextract.model.features import TRIGGER_LABELS

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Numbers = npt.NDArray[np.int64]

QUESTIONS = ("event", "agent", "time")
NAMES = "observations"  # of the arrays ``<question>.*``: the names of the observations, a line each
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
    """The row of each observation; row 0 is there for every pair."""
    return {name: number for number, name in enumerate(names, 1)}


def bags(shown: Iterable[Iterable[str]], numbers: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """The rows of what is shown, one pair after the other, and where each begins.

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


class PairClassifier:
    """A classifier at inference, by the arrays ``<question>.*`` of a weights file."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]], question: str) -> None:
        self.observations = unpacked(arrays[f"{question}.{NAMES}"])
        self._numbers = numbered(self.observations)
        self._observed, self._kinds = arrays[f"{question}.observed"], arrays[f"{question}.kind"]
        self._hidden, self._bias = arrays[f"{question}.hidden.weight"], arrays[f"{question}.hidden.bias"]
        self._out, self._constant = arrays[f"{question}.out.weight"], arrays[f"{question}.out.bias"]

    def odds(self, states: Floats, sightings: Sequence[Sighting]) -> list[float]:
        """Log odds of each pair, given the network's states of all syllables."""
        if not sightings:
            return []
        rows, offsets = bags((s.shown for s in sightings), self._numbers)
        seen = np.add.reduceat(self._observed[rows], offsets)
        kinds = self._kinds[[_TYPES[s.event_type] for s in sightings]]
        read = [states[[getattr(s, at) for s in sightings]] for at in ("trigger", "other")]
        inputs = np.concatenate([seen[:, :-1], kinds, *read], axis=1)
        hidden = np.maximum(inputs @ self._hidden + self._bias, 0)
        told = (hidden @ self._out)[:, 0] + self._constant[0] + seen[:, -1]
        return [float(odds) for odds in told]

"""The sequence network at inference: NumPy alone.

An embedding of each syllable (its key, shape, last letters, line break, and the rules' tags, summed), residual
convolutions of width three with growing dilation, and linear heads. ``training`` builds the same network in PyTorch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from vnextract.model.classifier import NAMES, QUESTIONS, PairClassifier
from vnextract.model.features import ID_TABLES, TAG_COLUMNS, Features

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

CHUNK = 2048  # syllables at a time: bounds the memory of a hostile article


class Network:
    """Weights by name, as ``training.export`` writes them: ``embed.<table>``, ``conv.<i>.*``, ``head.<name>.*``, ``<question>.*``."""

    def __init__(self, weights: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self.arrays: dict[str, npt.NDArray[Any]] = {
            name: np.asarray(value, dtype=np.uint8 if name.endswith(NAMES) else np.float32)
            for name, value in weights.items()
        }
        tables = [name for name in ID_TABLES if name != "word" or "embed.word" in self.arrays]
        self.reads_words = "word" in tables
        self._ids = len(tables)
        self._embed = [self.arrays[f"embed.{name}"] for name in (*tables, *TAG_COLUMNS)]
        self.width = self._embed[0].shape[1]
        depth = sum(name.endswith(".kernel") for name in self.arrays)
        self.dilations = tuple(int(self.arrays[f"conv.{i}.dilation"]) for i in range(depth))
        # (tap, in, out) as one matrix: a layer is one product.
        self._layers = [
            (self.arrays[f"conv.{i}.kernel"].reshape(-1, self.width), self.arrays[f"conv.{i}.bias"], dilation)
            for i, dilation in enumerate(self.dilations)
        ]
        self._reach = sum(self.dilations)
        self.classifiers = {question: PairClassifier(self.arrays, question) for question in QUESTIONS}

    def states(self, features: Features) -> Floats:
        """The hidden state of every syllable, (n, width); long texts go through in overlapping chunks."""
        n = len(features.ids)
        parts = [
            self._states(features.ids[a:b], features.tags[a:b])[skip : skip + keep]
            for a, b, skip, keep in self._chunks(n)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, self.width), dtype=np.float32)

    def _chunks(self, n: int) -> Iterator[tuple[int, int, int, int]]:
        for start in range(0, n, CHUNK):
            first, last = max(0, start - self._reach), min(n, start + CHUNK + self._reach)
            yield first, last, start - first, min(CHUNK, n - start)

    def _states(self, ids: npt.NDArray[np.int32], tags: npt.NDArray[np.int8]) -> Floats:
        columns = [*ids.T[: self._ids], *tags.T]
        h: Floats = self._embed[0][columns[0]]
        for table, column in zip(self._embed[1:], columns[1:], strict=True):
            h += table[column]
        n, width = h.shape
        for kernel, bias, dilation in self._layers:
            taps = np.zeros((n, 3 * width), dtype=np.float32)
            taps[dilation:, :width] = h[: max(n - dilation, 0)]
            taps[:, width : 2 * width] = h
            taps[: max(n - dilation, 0), 2 * width :] = h[dilation:]
            update = taps @ kernel
            update += bias
            np.maximum(update, 0, out=update)
            h += update
        return h

    def scores(self, states: Floats, head: str) -> Floats:
        """Log-probabilities of a head's tags, (n, tags)."""
        logits: Floats = states @ self.arrays[f"head.{head}.weight"] + self.arrays[f"head.{head}.bias"]
        logits -= logits.max(axis=1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return logits

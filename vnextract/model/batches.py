"""Annotated articles cut and packed for training: what the network is shown, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from vnextract.model.classifier import bags
from vnextract.model.features import MASK, REACH, TAG_COLUMNS, Features

IGNORED = -100  # as a gold tag: not annotated, so nothing is learnt here
_WINDOW = 16  # batches whose pieces are sorted by length, so that little is padding


@dataclass(frozen=True, slots=True)
class Act:
    """A candidate event of an annotated article: first syllables of trigger and actor, type, what was seen, whether it is one."""

    trigger: int
    actor: int
    kind: int
    shown: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One article: what the network sees, the gold tags in the columns of ``TAG_COLUMNS``, and who acts.

    ``agents`` are events by the first syllable of the trigger, each with the syllables at which its agent is named.
    """

    features: Features
    gold: npt.NDArray[np.int8]
    agents: tuple[tuple[int, tuple[int, ...]], ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Acts:
    """The candidate events of a batch: row and first syllables of each, its type, its observations as bags, the truth."""

    rows: Tensor
    triggers: Tensor
    actors: Tensor
    kinds: Tensor
    shown: Tensor
    offsets: Tensor
    right: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of syllables: ids, tags and gold tags, (rows, syllables, columns), events with a known agent, candidate events.

    ``triggers`` are pairs of row and syllable; ``agents`` marks, in the window around each, where its agent stands.
    """

    ids: Tensor
    tags: Tensor
    gold: Tensor
    triggers: Tensor
    agents: Tensor
    acts: Acts


@dataclass(frozen=True, slots=True)
class Hiding:
    """Shares of what is hidden in training: the rules know the training articles better than unseen ones."""

    mention: float = 0.1
    column: float = 0.1
    key: float = 0.05
    observation: float = 0.2


def batches(
    examples: Sequence[Example],
    rows: int,
    longest: int,
    hiding: Hiding,
    numbers: Mapping[str, int],
    rng: np.random.Generator,
) -> Iterator[Batch]:
    """The articles in random order, ``rows`` at a time, pieces of like length together, with something hidden.

    An article of more than ``longest`` syllables is cut; ``numbers`` are the rows of the observations.
    """
    pieces = [piece for example in examples for piece in _cut(example, longest)]
    order = [pieces[i] for i in rng.permutation(len(pieces))]
    groups: list[list[Example]] = []
    for start in range(0, len(order), rows * _WINDOW):
        alike = sorted(order[start : start + rows * _WINDOW], key=lambda piece: len(piece.gold))
        groups += [alike[i : i + rows] for i in range(0, len(alike), rows)]
    for i in rng.permutation(len(groups)):
        yield batch(groups[i], hiding, numbers, rng)


def _cut(example: Example, longest: int) -> Iterator[Example]:
    """An article in pieces; what reaches from one into another is left out."""
    for first in range(0, len(example.gold), longest):
        last = min(first + longest, len(example.gold))
        inside = range(first, last)
        yield Example(
            Features(example.features.ids[first:last], example.features.tags[first:last]),
            example.gold[first:last],
            tuple(
                (at - first, tuple(a - first for a in where if a in inside))
                for at, where in example.agents
                if at in inside
            ),
            tuple(
                Act(act.trigger - first, act.actor - first, act.kind, act.shown, act.right)
                for act in example.acts
                if act.trigger in inside and act.actor in inside
            ),
        )


def batch(group: Sequence[Example], hiding: Hiding, numbers: Mapping[str, int], rng: np.random.Generator) -> Batch:
    """Some articles side by side, the shorter ones filled up with blanks."""
    size = max(len(example.gold) for example in group)
    ids = np.zeros((len(group), size, group[0].features.ids.shape[1]), dtype=np.int64)
    tags = np.zeros((len(group), size, len(TAG_COLUMNS)), dtype=np.int64)
    gold = np.full((len(group), size, len(TAG_COLUMNS)), IGNORED, dtype=np.int64)
    windows: list[tuple[tuple[int, int], npt.NDArray[np.bool_]]] = []
    for row, example in enumerate(group):
        length = len(example.gold)
        ids[row, :length] = example.features.ids
        ids[row, :length][rng.random(length) < hiding.key, 0] = MASK
        tags[row, :length] = forget(example.features.tags, hiding, rng)
        gold[row, :length] = example.gold
        windows += [((row, at), _window(at, where)) for at, where in example.agents]
    windows = [(at, marks) for at, marks in windows if marks.any()]
    return Batch(
        ids=torch.from_numpy(ids),
        tags=torch.from_numpy(tags),
        gold=torch.from_numpy(gold),
        triggers=torch.tensor([at for at, _ in windows], dtype=torch.long).reshape(-1, 2),
        agents=torch.from_numpy(np.array([marks for _, marks in windows], dtype=bool).reshape(-1, 2 * REACH + 1)),
        acts=_acts(group, hiding, numbers, rng),
    )


def _acts(group: Sequence[Example], hiding: Hiding, numbers: Mapping[str, int], rng: np.random.Generator) -> Acts:
    listed = [(row, act) for row, example in enumerate(group) for act in example.acts]
    shown = (_kept(act.shown, hiding.observation, rng) for _, act in listed)
    rows, offsets = bags(shown, numbers)

    def column(values: Iterable[int]) -> Tensor:
        return torch.tensor(list(values), dtype=torch.long)

    return Acts(
        rows=column(row for row, _ in listed),
        triggers=column(act.trigger for _, act in listed),
        actors=column(act.actor for _, act in listed),
        kinds=column(act.kind for _, act in listed),
        shown=torch.from_numpy(rows),
        offsets=torch.from_numpy(offsets),
        right=torch.tensor([float(act.right) for _, act in listed]),
    )


def _kept(shown: Sequence[str], share: float, rng: np.random.Generator) -> list[str]:
    return [name for name, gone in zip(shown, rng.random(len(shown)) < share, strict=True) if not gone]


def _window(at: int, where: Iterable[int]) -> npt.NDArray[np.bool_]:
    """The syllables around a trigger at which its agent is named."""
    marks = np.zeros(2 * REACH + 1, dtype=bool)
    marks[[agent - at + REACH for agent in where if abs(agent - at) <= REACH]] = True
    return marks


def forget(tags: npt.NDArray[np.int8], hiding: Hiding, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """The rules' tags with some mentions, sometimes a whole column, taken out."""
    kept = tags.astype(np.int64)
    for column in range(tags.shape[1]):
        if rng.random() < hiding.column:
            kept[:, column] = 0
            continue
        begins = (tags[:, column] % 2 == 1).cumsum()  # every B opens a mention; O keeps the number of the one before
        if begins.size and begins[-1]:
            gone = rng.random(begins[-1] + 1) < hiding.mention
            kept[gone[begins], column] = 0
    return kept

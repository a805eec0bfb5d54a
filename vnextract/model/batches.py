"""Annotated articles cut and packed for training: what the network is shown, and what of it is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from vnextract.model.classifier import bags
from vnextract.model.features import MASK, TAG_COLUMNS, Features

IGNORED = -100  # as a gold tag: not annotated, so nothing is learnt here
_WINDOW = 16  # batches whose pieces are sorted by length, so that little is padding


@dataclass(frozen=True, slots=True)
class Pair:
    """A trigger and what may go with it, in an annotated article: their first syllables, the event type, what was seen, the truth."""

    trigger: int
    other: int
    kind: int
    shown: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One article: what the network sees, the gold tags in the columns of ``TAG_COLUMNS``, and the pairs of each question.

    Pairs stand in groups: a candidate event alone, the actors around the trigger of one event, the times of its sentence.
    """

    features: Features
    gold: npt.NDArray[np.int8]
    pairs: Mapping[str, tuple[tuple[Pair, ...], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a batch on one question: row and first syllables of each, its type, its observations as bags, the truth.

    ``groups`` numbers the group of each.
    """

    rows: Tensor
    triggers: Tensor
    others: Tensor
    kinds: Tensor
    shown: Tensor
    offsets: Tensor
    right: Tensor
    groups: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of syllables: ids, tags and gold tags, (rows, syllables, columns), and the pairs of each question."""

    ids: Tensor
    tags: Tensor
    gold: Tensor
    pairs: Mapping[str, Pairs]


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
    numbers: Mapping[str, Mapping[str, int]],
    rng: np.random.Generator,
) -> Iterator[Batch]:
    """The articles in random order, ``rows`` at a time, pieces of like length together, with something hidden.

    An article of more than ``longest`` syllables is cut; ``numbers`` are the rows of each question's observations.
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
            {question: tuple(_inside(groups, inside)) for question, groups in example.pairs.items()},
        )


def _inside(groups: Iterable[Sequence[Pair]], inside: range) -> Iterator[tuple[Pair, ...]]:
    first = inside.start
    for group in groups:
        kept = [pair for pair in group if pair.trigger in inside and pair.other in inside]
        if kept:
            yield tuple(replace(p, trigger=p.trigger - first, other=p.other - first) for p in kept)


def batch(
    group: Sequence[Example], hiding: Hiding, numbers: Mapping[str, Mapping[str, int]], rng: np.random.Generator
) -> Batch:
    """Some articles side by side, the shorter ones filled up with blanks."""
    size = max(len(example.gold) for example in group)
    ids = np.zeros((len(group), size, group[0].features.ids.shape[1]), dtype=np.int64)
    tags = np.zeros((len(group), size, len(TAG_COLUMNS)), dtype=np.int64)
    gold = np.full((len(group), size, len(TAG_COLUMNS)), IGNORED, dtype=np.int64)
    for row, example in enumerate(group):
        length = len(example.gold)
        ids[row, :length] = example.features.ids
        ids[row, :length][rng.random(length) < hiding.key, 0] = MASK
        tags[row, :length] = forget(example.features.tags, hiding, rng)
        gold[row, :length] = example.gold
    pairs = {
        question: _pairs([example.pairs.get(question, ()) for example in group], hiding.observation, known, rng)
        for question, known in numbers.items()
    }
    return Batch(torch.from_numpy(ids), torch.from_numpy(tags), torch.from_numpy(gold), pairs)


def _pairs(
    articles: Sequence[Sequence[Sequence[Pair]]], hidden: float, known: Mapping[str, int], rng: np.random.Generator
) -> Pairs:
    """The pairs of some articles on one question, a row of the batch each; of what was seen some is hidden."""
    groups = [(row, group) for row, own in enumerate(articles) for group in own]
    listed = [(row, number, pair) for number, (row, group) in enumerate(groups) for pair in group]
    shown = (_kept(pair.shown, hidden, rng) for _, _, pair in listed)
    rows, offsets = bags(shown, known)

    def column(values: Iterable[int]) -> Tensor:
        return torch.tensor(list(values), dtype=torch.long)

    return Pairs(
        rows=column(row for row, _, _ in listed),
        triggers=column(pair.trigger for _, _, pair in listed),
        others=column(pair.other for _, _, pair in listed),
        kinds=column(pair.kind for _, _, pair in listed),
        shown=torch.from_numpy(rows),
        offsets=torch.from_numpy(offsets),
        right=torch.tensor([float(pair.right) for _, _, pair in listed]),
        groups=column(number for _, number, _ in listed),
    )


def _kept(shown: Sequence[str], share: float, rng: np.random.Generator) -> list[str]:
    return [name for name, gone in zip(shown, rng.random(len(shown)) < share, strict=True) if not gone]


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

"""Training of the sequence network, in PyTorch (the extra ``vnextract[train]``); inference needs NumPy alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from vnextract.features import MASK, SHAPES, SUFFIX_BUCKETS, TAG_COLUMNS, Features

GAP = 8  # at least what the convolutions reach on one side
IGNORED = -100
HEADS = {name: TAG_COLUMNS[name] for name in ("entity", "trigger")}


@dataclass(frozen=True, slots=True)
class Example:
    """One article: what the network sees, and the gold tags in the columns of ``TAG_COLUMNS``."""

    features: Features
    gold: np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how to train; the defaults are what cross-validation over the articles chose."""

    epochs: int = 20
    batch: int = 8  # rows
    row: int = 512  # syllables
    rate: float = 2e-3
    dropout: float = 0.25
    decay: float = 1e-3
    forget_mention: float = 0.15  # rules know the training articles better than unseen ones: hide some of their finds
    forget_column: float = 0.1
    key_dropout: float = 0.05
    seed: int = 0


class TorchNetwork(nn.Module):
    """The network of ``vnextract.network``, with gradients."""

    def __init__(
        self, words: int, width: int = 128, dilations: Sequence[int] = (1, 2, 4, 1), dropout: float = 0.2
    ) -> None:
        super().__init__()
        sizes = {"key": words, "shape": len(SHAPES), "suffix": SUFFIX_BUCKETS, "break": 2}
        self.ids = nn.ModuleDict({f"t_{name}": nn.Embedding(size, width) for name, size in sizes.items()})
        self.tags = nn.ModuleDict({f"t_{name}": nn.Embedding(size, width) for name, size in TAG_COLUMNS.items()})
        for table in (*self.ids.values(), *self.tags.values()):
            nn.init.normal_(table.weight, 0.0, 0.05)
        self.layers = nn.ModuleList(nn.Conv1d(width, width, 3, padding=d, dilation=d) for d in dilations)
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in HEADS.items()})
        self.dropout = nn.Dropout(dropout)

    def states(self, ids: Tensor, tags: Tensor) -> Tensor:
        h = sum(table(ids[..., i]) for i, table in enumerate(self.ids.values()))
        h = h + sum(table(tags[..., i]) for i, table in enumerate(self.tags.values()))
        h = self.dropout(h).transpose(1, 2)
        for layer in self.layers:
            h = h + F.relu(layer(h))
        return h.transpose(1, 2)

    def forward(self, ids: Tensor, tags: Tensor) -> dict[str, Tensor]:
        h = self.dropout(self.states(ids, tags))
        return {name: head(h) for name, head in self.heads.items()}


def export(network: TorchNetwork) -> dict[str, np.ndarray[Any, Any]]:
    """The weights under the names that ``vnextract.network.Network`` reads, as float16 (half the size; scores move by less than 0.001)."""
    weights: dict[str, np.ndarray[Any, Any]] = {}
    for tables in (network.ids, network.tags):
        for name, table in tables.items():
            weights[f"embed.{name[2:]}"] = table.weight
    for i, layer in enumerate(network.layers):
        weights[f"conv.{i}.kernel"] = layer.weight.permute(2, 1, 0).reshape(-1, layer.weight.shape[0])
        weights[f"conv.{i}.bias"] = layer.bias
        weights[f"conv.{i}.dilation"] = torch.tensor(float(layer.dilation[0]))
    for name, head in network.heads.items():
        weights[f"head.{name}.weight"] = head.weight.t()
        weights[f"head.{name}.bias"] = head.bias
    return {name: value.detach().numpy().astype(np.float16) for name, value in weights.items()}


def batches(examples: Sequence[Example], settings: Settings, rng: np.random.Generator) -> Iterator[tuple[Tensor, ...]]:
    """The articles as one stream in random order, cut into rows of equal length, with some of the rules' finds hidden.

    Between two articles stand as many blank syllables as the network reaches, so that none sees its neighbor.
    """
    ids_parts, tag_parts, gold_parts = [], [], []
    for i in rng.permutation(len(examples)):
        example = examples[i]
        ids = example.features.ids.astype(np.int64)
        ids[rng.random(len(ids)) < settings.key_dropout, 0] = MASK
        ids_parts += [ids, np.zeros((GAP, ids.shape[1]), dtype=np.int64)]
        tag_parts += [forget(example.features.tags, settings, rng), np.zeros((GAP, len(TAG_COLUMNS)), dtype=np.int64)]
        gold_parts += [example.gold.astype(np.int64), np.full((GAP, len(TAG_COLUMNS)), IGNORED, dtype=np.int64)]
    ids, tags, gold = (np.concatenate(parts) for parts in (ids_parts, tag_parts, gold_parts))
    row = settings.row
    rows = -(-len(ids) // row)
    padding = rows * row - len(ids)
    ids = np.pad(ids, ((0, padding), (0, 0))).reshape(rows, row, -1)
    tags = np.pad(tags, ((0, padding), (0, 0))).reshape(rows, row, -1)
    gold = np.pad(gold, ((0, padding), (0, 0)), constant_values=IGNORED).reshape(rows, row, -1)
    order = rng.permutation(rows)
    for start in range(0, rows, settings.batch):
        chosen = order[start : start + settings.batch]
        yield torch.from_numpy(ids[chosen]), torch.from_numpy(tags[chosen]), torch.from_numpy(gold[chosen])


def forget(tags: np.ndarray[Any, Any], settings: Settings, rng: np.random.Generator) -> np.ndarray[Any, Any]:
    """The rules' tags with some mentions, sometimes a whole column, taken out."""
    kept = tags.astype(np.int64)
    for column in range(tags.shape[1]):
        if rng.random() < settings.forget_column:
            kept[:, column] = 0
            continue
        begins = (tags[:, column] % 2 == 1).cumsum()  # every B opens a mention; O keeps the number of the one before
        if begins.size and begins[-1]:
            gone = rng.random(begins[-1] + 1) < settings.forget_mention
            kept[gone[begins], column] = 0
    return kept


def fit(network: TorchNetwork, examples: Sequence[Example], settings: Settings, report: Any = None) -> None:
    """Trains in place; ``report`` is called with the epoch's number and mean loss."""
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    syllables = sum(len(example.gold) + GAP for example in examples)
    per_epoch = -(-syllables // (settings.row * settings.batch))
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.rate, total_steps=settings.epochs * (per_epoch + 1), pct_start=0.1
    )
    columns = {name: list(TAG_COLUMNS).index(name) for name in HEADS}
    network.train()
    for epoch in range(settings.epochs):
        losses = []
        for ids, tags, gold in batches(examples, settings, rng):
            logits = network(ids, tags)
            loss = torch.stack(
                [
                    F.cross_entropy(logits[name].flatten(0, 1), gold[..., column].flatten(), ignore_index=IGNORED)
                    for name, column in columns.items()
                ]
            ).sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        if report:
            report(epoch, sum(losses) / len(losses))
    network.eval()


def warm_start(network: TorchNetwork, weights: Mapping[str, Tensor]) -> None:
    """Takes over what an earlier training learnt: every weight of the same name and shape."""
    own = network.state_dict()
    own.update({name: value for name, value in weights.items() if name in own and own[name].shape == value.shape})
    network.load_state_dict(own)

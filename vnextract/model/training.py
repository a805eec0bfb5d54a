"""Training of the sequence network, in PyTorch (the extra ``vnextract[train]``); inference needs NumPy alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from vnextract.model.decoding import decode
from vnextract.model.features import MASK, REACH, SHAPES, SUFFIX_BUCKETS, TAG_COLUMNS, Features
from vnextract.model.network import Network

Report = Callable[[int, float, "float | None"], None]
GAP = 8  # at least what the convolutions reach on one side
IGNORED = -100
HEADS = {name: TAG_COLUMNS[name] for name in ("entity", "trigger")}


@dataclass(frozen=True, slots=True)
class Example:
    """One article: what the network sees, the gold tags in the columns of ``TAG_COLUMNS``, and who acts.

    ``agents`` are events by the first syllable of the trigger, each with the syllables at which its agent is named.
    """

    features: Features
    gold: npt.NDArray[np.int8]
    agents: tuple[tuple[int, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of syllables: ids, tags and gold tags, (rows, syllables, columns), and the events with a known agent.

    ``triggers`` are pairs of row and syllable; ``agents`` marks, in the window around each, where its agent stands.
    """

    ids: Tensor
    tags: Tensor
    gold: Tensor
    triggers: Tensor
    agents: Tensor


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how to train; the defaults are what the shipped model was trained with."""

    epochs: int = 5
    batch: int = 6  # rows
    row: int = 512  # syllables
    rate: float = 1e-3
    dropout: float = 0.2
    decay: float = 1e-3
    forget_mention: float = 0.1  # rules know the training articles better than unseen ones: hide some of their finds
    forget_column: float = 0.1
    key_dropout: float = 0.05
    patience: int = 2  # epochs without gain on the articles held out
    seed: int = 0
    pointing: float = 0.2  # weight of the agents in the loss
    words: bool = False  # whether the network reads how the tokenizer joins syllables


POINTER = 32  # numbers in which triggers and agents are compared


class TorchNetwork(nn.Module):
    """The network of ``vnextract.model.network``, with gradients."""

    def __init__(
        self,
        keys: int,
        width: int = 128,
        dilations: Sequence[int] = (1, 2, 4, 1),
        dropout: float = 0.2,
        words: bool = False,
    ) -> None:
        super().__init__()
        sizes = {"key": keys, "shape": len(SHAPES), "suffix": SUFFIX_BUCKETS, "break": 2}
        if words:
            sizes["word"] = 3
        self.ids = nn.ModuleDict({f"t_{name}": nn.Embedding(size, width) for name, size in sizes.items()})
        self.tags = nn.ModuleDict({f"t_{name}": nn.Embedding(size, width) for name, size in TAG_COLUMNS.items()})
        for table in (*self.ids.values(), *self.tags.values()):
            nn.init.normal_(table.weight, 0.0, 0.05)
        self.layers = nn.ModuleList(nn.Conv1d(width, width, 3, padding=d, dilation=d) for d in dilations)
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in HEADS.items()})
        self.query, self.key = (nn.Linear(width, POINTER, bias=False) for _ in range(2))
        self.near = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.dropout = nn.Dropout(dropout)

    def states(self, ids: Tensor, tags: Tensor) -> Tensor:
        h = sum(table(ids[..., i]) for i, table in enumerate(self.ids.values()))
        h = h + sum(table(tags[..., i]) for i, table in enumerate(self.tags.values()))
        h = self.dropout(h).transpose(1, 2)
        for layer in self.layers:
            h = h + F.relu(layer(h))
        return h.transpose(1, 2)

    def forward(self, ids: Tensor, tags: Tensor) -> dict[str, Tensor]:
        return self.score(self.dropout(self.states(ids, tags)))

    def score(self, states: Tensor) -> dict[str, Tensor]:
        """The scores of each head's tags."""
        return {name: head(states) for name, head in self.heads.items()}

    def point(self, states: Tensor, triggers: Tensor) -> Tensor:
        """How much each syllable in the window around a trigger looks like the start of its agent."""
        rows, at = triggers[:, 0], triggers[:, 1]
        window = at[:, None] + torch.arange(-REACH, REACH + 1)
        inside = (window >= 0) & (window < states.shape[1])
        keys = self.key(states)[rows[:, None], window.clamp(0, states.shape[1] - 1)]
        told = (keys @ self.query(states[rows, at])[:, :, None])[..., 0] + self.near
        return told.masked_fill(~inside, -1e9)


def _named(network: TorchNetwork) -> dict[str, Tensor]:
    """The weights under the names and in the layout that ``vnextract.model.network.Network`` reads."""
    named: dict[str, Tensor] = {}
    for tables in (network.ids, network.tags):
        named |= {f"embed.{name[2:]}": table.weight for name, table in tables.items()}
    for i, layer in enumerate(network.layers):
        # (out, in, tap) as one (tap * in, out) matrix. A view: what is copied into it is in the layer.
        named[f"conv.{i}.kernel"] = layer.weight.permute(2, 1, 0)
        named[f"conv.{i}.bias"] = layer.bias
    named |= {"point.query": network.query.weight.t(), "point.key": network.key.weight.t(), "point.near": network.near}
    for name, head in network.heads.items():
        named[f"head.{name}.weight"] = head.weight.t()
        named[f"head.{name}.bias"] = head.bias
    return named


def export(network: TorchNetwork) -> dict[str, npt.NDArray[np.float16]]:
    """The network's arrays for ``Network``, in half precision."""
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in _named(network).items()}
    for i, layer in enumerate(network.layers):
        arrays[f"conv.{i}.dilation"] = np.array(layer.dilation[0], dtype=np.float16)
    return arrays


def batches(examples: Sequence[Example], settings: Settings, rng: np.random.Generator) -> Iterator[Batch]:
    """The articles as one stream in random order, cut into rows of equal length, with some of the rules' finds hidden.

    Between two articles stand as many blank syllables as the network reaches, so that none sees its neighbor.
    """
    ids_parts: list[npt.NDArray[np.int64]] = []
    tag_parts: list[npt.NDArray[np.int64]] = []
    gold_parts: list[npt.NDArray[np.int64]] = []
    agents: list[tuple[int, tuple[int, ...]]] = []  # in syllables of the stream
    length = 0
    for i in rng.permutation(len(examples)):
        example = examples[i]
        ids = example.features.ids.astype(np.int64)
        ids[rng.random(len(ids)) < settings.key_dropout, 0] = MASK
        ids_parts += [ids, np.zeros((GAP, ids.shape[1]), dtype=np.int64)]
        tag_parts += [forget(example.features.tags, settings, rng), np.zeros((GAP, len(TAG_COLUMNS)), dtype=np.int64)]
        agents += [(length + at, tuple(length + a for a in where)) for at, where in example.agents]
        length += len(ids) + GAP
        gold_parts += [example.gold.astype(np.int64), np.full((GAP, len(TAG_COLUMNS)), IGNORED, dtype=np.int64)]
    ids, tags, gold = (np.concatenate(parts) for parts in (ids_parts, tag_parts, gold_parts))
    row = settings.row
    rows = -(-len(ids) // row)
    padding = rows * row - len(ids)
    ids = np.pad(ids, ((0, padding), (0, 0))).reshape(rows, row, -1)
    tags = np.pad(tags, ((0, padding), (0, 0))).reshape(rows, row, -1)
    gold = np.pad(gold, ((0, padding), (0, 0)), constant_values=IGNORED).reshape(rows, row, -1)
    order = rng.permutation(rows)
    by_row: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for at, where in agents:
        by_row.setdefault(at // row, []).append((at, where))
    for start in range(0, rows, settings.batch):
        chosen = order[start : start + settings.batch]
        pointed = [_window(i, at, where, row) for i, r in enumerate(chosen) for at, where in by_row.get(int(r), ())]
        windows = [(at, marks) for at, marks in pointed if marks.any()]
        yield Batch(
            ids=torch.from_numpy(ids[chosen]),
            tags=torch.from_numpy(tags[chosen]),
            gold=torch.from_numpy(gold[chosen]),
            triggers=torch.tensor([at for at, _ in windows], dtype=torch.long).reshape(-1, 2),
            agents=torch.from_numpy(np.array([marks for _, marks in windows], dtype=bool).reshape(-1, 2 * REACH + 1)),
        )


def _window(number: int, at: int, where: tuple[int, ...], row: int) -> tuple[tuple[int, int], npt.NDArray[np.bool_]]:
    """A trigger by its row in the batch and its place there, and the syllables of its agent around it, same row only."""
    marks = np.zeros(2 * REACH + 1, dtype=bool)
    for agent in where:
        if agent // row == at // row and abs(agent - at) <= REACH:
            marks[agent - at + REACH] = True
    return (number, at % row), marks


def forget(tags: npt.NDArray[np.int8], settings: Settings, rng: np.random.Generator) -> npt.NDArray[np.int64]:
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


def fit(
    network: TorchNetwork,
    examples: Sequence[Example],
    settings: Settings,
    held_out: Sequence[Example] = (),
    report: Report = lambda epoch, loss, score: None,
) -> float | None:
    """Trains in place and gives the best score on the articles held out, to which the network is set back.

    Stops early when ``settings.patience`` epochs bring nothing there. ``report`` is told each epoch's number, mean
    loss and held-out F1. The same seed on the same machine gives the same weights.
    """
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True, warn_only=True)  # sums over windows that overlap, in one order
    rng = np.random.default_rng(settings.seed)
    syllables = sum(len(example.gold) + GAP for example in examples)
    steps = settings.epochs * -(-syllables // (settings.row * settings.batch))
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.decay, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, total_steps=steps + 1, pct_start=0.1)
    best: float | None = None
    best_state, stale = network.state_dict(), 0
    for epoch in range(settings.epochs):
        network.train()
        losses = []
        for batch in batches(examples, settings, rng):
            loss = _loss(network, batch, settings)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        network.eval()
        score = tag_f1(Network(export(network)), held_out) if held_out else None
        report(epoch + 1, sum(losses) / len(losses), score)
        if score is None:
            continue
        stale += 1
        if best is None or score > best:
            best, stale = score, 0
            best_state = {name: value.clone() for name, value in network.state_dict().items()}
        if stale >= settings.patience:
            break
    if best is not None:
        network.load_state_dict(best_state)
    network.eval()
    return best


def _loss(network: TorchNetwork, batch: Batch, settings: Settings) -> Tensor:
    states = network.dropout(network.states(batch.ids, batch.tags))
    columns = {name: list(TAG_COLUMNS).index(name) for name in HEADS}
    parts = [
        F.cross_entropy(logits.flatten(0, 1), batch.gold[..., columns[name]].flatten(), ignore_index=IGNORED)
        for name, logits in network.score(states).items()
    ]
    if len(batch.triggers):
        told = network.point(states, batch.triggers).log_softmax(1)
        # Any place that names the agent will do: the annotation gives its words, not where they stand.
        right = torch.logsumexp(told.masked_fill(~batch.agents, -1e9), 1)
        parts.append(-settings.pointing * right.mean())
    return torch.stack(parts).sum()


def tag_f1(network: Network, examples: Sequence[Example]) -> float:
    """F1 of exact stretches with their labels over all heads."""
    matched = found = gold = 0
    for example in examples:
        states = network.states(example.features)
        for name in HEADS:
            column = example.gold[:, list(TAG_COLUMNS).index(name)]
            got = {s[:3] for s in decode(network.scores(states, name))}
            want = {s[:3] for s in decode(np.eye(HEADS[name], dtype=np.float32)[column])}
            matched, found, gold = matched + len(got & want), found + len(got), gold + len(want)
    return 2 * matched / (found + gold) if matched else 0.0


def warm_start(network: TorchNetwork, weights: Mapping[str, npt.NDArray[Any]]) -> None:
    """Takes over what an earlier training learnt: every exported array of the same name and shape."""
    with torch.no_grad():
        for name, target in _named(network).items():
            if name in weights and weights[name].shape == tuple(target.shape):
                target.copy_(torch.from_numpy(np.asarray(weights[name], dtype=np.float32)))

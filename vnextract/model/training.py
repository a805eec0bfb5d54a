"""Training of the sequence network, in PyTorch (the extra ``vnextract[train]``); inference needs NumPy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from vnextract.document import EVENT_TYPES, Sighting
from vnextract.model.batches import IGNORED, Acts, Batch, Example, Hiding, batches
from vnextract.model.classifier import OBSERVATIONS, numbered, packed, unpacked
from vnextract.model.decoding import decode
from vnextract.model.features import REACH, SHAPES, SUFFIX_BUCKETS, TAG_COLUMNS
from vnextract.model.network import Network

Report = Callable[[int, float, "float | None"], None]
HEADS = {name: TAG_COLUMNS[name] for name in ("entity", "trigger")}


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how to train; the defaults are what the shipped model was trained with."""

    epochs: int = 4
    batch: int = 4  # articles
    longest: int = 1024  # syllables of an article that are read at once
    rate: float = 1e-3
    dropout: float = 0.2
    decay: float = 1e-2
    hiding: Hiding = field(default_factory=Hiding)
    patience: int = 2  # epochs without gain on the articles held out
    seed: int = 0
    pointing: float = 0.2  # weight of the agents in the loss
    acts: float = 2.0  # weight of the candidate events
    words: bool = False  # whether the network reads how the tokenizer joins syllables


POINTER = 32  # numbers in which triggers and agents are compared
OBSERVED, KIND, HIDDEN = 64, 16, 64  # numbers for what was seen of a candidate event, for its type, between
HEAD_DROPOUT = 0.3
FEWEST = 3  # candidates that must show an observation for it to be learnt


class TorchNetwork(nn.Module):
    """The network of ``vnextract.model.network``, with gradients."""

    def __init__(
        self,
        keys: int,
        width: int = 128,
        dilations: Sequence[int] = (1, 2, 4, 1),
        dropout: float = 0.2,
        words: bool = False,
        observations: Sequence[str] = (),
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
        self.observations = tuple(observations)
        self.observed = nn.EmbeddingBag(1 + len(self.observations), OBSERVED + 1, mode="sum")
        nn.init.normal_(self.observed.weight, 0.0, 0.05)
        nn.init.zeros_(self.observed.weight[:, -1])
        self.kinds = nn.Embedding(len(EVENT_TYPES), KIND)
        self.hidden = nn.Linear(OBSERVED + KIND + 2 * width, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.head_dropout = nn.Dropout(HEAD_DROPOUT)

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

    def judge(self, states: Tensor, acts: Acts) -> Tensor:
        """Log odds that each candidate is an event: see ``vnextract.model.classifier``."""
        seen = self.observed(acts.shown, acts.offsets)
        read = [states[acts.rows, at] for at in (acts.triggers, acts.actors)]
        inputs = torch.cat([seen[:, :-1], self.kinds(acts.kinds), *read], 1)
        hidden = self.head_dropout(F.relu(self.hidden(self.head_dropout(inputs))))
        odds: Tensor = self.out(hidden)[:, 0] + seen[:, -1]
        return odds


def observations_of(examples: Iterable[Example], known: Sequence[str] = ()) -> list[str]:
    """What a network that learns from these examples can know of a candidate: what is known, then what is new and not rare."""
    counts = Counter(name for example in examples for act in example.acts for name in act.shown)
    return [*known, *sorted(name for name in counts.keys() - set(known) if counts[name] >= FEWEST)]


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
    named |= {"event.observed": network.observed.weight, "event.kind": network.kinds.weight}
    linear = {f"head.{name}": head for name, head in network.heads.items()}
    for name, layer in (linear | {"event.hidden": network.hidden, "event.out": network.out}).items():
        named[f"{name}.weight"] = layer.weight.t()
        named[f"{name}.bias"] = layer.bias
    return named


def export(network: TorchNetwork) -> dict[str, npt.NDArray[Any]]:
    """The network's arrays for ``Network``, in half precision."""
    arrays: dict[str, npt.NDArray[Any]] = {
        name: value.detach().numpy().astype(np.float16) for name, value in _named(network).items()
    }
    for i, layer in enumerate(network.layers):
        arrays[f"conv.{i}.dilation"] = np.array(layer.dilation[0], dtype=np.float16)
    return arrays | {OBSERVATIONS: packed(network.observations)}


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
    pieces = sum(-(-len(example.gold) // settings.longest) for example in examples)
    steps = settings.epochs * -(-pieces // settings.batch)
    numbers = numbered(network.observations)
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.decay, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, total_steps=steps + 1, pct_start=0.1)
    best: float | None = None
    best_state, stale = network.state_dict(), 0
    for epoch in range(settings.epochs):
        network.train()
        losses = []
        for batch in batches(examples, settings.batch, settings.longest, settings.hiding, numbers, rng):
            loss = _loss(network, batch, settings)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        network.eval()
        score = held_out_f1(Network(export(network)), held_out) if held_out else None
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
    parts = []
    for name, logits in network.score(states).items():
        gold = batch.gold[..., list(TAG_COLUMNS).index(name)].flatten()
        if (gold != IGNORED).any():
            parts.append(F.cross_entropy(logits.flatten(0, 1), gold, ignore_index=IGNORED))
    if len(batch.triggers):
        told = network.point(states, batch.triggers).log_softmax(1)
        # Any place that names the agent will do: the annotation gives its words, not where they stand.
        right = torch.logsumexp(told.masked_fill(~batch.agents, -1e9), 1)
        parts.append(-settings.pointing * right.mean())
    if len(batch.acts.right):
        judged = network.judge(states, batch.acts)
        parts.append(settings.acts * F.binary_cross_entropy_with_logits(judged, batch.acts.right))
    return torch.stack(parts).sum()


def held_out_f1(network: Network, examples: Sequence[Example]) -> float:
    """F1 of exact stretches with their labels over all heads, and of the candidate events."""
    matched = found = gold = 0
    for example in examples:
        states = network.states(example.features)
        for name in HEADS:
            column = example.gold[:, list(TAG_COLUMNS).index(name)]
            if (column == IGNORED).any():
                continue
            got = {s[:3] for s in decode(network.scores(states, name))}
            want = {s[:3] for s in decode(np.eye(HEADS[name], dtype=np.float32)[column])}
            matched, found, gold = matched + len(got & want), found + len(got), gold + len(want)
        asked = [Sighting(EVENT_TYPES[a.kind], a.trigger, a.actor, a.shown, 0.0) for a in example.acts]
        for act, odds in zip(example.acts, network.classifier.odds(states, asked), strict=True):
            matched, found, gold = matched + (act.right and odds >= 0), found + (odds >= 0), gold + act.right
    return 2 * matched / (found + gold) if matched else 0.0


def warm_start(network: TorchNetwork, weights: Mapping[str, npt.NDArray[Any]]) -> None:
    """Takes over what an earlier training learnt: every exported array of the same name and shape.

    Of the observations those that the other network begins with too, in their order.
    """
    shared = 1 + len(unpacked(weights[OBSERVATIONS])) if OBSERVATIONS in weights else 0
    with torch.no_grad():
        for name, target in _named(network).items():
            if name not in weights:
                continue
            value = torch.from_numpy(np.asarray(weights[name], dtype=np.float32))
            if name == "event.observed":
                target[:shared].copy_(value)
            elif value.shape == target.shape:
                target.copy_(value)

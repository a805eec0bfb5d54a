"""Training of the sequence network, in PyTorch (the extra ``vnextract[train]``); inference needs NumPy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from vnextract.document import EVENT_TYPES, Sighting
from vnextract.model.batches import IGNORED, Batch, Example, Hiding, Pair, Pairs, batches
from vnextract.model.classifier import NAMES, QUESTIONS, numbered, packed
from vnextract.model.decoding import decode
from vnextract.model.features import SHAPES, SUFFIX_BUCKETS, TAG_COLUMNS
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
    event: float = 2.0  # weights of the three questions in the loss
    agent: float = 1.0
    time: float = 1.0
    words: bool = False  # whether the network reads how the tokenizer joins syllables


OBSERVED, KIND, HIDDEN = 64, 16, 64  # numbers for what was seen of a pair, for the event type, between
HEAD_DROPOUT = 0.3
FEWEST = 3  # pairs that must show an observation for it to be learnt


class TorchClassifier(nn.Module):
    """``vnextract.model.classifier.PairClassifier``, with gradients."""

    def __init__(self, width: int, observations: Sequence[str]) -> None:
        super().__init__()
        self.observations = tuple(observations)
        self.observed = nn.EmbeddingBag(1 + len(self.observations), OBSERVED + 1, mode="sum")
        nn.init.normal_(self.observed.weight, 0.0, 0.05)
        nn.init.zeros_(self.observed.weight[:, -1])
        self.kinds = nn.Embedding(len(EVENT_TYPES), KIND)
        self.hidden = nn.Linear(OBSERVED + KIND + 2 * width, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(HEAD_DROPOUT)

    def forward(self, states: Tensor, pairs: Pairs) -> Tensor:
        """Log odds of each pair."""
        seen = self.observed(pairs.shown, pairs.offsets)
        read = [states[pairs.rows, at] for at in (pairs.triggers, pairs.others)]
        inputs = torch.cat([seen[:, :-1], self.kinds(pairs.kinds), *read], 1)
        hidden = self.dropout(F.relu(self.hidden(self.dropout(inputs))))
        odds: Tensor = self.out(hidden)[:, 0] + seen[:, -1]
        return odds


class TorchNetwork(nn.Module):
    """The network of ``vnextract.model.network``, with gradients."""

    def __init__(
        self,
        keys: int,
        width: int = 128,
        dilations: Sequence[int] = (1, 2, 4, 1),
        dropout: float = 0.2,
        words: bool = False,
        observations: Mapping[str, Sequence[str]] | None = None,
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
        self.dropout = nn.Dropout(dropout)
        known = observations or {}
        self.questions = nn.ModuleDict({name: TorchClassifier(width, known.get(name, ())) for name in QUESTIONS})

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


def observations_of(
    examples: Sequence[Example], known: Mapping[str, Sequence[str]] | None = None
) -> dict[str, list[str]]:
    """What a network that learns from these examples can know of the pairs of each question: what is known, then what is new and not rare."""
    found: dict[str, list[str]] = {}
    for question in QUESTIONS:
        counts = Counter(name for pair in _pairs(examples, question) for name in pair.shown)
        old = (known or {}).get(question, ())
        found[question] = [*old, *sorted(name for name in counts.keys() - set(old) if counts[name] >= FEWEST)]
    return found


def _pairs(examples: Iterable[Example], question: str) -> Iterator[Pair]:
    return (pair for example in examples for group in example.pairs.get(question, ()) for pair in group)


def _named(network: TorchNetwork) -> dict[str, Tensor]:
    """The weights under the names and in the layout that ``vnextract.model.network.Network`` reads."""
    named: dict[str, Tensor] = {}
    for tables in (network.ids, network.tags):
        named |= {f"embed.{name[2:]}": table.weight for name, table in tables.items()}
    for i, layer in enumerate(network.layers):
        # (out, in, tap) as one (tap * in, out) matrix. A view: what is copied into it is in the layer.
        named[f"conv.{i}.kernel"] = layer.weight.permute(2, 1, 0)
        named[f"conv.{i}.bias"] = layer.bias
    linear = {f"head.{name}": head for name, head in network.heads.items()}
    for name, asked in network.questions.items():
        named |= {f"{name}.observed": asked.observed.weight, f"{name}.kind": asked.kinds.weight}
        linear |= {f"{name}.hidden": asked.hidden, f"{name}.out": asked.out}
    for name, layer in linear.items():
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
    return arrays | {f"{name}.{NAMES}": packed(asked.observations) for name, asked in network.questions.items()}


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
    numbers = {name: numbered(asked.observations) for name, asked in network.questions.items()}
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
    for name, pairs in batch.pairs.items():
        if len(pairs.right):
            odds = network.questions[name](states, pairs)
            told = _choice if name == "agent" else _each
            parts.append(getattr(settings, name) * told(odds, pairs))
    return torch.stack(parts).sum()


def _each(odds: Tensor, pairs: Pairs) -> Tensor:
    """The loss where every pair is right or wrong by itself."""
    return F.binary_cross_entropy_with_logits(odds, pairs.right)


def _choice(odds: Tensor, pairs: Pairs) -> Tensor:
    """The loss where one of each group is chosen; any right one will do."""
    size = int(pairs.groups.max()) + 1
    highest = torch.full((size,), -torch.inf).scatter_reduce(0, pairs.groups, odds.detach(), "amax")
    told = torch.exp(odds - highest[pairs.groups])
    listed, right = (torch.zeros(size).index_add(0, pairs.groups, t) for t in (told, told * pairs.right))
    whole = right > 0  # an article cut in two may have left the right one behind
    return torch.log(listed[whole] / right[whole]).sum() / max(int(whole.sum()), 1)


def held_out_f1(network: Network, examples: Sequence[Example]) -> float:
    """F1 of exact stretches with their labels over all heads, of the candidate events and of their times."""
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
        for question in ("event", "time"):
            pairs = list(_pairs([example], question))
            asked = [Sighting(EVENT_TYPES[p.kind], p.trigger, p.other, p.shown, 0.0) for p in pairs]
            for pair, odds in zip(pairs, network.classifiers[question].odds(states, asked), strict=True):
                matched, found, gold = matched + (pair.right and odds >= 0), found + (odds >= 0), gold + pair.right
    return 2 * matched / (found + gold) if matched else 0.0


def warm_start(network: TorchNetwork, weights: Mapping[str, npt.NDArray[Any]]) -> None:
    """Takes over what an earlier training learnt: every exported array of the same name and shape.

    Of the observations those that the other network begins with too, in their order.
    """
    with torch.no_grad():
        for name, target in _named(network).items():
            if name not in weights:
                continue
            value = torch.from_numpy(np.asarray(weights[name], dtype=np.float32))
            if name.endswith(".observed"):
                target[: len(value)].copy_(value)
            elif value.shape == target.shape:
                target.copy_(value)

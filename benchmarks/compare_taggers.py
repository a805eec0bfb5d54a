"""CRF, BiLSTM and CNN on the same folds of annotated articles: F1 of exact names and triggers, with intervals.

    python benchmarks/compare_taggers.py GOLD_DIR... --start MODEL --work FOLDER [--folds 4] [--only crf,cnn]

Every tagger sees the same of a syllable: its key, shape, last letters, neighbors, the words of the tokenizer, and what
the rules say of it. Each article is read by the tagger that learnt from the other folds. MODEL is what ``pretrain.py``
wrote; FOLDER keeps what is finished, so that a run that was stopped goes on. Needs ``vnextract[train,benchmarks]``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from folds import Sheet, read_folders
from torch import Tensor, nn

from vnextract.gold import ALL_KINDS
from vnextract.model.decoding import decode
from vnextract.model.features import ENTITY_LABELS, SHAPES, TAG_COLUMNS
from vnextract.model.network import Network
from vnextract.model.tagger import read_weights, save
from vnextract.model.training import HEADS, Settings, TorchNetwork, export, fit, observations_of, warm_start

LABELS = (*ENTITY_LABELS, "trigger")
Spans = set[tuple[int, int, int]]
Marks = dict[str, Spans]  # by head
Weights = dict[str, npt.NDArray[Any]]
Counts = npt.NDArray[np.int64]
COLUMN = {name: i for i, name in enumerate(TAG_COLUMNS)}
PRETRAINED, FROM_SCRATCH = Settings(), Settings(epochs=8)
# Shorter pieces, more of them: an LSTM goes through a piece step by step.
STEPWISE = Settings(epochs=5, longest=128, batch=24)


class BiLstm(TorchNetwork):
    """The CNN's embeddings and heads around one bidirectional LSTM of the same width."""

    def __init__(self, keys: int, width: int) -> None:
        super().__init__(keys, width, dilations=())
        self.lstm = nn.LSTM(width, width // 2, batch_first=True, bidirectional=True)

    def states(self, ids: Tensor, tags: Tensor) -> Tensor:
        embedded = super().states(ids, tags)
        read, _ = self.lstm(embedded)
        return embedded + read


def spans(tags: npt.NDArray[np.int8], head: str) -> Spans:
    """The stretches that a column of tags marks."""
    return {s[:3] for s in decode(np.eye(HEADS[head], dtype=np.float32)[tags])}


def by_network(network: Network) -> Callable[[Sheet], Marks]:
    def read(sheet: Sheet) -> Marks:
        states = network.states(sheet.example.features)
        return {head: {s[:3] for s in decode(network.scores(states, head))} for head in HEADS}

    return read


def by_torch(network: TorchNetwork) -> Callable[[Sheet], Marks]:
    def read(sheet: Sheet) -> Marks:
        features = sheet.example.features
        with torch.no_grad():
            told = network(torch.from_numpy(features.ids[None]).long(), torch.from_numpy(features.tags[None]).long())
        return {head: {s[:3] for s in decode(logits[0].log_softmax(1).numpy())} for head, logits in told.items()}

    return read


def learn_cnn(
    learn: Sequence[Sheet], weights: Weights, keys: list[str], out: Path, words: bool
) -> Callable[[Sheet], Marks]:
    examples = [sheet.example for sheet in learn]
    network = TorchNetwork(_rows(keys), words=words, observations=observations_of(examples))
    if words:
        nn.init.zeros_(network.ids["t_word"].weight)
    warm_start(network, weights)
    fit(network, examples, PRETRAINED if weights else FROM_SCRATCH)
    save(out, export(network), keys, {})
    return by_network(Network(export(network)))


def learn_bilstm(learn: Sequence[Sheet], weights: Weights, keys: list[str]) -> Callable[[Sheet], Marks]:
    network = BiLstm(_rows(keys), 128)
    warm_start(network, {name: value for name, value in weights.items() if name.startswith("embed.")})
    fit(network, [sheet.example for sheet in learn], STEPWISE)
    return by_torch(network)


def _rows(keys: Sequence[str]) -> int:
    from vnextract.model.features import Vocabulary

    return len(Vocabulary(keys))


def crf_rows(sheet: Sheet) -> list[list[str]]:
    """What the CRF sees: a list of named observations a syllable, two neighbors to either side among them."""
    features, keys = sheet.example.features, sheet.document.keys
    own = []
    for i, (ids, tags) in enumerate(zip(features.ids, features.tags, strict=True)):
        told = [f"{name}={tag}" for name, tag in zip(TAG_COLUMNS, tags, strict=True) if tag]
        own.append([f"key={keys[i]}", f"shape={SHAPES[ids[1]]}", f"word={ids[4]}", *told])
    rows = []
    for i, names in enumerate(own):
        row = ["bias", *names, f"suffix={features.ids[i, 2]}", f"break={features.ids[i, 3]}"]
        for step in (-2, -1, 1, 2):
            if 0 <= i + step < len(own):
                row += [f"{step}:{name}" for name in own[i + step]]
            else:
                row.append(f"{step}:edge")
        if i > 0:
            row.append(f"pair={keys[i - 1]} {keys[i]}")
        if i + 1 < len(own):
            row.append(f"pair+={keys[i]} {keys[i + 1]}")
        rows.append(row)
    return rows


def learn_crf(learn: Sequence[Sheet], out: Path) -> Callable[[Sheet], Marks]:
    import pycrfsuite

    taggers = {}
    rows = [crf_rows(sheet) for sheet in learn]
    for head in HEADS:
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 60, "feature.minfreq": 2})
        for sheet, told in zip(learn, rows, strict=True):
            for first, last in sentences(sheet):
                if last - first > 1:
                    trainer.append(told[first:last], [str(t) for t in sheet.example.gold[first:last, COLUMN[head]]])
        path = out.with_suffix(f".{head}.crf")
        trainer.train(str(path))
        taggers[head] = pycrfsuite.Tagger()
        taggers[head].open(str(path))

    def read(sheet: Sheet) -> Marks:
        told, found = crf_rows(sheet), {}
        for head, tagger in taggers.items():
            tags = np.zeros(len(told), dtype=np.int8)
            for first, last in sentences(sheet):
                tags[first:last] = [int(tag) for tag in tagger.tag(told[first:last])]
            found[head] = spans(tags, head)
        return found

    return read


def sentences(sheet: Sheet) -> Iterator[tuple[int, int]]:
    return ((s.first, s.last) for s in sheet.document.sentences)


def read_rules(sheet: Sheet) -> Marks:
    """What the rules alone say: names, and the events they tell."""
    from dataclasses import replace

    from vnextract.events.extractor import find_events
    from vnextract.links.entities import link
    from vnextract.model.features import tag_rows

    linked = link(sheet.document, sheet.document.mentions)
    document = replace(sheet.document.with_mentions(linked), opinion=None)
    events = tag_rows(document, find_events(document))
    return {
        "entity": spans(sheet.example.features.tags[:, COLUMN["entity"]], "entity"),
        "trigger": spans(events[:, COLUMN["trigger"]], "trigger"),
    }


def count(found: Marks, sheet: Sheet) -> list[list[int]]:
    """Matched, found, gold of each of ``LABELS``."""
    rows: list[list[int]] = []
    for head, labels in (("entity", range(len(ENTITY_LABELS))), ("trigger", (None,))):
        if head == "entity" and sheet.gold.kinds != ALL_KINDS:
            rows += [[0, 0, 0]] * len(labels)
            continue
        gold = spans(sheet.example.gold[:, COLUMN[head]], head)
        for label in labels:
            ours = {s for s in found[head] if label is None or s[2] == label}
            theirs = {s for s in gold if label is None or s[2] == label}
            rows.append([len(ours & theirs), len(ours), len(theirs)])
    return rows


def teach(name: str, learn: Sequence[Sheet], weights: Weights, keys: list[str], out: Path) -> Callable[[Sheet], Marks]:
    """A tagger, by its name in ``TAGGERS``, that learnt from some articles."""
    if name == "rules":
        return read_rules
    if name == "crf":
        return learn_crf(learn, out)
    if name == "bilstm":
        return learn_bilstm(learn, weights, keys)
    return learn_cnn(learn, {} if name == "cnn-scratch" else weights, keys, out, words=name == "cnn-words")


def cross_validate(
    name: str, sheets: Sequence[Sheet], keys: list[str], weights: Weights, work: Path, folds: int
) -> Counts:
    """The counts of every article of the first folds, (articles, labels, 3), each read by the tagger of the others."""
    counts: list[list[list[int]]] = []
    for fold in range(folds):
        kept = work / f"{name}-{fold}.json"
        if not kept.exists():
            began = time.perf_counter()
            read = teach(name, [s for s in sheets if s.fold != fold], weights, keys, work / f"{name}-{fold}")
            learnt = time.perf_counter()
            told = [count(read(sheet), sheet) for sheet in sheets if sheet.fold == fold]
            seconds = (learnt - began, time.perf_counter() - learnt)
            kept.write_text(json.dumps({"counts": told, "seconds": seconds}))
            print(name, fold, "seconds to learn and to read", seconds, flush=True)
        counts += json.loads(kept.read_text())["counts"]
    return np.array(counts)


def f1(counts: npt.NDArray[Any]) -> npt.NDArray[Any]:
    matched, found, gold = np.moveaxis(counts.astype(float), -1, 0)
    return 2 * matched / np.maximum(found + gold, 1)


def table(counts: dict[str, Counts], rounds: int) -> Iterator[str]:
    """F1 by label as Markdown, and the 95 % interval of the difference to the CNN over resampled articles."""
    yield "| | " + " | ".join(LABELS) + " |"
    yield "|---|" + "---:|" * len(LABELS)
    size = len(next(iter(counts.values())))
    drawn = np.random.default_rng(0).multinomial(size, [1 / size] * size, size=rounds)
    resampled = {name: f1(np.einsum("ra,alc->rlc", drawn, own)) for name, own in counts.items()}
    for name, own in counts.items():
        cells = [f"{value:.3f}" for value in f1(own.sum(axis=0))]
        if name != "cnn" and "cnn" in counts:
            low, high = np.quantile(resampled[name] - resampled["cnn"], (0.025, 0.975), axis=0)
            cells = [f"{c} ({a:+.3f} to {b:+.3f})" for c, a, b in zip(cells, low, high, strict=True)]
        yield f"| {name} | " + " | ".join(cells) + " |"


TAGGERS = ("rules", "crf", "bilstm", "cnn-scratch", "cnn", "cnn-words")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--start", type=Path, required=True, metavar="MODEL")
    parser.add_argument("--work", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--first", type=int, help="only so many of the folds are held out in turn")
    parser.add_argument("--only", default=",".join(TAGGERS), help="some of " + ", ".join(TAGGERS))
    parser.add_argument("--rounds", type=int, default=1000)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    weights, keys = read_weights(options.start / "weights.npz")
    sheets = read_folders(options.folders, keys, options.folds)
    counts = {
        name: cross_validate(name, sheets, keys, weights, options.work, options.first or options.folds)
        for name in options.only.split(",")
    }
    for line in table(counts, options.rounds):
        print(line)


if __name__ == "__main__":
    main()

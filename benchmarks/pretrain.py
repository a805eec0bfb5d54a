"""A model to start from, from raw news alone: masked reading, then the rules' own finds.

    python benchmarks/pretrain.py NEWS.jsonl.gz -o MODEL [--words 12000] [--passes 1.3] [--silver 2600]

First the network learns to tell a hidden syllable from its neighbors; then, with most of the rules' tags hidden, to find
what the rules find. ``vnextract train GOLD_DIR -o OUT --start MODEL`` goes on from there. Needs PyTorch; an hour on two
cores.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from vnextract.document import Article, Document
from vnextract.entities import find_entities, read_document
from vnextract.events.extractor import find_events
from vnextract.links.entities import link
from vnextract.model.batches import Example, Hiding
from vnextract.model.features import MASK, TAG_COLUMNS, Vocabulary, encode, plain_key, tag_rows
from vnextract.model.tagger import save
from vnextract.model.training import Settings, TorchNetwork, export, fit
from vnextract.version import __version__

ROW, BATCH, HIDDEN = 192, 32, 0.12  # syllables a row, rows a step, share of syllables hidden
FEWEST_TITLES = 4  # mentions of titles and bodies that make an article one of public affairs
PUBLIC = frozenset(("official", "body", "directive"))


def read(news: Path) -> Iterator[Document]:
    with gzip.open(news, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield read_document(Article(row["text"], doc_id=row["doc_id"]))


def vocabulary_of(documents: Sequence[Document], words: int) -> Vocabulary:
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(map(plain_key, document.keys))
    return Vocabulary([key for key, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:words]])


def read_masked(network: TorchNetwork, stream: np.ndarray[Any, Any], passes: float, seed: int) -> None:
    """Hides syllables and learns to name them from their neighbors; the output shares the input's embeddings."""
    rng = np.random.default_rng(seed)
    rows = torch.from_numpy(stream[: len(stream) // ROW * ROW].reshape(-1, ROW, stream.shape[1]).astype(np.int64))
    table = network.ids["t_key"].weight
    project, bias = nn.Linear(table.shape[1], table.shape[1]), nn.Parameter(torch.zeros(len(table)))
    steps = int(passes * len(rows) / BATCH)
    optimizer = torch.optim.AdamW([*network.parameters(), *project.parameters(), bias], lr=4e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps, pct_start=0.1)
    blank = torch.zeros((BATCH, ROW, len(TAG_COLUMNS)), dtype=torch.long)
    for step in range(steps):
        ids = rows[torch.from_numpy(rng.integers(0, len(rows), BATCH))].clone()
        hidden = torch.from_numpy(rng.random((BATCH, ROW)) < HIDDEN)
        wanted = ids[..., 0][hidden]
        ids[..., 0][hidden] = MASK
        ids[..., 2][hidden] = 0  # the last letters would give it away
        scores = project(network.states(ids, blank)[hidden]) @ table.t() + bias
        loss = F.cross_entropy(scores, wanted)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"masked reading {step}/{steps}  loss {loss.item():.3f}", flush=True)


def silver(documents: Sequence[Document], vocabulary: Vocabulary) -> Iterator[Example]:
    """What the rules find, as if it were gold, in articles of public affairs."""
    for document in documents:
        found = find_entities(document)
        public = [m for m in found if m.kind in PUBLIC]
        if len(public) < FEWEST_TITLES:
            continue
        events = find_events(document.with_mentions(link(document, found)))
        gold = tag_rows(document, [*public, *(m for m in events if m.kind == "event")])
        yield Example(encode(document.with_mentions(found), vocabulary), gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=12_000)
    parser.add_argument("--passes", type=float, default=1.3)
    parser.add_argument("--silver", type=int, default=2_600)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    documents = list(read(options.news))
    random.Random(options.seed).shuffle(documents)
    vocabulary = vocabulary_of(documents, options.words)
    network = TorchNetwork(len(vocabulary), dropout=0.1)
    stream = np.concatenate([encode(document, vocabulary).ids for document in documents])
    read_masked(network, stream, options.passes, options.seed)
    examples = list(islice(silver(documents, vocabulary), options.silver))
    settings = Settings(epochs=3, batch=10, decay=1e-4, hiding=Hiding(mention=0.2, column=0.6, key=0.03))
    fit(
        network, examples, settings, report=lambda epoch, loss, _: print(f"silver {epoch}  loss {loss:.4f}", flush=True)
    )
    card = {"version": __version__, "data": f"{len(documents)} raw articles, {len(examples)} with the rules' finds"}
    save(options.out, export(network), list(vocabulary.keys), card)


if __name__ == "__main__":
    main()

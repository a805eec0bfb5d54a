"""The model that ships, in one go: trained on every annotated article there is, its judge fitted, its card written.

    python benchmarks/ship_model.py GOLD_DIR... --start MODEL --work FOLDER --unseen GOLD_DIR [-o MODEL] [--keep]

MODEL to start from is what ``pretrain.py`` wrote, FOLDER holds the taggers of ``compare_taggers.py --only cnn``; the
articles of ``--unseen`` are not learnt from: on them scores are set right and the card's figures are measured.
``--keep`` leaves the weights as they are and does the rest, as after a change of the rules.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import torch
from fit_judge import fit as fit_judge
from fit_judge import load_networks, recalibrate
from folds import Sheet, read_folders

from vnextract.evaluation.folders import evaluate
from vnextract.gold import GoldArticle, read_gold
from vnextract.model.features import Vocabulary
from vnextract.model.judge import write_judge
from vnextract.model.network import Network
from vnextract.model.tagger import CARD, WEIGHTS, read_weights, save
from vnextract.model.training import Settings, TorchNetwork, export, fit, observations_of, warm_start
from vnextract.pipeline import Pipeline
from vnextract.version import __version__

DEFAULT = Path(__file__).resolve().parent.parent / "vnextract" / "models" / "default"
FIGURES = ("official", "position", "body", "directive", "named_law", "event", "agent")


def train(sheets: Sequence[Sheet], start: Path, out: Path, settings: Settings) -> None:
    weights, keys = read_weights(start / WEIGHTS)
    examples = [sheet.example for sheet in sheets]
    network = TorchNetwork(
        len(Vocabulary(keys)),
        dropout=settings.dropout,
        words=settings.words,
        observations=observations_of(examples),
    )
    warm_start(network, weights)
    fit(network, examples, settings, report=lambda epoch, loss, _: print(epoch, loss, flush=True))
    save(out, export(network), keys, {})


def scores(gold: Sequence[GoldArticle], line: Pipeline) -> dict[str, float]:
    report = evaluate(gold, lambda a: line.extract(a.text, doc_id=a.doc_id, published=a.published))
    return {label: round(report.figure(label).f1, 3) for label in FIGURES}


def write_card(out: Path, sheets: Sequence[Sheet], unseen: Path, settings: Settings) -> None:
    gold = read_gold(unseen)
    card: dict[str, Any] = json.loads((out / CARD).read_text(encoding="utf-8"))
    card |= {
        "version": __version__,
        "date": date.today().isoformat(),
        "data": "hand-annotated news: development articles and news of 2017, most of it for events alone (benchmarks/annotations)",
        "articles": len(sheets),
        "characters": sum(len(sheet.gold.text) for sheet in sheets),
        "started_from": "masked reading and the rules' own finds on raw news of 2017 (benchmarks/pretrain.py)",
        "settings": asdict(settings),
        "size_bytes": (out / WEIGHTS).stat().st_size,
        "scores": {
            "articles": len(gold),
            "f1": scores(gold, Pipeline(model=str(out))),
            "f1_rules": scores(gold, Pipeline(model=None)),
        },
    }
    (out / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(card["scores"], indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--start", type=Path, required=True, metavar="MODEL")
    parser.add_argument("--work", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--unseen", type=Path, required=True, metavar="GOLD_DIR")
    parser.add_argument("-o", "--out", type=Path, default=DEFAULT, metavar="MODEL")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--keep", action="store_true", help="keep the weights, fit the judge anew")
    options = parser.parse_args()
    torch.set_num_threads(1)
    settings = Settings()
    _, keys = read_weights(options.start / WEIGHTS)
    sheets = read_folders(options.folders, keys, options.folds)
    if not options.keep:
        train(sheets, options.start, options.out, settings)
    judge = fit_judge(sheets, load_networks(options.work, range(options.folds)), keep_fates=True)
    weights, _ = read_weights(options.out / WEIGHTS)
    judge, lines = recalibrate(judge, read_folders([options.unseen], keys, 1), Network(weights))
    write_judge(options.out, judge)
    print(*lines, sep="\n")
    write_card(options.out, sheets, options.unseen, settings)


if __name__ == "__main__":
    main()

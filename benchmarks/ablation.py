"""What each part of the line brings: rules, model, policies, tokenizers, other taggers on a gold folder, as a table.

    python benchmarks/ablation.py GOLD_DIR [--rounds 1000] [--words MODEL] [--only rules,pyvi]

Every line is scored on the same articles. Beside an F1 stands its 95 % interval by bootstrap over articles; a star
says that the gain over the rules alone is sure, a circle that the loss is. ``--words`` adds lines for a model that reads
the words of the tokenizer (``vnextract train --words``), by each tokenizer.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from vnextract.evaluation.folders import Report, compare, evaluate
from vnextract.gold import GoldArticle, read_gold
from vnextract.model.taggers import TAGGERS
from vnextract.pipeline import Pipeline

TOKENIZERS = ("syllable", "pyvi", "underthesea")
LABELS = ("official", "position", "body", "directive", "named_law", "event", "agent", "time")


def lines(words: Path | None) -> dict[str, Pipeline]:
    """The configurations by name; the first is what the others are compared with."""
    chosen = {
        "rules": Pipeline(model=None),
        "rules + model (default)": Pipeline(),
        "rules + model, names confirmed only": Pipeline(policy="confirm"),
        "rules + model, all names of both": Pipeline(policy="union"),
    }
    for name in TAGGERS:
        chosen[f"rules + {name}"] = Pipeline(model=None, extractors=["rules", name])
    for name in TOKENIZERS[1:]:
        chosen[f"rules, words by {name}"] = Pipeline(model=None, tokenizer=name)
    if words is not None:
        for name in TOKENIZERS:
            chosen[f"rules + model that reads words, by {name}"] = Pipeline(model=str(words), tokenizer=name)
    return chosen


def score(line: Pipeline, gold: list[GoldArticle]) -> Report:
    return evaluate(gold, lambda a: line.extract(a.text, doc_id=a.doc_id, published=a.published))


def row(name: str, report: Report, rules: Report, rounds: int) -> Iterator[str]:
    gains = {gain.label: gain for gain in compare(rules, report, rounds=rounds)}
    yield name
    for label in LABELS:
        low, high = report.interval(label, rounds=rounds)
        gain = gains[label]
        mark = " *" if gain.low > 0 else " °" if gain.high < 0 else ""
        yield f"{report.figure(label).f1:.3f} ({low:.2f} to {high:.2f}){mark}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--words", type=Path, metavar="MODEL")
    parser.add_argument("--only", default="", help="the lines whose names hold one of these words, beside the rules")
    options = parser.parse_args()
    gold = read_gold(options.gold)
    wanted = [word for word in options.only.split(",") if word]
    print(f"{len(gold)} articles\n")
    print("| F1 | " + " | ".join(LABELS) + " |")
    print("|---|" + "---:|" * len(LABELS))
    rules: Report | None = None
    for name, line in lines(options.words).items():
        if rules is not None and wanted and not any(word in name for word in wanted):
            continue
        report = score(line, gold)
        rules = rules or report
        print("| " + " | ".join(row(name, report, rules, options.rounds)) + " |", flush=True)


if __name__ == "__main__":
    main()

"""What each part of the line brings: rules, model, policies and tokenizers on a gold folder, as a table.

    python benchmarks/ablation.py GOLD_DIR [--rounds 1000]

Every line is scored on the same articles; the interval is the 95 % bootstrap over articles of the line's F1, the last
column that of its gain over the rules alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from vnextract.evaluate import Report, compare, evaluate
from vnextract.gold import GoldArticle, read_gold
from vnextract.pipeline import Pipeline

LINES = {
    "rules": Pipeline(model=None),
    "rules + model (default)": Pipeline(),
    "rules + model, weighed": Pipeline(policy="weighed"),
    "rules + model, union": Pipeline(policy="union"),
    "rules, words by pyvi": Pipeline(model=None, tokenizer="pyvi"),
    "rules, words by underthesea": Pipeline(model=None, tokenizer="underthesea"),
}
LABELS = ("official", "position", "body", "directive", "named_law", "event", "agent", "time", "time_iso")


def score(line: Pipeline, gold: list[GoldArticle]) -> Report:
    return evaluate(gold, lambda a: line.extract(a.text, doc_id=a.doc_id, published=a.published))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=1000)
    options = parser.parse_args()
    gold = read_gold(options.gold)
    rules = score(LINES["rules"], gold)
    table = Table(title=f"{len(gold)} articles, F1")
    for column in ("", *LABELS, "events, 95 %", "gain of events, 95 %"):
        table.add_column(column, justify="right" if column else "left")
    for name, line in LINES.items():
        report = rules if name == "rules" else score(line, gold)
        gain = next(g for g in compare(rules, report, rounds=options.rounds) if g.label == "event")
        low, high = report.interval("event", rounds=options.rounds)
        figures = [f"{report.figure(label).f1:.3f}" for label in LABELS]
        table.add_row(name, *figures, f"{low:.3f} to {high:.3f}", f"{gain.low:+.3f} to {gain.high:+.3f}")
    Console(width=200).print(table)


if __name__ == "__main__":
    main()

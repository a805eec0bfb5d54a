"""Precision and recall by threshold on a gold folder: a table, and with --picture a chart (needs vnextract[plot]).

    python benchmarks/curve.py GOLD_DIR [--picture docs/curve.png] [--model none]

A mention stays when its score reaches the threshold, as with ``Pipeline(threshold=)``; everything is extracted once.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vnextract.document import Mention
from vnextract.evaluation.folders import Figure, Report
from vnextract.evaluation.scoring import score_article
from vnextract.gold import GoldArticle, read_gold
from vnextract.pipeline import Pipeline

LABELS = ("official", "position", "body", "directive", "named_law", "event")
NAMES = ("officials", "positions", "bodies", "numbered documents", "laws by name", "events")
SHOWN = (0.0, 0.5, 0.7, 0.9)
STEPS = (*(i / 20 for i in range(19)), 0.92, 0.94, 0.96, 0.97, 0.98, 0.99)


@dataclass(frozen=True, slots=True)
class Read:
    """An annotated article and what was found in it."""

    gold: GoldArticle
    found: Sequence[Mention]


def read(articles: Sequence[GoldArticle], line: Pipeline) -> list[Read]:
    return [Read(a, line.extract(a.text, doc_id=a.doc_id, published=a.published).mentions) for a in articles]


def at(pages: Sequence[Read], threshold: float) -> Report:
    return Report(tuple(score_article(p.gold, [m for m in p.found if m.score >= threshold]) for p in pages))


def table(pages: Sequence[Read]) -> str:
    """Precision / recall of each kind at the thresholds shown, as Markdown."""
    lines = ["| threshold | " + " | ".join(NAMES) + " |", "|---|" + "---:|" * len(NAMES)]
    for threshold in SHOWN:
        report = at(pages, threshold)
        figures = (report.figure(label) for label in LABELS)
        cells = [f"{figure.precision:.2f} / {figure.recall:.2f}" for figure in figures]
        lines.append(f"| {threshold or 'none'} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def draw(pages: Sequence[Read], path: Path) -> None:
    """Precision over recall, a line a kind, with dots at the thresholds shown."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 5))
    for label, name in zip(LABELS, NAMES, strict=True):
        points = [at(pages, step).figure(label) for step in STEPS]
        (line,) = axes.plot(*_axes(points), label=name, linewidth=1.5)
        dots = [at(pages, step).figure(label) for step in SHOWN]
        axes.plot(*_axes(dots), "o", color=line.get_color(), markersize=4)
    axes.set(xlabel="recall", ylabel="precision", xlim=(0.3, 1.0), ylim=(0.6, 1.005))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left", frameon=False)
    axes.set_title("dots: threshold none, 0.5, 0.7, 0.9", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _axes(figures: Sequence[Figure]) -> tuple[list[float], list[float]]:
    told = [figure for figure in figures if figure.found]
    return [figure.recall for figure in told], [figure.precision for figure in told]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--picture", type=Path, metavar="FILE")
    parser.add_argument("--model", default="default", help="default, none, or a model folder")
    options = parser.parse_args()
    articles = read_gold(options.gold)
    pages = read(articles, Pipeline(model=None if options.model == "none" else options.model))
    print(f"{len(articles)} articles, precision / recall\n")
    print(table(pages))
    if options.picture:
        draw(pages, options.picture)


if __name__ == "__main__":
    main()

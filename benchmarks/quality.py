"""Quality on the sample articles and, where it stands beside the project, on the bench: a table, and the floors.

    python benchmarks/quality.py            # prints the table that the README shows
    python benchmarks/quality.py --raise    # also raises tests/quality_floors.json to the figures less a margin, never lowers

Of ``bench/tune`` only the totals are read: its articles stay unseen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import vnextract as vx
from vnextract.evaluation.folders import ATTRIBUTES, SPANS, Report, evaluate_folder
from vnextract.extraction import Extraction
from vnextract.gold import GoldArticle

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "quality_floors.json"
FOLDERS = {
    "samples": ROOT / "seeds" / "articles",
    "dev": ROOT.parent / "shared" / "bench" / "dev",
    "tune": ROOT.parent / "shared" / "bench" / "tune",
}
# A floor stands this far below the figure: on twelve articles a single mention weighs a hundredth.
MARGINS = {"samples": 0.03, "dev": 0.01, "tune": 0.01}


def read(article: GoldArticle) -> Extraction:
    return vx.extract(article.text, doc_id=article.doc_id, published=article.published)


def measure(folder: Path) -> Report:
    return evaluate_folder(folder, read)


def figures(report: Report) -> dict[str, float]:
    """Every figure that a floor can hold: F1 of kinds and attributes, the share of right codes, types, full names."""
    f1 = {label: report.figure(label).f1 for label in (*SPANS, *ATTRIBUTES)}
    right = {name: report.accuracy(name) for name in ("full_name", "code", "doc_type")}
    return f1 | {f"{name}_acc": value for name, value in right.items() if value is not None}


def raised(old: dict[str, float], measured: dict[str, float], margin: float = 0.01) -> dict[str, float]:
    """The floors after a measurement: each the higher of the old one and the figure less the margin.

    >>> raised({"body": 0.9}, {"body": 0.8, "event": 0.517})
    {'body': 0.9, 'event': 0.507}
    """
    return {name: max(old.get(name, 0.0), round(max(value - margin, 0.0), 3)) for name, value in measured.items()}


def table(reports: dict[str, Report]) -> str:
    """F1 by kind, one column a folder, as Markdown."""
    names = list(reports)
    head = [f"{name} ({len(reports[name].articles)} articles)" for name in names]
    lines = ["| F1 | " + " | ".join(head) + " |", "|---|" + "---:|" * len(names)]
    for label in (*SPANS, *ATTRIBUTES):
        cells = []
        for name in names:
            low, high = reports[name].interval(label)
            cells.append(f"{reports[name].figure(label).f1:.3f} ({low:.2f}-{high:.2f})")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    reports = {name: measure(folder) for name, folder in FOLDERS.items() if folder.is_dir()}
    print(table(reports))
    if "--raise" in sys.argv[1:]:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        for name, report in reports.items():
            floors[name] = raised(floors.get(name, {}), figures(report), MARGINS[name])
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""A module imports only from the lines above it in the house plan."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "vnextract"

# The house from top to bottom; see CONTRIBUTING.md.
ORDER = [
    "version",
    "errors",
    "text",
    "document",
    "gold",
    "syllables",
    "lexicon",
    "vocabulary",
    "boundaries",
    "reading",
    "sentences",
    "tokens",
    "layout",
    "analyze",
    "rules",
    "stamps",
    "readings",
    "timewords",
    "timedays",
    "timeperiods",
    "timephrases",
    "dates",
    "timerules",
    "namewords",
    "names",
    "places",
    "codes",
    "imprint",
    "treaties",
    "laws",
    "doctypes",
    "directives",
    "heads",
    "fields",
    "tails",
    "offices",
    "units",
    "bodynames",
    "bodies",
    "bodyrules",
    "headframe",
    "titletails",
    "scopes",
    "titles",
    "scene",
    "appositions",
    "persons",
    "officials",
    "officialrules",
    "triggers",
    "actors",
    "clauses",
    "arguments",
    "weights",
    "datings",
    "settings",
    "evidence",
    "events",
    "features",
    "network",
    "decoding",
    "model",
    "proposals",
    "arbitrate",
    "reconcile",
    "issuance",
    "body_links",
    "directive_links",
    "link",
    "language",
    "schema",
    "frames",
    "storage",
    "tables",
    "show",
    "extraction",
    "merge",
    "pipeline",
    "trial",
    "preload",
    "workers",
    "parts",
    "runs",
    "progress",
    "batch",
    "engines",
    "answers",
    "scoring",
    "training",
    "learning",
    "evaluate",
    "plot",
    "report",
    "interchange",
    "cli",
    "__init__",
    "__main__",
]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("vnextract."):
            names.add(node.module.split(".")[1])  # type: ignore[union-attr]
        elif isinstance(node, ast.ImportFrom) and node.module == "vnextract":
            names.update(alias.name if (PACKAGE / f"{alias.name}.py").exists() else "__init__" for alias in node.names)
        elif isinstance(node, ast.Import):
            names.update(a.name.split(".")[1] for a in node.names if a.name.startswith("vnextract."))
    return names


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda p: p.stem)
def test_module_imports_only_from_above(path: Path) -> None:
    assert path.stem in ORDER, f"{path.name} has no place in the house: add it to ORDER and CONTRIBUTING.md"
    below = {name for name in imported(path) if name not in ORDER[: ORDER.index(path.stem)]}
    assert not below, f"{path.name} imports from below: {sorted(below)}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.stem)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400

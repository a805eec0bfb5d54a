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
    "reading.published",
    "reading.spelling",
    "reading.legacy",
    "reading.encodings",
    "reading.extras",
    "reading.inputs",
    "reading.listing",
    "reading.packing",
    "reading.rows",
    "reading.pages",
    "reading.papers",
    "reading.files",
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
    "provisions",
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
    "glosses",
    "precedence",
    "appositions",
    "persons",
    "officials",
    "officialrules",
    "triggers",
    "actors",
    "clauses",
    "coordination",
    "arguments",
    "antecedents",
    "status",
    "weights",
    "datings",
    "settings",
    "evidence",
    "agents",
    "events",
    "features",
    "network",
    "decoding",
    "judge",
    "model",
    "proposals",
    "arbitrate",
    "reconcile",
    "taggers",
    "issuance",
    "body_links",
    "issuers",
    "directive_links",
    "anaphora",
    "link",
    "language",
    "schema",
    "frames",
    "storage",
    "tables",
    "show",
    "extraction",
    "clusters",
    "registry",
    "parents",
    "surroundings",
    "ontologies",
    "reprints",
    "merge_bodies",
    "merge_documents",
    "merge_events",
    "namesakes",
    "offices_held",
    "merge_persons",
    "merge",
    "pipeline",
    "eventrules",
    "trial",
    "preload",
    "workers",
    "chunks",
    "parts",
    "runs",
    "progress",
    "batch",
    "engines.partition",
    "engines.dask",
    "engines.spark",
    "engines",
    "answers",
    "document_graph",
    "scoring",
    "training",
    "learning",
    "evaluate",
    "peers",
    "packing",
    "pictures",
    "companions",
    "plot",
    "report",
    "interchange.graph",
    "interchange.paths",
    "interchange.gold_folder",
    "interchange.jsonl",
    "interchange.brat",
    "interchange.conll",
    "interchange.label_studio",
    "interchange.spacy",
    "interchange",
    "cli",
    "__init__",
    "__main__",
]


def name_of(path: Path) -> str:
    """A module by its place in the package: "titles", "reading.files", and "reading" for a package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[1:] and parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("vnextract."):
            names.add((node.module or "").removeprefix("vnextract."))
        elif isinstance(node, ast.ImportFrom) and node.module == "vnextract":
            names.update(alias.name if alias.name in MODULES else "__init__" for alias in node.names)
        elif isinstance(node, ast.Import):
            names.update(a.name.removeprefix("vnextract.") for a in node.names if a.name.startswith("vnextract."))
    return names


@pytest.mark.parametrize("name", MODULES)
def test_module_imports_only_from_above(name: str) -> None:
    assert name in ORDER, f"{name} has no place in the house: add it to ORDER and CONTRIBUTING.md"
    below = {other for other in imported(MODULES[name]) if other not in ORDER[: ORDER.index(name)]}
    assert not below, f"{name} imports from below: {sorted(below)}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.stem)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400

"""A module imports only from the lines above it in the house plan."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "vnextract"

# The house from top to bottom; see CONTRIBUTING.md.
ORDER = [
    "version",
    "errors",
    "text",
    "document",
    "arbitrate",
    "rules",
    "agreement",
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
    "times",
    "times.stamps",
    "times.readings",
    "times.words",
    "times.datelines",
    "times.days",
    "times.periods",
    "times.phrases",
    "times.tenses",
    "times.dates",
    "times.rules",
    "names",
    "names.words",
    "names.persons",
    "names.places",
    "directives",
    "directives.codes",
    "directives.provisions",
    "directives.imprint",
    "directives.treaties",
    "directives.laws",
    "directives.doctypes",
    "directives.counting",
    "directives.citations",
    "bodies",
    "bodies.heads",
    "bodies.fields",
    "bodies.tails",
    "bodies.offices",
    "bodies.units",
    "bodies.names",
    "bodies.extractor",
    "bodies.rules",
    "officials",
    "officials.frame",
    "officials.tails",
    "officials.scopes",
    "officials.titles",
    "officials.scene",
    "officials.glosses",
    "officials.precedence",
    "officials.appositions",
    "officials.attachment",
    "officials.persons",
    "officials.predicates",
    "officials.extractor",
    "officials.rules",
    "entities",
    "links",
    "links.issuance",
    "links.bodies",
    "links.issuers",
    "links.directives",
    "links.anaphora",
    "links.entities",
    "events",
    "events.triggers",
    "events.nouns",
    "events.actors",
    "events.complements",
    "events.cast",
    "events.particles",
    "events.clauses",
    "events.coordination",
    "events.groups",
    "events.phrases",
    "events.patients",
    "events.holders",
    "events.arguments",
    "events.antecedents",
    "events.status",
    "events.weights",
    "events.time_evidence",
    "events.datings",
    "events.sites",
    "events.settings",
    "events.wording",
    "events.evidence",
    "events.candidate",
    "events.agents",
    "events.opinions",
    "events.extractor",
    "events.rules",
    "model",
    "model.features",
    "model.classifier",
    "model.network",
    "model.decoding",
    "model.judge",
    "model.tagger",
    "model.proposals",
    "model.reconcile",
    "model.taggers",
    "model.batches",
    "model.training",
    "model.learning",
    "language",
    "schema",
    "frames",
    "storage",
    "tables",
    "show",
    "extraction",
    "merge",
    "merge.clusters",
    "merge.registry",
    "merge.parents",
    "merge.surroundings",
    "merge.ontologies",
    "merge.reprints",
    "merge.bodies",
    "merge.documents",
    "merge.events",
    "merge.namesakes",
    "merge.offices",
    "merge.persons",
    "merge.articles",
    "pipeline",
    "trial",
    "runs",
    "runs.preload",
    "runs.workers",
    "runs.chunks",
    "runs.parts",
    "runs.folder",
    "runs.progress",
    "runs.batch",
    "engines.partition",
    "engines.dask",
    "engines.spark",
    "engines",
    "answers",
    "document_graph",
    "evaluation",
    "evaluation.scoring",
    "evaluation.folders",
    "evaluation.peers",
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


def test_the_modules_of_a_package_stand_together() -> None:
    packages = [package for package, _ in itertools.groupby(ORDER, key=lambda name: name.partition(".")[0])]
    assert sorted(packages) == sorted(set(packages))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.stem)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400

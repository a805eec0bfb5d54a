"""Bodies: found whole, with their locality, and nothing generic."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from vnextract.analyze import analyze
from vnextract.bodies import find_bodies
from vnextract.document import Article
from vnextract.rules import marked

CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "bodies.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[c["note"] for c in CASES])
def test_bodies_are_found_whole(case: dict[str, str]) -> None:
    text, spans = marked(case["text"])
    found = [b.text for b in find_bodies(analyze(Article(text)))]
    assert found == [text[a:b] for a, b in spans]

"""Citations by number: what is one, where it starts and ends, and what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vnextract.analyze import analyze
from vnextract.directives.citations import find_directives
from vnextract.document import Article, Directive
from vnextract.rules import marked

CASES = Path(__file__).parent / "cases"


def cited(text: str) -> list[Directive]:
    return sorted(find_directives(analyze(Article(text))), key=lambda m: m.start)


def lines(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("line", lines("directives.txt"))
def test_citations(line: str) -> None:
    """One annotated string is input and answer; behind it, the codes."""
    example, _, wanted = line.partition(" => ")
    plain, spans = marked(example.replace("⏎", "\n"))
    found = cited(plain)
    assert [(m.start, m.end) for m in found] == spans
    if wanted:
        assert [f"{m.doc_type} {m.code} {m.form}" for m in found] == wanted.split(" | ")


@pytest.mark.parametrize("line", lines("no_directives.txt"))
def test_no_citation(line: str) -> None:
    assert [m.text for m in cited(line)] == []


def test_fields() -> None:
    (mention,) = cited("Quyết định số 1121/QĐ-TTTP-P5 đã có hiệu lực.")
    fields: dict[str, Any] = {
        "number": "1121",
        "year": None,
        "type_code": "QĐ",
        "issuer_code": "TTr",
        "code": "1121/QĐ-TTTP-P5",
        "form": "code",
        "rule": "directive.state_code",
    }
    assert json.dumps({name: getattr(mention, name) for name in fields}) == json.dumps(fields)

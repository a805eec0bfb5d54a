"""Documents cited by name: where a name ends, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnextract.analyze import analyze
from vnextract.directives.citations import find_directives
from vnextract.directives.laws import find_names
from vnextract.document import Article
from vnextract.lexicon import seed_rows
from vnextract.rules import marked

CASES = Path(__file__).parent / "cases"


def lines(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("line", lines("laws.txt"))
def test_names(line: str) -> None:
    plain, spans = marked(line)
    found = sorted(find_directives(analyze(Article(plain))), key=lambda m: m.start)
    assert [(m.start, m.end) for m in found] == spans
    assert {m.form for m in found} == {"named"}


@pytest.mark.parametrize("line", lines("no_laws.txt"))
def test_no_name(line: str) -> None:
    assert [line[name.start : name.end] for name in find_names(analyze(Article(line)))] == []


def test_every_known_name_is_found_whole() -> None:
    text = "\n".join(f"Theo {row['doc_type']} {row['form']}, việc này đã rõ." for row in seed_rows("laws"))
    document = analyze(Article(text))
    found = {document.text[name.start : name.end] for name in find_names(document)}
    missed = [row["form"] for row in seed_rows("laws") if f"{row['doc_type']} {row['form']}" not in found]
    assert missed == []


@pytest.mark.parametrize(("text", "year"), [("Luật Đất đai năm 2013", 2013), ("Luật Du lịch (sửa đổi)", None)])
def test_year_belongs_to_the_name(text: str, year: int | None) -> None:
    (name,) = find_names(analyze(Article(text + ".")))
    assert (name.end, name.year) == (len(text), year)


def test_a_name_ends_with_its_line() -> None:
    text = "Đại biểu dẫn lại Hiến pháp\nSáng mai, kỳ họp bế mạc."
    (cited,) = find_directives(analyze(Article(text)))
    assert cited.text == "Hiến pháp"

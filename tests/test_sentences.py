"""Sentence ends: a bar in the text of a case is where a sentence ends, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnextract.analyze import analyze
from vnextract.document import Article

CASES = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "cases" / "sentences.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_at_the_bars(case: str) -> None:
    wanted = [part.strip() for part in case.split("|")]
    document = analyze(Article(case.replace("|", "")))
    assert [document.text[s.start : s.end] for s in document.sentences] == wanted

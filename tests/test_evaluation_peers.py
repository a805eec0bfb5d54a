"""Whom a run is compared with: peers by name, configurations as one string."""

from __future__ import annotations

import pytest
from rich.console import Console

from vnextract.errors import OptionError
from vnextract.evaluation.folders import Report, compare, evaluate, render_comparison
from vnextract.evaluation.peers import configure, reader_of
from vnextract.gold import GoldArticle, parse_annotation
from vnextract.model import taggers

TEXT = "Ông Lò Văn Pha, Bí thư Huyện ủy, ký Chỉ thị số 12-CT/HU."
LINES = """\
O | Lò Văn Pha | Bí thư Huyện ủy | =Lò Văn Pha
B | Huyện ủy
D | Chỉ thị số 12-CT/HU | type=Chỉ thị | code=12-CT/HU | form=code
E | ISSUANCE | ký | agent=Lò Văn Pha
"""
GOLD = GoldArticle("a", TEXT, mentions=parse_annotation(LINES, TEXT))


def test_a_configuration_is_one_string() -> None:
    line = configure("model=none, tokenizer=pyvi,threshold=0.5,extractors=rules+pyvi_pos")
    assert (line.model, line.tokenizer, line.threshold) == (None, "pyvi", 0.5)
    assert line.extractors == ("rules", "pyvi_pos")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("spacy", "'spacy': expected one of underthesea, pyvi, or options of the line"),
        ("depth=3", "'depth=3': expected one of"),
        ("threshold=high", "threshold='high': expected a number from 0 to 1"),
        ("policy=trust", "policy='trust': expected one of"),
    ],
)
def test_what_is_no_configuration(text: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        reader_of(text)


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Report]:
    said = [("Ông", "O"), ("Lò Văn Pha", "B-PER"), (", Bí thư", "O"), ("Huyện ủy", "B-ORG"), (", ký Chỉ thị", "O")]
    monkeypatch.setattr(taggers, "_tagger", lambda name: lambda sentence: [*said, ("số 12-CT/HU.", "O")])
    return evaluate([GOLD], reader_of("underthesea")), evaluate([GOLD], reader_of("model=none"))


def test_a_peer_reads_names_and_codes_alone(reports: tuple[Report, Report]) -> None:
    peer = reports[0]
    assert [peer.figure(label).f1 for label in ("official", "body", "directive")] == [1.0, 1.0, 1.0]
    assert peer.figure("position").found == peer.figure("event").found == 0


def test_the_table_shows_both_and_the_difference(reports: tuple[Report, Report]) -> None:
    console = Console(width=100, record=True)
    for block in render_comparison(*reports, ("underthesea", "this")):
        console.print(block)
    text = console.export_text()
    assert "position" in text
    assert "+1.000 to +1.000 *" in text
    assert next(g for g in compare(*reports) if g.label == "official").low == 0.0

"""Scores: known counts on a small article, the same numbers as the bench's scorer, and honest intervals."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import vnextract as vx
from vnextract.analyze import analyze
from vnextract.document import Article, Body, Event
from vnextract.errors import GoldError
from vnextract.evaluation.folders import Figure, Report, compare, evaluate, evaluate_folder, render
from vnextract.evaluation.scoring import comparable, same_agent, score_article
from vnextract.extraction import Extraction, assemble
from vnextract.gold import GoldArticle, parse_annotation

TEXT = "Ngày 5/6, ông Lò Văn Pha, Bí thư Tỉnh ủy, phát biểu. Tỉnh ủy ban hành Chỉ thị số 12-CT/TU."
LINES = """\
O | Lò Văn Pha | Bí thư Tỉnh ủy | =Lò Văn Pha
B | Tỉnh ủy
B | Tỉnh ủy
D | Chỉ thị số 12-CT/TU | type=Chỉ thị | code=12-CT/TU | form=code
E | STATEMENT | phát biểu | agent=Lò Văn Pha | time=Ngày 5/6 | norm=XXXX-06-05
E | ISSUANCE | ban hành | agent=Tỉnh ủy
"""
GOLD = GoldArticle("a", TEXT, mentions=parse_annotation(LINES, TEXT))


def read_back(gold: GoldArticle) -> Extraction:
    """The gold itself as an extraction."""
    return assemble(analyze(Article(gold.text, doc_id=gold.doc_id)), gold.mentions)


def read_nothing(gold: GoldArticle) -> Extraction:
    return assemble(analyze(Article(gold.text, doc_id=gold.doc_id)), ())


def test_the_gold_itself_scores_one() -> None:
    report = evaluate([GOLD], read_back)
    assert report.misses == []
    for label in ("official", "position", "body", "directive", "event", "agent", "time", "time_iso", "type.ISSUANCE"):
        assert report.figure(label).f1 == 1.0, label
    assert report.accuracy("code") == report.accuracy("full_name") == 1.0


def test_what_is_not_annotated_is_not_scored() -> None:
    events = replace(GOLD, mentions=tuple(m for m in GOLD.mentions if m.kind == "event"), kinds=frozenset("E"))
    score = score_article(events, GOLD.mentions)
    assert score.misses == ()
    assert (score.counts["event.matched"], score.counts["agent.matched"]) == (2, 2)
    assert not any(score.counts[f"{label}.found"] for label in ("official", "position", "body", "directive"))


def test_differences_are_counted_and_told() -> None:
    event = next(m for m in GOLD.mentions if isinstance(m, Event))
    rest = [m for m in GOLD.mentions if m is not event and not (isinstance(m, Body) and m.start > 50)]
    found = [*rest, replace(event, agent="Quốc hội", time="XXXX-06-06"), Body(start=0, end=4, text="Ngày")]
    score = score_article(GOLD, found)
    assert [score.counts[f"body.{part}"] for part in ("matched", "found", "gold")] == [1, 2, 2]
    assert [score.counts[f"agent.{part}"] for part in ("matched", "found", "gold")] == [1, 2, 2]
    told = {(m.label, m.what, m.gold, m.found) for m in score.misses}
    assert told == {
        ("body", "missed", "Tỉnh ủy", None),
        ("body", "spurious", None, "Ngày"),
        ("agent", "wrong", "Lò Văn Pha", "Quốc hội"),
        ("time_iso", "wrong", "XXXX-06-05", "XXXX-06-06"),
    }


def test_an_article_that_raises_counts_as_nothing_found() -> None:
    def refuse(gold: GoldArticle) -> Extraction:
        raise RuntimeError(gold.doc_id)

    report = evaluate([GOLD], refuse)
    assert report.counts["failed"] == 1
    assert report.figure("event") == Figure("event", 0, 0, 2)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Uỷ ban nhân dân  tỉnh", "ủy ban nhân dân tỉnh.", True),
        ("34 – CT", "34 - CT", True),
        ("Hoà", "Hòa", True),
        ("Hoa", "Hòa", False),
    ],
)
def test_comparable(first: str, second: str, same: bool) -> None:
    assert (comparable(first) == comparable(second)) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("Quảng", "Nguyễn Văn Quảng", True),
        ("Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Sơn La", False),
        ("UBND tỉnh Yên Bái", "Chủ tịch UBND tỉnh Yên Bái", True),
        ("Thủ tướng", "Chủ tịch nước", False),
        ("", "Chính phủ", False),
    ],
)
def test_agents_agree_on_whole_words(gold: str, found: str, same: bool) -> None:
    assert same_agent(gold, found) is same


def test_intervals_hold_the_figure_and_repeat() -> None:
    articles = [replace(GOLD, doc_id=str(i)) for i in range(20)]
    report = evaluate(articles, lambda a: read_back(a) if int(a.doc_id) % 2 else read_nothing(a))
    low, high = report.interval("body")
    assert 0 < low < report.figure("body").f1 < high < 1
    assert report.interval("body") == (low, high)
    gain = next(g for g in compare(report, evaluate(articles, read_back)) if g.label == "body")
    assert gain.first < gain.second == 1.0
    assert 0 < gain.low <= gain.high


def test_reports_over_different_articles_do_not_compare() -> None:
    one, other = evaluate([GOLD], read_back), evaluate([replace(GOLD, doc_id="b")], read_back)
    with pytest.raises(GoldError, match="same articles"):
        compare(one, other)


def test_an_unknown_label_lists_what_there_is() -> None:
    with pytest.raises(GoldError, match="there are: official, position"):
        Report(()).figure("officials")


def test_the_rendering_shows_figures_and_differences() -> None:
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    for part in render(evaluate([GOLD], read_nothing), errors=5):
        console.print(part)
    shown = console.export_text()
    for words in ("1 articles", "official", "STATEMENT", "missed", "Lò Văn Pha", "12-CT/TU"):
        assert words in shown


def load_scorer(bench: Path) -> Any:
    spec = importlib.util.spec_from_file_location("bench_score", bench / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.bench
def test_the_numbers_are_those_of_the_bench_scorer(bench: Path, tmp_path: Path) -> None:
    for path in sorted((bench / "dev").glob("*.ann"))[::5]:
        for file in (path, path.with_suffix(".txt")):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "meta.jsonl").write_bytes((bench / "dev" / "meta.jsonl").read_bytes())
    theirs, _ = load_scorer(bench).run(tmp_path)
    ours = evaluate_folder(tmp_path, lambda a: vx.extract(a.text, doc_id=a.doc_id, published=a.published))
    for label in (label for label in ours.labels if not label.startswith("type.")):
        figure = ours.figure(label)
        assert (figure.matched, figure.found, figure.gold) == tuple(theirs[label][k] for k in ("tp", "pred", "gold")), (
            label
        )
        assert figure.f1 == pytest.approx(theirs[label]["f1"], abs=1e-4)
    for name, figure in theirs["event_types"].items():
        mine = ours.figure(f"type.{name}")
        assert (mine.matched, mine.found, mine.gold) == (figure["tp"], figure["pred"], figure["gold"]), name
    for name in ("full_name", "code", "doc_type"):
        value = theirs[f"{name}_acc"]["acc"]
        assert ours.accuracy(name) == (None if value is None else pytest.approx(value, abs=1e-4))
    assert ours.counts["failed"] == theirs["failed"]

"""The sample articles: their gold is sound, their tables are those shipped, and the line runs over them."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest

import vnextract as vx
from vnextract.gold import GOLD_TABLES, GoldArticle, gold_tables, read_gold

SAMPLES = Path(__file__).resolve().parent.parent / "seeds" / "articles"
TABLES = SAMPLES.parent / "gold"
GOLD = read_gold(SAMPLES)


def metadata() -> dict[str, dict[str, str]]:
    with (SAMPLES / "metadata.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def gold_csv(name: str) -> str:
    """A gold table of the samples as it is shipped."""
    text = io.StringIO()
    writer = csv.DictWriter(text, GOLD_TABLES[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(gold_tables(GOLD)[name])
    return text.getvalue()


@pytest.mark.parametrize("name", sorted(GOLD_TABLES))
def test_the_gold_tables_are_those_of_the_annotation(name: str) -> None:
    shipped = (TABLES / f"{name}.csv").read_text(encoding="utf-8")
    assert shipped == gold_csv(name), "python tests/test_samples.py writes them anew"


def test_there_are_enough_samples_of_every_kind() -> None:
    assert len(GOLD) >= 10
    types = {event.event_type for article in GOLD for event in article.events}
    assert len(types) == 13, "every event type occurs in the samples"
    assert {directive.form for article in GOLD for directive in article.directives} == {"code", "named"}


def test_every_article_has_its_metadata_and_gold() -> None:
    rows = metadata()
    assert sorted(rows) == sorted(path.name for path in SAMPLES.glob("*.txt"))
    assert sorted(article.doc_id + ".txt" for article in GOLD) == sorted(rows)
    for article in GOLD:
        row = rows[article.doc_id + ".txt"]
        assert article.published == (date.fromisoformat(row["published"]) if row["published"] else None)
        assert article.text.startswith(row["title"])


@pytest.mark.parametrize("article", GOLD, ids=lambda a: a.doc_id)
def test_gold_and_text_are_sound(article: GoldArticle) -> None:
    assert unicodedata.is_normalized("NFC", article.text)
    assert article.text == article.text.strip() + "\n"
    assert 250 <= len(article.text.split()) <= 650
    for kind in (article.officials, article.bodies, article.directives, article.events):
        assert kind, "every article has some of every kind"
        ends = [m.end for m in kind]
        if kind is not article.events:
            assert all(m.start >= end for m, end in zip(kind[1:], ends, strict=False)), "mentions of a kind do not nest"
    names = {official.full_name for official in article.officials}
    for official in article.officials:
        assert official.text in official.full_name
        assert official.full_name in names
    for event in article.events:
        assert event.agent, f"{event.text} has no agent"
        assert (event.time is None) or event.time_text


@pytest.mark.parametrize("article", GOLD, ids=lambda a: a.doc_id)
def test_records_give_back_the_text(article: GoldArticle) -> None:
    records = vx.extract(article.text, doc_id=article.doc_id, published=article.published).records()
    for record in records:
        assert article.text[record["start"] : record["end"]] == record["text"]
    assert len({record["mention_id"] for record in records}) == len(records)


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_other_unicode_forms_find_the_same(form: str) -> None:
    for article in GOLD[:4]:
        given = unicodedata.normalize(form, article.text)  # type: ignore[arg-type]
        plain = vx.extract(article.text, published=article.published)
        other = vx.extract(given, published=article.published)
        assert [unicodedata.normalize("NFC", m.text) for m in other.mentions] == [m.text for m in plain.mentions]


@pytest.mark.parametrize("article", GOLD, ids=lambda a: a.doc_id)
def test_an_article_on_one_line_keeps_its_officials(article: GoldArticle) -> None:
    """Line breaks are layout: officials and directives stay the same when they become spaces."""
    plain = vx.extract(article.text, published=article.published)
    flat = vx.extract(article.text.replace("\n", " "), published=article.published)
    assert {o.full_name for o in flat.officials} >= {o.full_name for o in plain.officials if " " in o.full_name} - {
        None
    }
    assert [d.code for d in flat.directives] == [d.code for d in plain.directives]


if __name__ == "__main__":
    for name in GOLD_TABLES:
        (TABLES / f"{name}.csv").write_text(gold_csv(name), encoding="utf-8", newline="\n")

"""Places: where they start and end, and what they are."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from vnextract.analyze import analyze
from vnextract.document import Article
from vnextract.lexicon import seed_rows
from vnextract.names.places import find_places, locality_at
from vnextract.rules import marked

CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "places.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[c["note"] for c in CASES])
def test_places_are_found_whole(case: dict[str, str]) -> None:
    text, spans = marked(case["text"])
    found = [(p.start, p.end) for p in find_places(analyze(Article(text)))]
    assert [text[a:b] for a, b in found] == [text[a:b] for a, b in spans]


@pytest.mark.parametrize(
    ("text", "level", "canonical"),
    [
        ("TP Đà Nẵng", "provincial", "thành phố Đà Nẵng"),
        ("TP Nha Trang", "district", "thành phố Nha Trang"),
        ("TP.HCM", "provincial", "thành phố Hồ Chí Minh"),
        ("Q.7", "district", "quận 7"),
        ("xã Tân Lập", "commune", "xã Tân Lập"),
        ("Hoa Kỳ", "foreign", "Mỹ"),
        ("Bắc Kinh", "foreign", "thành phố Bắc Kinh"),
        ("tỉnh Hưng Yên", "provincial", "tỉnh Hưng Yên"),
    ],
)
def test_level_and_canonical_name(text: str, level: str, canonical: str) -> None:
    (place,) = find_places(analyze(Article(text)))
    assert (place.level, place.canonical) == (level, canonical)


@pytest.mark.parametrize(("day", "unit"), [(date(2019, 5, 1), "district"), (date(2025, 5, 1), "provincial")])
def test_a_city_changes_level(day: date, unit: str) -> None:
    (place,) = find_places(analyze(Article("TP Huế", published=day)))
    assert place.level == unit


def test_a_unit_word_alone_counts_only_when_asked() -> None:
    document = analyze(Article("UBND tỉnh đã họp"))
    assert locality_at(document, 1) is None
    bare = locality_at(document, 1, bare=True)
    assert bare is not None
    assert (bare.last, bare.name, bare.level) == (2, None, "provincial")


def test_every_row_is_found_by_its_own_form() -> None:
    for row in seed_rows("places"):
        found = [p.text for p in find_places(analyze(Article(f"Tại {row['unit']} {row['form']}.")))]
        assert any(row["form"] in text for text in found), row

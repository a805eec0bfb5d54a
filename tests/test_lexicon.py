"""Seed tables are checked row by row; lexicons find the longest form."""

from __future__ import annotations

import pytest

from vnextract.errors import SeedError
from vnextract.lexicon import Hit, Lexicon, parse_rows, seed_root, seed_rows
from vnextract.syllables import cut

SEEDS = sorted(p.name.removesuffix(".csv") for p in seed_root().iterdir() if p.name.endswith(".csv"))


def sequence(text: str) -> tuple[str, ...]:
    return tuple(token.key for token in cut(text))


@pytest.fixture
def lexicon() -> Lexicon[str]:
    return Lexicon(
        [("ủy ban", "a"), ("Uỷ ban nhân dân", "b"), ("UBND TP.HCM", "c"), ("nhân dân tệ", "d"), ("ủy ban", "e")]
    )


def test_longest_form_wins_and_the_first_row_of_a_form(lexicon: Lexicon[str]) -> None:
    found = lexicon.find(sequence("ỦY BAN NHÂN DÂN và ủy ban, UBND TP. HCM; nhân dân"))
    assert list(found) == [Hit(0, 4, "b"), Hit(5, 7, "a"), Hit(8, 10, "c")]


def test_forms_do_not_run_across_marks(lexicon: Lexicon[str]) -> None:
    assert list(lexicon.find(sequence("ủy, ban"))) == []
    assert list(lexicon.find(sequence("ủy ban nhân, dân"))) == [Hit(0, 2, "a")]


def test_find_stays_within_its_window(lexicon: Lexicon[str]) -> None:
    words = sequence("ủy ban nhân dân ủy ban")
    assert list(lexicon.find(words, 0, 3)) == [Hit(0, 2, "a")]
    assert list(lexicon.find(words, 1)) == [Hit(4, 6, "a")]


def test_a_form_without_syllables_is_refused() -> None:
    with pytest.raises(SeedError, match="no syllable"):
        Lexicon([(" ", 1)])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("form,kind\na,b,c\n", "x.csv:2: expected 2 cells"),
        ("form,kind\na\n", "x.csv:2: expected 2 cells"),
        ("form,kind\na,b\n ,b\n", "x.csv:3: form is empty"),
        ("form,valid_from\na,1/7/2025\n", "x.csv:2: valid_from='1/7/2025' is no day"),
    ],
)
def test_bad_rows_are_named(text: str, says: str) -> None:
    with pytest.raises(SeedError, match=says.replace("[", r"\[")):
        parse_rows(text, "x.csv")


def test_every_bad_row_is_named_at_once() -> None:
    with pytest.raises(SeedError) as caught:
        parse_rows("form\na,b\n\n ,\nc,d\n", "x.csv")
    assert str(caught.value).count("x.csv:") >= 2


def test_a_missing_table_says_which_there_are() -> None:
    with pytest.raises(SeedError, match=r"there are: .*cues"):
        seed_rows("no_such_table")


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_table_is_read(name: str) -> None:
    rows = seed_rows(name)
    assert rows
    assert len({tuple(row.values()) for row in rows}) == len(rows), "a row stands twice"

"""Articles, clauses and points cited with a document: which they are, and which larger part each belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnextract.analyze import analyze
from vnextract.directives.citations import find_directives
from vnextract.directives.provisions import read_provisions
from vnextract.document import Article

CASES = (
    ("Điều 5", "5 - -"),
    ("khoản 2 Điều 5", "5 2 -"),
    ("điểm đ khoản 1 Điều 12a", "12a 1 đ"),
    ("điểm a, khoản 2, điều 5", "5 2 a"),
    ("Điểm a, b và c khoản 4 Điều 6", "6 4 a | 6 4 b | 6 4 c"),
    ("khoản 1, 2 và 4 Điều 10", "10 1 - | 10 2 - | 10 4 -"),
    ("khoản 1, khoản 3 Điều 7", "7 1 - | 7 3 -"),
    ("khoản 1 và điểm a khoản 2 Điều 5", "5 1 - | 5 2 a"),
    ("các Điều 3, 4 và khoản 2 Điều 5", "3 - - | 4 - - | 5 2 -"),
    ("khoản 2 Điều 5 và Điều 6", "5 2 - | 6 - -"),
    ("Điều 8; khoản 1 Điều 9; điểm b khoản 3 Điều 11", "8 - - | 9 1 - | 11 3 b"),
    ("Điều 12 đến Điều 15", "12 - - | 13 - - | 14 - - | 15 - -"),
    ("từ khoản 2 đến khoản 4 Điều 9", "9 2 - | 9 3 - | 9 4 -"),
    ("Điều 3-5", "3 - - | 4 - - | 5 - -"),
    ("Điều 5, khoản 2", "5 2 -"),
    ("Điều 5 khoản 2 điểm a", "5 2 a"),
    ("khoản 2", "- 2 -"),
    ("nhiều điều khoản", ""),
    ("Điều 1 đến Điều 900", "1 - - | 900 - -"),
)


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_parts(text: str, wanted: str) -> None:
    found = [f"{p.article or '-'} {p.clause or '-'} {p.point or '-'}" for p in read_provisions(text)]
    assert " | ".join(found) == wanted


CITED = (
    ("Theo điểm c, khoản 4, Điều 5 Nghị định 46/2016/NĐ-CP, lái xe bị phạt.", ["điểm c khoản 4 Điều 5"]),
    (
        "Theo quy định tại các Điều 3, 4 và khoản 2 Điều 5 của Luật Đất đai 2013.",
        ["Điều 3", "Điều 4", "khoản 2 Điều 5"],
    ),
    ("Căn cứ Điều 23, Nghị định số 81/2015/NĐ-CP, sở xử phạt.", ["Điều 23"]),
    ("Nghị định 46/2016/NĐ-CP (khoản 2 Điều 6) nêu mức phạt.", ["khoản 2 Điều 6"]),
    ("Luật có 200 điều, Nghị định 46/2016/NĐ-CP có 80 điều.", []),
    ("Tỉnh chi 5 khoản theo Nghị định 46/2016/NĐ-CP.", []),
)


@pytest.mark.parametrize(("text", "wanted"), CITED)
def test_parts_of_a_citation(text: str, wanted: list[str]) -> None:
    assert [part for d in find_directives(analyze(Article(text))) for part in d.provisions] == wanted


@given(
    st.lists(st.sampled_from(["điểm", "khoản", "điều", "a", "b", "1", "12", "3a", ",", "và", "đến", "-"]), max_size=30)
)
def test_what_is_read_is_read_again(words: list[str]) -> None:
    """A part said in full is the part that was read."""
    for part in read_provisions(" ".join(words)):
        assert part.text == "" or read_provisions(part.text) == (part,)

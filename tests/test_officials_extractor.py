"""Officials case by case: which names, with which titles, and the full name behind a short one."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

import vnextract as vx
from vnextract.analyze import analyze
from vnextract.document import Article, Official
from vnextract.officials.rules import read_officials

CASES = [
    line
    for line in (Path(__file__).parent / "cases" / "officials.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MARK = regex.compile(r"⟦(?P<name>[^=|⟧]+)(?:=(?P<full>[^|⟧]+))?\|(?P<titles>[^⟧]+)⟧")


def officials(text: str) -> list[Official]:
    found = read_officials(analyze(Article(text)))
    return sorted((m for m in found if isinstance(m, Official)), key=lambda m: m.start)


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    wanted = []
    for m in MARK.finditer(case):
        titles = () if m["titles"] == "-" else tuple(m["titles"].split(" ; "))
        wanted.append((m["name"], m["full"] or m["name"], titles))
    text = MARK.sub(lambda m: m["name"], case)
    got = [(m.text, m.full_name, m.titles) for m in officials(text)]
    assert [(n, f, sorted(t)) for n, f, t in got] == [(n, f, sorted(t)) for n, f, t in wanted]


def test_honorific_and_rank_stand_apart() -> None:
    (one,) = officials("Đồng chí Thượng tá Lê Văn Chín, Trưởng Công an huyện, nói.")
    assert (one.honorific, one.rank, one.titles) == ("Đồng chí", "Thượng tá", ("Trưởng Công an huyện",))


@pytest.mark.parametrize(
    ("text", "tenure", "body"),
    [
        ("nguyên Giám đốc Sở Y tế Trần Văn An", "former", "Sở Y tế"),
        ("quyền Bộ trưởng Bộ Y tế Trần Văn An", "acting", "Bộ Y tế"),
        ("cố Tổng Bí thư Trần Văn An", "late", None),
        ("Bí thư Thành ủy Hà Nội Trần Văn An", "current", "Thành ủy Hà Nội"),
    ],
)
def test_positions(text: str, tenure: str, body: str | None) -> None:
    (one,) = officials(f"Theo {text}, việc đã xong.")
    (position,) = one.positions
    assert (position.tenure, position.body) == (tenure, body)


PIECES = [
    "Bí thư ",
    "Nguyễn ",
    "Văn ",
    "An",
    ", ",
    " - ",
    "ông ",
    "(",
    ")",
    "Chủ tịch UBND xã ",
    "\n",
    "Trump",
    ".",
    "là ",
    "H'Hen ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_text_is_read_and_spans_hold(pieces: list[str]) -> None:
    text = "".join(pieces)
    for m in officials(text):
        assert text[m.start : m.end] == m.text
        assert all(text[p.start : p.end].split() == p.title.split() for p in m.positions)


def test_middle_and_given_name_together_are_a_short_form() -> None:
    doc = vx.extract("Bí thư Thành ủy Nguyễn Xuân Anh phát biểu. Theo ông Xuân Anh, việc này đã rõ.")
    assert [(o.text, o.full_name) for o in doc.officials] == [
        ("Nguyễn Xuân Anh", "Nguyễn Xuân Anh"),
        ("Xuân Anh", "Nguyễn Xuân Anh"),
    ]

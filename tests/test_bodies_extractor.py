"""Bodies: found whole, with their locality, and nothing generic."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnextract.analyze import analyze
from vnextract.bodies.extractor import find_bodies
from vnextract.bodies.names import FAMILIES
from vnextract.bodies.rules import RULES
from vnextract.document import Article
from vnextract.lexicon import seed_rows
from vnextract.rules import marked

PIECES = (
    *(
        "Ban ",
        "Chỉ đạo ",
        "Bộ ",
        "UBND ",
        "TP",
        ". ",
        ", ",
        "tỉnh ",
        "Yên Bái ",
        "Sở ",
        "GD",
        "&",
        "ĐT ",
        "(",
        ")",
        "\n",
    ),
    *(
        "Quản lý ",
        "phòng ",
        "của ",
        "và ",
        "số ",
        "12",
        "B ",
        "Đội ",
        "CSGT ",
        "Cơ quan ",
        "Hội đồng ",
        "Mỹ ",
        "Quốc hội ",
    ),
    *(
        "Đại sứ quán ",
        "tại ",
        "Thường trực ",
        "PC45 ",
        "Tập đoàn ",
        "cửa khẩu ",
        "Trung ương ",
        "-",
        "a",
        "İ",
        "\u0301",
    ),
)

CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "bodies.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[c["note"] for c in CASES])
def test_bodies_are_found_whole(case: dict[str, str]) -> None:
    text, spans = marked(case["text"])
    found = [b.text for b in find_bodies(analyze(Article(text)))]
    assert found == [text[a:b] for a, b in spans]


@pytest.mark.parametrize(
    ("text", "canonical", "level", "branch", "locality"),
    [
        ("UBND TP Yên Bái", "Ủy ban nhân dân thành phố Yên Bái", "district", "government", "thành phố Yên Bái"),
        ("HĐND", "Hội đồng nhân dân", None, "legislature", None),
        ("Tỉnh ủy Yên Bái", "Tỉnh ủy Yên Bái", "provincial", "party", "tỉnh Yên Bái"),
        ("Thành ủy TPHCM", "Thành ủy Thành phố Hồ Chí Minh", "provincial", "party", "thành phố Hồ Chí Minh"),
        ("Bộ VH-TT&DL", "Bộ Văn hóa, Thể thao và Du lịch", "central", "government", None),
        (
            "Sở GD&ĐT Kiên Giang",
            "Sở Giáo dục và Đào tạo tỉnh Kiên Giang",
            "provincial",
            "government",
            "tỉnh Kiên Giang",
        ),
        ("Bộ Quốc phòng Hoa Kỳ", "Bộ Quốc phòng Mỹ", "foreign", "foreign", "Mỹ"),
        ("TAND Q.3", "Tòa án nhân dân quận 3", "district", "judiciary", "quận 3"),
        ("LĐLĐ tỉnh", "Liên đoàn Lao động tỉnh", "provincial", "front", None),
    ],
)
def test_canonical_name_level_branch_and_locality(
    text: str, canonical: str, level: str | None, branch: str, locality: str | None
) -> None:
    (body,) = find_bodies(analyze(Article(text)))
    assert (body.canonical, body.level, body.branch, body.locality) == (canonical, level, branch, locality)


def test_every_head_is_read_by_a_family() -> None:
    assert {row["family"] for row in seed_rows("bodies")} <= set(FAMILIES)


def test_every_finding_carries_a_rule_that_is_listed() -> None:
    text = " ".join(row["example"] + " tỉnh Yên Bái." for row in seed_rows("bodies"))
    assert {body.rule for body in find_bodies(analyze(Article(text)))} <= {rule.name for rule in RULES}


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_bodies_stay_inside_any_text_and_apart(pieces: list[str]) -> None:
    document = analyze(Article("".join(pieces)))
    end = 0
    for body in find_bodies(document):
        assert end <= body.start < body.end <= len(document.text)
        assert document.text[body.start : body.end] == body.text
        end = body.end


@pytest.mark.parametrize(
    "unit", ["Sở y tế, y tế, ", "Ban Thường vụ ", "Bộ Tài chính và ", "Phòng GD&", "Ban Chỉ đạo phòng, "]
)
def test_repetition_without_end_is_read(unit: str) -> None:
    list(find_bodies(analyze(Article("Sở " + unit * 300))))

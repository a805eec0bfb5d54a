"""The grammar of document numbers: what a code reads as, and what is none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnextract.directives.codes import read_code, stands_alone, type_of
from vnextract.lexicon import seed_rows
from vnextract.text import fold

CASES = Path(__file__).parent / "cases" / "codes.tsv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["printed"])
def test_code_reads_as(row: dict[str, str]) -> None:
    code = read_code(fold(row["printed"].replace("⏎", "\n")), 0)
    assert code is not None
    got = [code.code, code.number, code.year, code.type_code, code.issuer_code, code.unit, code.system, type_of(code)]
    want = [row[name] or None for name in ("code", "number", "year", "type", "issuer", "unit", "system", "word")]
    assert [None if value is None else str(value) for value in got] == want
    assert stands_alone(code) == (row["alone"] == "yes")


@pytest.mark.parametrize("row", seed_rows("issuers"), ids=lambda row: row["code"])
def test_every_issuer_example_is_read(row: dict[str, str]) -> None:
    if not row["example"][0].isdigit():
        pytest.skip("the example is a name")
    code = read_code(fold(row["example"]), 0)
    assert code is not None
    assert code.code == row["example"].replace(" ", "")
    assert code.system not in {"number", "unknown"}


@given(
    number=st.integers(1, 9999),
    year=st.one_of(st.none(), st.integers(1945, 2030)),
    slots=st.sampled_from(["QĐ-UBND", "NĐ-CP", "TT-BTC", "CT-TTg", "KH-SGD&ĐT", "TTLT-BTP-BNV"]),
    dash=st.sampled_from(["-", " - ", "–", " –", "- "]),
)
def test_spaces_and_dashes_do_not_change_a_code(number: int, year: int | None, slots: str, dash: str) -> None:
    plain = f"{number}/{year}/{slots}" if year else f"{number}/{slots}"
    first, _, rest = plain.partition("-")
    code = read_code(fold(f"{first}{dash}{rest} của"), 0)
    assert code is not None
    assert code.code == plain
    assert code.year == year


@given(st.text(alphabet="0123456789/-–. ĐAQTUgc\n&", max_size=40))
def test_any_text_is_read_without_complaint(text: str) -> None:
    folded = fold(text)
    for at in range(len(folded)):
        code = read_code(folded, at)
        assert code is None or (code.start == at and code.end <= len(folded))

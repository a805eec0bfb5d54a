"""The finest cut: what stays one syllable, and the keys that lexicons look up."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnextract.syllables import cut, keys

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "syllables.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_syllables(text: str, wanted: str) -> None:
    assert "|".join(token.text for token in cut(text)) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND TP.HCM", "UBND TP HCM"),
        ("UBND TP. HCM", "UBND Tp.HCM"),
        ("TP.Hà Nội", "TP Hà Nội"),
        ("TP. Hà Nội", "tp Hà Nội"),
        ("TX. Sơn Tây", "TX Sơn Tây"),
        ("PGS. Lê An", "PGS Lê An"),
        ("T.Ư", "T. Ư"),
        ("Uỷ ban", "Ủy ban"),
        ("H’Hen", "H'Hen"),
        ("34–CT/TU", "34-CT/TU"),
    ],
)
def test_one_key_for_spellings_of_one_thing(one: str, other: str) -> None:
    assert keys(one) == keys(other)


def test_a_form_is_cut_as_in_the_text() -> None:
    text = "Theo Sở GD&ĐT TP.HCM, UBND Q.1 và T.Ư Đoàn"
    sequence = tuple(token.key for token in cut(text))
    for form in ("Sở GD&ĐT", "TP HCM", "UBND Q.1", "T.Ư Đoàn"):
        wanted = keys(form)
        assert any(sequence[i : i + len(wanted)] == wanted for i in range(len(sequence))), form

"""Every rule finds its examples and leaves its rejects alone; every seed row stands in its own example.

Rules are found by looking through the modules, so a rule that is written is a rule that is tested.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

import vnextract
from vnextract.analyze import analyze
from vnextract.document import Article, Document
from vnextract.lexicon import Lexicon, Row, seed_root, seed_rows
from vnextract.rules import Rule
from vnextract.syllables import keys
from vnextract.trial import failures


def collect(value: Any) -> list[Rule]:
    if isinstance(value, Rule):
        return [value]
    if isinstance(value, (tuple, list)):
        return [rule for item in value for rule in collect(item)]
    return []


NEED_TORCH = (
    "vnextract.model.batches",
    "vnextract.model.training",
    "vnextract.model.learning",
)  # an extra; they hold no rules


def all_rules() -> list[tuple[str, Rule]]:
    """The rules of every module, with the module that made them first."""
    found: dict[int, tuple[str, Rule]] = {}
    for info in pkgutil.walk_packages(vnextract.__path__, "vnextract."):
        if info.name.startswith("vnextract.seeds") or info.name.endswith("__main__") or info.name in NEED_TORCH:
            continue
        module = importlib.import_module(info.name)
        for value in vars(module).values():
            for rule in collect(value):
                found.setdefault(id(rule), (info.name, rule))
    return list(found.values())


VALIDITY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
RULES = all_rules()
SEEDS = sorted(path.name.removesuffix(".csv") for path in seed_root().iterdir() if path.name.endswith(".csv"))


def analyzed(text: str) -> Document:
    return analyze(Article(text, doc_id="example", published=date(2023, 12, 6)))


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=lambda r: r.name)
def test_a_rule_finds_its_examples_and_leaves_its_rejects_alone(rule: Rule) -> None:
    assert failures(rule, analyzed) == []


def test_rule_names_are_dotted_and_unique() -> None:
    names = Counter(rule.name for _, rule in RULES)
    assert [name for name in names if "." not in name] == []
    assert [name for name, count in names.items() if count > 1] == []


def row_id(row: Row) -> str:
    return next(iter(row.values()))


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_row_is_attested_and_sourced(name: str) -> None:
    rows = seed_rows(name)
    assert rows
    if "count" in rows[0]:  # a word list: how often a word was counted attests it
        assert all(row["count"].isdecimal() for row in rows)
        return
    assert {"example", "source"} <= set(rows[0]), f"seeds/{name}.csv lacks example or source"
    bare = [row_id(row) for row in rows if not row["example"] or not row["source"]]
    assert not bare, f"seeds/{name}.csv: no example or source for {bare[:10]}"


@pytest.mark.parametrize("name", [name for name in SEEDS if {"form", "example"} <= set(seed_rows(name)[0])])
def test_every_seed_form_stands_in_its_example(name: str) -> None:
    """A lexicon made of the row alone finds the form in the row's example."""
    lost = [
        row["form"] for row in seed_rows(name) if not list(Lexicon([(row["form"], True)]).find(keys(row["example"])))
    ]
    assert not lost, f"seeds/{name}.csv: {lost[:10]}"


@pytest.mark.parametrize("name", SEEDS)
def test_validity_is_a_year_or_a_day(name: str) -> None:
    for row in seed_rows(name):
        begins, ends = (row.get(column) or None for column in ("valid_from", "valid_to"))
        for value in (begins, ends):
            assert value is None or VALIDITY.fullmatch(value), f"seeds/{name}.csv: {row_id(row)}"
        assert not (begins and ends) or begins <= ends, f"seeds/{name}.csv: {row_id(row)} ends before it begins"

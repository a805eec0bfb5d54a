"""What the benchmarks of the model rest on: twins share a fold, probabilities are set right."""

from __future__ import annotations

import random
import sys
from math import exp
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="PyTorch (vnextract[train]) is not installed")
pytest.importorskip("sklearn", reason="scikit-learn (vnextract[benchmarks]) is not installed")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from fit_judge import platt, reliability, shift
from folds import fold_of


def test_the_same_news_in_other_words_goes_into_one_fold() -> None:
    draw = random.Random(0)
    texts = [[str(draw.randrange(50)) for _ in range(120)] for _ in range(40)]
    twins = [[*text[:90], "khác"] for text in texts]
    folds = fold_of([*texts, *twins], [f"n{i}" for i in range(80)], 5)
    assert folds[:40] == folds[40:]
    assert set(folds) == set(range(5))


def test_overconfident_odds_are_set_right() -> None:
    draw = random.Random(0)
    odds = [draw.uniform(-6, 6) for _ in range(20_000)]
    right = [draw.random() < 1 / (1 + exp(-(0.5 * z - 0.3))) for z in odds]
    slope, constant = platt(odds, right)
    assert slope == pytest.approx(0.5, abs=0.03)
    assert constant == pytest.approx(-0.3, abs=0.06)


def test_where_there_is_little_to_go_by_odds_stay() -> None:
    slope, constant = platt([2.0, -1.0], [True, False])
    assert slope == pytest.approx(1.0, abs=0.3)
    assert constant == pytest.approx(0.0, abs=0.5)


def test_a_shift_reaches_every_weight_of_a_name() -> None:
    weights = {"law": 1.0, "law score": 2.0, "lawyer": 3.0}
    shift(weights, "law", 2.0, -0.5)
    assert weights == {"law": 1.5, "law score": 4.0, "lawyer": 3.0}


def test_the_reliability_table_counts_finds() -> None:
    _, _, row = reliability({"both: body": [(0.99, True), (0.97, True), (0.6, False)]})
    assert "2: 0.98, 1.00" in row
    assert "1: 0.60, 0.00" in row

"""Rules and model weighed: log odds by hand, a table that is written and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnextract.document import Directive
from vnextract.errors import ModelError
from vnextract.model.judge import NEUTRAL, Judge, label_of, logit, probability, read_judge, write_judge

JUDGE = Judge(
    event={"act": -1.0, "act rules": 1.0, "act model": 0.5, "act bound": -0.4}
    | {"fate": 0.0, "fate rules": 1.0, "fate model": 0.0, "fate bound": 0.0},
    time={"rules": 0.5, "model": 2.0, "always": -0.25},
    both={"law": 1.0, "law model": 2.0, "law law.named": 0.5, "official rival": 1.0, "official rival model": 1.0},
    rules={"law": -1.0, "law score": 2.0},
)


def test_events_are_weighed_by_what_they_are() -> None:
    assert JUDGE.event_odds("MEETING", 2.0, 4.0) == pytest.approx(3.0)
    assert JUDGE.event_odds("REMOVAL", 2.0, -9.0) == 2.0
    assert (JUDGE.event_bound("MEETING"), JUDGE.event_bound("REMOVAL")) == (-0.4, 0.0)


def test_times_are_weighed_by_rules_and_model() -> None:
    assert JUDGE.time_odds(2.0, -1.0) == pytest.approx(-1.25)
    assert NEUTRAL.time_odds(2.0, -9.0) == 2.0


def test_names_are_weighed_by_kind_rule_score_and_model() -> None:
    law = Directive(start=0, end=4, text="Luật", form="named", rule="law.named", score=probability(1.0))
    assert label_of(law) == "law"
    assert JUDGE.name_odds(law) == pytest.approx(1.0)
    assert JUDGE.name_odds(law, probability(0.5)) == pytest.approx(1.0 + 1.0 + 1.0 + 0.5)
    assert NEUTRAL.name_odds(law) == pytest.approx(1.0)
    assert JUDGE.stretch_odds("official", 0.5, rivals=True) == pytest.approx(1.0)
    assert probability(JUDGE.stretch_odds("official", 0.99, rivals=False)) < 1e-9


@pytest.mark.parametrize("p", [0.001, 0.3, 0.5, 0.97])
def test_log_odds_and_back(p: float) -> None:
    assert probability(logit(p)) == pytest.approx(p)


def test_a_judge_is_written_and_read(tmp_path: Path) -> None:
    write_judge(tmp_path, JUDGE)
    assert read_judge(tmp_path) == JUDGE
    (tmp_path / "judge.json").write_text("{}")
    with pytest.raises(ModelError, match="not a readable table of weights"):
        read_judge(tmp_path)

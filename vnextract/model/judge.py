"""How rules and model are weighed against each other: log odds, fitted on articles that neither learnt from.

A ``Judge`` is four tables of weights by name, shipped as ``judge.json`` beside the model's arrays and written by
``benchmarks/fit_judge.py``: ``event`` (whether a trigger tells of an event), ``time`` (whether a time dates it), ``both``
(whether a name is right by rules and model) and ``rules`` (how sure a find is by rules alone).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

from vnextract.document import AFFECTING, Directive, Mention
from vnextract.errors import ModelError

Weights = Mapping[str, float]
JUDGE = "judge.json"
TABLES = ("event", "time", "both", "rules")
_SURE = 1e-4  # probabilities nearer to 0 or 1 are taken for this


def logit(probability: float) -> float:
    """Log odds of a probability, bounded.

    >>> logit(0.5), round(logit(1.0), 2)
    (0.0, 9.21)
    """
    p = min(max(probability, _SURE), 1 - _SURE)
    return log(p / (1 - p))


def probability(odds: float) -> float:
    """The probability of log odds.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))


def group_of(event_type: str) -> str:
    """Acts of somebody and fates that befall somebody are weighed apart: the model knows the latter less well."""
    return "fate" if event_type in AFFECTING else "act"


def label_of(mention: Mention) -> str:
    """What a mention's weights are filed under: its kind, or ``law`` for documents cited by name."""
    return "law" if isinstance(mention, Directive) and mention.form == "named" else mention.kind


@dataclass(frozen=True, slots=True)
class Judge:
    """The fitted weights; a name that a table does not hold weighs nothing."""

    event: Weights
    time: Weights
    both: Weights
    rules: Weights

    def event_odds(self, event_type: str, odds: float, heard: float) -> float:
        """Log odds that a trigger tells of an event: by the rules' own log odds and the model's."""
        group, weights = group_of(event_type), self.event
        return weights[f"{group} rules"] * odds + weights[f"{group} model"] * heard + weights[group]

    def event_bound(self, event_type: str) -> float:
        """The log odds from which on a trigger counts as an event: where F1 was best."""
        return self.event[f"{group_of(event_type)} bound"]

    def time_odds(self, odds: float, heard: float) -> float:
        """Log odds that a time dates an act: by the rules' own log odds and the model's."""
        return self.time["rules"] * odds + self.time["model"] * heard + self.time["always"]

    def name_odds(self, mention: Mention, support: float | None = None) -> float:
        """Log odds that a find of the rules is right; ``support`` is the model's probability of its span, if asked."""
        weights, label = self.rules if support is None else self.both, label_of(mention)
        odds = weights.get(label, 0.0) + weights.get(f"{label} score", 1.0) * logit(mention.score)
        odds += weights.get(f"{label} {mention.rule}", 0.0)
        return odds if support is None else odds + weights.get(f"{label} model", 0.0) * logit(support)

    def stretch_odds(self, label: str, support: float, rivals: bool) -> float:
        """Log odds that a name is right which the model alone found; ``rivals``: the rules have another span there."""
        name = f"{label} rival" if rivals else f"{label} alone"
        return self.both.get(name, -30.0) + self.both.get(f"{name} model", 0.0) * logit(support)


# Believes the rules alone: what a model has before anything was fitted.
NEUTRAL = Judge(
    event={"act": 0.0, "act rules": 1.0, "act model": 0.0, "act bound": 0.0}
    | {"fate": 0.0, "fate rules": 1.0, "fate model": 0.0, "fate bound": 0.0},
    time={"rules": 1.0, "model": 0.0, "always": 0.0},
    both={},
    rules={},
)


def read_judge(folder: Path) -> Judge:
    """The judge of a model folder; ModelError where it is missing or damaged."""
    path = folder / JUDGE
    try:
        tables = json.loads(path.read_text(encoding="utf-8"))
        return Judge(*({str(k): float(v) for k, v in tables[name].items()} for name in TABLES))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ModelError(f"{path}: not a readable table of weights ({error})") from None


def write_judge(folder: Path, judge: Judge) -> None:
    """``judge.json`` in a model folder, names in order."""
    tables = {name: {k: round(v, 3) for k, v in sorted(getattr(judge, name).items())} for name in TABLES}
    (folder / JUDGE).write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

"""Fits how rules and model are weighed: writes ``judge.json`` into a model folder.

    python benchmarks/fit_judge.py GOLD_DIR... --work FOLDER --model MODEL [--unseen GOLD_DIR] [--folds 4]

FOLDER holds the taggers of ``compare_taggers.py --only cnn``, each of which has not seen one fold of the articles; what
they think of that fold, with rules whose event weights are fitted on the other folds, is what the weights are fitted
on. The rules themselves were written with these articles in view, so their finds look too good there: ``--unseen`` are
articles that nobody read, on which the probabilities are set right, two numbers a kind, as MODEL gives them. Its
reliability table is cross-validated over those articles. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from fit_events import BEST, BEST_TIMES, RARE_TIMES, Sample, event_weights, regression, told_times, total
from folds import Sheet, read_folders

from vnextract.document import Body, Directive, Document, Event, Official
from vnextract.events.extractor import candidates
from vnextract.events.opinions import event_sighting, time_sightings
from vnextract.gold import ALL_KINDS
from vnextract.links.entities import link
from vnextract.model.decoding import Stretch
from vnextract.model.features import ENTITY_LABELS
from vnextract.model.judge import NEUTRAL, TABLES, Judge, group_of, label_of, logit, probability, write_judge
from vnextract.model.learning import annotated, dated_by
from vnextract.model.network import Network
from vnextract.model.tagger import WEIGHTS, Opinion, read_weights, think

Row = dict[str, float]
GROUPS = ("act", "fate")
# Once probabilities are right: F1 is best where they are about half of it, and hardly changes from -0.9 to -0.3.
EVEN_BOUND = -0.45
EVEN_TIME = 0.47  # the same for times, as a probability: half of the F1 that rules and model reach together
LABELS = ("official", "body", "directive", "law")


@dataclass(frozen=True, slots=True)
class Find:
    """A find to be judged: its article, what it is filed under, what is seen, whether it is right."""

    article: int
    label: str
    seen: Row
    right: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that the fits need, of all articles."""

    names: list[Find]  # of the rules, ``seen``: score, model, rule
    stretches: list[Find]  # of the model alone
    events: list[tuple[Sample, float, float]]  # with the model's log odds and the rules' as shipped
    times: list[tuple[Sample, float]]  # with the model's log odds
    gold: int  # events


def look(sheets: Sequence[Sheet], networks: Sequence[Network]) -> Told:
    """What rules and model say of every article, each by the network that has not seen it."""
    told = Told([], [], [], [], sum(len(sheet.gold.events) for sheet in sheets))
    for number, sheet in enumerate(sheets):
        opinion = think(networks[sheet.fold % len(networks)], sheet.example.features, NEUTRAL)
        if sheet.gold.kinds == ALL_KINDS:
            _look_at_names(told, number, sheet, opinion)
        _look_at_events(told, number, sheet, opinion)
    return told


def _look_at_names(told: Told, number: int, sheet: Sheet, opinion: Opinion) -> None:
    document = sheet.document
    gold = {(m.start, m.end, label_of(m)) for m in sheet.gold.mentions if not isinstance(m, Event)}
    taken: set[int] = set()
    spans: set[tuple[int, int, str]] = set()
    for mention in document.mentions:
        if not isinstance(mention, Official | Body | Directive):
            continue
        label = label_of(mention)
        first, last = document.syllable_span(mention.start, mention.end)
        support = opinion.support("entity", ENTITY_LABELS.index(label), first, last)
        seen = {"score": logit(mention.score), "model": logit(support), str(mention.rule): 1.0}
        told.names.append(Find(number, label, seen, (mention.start, mention.end, label) in gold))
        taken.update(range(first, last))
        spans.add((first, last, label))
    for stretch in opinion.stretches("entity"):
        label = ENTITY_LABELS[stretch.label]
        if label in ("official", "body") and (stretch.first, stretch.last, label) not in spans:
            told.stretches.append(_stretch(number, document, opinion, stretch, label, taken, gold))


def _stretch(
    number: int,
    document: Document,
    opinion: Opinion,
    stretch: Stretch,
    label: str,
    taken: set[int],
    gold: set[tuple[int, int, str]],
) -> Find:
    start, end = document.syllables[stretch.first].start, document.syllables[stretch.last - 1].end
    kind = "alone" if taken.isdisjoint(range(stretch.first, stretch.last)) else "rival"
    support = opinion.support("entity", stretch.label, stretch.first, stretch.last)
    return Find(number, f"{label} {kind}", {"model": logit(support)}, (start, end, label) in gold)


def _look_at_events(told: Told, number: int, sheet: Sheet, opinion: Opinion) -> None:
    document = sheet.document.with_mentions(link(sheet.document, sheet.document.mentions))
    found = candidates(document)
    for candidate, event in zip(found, annotated(found, document, sheet.gold.events), strict=True):
        if seen := event_sighting(candidate):
            (heard,) = opinion.heard("event", [seen])
            told.events.append((Sample(number, seen.shown, event is not None, seen.event_type), heard, seen.odds))
        if event is not None:
            dates = time_sightings(document, candidate)
            for date, heard, right in zip(dates, opinion.heard("time", dates), dated_by(candidate, event), strict=True):
                told.times.append((Sample(number, date.shown, right, date.event_type), heard))


def logistic(rows: Sequence[Row], right: Sequence[bool], strength: float = 1.0) -> tuple[dict[str, float], float]:
    """Weights by name and the constant; where all are right or all are wrong, a constant alone."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    if len(set(right)) < 2:
        return {}, logit((sum(right) + 1) / (len(right) + 2))
    vectors = DictVectorizer(sparse=False)
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(vectors.fit_transform(rows), right)
    return dict(zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True)), float(
        model.intercept_[0]
    )


def honest_odds(
    samples: Sequence[Sample],
    folds: Sequence[int],
    fit: Callable[[Sequence[Sample]], dict[str, float]],
    always: str = "always",
) -> npt.NDArray[Any]:
    """The rules' log odds of each candidate by weights fitted on the articles of the other folds."""
    odds = np.zeros(len(samples))
    for fold in set(folds):
        weights = fit([s for s in samples if folds[s.article] != fold])
        for i, sample in enumerate(samples):
            if folds[sample.article] == fold:
                odds[i] = total(weights, sample.shown, always)
    return odds


def event_fit(samples: Sequence[Sample]) -> dict[str, float]:
    """The rules' weights of events."""
    return event_weights(samples, BEST)


def time_fit(samples: Sequence[Sample]) -> dict[str, float]:
    """The rules' weights of times."""
    return regression([*samples, *told_times()], BEST_TIMES, "when always", RARE_TIMES)


def fit_events(told: Told, odds: npt.NDArray[Any], keep_fates: bool) -> dict[str, float]:
    """``Judge.event``: a regression for each group, and the bound at which F1 over all candidates is best."""
    weights: dict[str, float] = {}
    judged = np.zeros(len(odds))
    for group in GROUPS:
        own = [i for i, (sample, _, _) in enumerate(told.events) if group_of(sample.label) == group]
        rows = [{"rules": float(odds[i]), "model": told.events[i][1]} for i in own]
        if group == "fate" and not keep_fates:
            rows = [{"rules": row["rules"]} for row in rows]
        fitted, constant = logistic(rows, [told.events[i][0].right for i in own])
        weights |= {f"{group} {name}": fitted.get(name, 0.0) for name in ("rules", "model")} | {group: constant}
        judged[own] = [constant + sum(fitted[name] * value for name, value in row.items()) for row in rows]
    right = np.array([sample.right for sample, _, _ in told.events])
    bounds = np.arange(-1.0, 0.61, 0.05)
    best = max(bounds, key=lambda bound: f1(right, judged >= bound, told.gold))
    print(
        f"events: rules {f1(right, odds >= 0, told.gold):.4f}, both {f1(right, judged >= best, told.gold):.4f}", end=""
    )
    print(f" at {best:.2f}, {weights}")
    return weights | {f"{group} bound": float(best) for group in GROUPS}


def f1(right: npt.NDArray[Any], said: npt.NDArray[Any], gold: int) -> float:
    return float(2 * (right & said).sum() / (said.sum() + gold))


def fit_times(told: Told, odds: npt.NDArray[Any]) -> dict[str, float]:
    """``Judge.time``: one regression, its constant moved to where F1 is best."""
    rows = [{"rules": float(z), "model": heard} for z, (_, heard) in zip(odds, told.times, strict=True)]
    fitted, constant = logistic(rows, [sample.right for sample, _ in told.times])
    weights = {"rules": 0.0, "model": 0.0} | fitted | {"always": constant - math.log(EVEN_TIME / (1 - EVEN_TIME))}
    print(f"times: {weights}")
    return weights


def fit_names(told: Told, with_model: bool) -> dict[str, float]:
    """``Judge.both`` or ``Judge.rules``: a regression for each label."""
    weights: dict[str, float] = {}
    groups: dict[str, list[Find]] = defaultdict(list)
    for find in (*told.names, *(told.stretches if with_model else ())):
        groups[find.label].append(find)
    for label, finds in sorted(groups.items()):
        rows = [{k: v for k, v in find.seen.items() if with_model or k != "model"} for find in finds]
        fitted, constant = logistic(rows, [find.right for find in finds], 0.3)
        known = {f"{label} {name}": weight for name, weight in fitted.items()}
        weights |= {f"{label} score": 0.0, f"{label} model": 0.0} if label in LABELS else {}
        weights |= {label: constant} | known
    return weights


def shift(weights: dict[str, float], name: str, slope: float, constant: float) -> None:
    """Turns log odds z that are filed under a name into slope * z + constant."""
    for key in weights:
        if key == name or key.startswith(f"{name} "):
            weights[key] *= slope
    weights[name] = weights.get(name, 0.0) + constant


def platt(odds: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and constant that set log odds right, drawn to (1, 0) where there is little to go by."""
    x, y = np.asarray(odds, dtype=float), np.asarray(right, dtype=float)
    slope, constant = 1.0, 0.0
    for _ in range(200):
        p = 1 / (1 + np.exp(-np.clip(slope * x + constant, -30, 30)))
        w = np.maximum(p * (1 - p), 1e-6)
        gradient = np.array([((p - y) * x).sum() + 4 * (slope - 1), (p - y).sum() + 0.5 * constant])
        hessian = np.array([[(w * x * x).sum() + 4, (w * x).sum()], [(w * x).sum(), w.sum() + 0.5]])
        step = np.linalg.solve(hessian, gradient)
        slope, constant = max(slope - step[0], 0.05), constant - step[1]
        if np.abs(step).max() < 1e-6:
            break
    return float(slope), float(constant)


def recalibrate(judge: Judge, sheets: Sequence[Sheet], network: Network) -> tuple[Judge, list[str]]:
    """The judge with its probabilities set right on articles that nobody read, and the reliability table."""
    told = look([replace(sheet, fold=0) for sheet in sheets], [network])
    tables = {name: dict(getattr(judge, name)) for name in TABLES}
    checked: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for table in ("both", "rules"):
        odds: dict[str, list[tuple[int, float, bool]]] = defaultdict(list)
        for find in (*told.names, *(told.stretches if table == "both" else ())):
            weights = tables[table]
            seen = sum(weights.get(f"{find.label} {name}", 0.0) * value for name, value in find.seen.items())
            odds[find.label].append((find.article, weights.get(find.label, 0.0) + seen, find.right))
        for sample, heard, shipped in told.events:
            if table == "rules" and shipped >= 0:
                odds["event"].append((sample.article, shipped, sample.right))
            elif table == "both":
                group = group_of(sample.label)
                odds[f"event {group}"].append(
                    (sample.article, judge.event_odds(sample.label, shipped, heard), sample.right)
                )
        for label, rows in odds.items():
            name = f"{table}: {label.split()[0]}"
            checked[name] += _checked(rows, EVEN_BOUND if label.startswith("event ") else None)
            slope, constant = platt([z for _, z, _ in rows], [right for _, _, right in rows])
            print(f"{table} {label}: slope {slope:.2f}, constant {constant:+.2f}, {len(rows)} finds")
            if label.startswith("event "):
                group = label.split()[1]
                shift(tables["event"], group, slope, constant)
                tables["event"][f"{group} bound"] = EVEN_BOUND
            elif label == "event":
                tables["rules"] |= {"event": constant, "event score": slope}
            else:
                shift(tables[table], label, slope, constant)
    return Judge(**tables), list(reliability(checked))


def _checked(
    rows: Sequence[tuple[int, float, bool]], bound: float | None, folds: int = 5
) -> Iterator[tuple[float, bool]]:
    """Probability, by a correction fitted on the other articles, and truth; for events, of those that come out."""
    for fold in range(folds):
        learn = [row for row in rows if row[0] % folds != fold]
        slope, constant = platt([z for _, z, _ in learn], [right for _, _, right in learn])
        for article, z, right in rows:
            if article % folds == fold and (bound is None or slope * z + constant >= bound):
                yield probability(slope * z + constant), right


BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0001)


def reliability(checked: dict[str, list[tuple[float, bool]]]) -> Iterator[str]:
    """Markdown: in each range of scores how many finds, their mean score and the share that is right."""
    heads = [f"{a:.2f} to {min(b, 1):.2f}" for a, b in itertools.pairwise(BINS)]
    yield "| finds: mean score, share right | " + " | ".join(heads) + " | error |"
    yield "|---|" + "---:|" * (len(heads) + 1)
    for name, pairs in sorted(checked.items()):
        cells, error = [], 0.0
        for low, high in itertools.pairwise(BINS):
            own = [(p, right) for p, right in pairs if low <= p < high]
            if not own:
                cells.append("")
                continue
            mean, share = sum(p for p, _ in own) / len(own), sum(right for _, right in own) / len(own)
            error += abs(mean - share) * len(own) / len(pairs)
            cells.append(f"{len(own)}: {mean:.2f}, {share:.2f}")
        yield f"| {name} | " + " | ".join(cells) + f" | {error:.3f} |"


def fit(sheets: Sequence[Sheet], networks: Sequence[Network], keep_fates: bool) -> Judge:
    told = look(sheets, networks)
    folds = [sheet.fold for sheet in sheets]
    odds = honest_odds([sample for sample, _, _ in told.events], folds, event_fit)
    dated = honest_odds([sample for sample, _ in told.times], folds, time_fit, "when always")
    return Judge(
        fit_events(told, odds, keep_fates),
        fit_times(told, dated),
        fit_names(told, with_model=True),
        fit_names(told, with_model=False),
    )


def load_networks(work: Path, folds: Iterable[int]) -> list[Network]:
    return [Network(read_weights(work / f"cnn-{fold}" / WEIGHTS)[0]) for fold in folds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--work", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--model", type=Path, required=True, metavar="MODEL")
    parser.add_argument("--unseen", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--first", type=int, help="only so many of the folds are there")
    parser.add_argument("--fates", action="store_true", help="ask the model about appointments, removals ... too")
    options = parser.parse_args()
    weights, keys = read_weights(options.model / WEIGHTS)
    there = options.first or options.folds
    sheets = [s for s in read_folders(options.folders, keys, options.folds) if s.fold < there]
    judge = fit(sheets, load_networks(options.work, range(there)), options.fates)
    if options.unseen:
        judge, lines = recalibrate(judge, read_folders([options.unseen], keys, 1), Network(weights))
        print(*lines, sep="\n")
    write_judge(options.model, judge)


if __name__ == "__main__":
    main()

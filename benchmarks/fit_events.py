"""Fits the weights of event triggers and of their evidence on annotated folders.

    python benchmarks/fit_events.py GOLD_DIR...            # cross-validated precision, recall, F1 of several strengths
    python benchmarks/fit_events.py GOLD_DIR... --write    # fits on all and writes seeds/triggers.csv, seeds/evidence.csv and
                                                           # seeds/time_evidence.csv; with --times the last one alone, with --events the others

A logistic regression says how probable it is that a candidate (``vnextract.events.extractor.candidates``) is an annotated event,
from its trigger row and the names of its evidence (the rows' own examples count as events); a second one, how probable it is that a time expression dates an
event (``vnextract.events.datings``), to which the sentences of ``tests/cases/datings.tsv`` lend what articles show too seldom. The L1 penalty leaves few weights; ``--strength`` sets it (larger:
more weights). Folds are whole articles, so a figure is for articles not seen. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from vnextract.analyze import analyze
from vnextract.document import Article, Document, Event
from vnextract.entities import find_entities
from vnextract.events.candidate import Candidate, trigger_name
from vnextract.events.extractor import candidates
from vnextract.events.opinions import event_sighting
from vnextract.events.triggers import trigger
from vnextract.events.wording import PREFIX
from vnextract.gold import GoldArticle, read_gold
from vnextract.lexicon import Overlay, first_cell, seed_rows, using
from vnextract.links.entities import link
from vnextract.model.learning import annotated, dated_by

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FOLDS = 6
WORDS = f"{PREFIX} "
STRENGTHS = (0.8, 1.2, 1.8)
BEST = 1.2
BEST_TIMES = 0.8
RARE_TIMES = 5  # times that must show an observation before it may have a weight
TOLD = Path(__file__).resolve().parent.parent / "tests" / "cases" / "datings.tsv"
WORDED = 0.65  # strength of the fit that sees the words around a trigger, as a share of that of the one that does not
FEWEST = 4  # articles in which a word is seen, for it to weigh anything
# F1 is best where what is half as probable as F1 is good still counts (Lipton, Elkan, Naryanaswamy 2014).
EVEN = 0.4
EVEN_TIMES = 0.4  # the same for times: hardly any change from 0.33 to 0.45, precision and recall level here
SMALLEST = 0.02  # weights below say nothing


@dataclass(frozen=True, slots=True)
class Sample:
    """A candidate event, or a time that may date one, as the regression sees it: its article, what it shows, whether it is right; ``label`` sorts the report."""

    article: int
    shown: tuple[str, ...]
    right: bool
    label: str


@dataclass(frozen=True, slots=True)
class Samples:
    """What may be right in all articles, and how much there is to find in each: events, or dates of events."""

    all: tuple[Sample, ...]
    gold: tuple[int, ...]


def entities(article: Article) -> Document:
    """The document of an article with all mentions but events."""
    document = analyze(article)
    return document.with_mentions(link(document, find_entities(document)))


def samples(articles: Sequence[tuple[GoldArticle, Document]]) -> tuple[Samples, Samples]:
    """The candidate events of articles, and the times around those that are events."""
    events: list[Sample] = []
    times: list[Sample] = []
    dated: list[int] = []
    for number, (article, document) in enumerate(articles):
        dated.append(sum(event.time_text is not None for event in article.events))
        found = candidates(document)
        for candidate, event in zip(found, annotated(found, document, article.events), strict=True):
            if event is not None:
                times += _dates(number, candidate, event)
            if seen := event_sighting(candidate):
                events.append(Sample(number, seen.shown, event is not None, seen.event_type))
    gold = tuple(len(article.events) for article, _ in articles)
    return Samples(tuple(events), gold), Samples(tuple(times), tuple(dated))


def _dates(number: int, candidate: Candidate, event: Event) -> Iterator[Sample]:
    """The times in the sentence of an event."""
    for dated, right in zip(candidate.times, dated_by(candidate, event), strict=True):
        yield Sample(number, dated.evidence, right, f"{event.event_type} {event.start}")


def regression(data: Sequence[Sample], strength: float, always: str = "always", rare: int = 1) -> dict[str, float]:
    """Weights by name of what ``rare`` samples show at least; ``always`` names the intercept, moved to where F1 is best."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    vectors = DictVectorizer()
    counts = Counter(name for sample in data for name in set(sample.shown))
    matrix = vectors.fit_transform([{n: 1.0 for n in sample.shown if counts[n] >= rare} for sample in data])
    # liblinear wants 32-bit indices
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model: Any = LogisticRegression(C=strength, l1_ratio=1.0, solver="liblinear", max_iter=800, random_state=0)
    model.fit(matrix, [sample.right for sample in data])
    weights = dict(zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    kept = {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= SMALLEST}
    even = EVEN if always == "always" else EVEN_TIMES
    return {always: round(float(model.intercept_[0]) - math.log(even / (1 - even)), 2), **kept}


def event_weights(data: Sequence[Sample], strength: float) -> dict[str, float]:
    """The mean of two fits, one that sees the words around a trigger and one that does not: cross-validated F1 0.806, each alone 0.800."""
    articles: dict[str, set[int]] = defaultdict(set)
    for sample in data:
        for name in sample.shown:
            if name.startswith(WORDS):
                articles[name].add(sample.article)
    known = {name for name, seen in articles.items() if len(seen) >= FEWEST}
    plain = [replace(s, shown=tuple(n for n in s.shown if not n.startswith(WORDS))) for s in data]
    worded = [replace(s, shown=tuple(n for n in s.shown if n in known or not n.startswith(WORDS))) for s in data]
    fits = regression(plain, strength), regression(worded, strength * WORDED)
    return {name: round(sum(fit.get(name, 0.0) for fit in fits) / 2, 2) for name in dict.fromkeys((*fits[0], *fits[1]))}


def total(weights: dict[str, float], shown: tuple[str, ...], always: str = "always") -> float:
    return weights[always] + sum(weights.get(name, 0.0) for name in shown)


@cache
def examples() -> tuple[Sample, ...]:
    """The event that each trigger row's example tells: what is known of rows that no annotated article shows."""
    found = []
    for row in seed_rows("triggers"):
        name = trigger_name(trigger(row))
        for candidate in candidates(entities(Article(row["example"]))):
            if (seen := event_sighting(candidate)) and seen.shown[0] == name:
                found.append(Sample(_EXAMPLE, seen.shown, True, seen.event_type))
                break
    return tuple(found)


_EXAMPLE = -1  # the article of samples that are in no fold


def told_times() -> tuple[Sample, ...]:
    """The times of sentences written for the purpose: how dates and acts go together where articles show it too seldom."""
    found: list[Sample] = []
    for text, acts in read_acts(TOLD):
        for candidate, time in match_acts(candidates(entities(Article(text))), acts):
            label = f"{text} {candidate.hit.first}"
            found += [Sample(_EXAMPLE, d.evidence, d.time.text == time, label) for d in candidate.times]
    return tuple(found)


def read_acts(path: Path) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """Sentences, each with words of its acts and of the time that dates each."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if not line.startswith("#"):
            text, _, told = line.partition("\t")
            acts = [act.partition("=") for act in told.split("; ")]
            yield text, [(form, None if time == "-" else time) for form, _, time in acts]


def match_acts(
    found: list[Candidate], acts: Sequence[tuple[str, str | None]]
) -> Iterator[tuple[Candidate, str | None]]:
    """Each act with the first candidate left whose trigger is among its words or holds them."""
    left = list(found)
    for words, time in acts:
        for candidate in left:
            form, wanted = candidate.hit.trigger.form, words.lower()
            if form in wanted or wanted in form:
                left.remove(candidate)
                yield candidate, time
                break


def cross_validate(data: Samples, strength: float, always: str = "always") -> list[bool]:
    """For each sample whether the weights fitted on the other folds accept it; of the times of one event only the best."""
    sums = [0.0] * len(data.all)
    own = () if always == "always" else told_times()
    for fold in range(FOLDS):
        rest = [s for s in data.all if s.article % FOLDS != fold]
        if always == "always":
            weights = event_weights([*rest, *examples()], strength)
        else:
            weights = regression([*rest, *own], strength, always, RARE_TIMES)
        for i, sample in enumerate(data.all):
            if sample.article % FOLDS == fold:
                sums[i] = total(weights, sample.shown, always)
    if always == "always":
        return [told >= 0 for told in sums]
    best: dict[tuple[int, str], float] = {}
    for sample, told in zip(data.all, sums, strict=True):
        best[sample.article, sample.label] = max(told, best.get((sample.article, sample.label), 0.0))
    return [told > 0 and told == best[s.article, s.label] for s, told in zip(data.all, sums, strict=True)]


def figures(data: Samples, accepted: Sequence[bool], articles: range) -> tuple[float, float, float]:
    """Precision, recall and F1 over a range of articles."""
    of = [(s, a) for s, a in zip(data.all, accepted, strict=True) if s.article in articles]
    right, said = sum(s.right and a for s, a in of), sum(a for _, a in of)
    gold = sum(data.gold[n] for n in articles)
    precision, recall = right / said if said else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * right / (said + gold) if said + gold else 0.0


def write_events(weights: dict[str, float], seen: Sequence[Sample]) -> None:
    """Trigger weights into their column, evidence weights into their table, the heaviest of each group first."""
    path = SEEDS / "triggers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        name = trigger_name(trigger(row))
        row["weight"] = f"{weights.get(name, 0.0) + 0.0:.2f}"
    _save(path, rows)
    told = {name: w for name, w in weights.items() if not name.startswith("trigger ") and w}
    write_evidence("evidence", {name: w for name, w in told.items() if not name.startswith(WORDS)}, seen)
    write_evidence("wording", {name: w for name, w in told.items() if name.startswith(WORDS)}, seen)


def write_evidence(table: str, weights: dict[str, float], seen: Sequence[Sample]) -> None:
    counts = Counter(name for sample in seen for name in set(sample.shown))
    names = sorted(weights, key=lambda n: (n not in ("always", "when always"), n.split()[0], -weights[n], n))
    rows = [{"evidence": n, "weight": f"{weights[n]:.2f}", "count": str(counts[n] or len(seen))} for n in names]
    _save(SEEDS / f"{table}.csv", rows)


def _save(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def report(
    data: Samples, folders: Sequence[tuple[str, range]], strengths: Sequence[float], always: str
) -> Iterator[str]:
    reachable, gold = sum(s.right for s in data.all), sum(data.gold)
    yield f"{len(data.all)} candidates, {reachable} right; {gold} annotated"
    for strength in strengths:
        accepted = cross_validate(data, strength, always)
        parts = [f"{name} {'/'.join(f'{x:.3f}' for x in figures(data, accepted, part))}" for name, part in folders]
        yield f"strength {strength}: " + "  ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument(
        "--strength", type=float, help="of the fit that is written; without --write, the only one tried"
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--events", action="store_true", help="write the weights of events alone")
    parser.add_argument("--times", action="store_true", help="write the weights of times alone")
    given = parser.parse_args()
    articles: list[tuple[GoldArticle, Document]] = []
    parts: list[tuple[str, range]] = []
    for folder in given.folders:
        first = len(articles)
        articles += [
            (gold, entities(Article(gold.text, doc_id=gold.doc_id, published=gold.published)))
            for gold in read_gold(folder)
        ]
        parts.append((folder.name, range(first, len(articles))))
    parts.append(("all", range(len(articles))))
    if given.write:
        # Whether an act has a date is evidence of it: the weights of times come first.
        overlay = None if given.events else fit_times(articles)
        if not given.times:
            fit_events(articles, given.strength or BEST, overlay)
        return
    for what, data in zip(("always", "when always"), samples(articles), strict=True):
        for line in report(data, parts, [given.strength] if given.strength else STRENGTHS, what):
            print(line)


def fit_times(articles: Sequence[tuple[GoldArticle, Document]]) -> Overlay | None:
    """Writes the weights of times, fitted twice over: a date that an act has is evidence of the next one's."""
    known = frozenset(first_cell(row) for row in seed_rows("time_evidence"))
    overlay: Overlay | None = None
    for step in ("first", "second"):
        with using(overlay):
            _, times = samples(articles)
            own = told_times()
        when = regression([*times.all, *own], BEST_TIMES, "when always", RARE_TIMES)
        rows = tuple({"evidence": name, "weight": str(weight), "count": ""} for name, weight in when.items())
        overlay = Overlay(step, {"time_evidence": rows}, {"time_evidence": known})
    write_evidence("time_evidence", when, [*times.all, *own])
    return overlay


def fit_events(
    articles: Sequence[tuple[GoldArticle, Document]], strength: float, overlay: Overlay | None = None
) -> None:
    """Writes the weights of triggers and their evidence; ``overlay`` holds weights of times not yet in the seeds."""
    with using(overlay):
        events, _ = samples(articles)
        data = [*events.all, *examples()]
    write_events(event_weights(data, strength), data)


if __name__ == "__main__":
    main()

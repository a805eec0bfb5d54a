"""Fits the weights of event triggers and of their evidence on annotated folders.

    python benchmarks/fit_events.py GOLD_DIR...            # cross-validated precision, recall, F1 of several penalties
    python benchmarks/fit_events.py GOLD_DIR... --write    # fits on all and writes seeds/triggers.csv, seeds/evidence.csv

A logistic regression says how probable it is that a candidate (``vnextract.events.candidates``) is an annotated event,
from its trigger row and the names of its evidence. The L1 penalty leaves few weights; ``--strength`` sets it (larger:
more weights). Folds are whole articles, so a figure is for articles not seen. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnextract.actors import UNOFFICIAL
from vnextract.analyze import analyze
from vnextract.arbitrate import keep_longest
from vnextract.document import Article, Document, Event
from vnextract.events import Candidate, candidates
from vnextract.gold import GoldArticle, read_gold
from vnextract.link import link
from vnextract.pipeline import ENTITY_EXTRACTORS, run

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FOLDS = 6
STRENGTHS = (0.1, 0.2, 0.3, 0.5, 0.8)
BEST = 0.3
# Missing an event costs as much as telling a false one, so F1 peaks below even odds.
EVEN = 0.42
SMALLEST = 0.1  # weights below say nothing


@dataclass(frozen=True, slots=True)
class Sample:
    """A candidate as the regression sees it: its article, what it shows, whether it is an annotated event."""

    article: int
    shown: tuple[str, ...]
    event: bool
    event_type: str


@dataclass(frozen=True, slots=True)
class Samples:
    """The candidates of all articles that could be accepted, and how many events each article has."""

    candidates: tuple[Sample, ...]
    gold: tuple[int, ...]


def entities(article: GoldArticle) -> Document:
    """The document of an annotated article with all mentions but events."""
    document = analyze(Article(article.text, doc_id=article.doc_id, published=article.published))
    return document.with_mentions(link(document, keep_longest(run(document, ENTITY_EXTRACTORS))))


def trigger_name(form: str, event_type: str, pos: str) -> str:
    """What names a trigger row among the observations."""
    return f"trigger {form} {event_type} {pos}"


def same_words(event: Event, start: int, end: int) -> bool:
    """Whether an annotated trigger and a span share a third of their union, as the scorer asks."""
    shared = min(event.end, end) - max(event.start, start)
    return shared > 0 and 3 * shared >= max(event.end, end) - min(event.start, start)


def samples(articles: Sequence[tuple[GoldArticle, Document]]) -> Samples:
    found: list[Sample] = []
    for number, (article, document) in enumerate(articles):
        free = list(article.events)
        for candidate in candidates(document):
            hit = candidate.hit
            start, end = document.syllables[hit.first].start, document.syllables[hit.last - 1].end
            event = next(
                (e for e in free if e.event_type == hit.trigger.event_type and same_words(e, start, end)), None
            )
            if not acceptable(candidate):
                continue
            if event is not None:
                free.remove(event)
            name = trigger_name(hit.trigger.form, hit.trigger.event_type, hit.trigger.pos)
            found.append(Sample(number, (name, *candidate.evidence), event is not None, hit.trigger.event_type))
    return Samples(tuple(found), tuple(len(article.events) for article, _ in articles))


def acceptable(candidate: Candidate) -> bool:
    return candidate.actor is not None and candidate.actor.kind not in UNOFFICIAL


def regression(shown: Sequence[tuple[str, ...]], event: Sequence[bool], strength: float) -> dict[str, float]:
    """Weights by name; ``always`` is the intercept, moved to where F1 is best."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(names, 1.0) for names in shown])
    # liblinear wants 32-bit indices
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model: Any = LogisticRegression(C=strength, l1_ratio=1.0, solver="liblinear", max_iter=800, random_state=0)
    model.fit(matrix, list(event))
    weights = dict(zip(vectors.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    kept = {name: round(weight, 1) for name, weight in weights.items() if abs(weight) >= SMALLEST}
    return {"always": round(float(model.intercept_[0]) - math.log(EVEN / (1 - EVEN)), 1), **kept}


def total(weights: dict[str, float], shown: tuple[str, ...]) -> float:
    return weights["always"] + sum(weights.get(name, 0.0) for name in shown)


def cross_validate(data: Samples, strength: float) -> list[bool]:
    """For each candidate whether the weights fitted on the other folds accept it."""
    accepted = [False] * len(data.candidates)
    for fold in range(FOLDS):
        rest = [s for s in data.candidates if s.article % FOLDS != fold]
        weights = regression([s.shown for s in rest], [s.event for s in rest], strength)
        for i, sample in enumerate(data.candidates):
            if sample.article % FOLDS == fold:
                accepted[i] = total(weights, sample.shown) >= 0
    return accepted


def figures(data: Samples, accepted: Sequence[bool], articles: range) -> tuple[float, float, float]:
    """Precision, recall and F1 over a range of articles."""
    of = [(s, a) for s, a in zip(data.candidates, accepted, strict=True) if s.article in articles]
    right, said = sum(s.event and a for s, a in of), sum(a for _, a in of)
    gold = sum(data.gold[n] for n in articles)
    precision, recall = right / said if said else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * right / (said + gold) if said + gold else 0.0


def write(weights: dict[str, float], counts: Counter[str]) -> None:
    """Trigger weights into their column, evidence weights into their table, the heaviest of each group first."""
    path = SEEDS / "triggers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        name = trigger_name(row["form"], row["event_type"], row["pos"])
        row["weight"] = f"{weights.get(name, 0.0) + 0.0:.1f}"
    _save(path, rows)
    names = [name for name in weights if not name.startswith("trigger ")]
    names.sort(key=lambda name: (name != "always", name.split()[0], -weights[name], name))
    _save(
        SEEDS / "evidence.csv",
        [{"evidence": name, "weight": f"{weights[name]:.1f}", "count": str(counts[name])} for name in names],
    )


def _save(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def report(data: Samples, folders: Sequence[tuple[str, range]], strengths: Sequence[float]) -> Iterator[str]:
    reachable, gold = sum(s.event for s in data.candidates), sum(data.gold)
    yield f"{len(data.candidates)} candidates, {reachable} of {gold} events among them"
    for strength in strengths:
        accepted = cross_validate(data, strength)
        parts = [f"{name} {'/'.join(f'{x:.3f}' for x in figures(data, accepted, part))}" for name, part in folders]
        yield f"strength {strength}: " + "  ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR")
    parser.add_argument(
        "--strength", type=float, help="of the fit that is written; without --write, the only one tried"
    )
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    articles: list[tuple[GoldArticle, Document]] = []
    parts: list[tuple[str, range]] = []
    for folder in given.folders:
        first = len(articles)
        articles += [(article, entities(article)) for article in read_gold(folder)]
        parts.append((folder.name, range(first, len(articles))))
    parts.append(("all", range(len(articles))))
    data = samples(articles)
    for line in report(data, parts, [given.strength] if given.strength else STRENGTHS):
        print(line)
    if given.write:
        counts = Counter({"always": len(data.candidates)})
        counts.update(name for sample in data.candidates for name in set(sample.shown))
        fitted = regression(
            [s.shown for s in data.candidates], [s.event for s in data.candidates], given.strength or BEST
        )
        write(fitted, counts)


if __name__ == "__main__":
    main()

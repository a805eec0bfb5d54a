"""Scores against a gold folder: sums over per-article counters, so that intervals and comparisons resample articles."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnextract.document import Mention
from vnextract.errors import GoldError
from vnextract.evaluation.scoring import ArticleScore, Miss, score_article
from vnextract.extraction import Extraction
from vnextract.gold import GoldArticle, read_gold

if TYPE_CHECKING:
    from rich.console import RenderableType

logger = logging.getLogger(__name__)

SPANS = ("official", "position", "body", "body_overlap", "directive", "named_law", "event")
ATTRIBUTES = ("agent", "time", "time_iso", "place", "doc_date", "doc_issuer")
ACCURACIES = ("full_name", "code", "doc_type")
Reader = Callable[[GoldArticle], Extraction]


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 from their counts.

    >>> Figure("body", matched=3, found=4, gold=6).f1
    0.6
    """

    name: str
    matched: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.found + self.gold) if self.matched else 0.0


@dataclass(frozen=True)
class Report:
    """The scores of a pipeline over a gold folder, article by article."""

    articles: tuple[ArticleScore, ...]
    characters: int = 0
    seconds: float = 0.0

    @cached_property
    def counts(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for article in self.articles:
            total.update(article.counts)
        return total

    @property
    def misses(self) -> list[Miss]:
        return [miss for article in self.articles for miss in article.misses]

    @property
    def labels(self) -> list[str]:
        """Everything there is a figure for: kinds, attributes, then the event types met."""
        types = sorted({key.split(".")[1] for key in self.counts if key.startswith("type.")})
        return [*SPANS, *ATTRIBUTES, *(f"type.{name}" for name in types)]

    def figure(self, label: str) -> Figure:
        """One label's precision, recall, F1; a label there is none of is an error that lists what there is."""
        if label not in self.labels:
            raise GoldError(f"no figure {label!r}; there are: {', '.join(self.labels)}")
        return Figure(label, *(self.counts[f"{label}.{part}"] for part in ("matched", "found", "gold")))

    def accuracy(self, name: str) -> float | None:
        """The share of matched mentions whose ``full_name``, ``code`` or ``doc_type`` is right; None where none match."""
        return self.counts[f"{name}.right"] / self.counts[f"{name}.of"] if self.counts[f"{name}.of"] else None

    def interval(self, label: str, level: float = 0.95, rounds: int = 1000, seed: int = 0) -> tuple[float, float]:
        """The bootstrap interval of a label's F1 over articles: the same bounds for the same seed."""
        return _quantiles(_resampled_f1(self, label, rounds, seed), level)


def evaluate(gold: Iterable[GoldArticle], read: Reader) -> Report:
    """What ``read`` makes of each gold article, scored. An article on which it raises counts as nothing found."""
    scores, characters, seconds = [], 0, 0.0
    for article in gold:
        began = time.perf_counter()
        mentions: tuple[Mention, ...] = ()
        failed = 0
        try:
            mentions = read(article).mentions
        except Exception:  # one article must not hide the others
            logger.exception("%s failed", article.doc_id)
            failed = 1
        seconds += time.perf_counter() - began
        characters += len(article.text)
        score = score_article(article, mentions)
        score.counts["failed"] += failed
        scores.append(score)
    return Report(tuple(scores), characters, seconds)


def evaluate_folder(folder: str | Path, read: Reader) -> Report:
    """``evaluate`` on a gold folder."""
    return evaluate(read_gold(folder), read)


def compare(first: Report, second: Report, level: float = 0.95, rounds: int = 1000, seed: int = 0) -> list[Gain]:
    """What the second pipeline gains over the first on the same articles, by paired bootstrap."""
    if [a.doc_id for a in first.articles] != [a.doc_id for a in second.articles]:
        raise GoldError("two reports compare only over the same articles in the same order")
    labels = [label for label in first.labels if label in second.labels]
    gains = []
    for label in labels:
        ours, theirs = _resampled_f1(second, label, rounds, seed), _resampled_f1(first, label, rounds, seed)
        low, high = _quantiles(ours - theirs, level)
        gains.append(Gain(label, first.figure(label).f1, second.figure(label).f1, low, high))
    return gains


@dataclass(frozen=True, slots=True)
class Gain:
    """A label's F1 in two pipelines, and the interval of the difference second - first."""

    label: str
    first: float
    second: float
    low: float
    high: float


def _resampled_f1(report: Report, label: str, rounds: int, seed: int) -> Any:
    """F1 in each of ``rounds`` samples of the articles, drawn with replacement; the draw hangs on the seed alone."""
    import numpy as np

    parts = [f"{label}.{part}" for part in ("matched", "found", "gold")]
    table = np.array([[article.counts[part] for part in parts] for article in report.articles], dtype=float)
    n = len(report.articles)
    weights = np.random.default_rng(seed).multinomial(n, [1 / n] * n, size=rounds)
    matched, found, gold = (weights @ table).T
    return np.where(matched > 0, 2 * matched / np.maximum(found + gold, 1), 0.0)


def _quantiles(values: Any, level: float) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def render(report: Report, errors: int = 0, intervals: bool = True) -> Iterator[RenderableType]:
    """The report as rich tables: the figures, then the first ``errors`` differences of each label."""
    from rich.table import Table

    rate = f", {report.characters / report.seconds:,.0f} characters a second" if report.seconds else ""
    yield f"{len(report.articles)} articles, {report.characters:,} characters{rate}"
    table = Table(title="Scores")
    for column in ("", "P", "R", "F1", "95 %", "matched", "found", "gold"):
        table.add_column(column, justify="left" if not column else "right", no_wrap=True)
    for label in report.labels:
        figure = report.figure(label)
        bounds = "{:.2f}-{:.2f}".format(*report.interval(label)) if intervals and figure.gold else ""
        rates = (f"{value:.3f}" for value in (figure.precision, figure.recall, figure.f1))
        name = label.removeprefix("type.")
        table.add_row(name, *rates, bounds, *(str(n) for n in (figure.matched, figure.found, figure.gold)))
    yield table
    right = {name: report.accuracy(name) for name in ACCURACIES}
    yield "Right on matched mentions: " + ", ".join(f"{k} {v:.3f}" for k, v in right.items() if v is not None)
    for name, count in (("failed", report.counts["failed"]), ("wrong offsets", report.counts["offsets.wrong"])):
        if count:
            yield f"{name}: {count}"
    if errors:
        yield _error_table(report.misses, errors)


def _error_table(misses: Iterable[Miss], limit: int) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(title="Differences")
    for column in ("label", "", "article", "at", "gold", "found"):
        table.add_column(column, overflow="fold")
    shown: Counter[str] = Counter()
    for miss in sorted(misses, key=lambda m: (m.label, m.doc_id, m.start or 0)):
        shown[miss.label] += 1
        if shown[miss.label] <= limit:
            at = "" if miss.start is None else str(miss.start)
            cells = (miss.label, miss.what, miss.doc_id, at, miss.gold or "", miss.found or "")
            table.add_row(*(Text(cell) for cell in cells))
    return table


def render_comparison(first: Report, second: Report, names: tuple[str, str]) -> Iterator[RenderableType]:
    """Two reports over the same articles side by side: F1 of each, the gain of the second and its interval."""
    from rich.table import Table

    yield f"{len(first.articles)} articles; F1, and by how much {names[1]} is better, with its 95 % interval"
    table = Table(title=f"{names[1]} against {names[0]}")
    for column in ("", *names, "gain", "95 %"):
        table.add_column(column, justify="left" if not column else "right", no_wrap=bool(column))
    for gain in compare(first, second):
        if not max(first.figure(gain.label).gold, second.figure(gain.label).gold):
            continue
        sure = "" if gain.low <= 0 <= gain.high else "*"
        cells = (f"{gain.first:.3f}", f"{gain.second:.3f}", f"{gain.second - gain.first:+.3f}")
        table.add_row(gain.label.removeprefix("type."), *cells, f"{gain.low:+.3f} to {gain.high:+.3f} {sure}")
    yield table
    yield "* the interval leaves out no difference"
    for report, name in zip((first, second), names, strict=True):
        if report.seconds:
            yield f"{name}: {report.characters / report.seconds:,.0f} characters a second"

"""How one article's mentions compare with its gold: counters and differences.

Spans count when they are exact; positions are pairs (full name, title) of an article; an event counts when its type is
right and its trigger shares a third of the union with the gold's; attributes are scored on the events and directives
that match. Words compare by ``comparable``.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vnextract.agreement import comparable, same_agent, same_event
from vnextract.document import Directive, Event, Mention, Official
from vnextract.gold import GoldArticle

M = TypeVar("M", bound=Mention)


@dataclass(frozen=True, slots=True)
class Miss:
    """A difference between gold and extraction: ``what`` is missed, spurious or wrong."""

    doc_id: str
    label: str
    what: str
    start: int | None
    gold: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The counters of one article (``body.matched``, ``body.found``, ``body.gold`` ...) and its differences."""

    doc_id: str
    counts: Counter[str]
    misses: tuple[Miss, ...]


def score_article(gold: GoldArticle, found: Sequence[Mention]) -> ArticleScore:
    """One article's counters, of the kinds that are annotated there."""
    tally = _Tally(gold.doc_id)
    tally.counts["offsets.wrong"] += sum(gold.text[m.start : m.end] != m.text for m in found)
    if "O" in gold.kinds:
        _score_officials(tally, gold.officials, [m for m in found if isinstance(m, Official)])
    if "B" in gold.kinds:
        bodies = [m for m in found if m.kind == "body"]
        tally.match("body", gold.bodies, bodies, _same_span)
        tally.match("body_overlap", gold.bodies, bodies, lambda a, b: a.span.overlaps(b.span), noted=False)
    if "D" in gold.kinds:
        _score_directives(tally, gold.directives, [m for m in found if isinstance(m, Directive)])
    if "E" in gold.kinds:
        _score_events(tally, gold, [m for m in found if isinstance(m, Event)])
    return ArticleScore(gold.doc_id, tally.counts, tuple(tally.misses))


class _Tally:
    """The counters of the article being scored."""

    def __init__(self, doc_id: str) -> None:
        self.doc_id = doc_id
        self.counts: Counter[str] = Counter()
        self.misses: list[Miss] = []

    def miss(self, label: str, what: str, start: int | None, gold: str | None, found: str | None) -> None:
        self.misses.append(Miss(self.doc_id, label, what, start, gold, found))

    def match(
        self, label: str, gold: Sequence[M], found: Sequence[M], same: Callable[[M, M], bool], noted: bool = True
    ) -> list[tuple[M, M]]:
        """Pairs, one to one, in text order: the first free mention that is the same."""
        free, pairs = list(found), []
        for wanted in gold:
            at = next((i for i, mention in enumerate(free) if same(wanted, mention)), None)
            if at is not None:
                pairs.append((wanted, free.pop(at)))
            elif noted:
                self.miss(label, "missed", wanted.start, _describe(wanted), None)
        if noted:
            for mention in free:
                self.miss(label, "spurious", mention.start, None, _describe(mention))
        self.add(label, len(pairs), len(found), len(gold))
        return pairs

    def add(self, label: str, matched: int, found: int, gold: int) -> None:
        self.counts[f"{label}.matched"] += matched
        self.counts[f"{label}.found"] += found
        self.counts[f"{label}.gold"] += gold

    def attribute(
        self, label: str, of: Mention, gold: str | None, found: str | None, same: Callable[[str, str], bool]
    ) -> None:
        """A value of a matched mention: one where gold has none costs precision."""
        right = bool(gold and found and same(gold, found))
        self.add(label, right, bool(found), bool(gold))
        if (gold or found) and not right:
            self.miss(label, "wrong" if gold and found else "missed" if gold else "spurious", of.start, gold, found)

    def right(self, name: str, of: Mention, gold: str | None, found: str | None) -> None:
        ok = comparable(gold) == comparable(found)
        self.counts[f"{name}.of"] += 1
        self.counts[f"{name}.right"] += ok
        if not ok:
            self.miss(name, "wrong", of.start, gold, found)


def _score_officials(tally: _Tally, gold: Sequence[Official], found: Sequence[Official]) -> None:
    for wanted, mention in tally.match("official", gold, found, _same_span):
        tally.right("full_name", wanted, wanted.full_name, mention.full_name)
    wanted_positions, found_positions = _positions(gold), _positions(found)
    both = wanted_positions.keys() & found_positions.keys()
    tally.add("position", len(both), len(found_positions), len(wanted_positions))
    for key in sorted(wanted_positions.keys() - both):
        tally.miss("position", "missed", wanted_positions[key], " | ".join(key), None)
    for key in sorted(found_positions.keys() - both):
        tally.miss("position", "spurious", found_positions[key], None, " | ".join(key))


def _positions(officials: Iterable[Official]) -> dict[tuple[str, str], int]:
    """The pairs (full name, title) of an article, and where each stands first."""
    pairs: dict[tuple[str, str], int] = {}
    for official in officials:
        for title in official.titles:
            pairs.setdefault((comparable(official.full_name), comparable(title)), official.start)
    return pairs


def _score_directives(tally: _Tally, gold: Sequence[Directive], found: Sequence[Directive]) -> None:
    numbered = [m for m in gold if m.form != "named"], [m for m in found if m.form != "named"]
    for wanted, mention in tally.match("directive", *numbered, _same_span):
        tally.right("code", wanted, wanted.code, mention.code)
        tally.right("doc_type", wanted, wanted.doc_type, mention.doc_type)
        tally.attribute("doc_date", wanted, wanted.date, mention.date, str.__eq__)
        tally.attribute("doc_issuer", wanted, wanted.issuer, mention.issuer, _same_words)
    named = [m for m in gold if m.form == "named"], [m for m in found if m.form == "named"]
    tally.match("named_law", *named, _same_span)


def _score_events(tally: _Tally, gold: GoldArticle, found: Sequence[Event]) -> None:
    pairs = tally.match("event", gold.events, found, _same_event)
    for name, events in (("gold", gold.events), ("found", found), ("matched", [wanted for wanted, _ in pairs])):
        tally.counts.update(f"type.{event.event_type}.{name}" for event in events)
    for wanted, event in pairs:
        year_known = bool(gold.published or re.search(r"\d{4}", wanted.time_text or ""))
        tally.attribute("agent", wanted, wanted.agent, event.agent, same_agent)
        tally.attribute("place", wanted, wanted.place, event.place, same_agent)
        tally.attribute("time", wanted, wanted.time_text, event.time_text, _same_words)
        same_time = _same_time if year_known else _same_yearless_time
        tally.attribute("time_iso", wanted, wanted.time, event.time, same_time)


def _describe(mention: Mention) -> str:
    if isinstance(mention, Event):
        return f"{mention.event_type} {mention.text}"
    return mention.text


def _same_span(gold: Mention, found: Mention) -> bool:
    return (gold.start, gold.end) == (found.start, found.end)


def _same_words(gold: str, found: str) -> bool:
    return comparable(gold) == comparable(found)


def _same_event(gold: Event, found: Event) -> bool:
    return same_event(gold, found.event_type, found.start, found.end)


def _same_time(gold: str, found: str) -> bool:
    return _interval(gold) == _interval(found)


def _same_yearless_time(gold: str, found: str) -> bool:
    """A year that neither the expression nor a publication date gives is not scored."""
    without = [re.sub(r"(?<!\d)\d{4}(?=-)", "XXXX", value) for value in (gold, found)]
    return _same_time(*without)


def _interval(value: str) -> str:
    """Intervals compare by their first and last day: 2000/2003 is 2000-01-01/2003-12-31."""
    if "/" not in value:
        return value
    first, last = (end.split("T")[0] for end in value.split("/", 1))
    if re.fullmatch(r"\d{4}", last):
        last += "-12"
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", last):
        last += f"-{calendar.monthrange(int(last[:4]), int(last[5:]))[1]}"
    return first + {4: "-01-01", 7: "-01"}.get(len(first), "") + "/" + last

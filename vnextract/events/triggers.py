"""Which words tell of which event: the seed table ``triggers`` and where its forms stand in a document.

A row may ask for company: words one of which must stand right before the form (``before``) or within a few
syllables after it (``after``, right after it with a leading ``=``; ``=^`` is any capitalized word), and words that
must not (``not_before``, ``not_after``). Of several rows of one form the first whose conditions hold decides the type, so "ký quyết định"
issues and "ký thỏa thuận" agrees. A form inside a longer word of the text ("giao" in "giao thông") is no hit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vnextract.document import Document
from vnextract.lexicon import Lexicon, Row, per_seeds, seed_rows
from vnextract.syllables import keys

_REACH = 6  # syllables after a trigger in which ``after`` looks: an object with one modifier
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row: ``pos`` is verb, state (a verb whose subject is who it befalls) or noun; ``weight`` is log odds."""

    form: str
    event_type: str
    pos: str
    weight: float
    before: frozenset[Phrase]
    after: frozenset[Phrase]
    next: frozenset[Phrase]
    not_before: frozenset[Phrase]
    not_after: frozenset[Phrase]
    proper: bool  # a capitalized word right after is company enough

    def fits(self, document: Document, first: int, last: int, low: int, high: int, named: bool) -> bool:
        """Whether the company of a hit at ``[first, last)`` in the sentence ``[low, high)`` is what the row asks for.

        ``named``: the word before belongs to a name, so that it makes no longer word ("Hải Phòng phân tích").
        """
        syllables = document.keys
        if self.not_before and not named and _ends_with(syllables, low, first, self.not_before):
            return False
        if self.not_after and _starts_with(syllables, last, high, self.not_after):
            return False
        if self.before and not _ends_with(syllables, low, first, self.before):
            return False
        if self.next and _starts_with(syllables, last, high, self.next):
            return True
        if self.proper and last < high and document.syllables[last].text[:1].isupper():
            return True
        if self.after:
            return any(_starts_with(syllables, i, high, self.after) for i in range(last, min(high, last + _REACH)))
        return not self.next and not self.proper


def _ends_with(syllables: tuple[str, ...], low: int, at: int, phrases: frozenset[Phrase]) -> bool:
    return (
        syllables[max(low, at - 1) : at] in phrases
        or syllables[max(low, at - 2) : at] in phrases
        or syllables[max(low, at - 3) : at] in phrases
    )


def _starts_with(syllables: tuple[str, ...], at: int, high: int, phrases: frozenset[Phrase]) -> bool:
    return (
        syllables[at : min(high, at + 1)] in phrases
        or syllables[at : min(high, at + 2)] in phrases
        or syllables[at : min(high, at + 3)] in phrases
    )


@dataclass(frozen=True, slots=True)
class TriggerHit:
    """A trigger at syllables ``[first, last)`` of the document, in sentence number ``sentence``."""

    first: int
    last: int
    sentence: int
    trigger: Trigger


def _phrases(cell: str, immediate: bool | None = None) -> frozenset[Phrase]:
    if not cell:
        return frozenset()
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    if immediate is not None:
        parts = [part.lstrip("=") for part in parts if part.startswith("=") is immediate]
    return frozenset(keys(part) for part in parts)


def trigger(row: Row) -> Trigger:
    """A seed row as a trigger."""
    return Trigger(
        form=row["form"],
        event_type=row["event_type"],
        pos=row["pos"],
        weight=float(row["weight"]),
        before=_phrases(row["before"]),
        after=_phrases(row["after"], immediate=False),
        next=_phrases(row["after"], immediate=True) - {("^",)},
        not_before=_phrases(row["not_before"]),
        not_after=_phrases(row["not_after"]),
        proper="=^" in row["after"].split(";"),
    )


@per_seeds
def trigger_lexicon() -> Lexicon[tuple[Trigger, ...]]:
    """Forms to their rows, in file order."""
    rows: dict[str, list[Trigger]] = {}
    for row in seed_rows("triggers"):
        rows.setdefault(row["form"], []).append(trigger(row))
    return Lexicon((form, tuple(triggers)) for form, triggers in rows.items())


@per_seeds
def _first_rows() -> dict[tuple[str, str], Trigger]:
    """By form and event type the first row."""
    rows = [trigger(row) for row in seed_rows("triggers")]
    return {(row.form, row.event_type): row for row in reversed(rows)}


def done_by_person(found: Trigger) -> Trigger:
    """The row that holds where a person does what a row of inspecting tells: bodies inspect, their heads pay a visit."""
    return _first_rows().get((found.form, "VISIT"), found)


def find_triggers(
    document: Document,
    taken: Callable[[int], bool] = lambda syllable: False,
    named: Callable[[int], bool] = lambda syllable: False,
) -> Iterator[TriggerHit]:
    """The trigger words of a document whose company fits, in text order, never two on one syllable.

    ``taken`` tells syllables of names and titles, in which nothing fires ("kiểm tra" in "Ủy ban Kiểm tra"); ``named``
    those of proper names, which are no part of a longer word.
    """
    lexicon, syllables = trigger_lexicon(), document.keys
    longest, sentences = lexicon.longest, document.sentences
    number, done = 0, 0
    for at in lexicon.openings(syllables):
        if at < done or taken(at) or (hit := longest(syllables, at)) is None:
            continue
        while number < len(sentences) - 1 and sentences[number].last <= at:
            number += 1
        low, high = sentences[number].first, sentences[number].last
        if not low <= at < hit.last <= high:
            continue
        done = hit.last
        behind_name = at > low and named(at - 1)
        for candidate in hit.value:
            if candidate.fits(document, at, hit.last, low, high, behind_name):
                yield TriggerHit(at, hit.last, number, candidate)
                break

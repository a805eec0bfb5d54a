"""What a title is read against: the form of its head, and the bodies, places and other heads by syllable."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vnextract.document import Document, M, Mention
from vnextract.lexicon import Hit, Lexicon, per_seeds, seed_rows

SHORT_COUNTRIES = frozenset("mỹ anh pháp đức nga lào ý bỉ úc nhật hàn áo séc thái ấn".split())


@dataclass(frozen=True, slots=True)
class Form:
    """A head of the lexicon: its role, what may follow it, and whether it makes its bearer an official."""

    role: str
    scope: str
    standing: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the scan looks up by syllable: bodies and places by their first syllable, ends exclusive."""

    document: Document
    bodies: Mapping[int, int]
    places: Mapping[int, int]
    heads: Mapping[int, Hit[Form]]
    abroad: frozenset[int] = frozenset()  # where places abroad end


@per_seeds
def portfolios() -> Lexicon[str]:
    """Portfolios as they follow "Bộ trưởng"; "và" also as an ampersand."""
    forms = [row["form"] for row in seed_rows("portfolios")]
    joined = [form.replace(" và ", " & ") for form in forms if " và " in form]
    return Lexicon((form, form) for form in (*forms, *joined))


@per_seeds
def countries() -> Lexicon[str]:
    """Names of states too long to be a person's; the short ones need a look around."""
    return Lexicon(
        (row["form"], row["canonical"])
        for row in seed_rows("places")
        if row["level"] == "foreign" and row["form"].casefold() not in SHORT_COUNTRIES
    )


def syllable_spans(document: Document, mentions: Iterable[M]) -> list[tuple[int, int, M]]:
    """Mentions with the syllables ``[first, last)`` that they hold."""
    starts = document.starts
    return [(bisect_right(starts, m.start) - 1, bisect_left(starts, m.end), m) for m in mentions]


def by_first_syllable(document: Document, kind: type[Mention]) -> dict[int, int]:
    """First to last syllables of the mentions of one kind; of two that start together the longer."""
    spans: dict[int, int] = {}
    for first, last, _ in syllable_spans(document, document.of(kind)):
        spans[first] = max(last, spans.get(first, 0))
    return spans

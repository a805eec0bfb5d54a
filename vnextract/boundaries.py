"""Words at which names end, or with which none begins: the seed table ``boundaries``, kind by kind."""

from __future__ import annotations

from vnextract.lexicon import Lexicon, per_seeds, seed_rows


@per_seeds
def phrases(kind: str) -> tuple[str, ...]:
    """The forms of one kind in lower case, longest first."""
    forms = [row["form"].casefold() for row in seed_rows("boundaries") if row["kind"] == kind]
    return tuple(sorted(forms, key=lambda form: (-len(form.split()), form)))


@per_seeds
def bounds(kind: str) -> frozenset[str]:
    """The forms of one kind, to ask whether a syllable is one of them.

    >>> "khẳng" in bounds("tail_stop")
    True
    """
    return frozenset(phrases(kind))


@per_seeds
def pairs(kind: str) -> frozenset[tuple[str, ...]]:
    """The forms of one kind by syllables, to ask whether a slice of ``Document.keys`` is one of them.

    >>> ("bầu", "dục") in pairs("room")
    True
    """
    return frozenset(tuple(form.split()) for form in phrases(kind))


@per_seeds
def bound_lexicon(kind: str) -> Lexicon[str]:
    """The forms of one kind, to find the longest that starts at a syllable."""
    return Lexicon((form, form) for form in phrases(kind))

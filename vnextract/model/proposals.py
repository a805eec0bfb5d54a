"""What the sequence model finds and the rules do not, as mentions like the rules' own."""

from __future__ import annotations

from collections.abc import Iterable

from vnextract.bodies.names import name_at
from vnextract.document import Body, Document, Official, Position, Title
from vnextract.model.decoding import Stretch
from vnextract.text import match_key

_ADDRESSES = frozenset(("", "ông", "bà", "đồng chí", "ngài", "anh", "chị"))
_WEAK_TITLE = 0.35  # below it a title tells no office ("nhà báo")


def propose_official(document: Document, stretch: Stretch, known: Iterable[Official]) -> Official:
    """A name that the model takes for an official's, with the title right before it.

    ``full_name`` is the fullest known name in the article of which this one is the end or, abroad, the beginning.
    """
    start, end = _offsets(document, stretch)
    surface = document.surface(start, end)
    positions = tuple(
        Position(t.start, t.end, document.surface(t.start, t.end), t.role, _words(document, t.body), t.tenure)
        for t in document.of(Title)
        if t.end <= start and t.score > _WEAK_TITLE and document.lowered[t.end : start].strip() in _ADDRESSES
    )
    return document.mention(
        Official,
        start,
        end,
        full_name=_full_name(surface, known),
        positions=positions[-1:],
        extractor="model",
        rule=None,
        score=stretch.score,
    )


def _full_name(surface: str, known: Iterable[Official]) -> str:
    words = match_key(surface).split()
    for other in known:
        longer = match_key(other.full_name).split()
        if len(longer) > len(words) and (longer[-len(words) :] == words or longer[: len(words)] == words):
            return other.full_name
    return surface


def _words(document: Document, span: tuple[int, int] | None) -> str | None:
    return document.surface(*span) if span else None


def propose_body(document: Document, stretch: Stretch) -> Body:
    """A body that the model finds; what its head word tells of level and branch comes along."""
    start, end = _offsets(document, stretch)
    name = name_at(document, stretch.first)
    return document.mention(
        Body,
        start,
        end,
        canonical=name.canonical if name and name.last == stretch.last else document.surface(start, end),
        level=name.level if name else None,
        branch=name.branch if name else None,
        locality=name.locality if name and name.last == stretch.last else None,
        extractor="model",
        rule=None,
        score=stretch.score,
    )


def _offsets(document: Document, stretch: Stretch) -> tuple[int, int]:
    return document.syllables[stretch.first].start, document.syllables[stretch.last - 1].end

"""An article as the attachment of titles to names sees it: names, titles, bodies, places by syllable number.

A ``Held`` is a title or occupation found before, an ``Address`` a form of address, rank or degree, a ``Bearer`` a name
with what stands around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vnextract.document import Document, Occupation, Title
from vnextract.names.persons import Name
from vnextract.names.words import Address


@dataclass(frozen=True, slots=True)
class Held:
    """A title by its syllables; ``standing`` is public, weak, open or private."""

    first: int
    last: int
    title: Title | Occupation

    @property
    def standing(self) -> str:
        if isinstance(self.title, Occupation):
            return "private"
        return "public" if self.title.score > 0.9 else "weak" if self.title.score > 0.5 else "open"


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as the attachment sees it: everything by syllable number."""

    document: Document
    names: Sequence[Name]
    starting: Mapping[int, Held]
    ending: Mapping[int, Held]
    addressed: Mapping[int, tuple[int, Address]]  # end -> (start, address)
    bodies: Mapping[int, int]
    places: Mapping[int, int]
    covered: Sequence[bool] = ()
    localities: Mapping[int, int] = field(default_factory=dict)  # places by their last syllable
    names_at: Mapping[int, Name] = field(default_factory=dict)

    def text(self, at: int) -> str:
        return self.document.syllables[at].text if 0 <= at < len(self.document.syllables) else ""

    def gap(self, at: int) -> str:
        """What stands between a syllable and the one before it."""
        tokens = self.document.syllables
        return self.document.folded[tokens[at - 1].end : tokens[at].start] if 0 < at < len(tokens) else ""

    def held(self, at: int) -> bool:
        """Whether a name, body, place or title holds a syllable."""
        return self.covered[at] or any(name.first <= at < name.last for name in self.names)

    def key(self, at: int) -> str:
        return self.document.keys[at] if 0 <= at < len(self.document.keys) else ""


@dataclass(slots=True)
class Bearer:
    """A name with what stands around it; filled once, while the attachment runs."""

    name: Name
    first: int  # the syllable at which its noun phrase starts
    last: int  # and ends, appositions included
    honorific: str | None = None
    gender: str | None = None
    rank: str | None = None
    titles: list[Held] = field(default_factory=list)
    shared: bool = False  # its titles are plural and go to the whole list
    accused: bool = False
    presented: bool = False  # as one of the leaders of a body: "lãnh đạo Sở Y tế là ông A"
    comrade: bool = False  # "đồng chí", as the Party's members in office are called
    initial: bool = False  # an initial stands for the first name: "D.Trump"

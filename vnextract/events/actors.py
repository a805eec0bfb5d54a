"""Who acts: a noun phrase of an official, a body, a title, a place, or of a word that stands for one, and its part.

An actor is a whole noun phrase, honorific, rank, titles, owner and address included, so that what stands right of it
is the verb and what stands left of it governs it. People and firms without public office are actors too: a verb that
they govern is no event, and only if they are seen can that be known.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnextract.document import Mention

# Kinds of actor. Persons and private ones have no public office. A pronoun, an agency ("bộ này"), a speaker ("tôi") and a document speak for an antecedent.
PERSONS = frozenset({"official", "title", "person"})
PERSONAL = PERSONS | {"pronoun"}
UNOFFICIAL = frozenset({"person", "private"})
_SOLID = frozenset({"official", "title", "body", "authority", "person", "post"})
STANDING_IN = frozenset({"pronoun", "agency", "speaker", "document"})
RELATIVE = ("người",)

SEX = {**dict.fromkeys("ông anh chú".split(), "m"), **dict.fromkeys("bà chị cô".split(), "f")}


@dataclass(frozen=True, slots=True)
class Actor:
    """A noun phrase at syllables ``[first, last)``; ``[start, end)`` is the string that identifies it."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    entity_id: str | None = None
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a document in text order, and for each syllable the number of the actor it belongs to, or -1.

    ``time_first`` maps a syllable inside a time expression to the first one of it; ``cited`` are the syllables of
    directives with the first one of each. ``sex`` tells m or f of the entities of whom it is known; ``quoted`` is 1
    at syllables between quotation marks.
    """

    actors: tuple[Actor, ...]
    owner: tuple[int, ...]
    time_first: dict[int, int]
    cited: dict[int, int]
    sex: dict[str, str]
    quoted: bytearray

    def at(self, syllable: int) -> Actor | None:
        """The actor that a syllable belongs to; before the text there is none."""
        number = self.owner[syllable] if syllable >= 0 else -1
        return self.actors[number] if number >= 0 else None

    def is_named(self, syllable: int) -> bool:
        """Whether a syllable is part of the name or title of an actor."""
        number = self.owner[syllable]
        return number >= 0 and self.actors[number].kind in _SOLID

    def is_mention(self, syllable: int) -> bool:
        """Whether a syllable is part of a name, title or place that was found before, not of a common word."""
        number = self.owner[syllable]
        return number >= 0 and self.actors[number].mention is not None


@dataclass(frozen=True, slots=True)
class Agent:
    """An actor in its part: ``how`` it was found, ``part`` it plays at its own place, ``gap`` syllables from the trigger."""

    actor: Actor
    how: str
    part: str = ""
    gap: int = 0

"""The frozen records that travel down the line: article, document, mentions.

Offsets are half-open and count code points. Inside the line (``Document`` and everything extractors see and
yield) they are offsets of ``Document.text``: the article in NFC, without zero-width characters. An
``Extraction`` holds them projected back, once, to the string that the caller passed in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

from vnextract.text import Normalized, single_spaced

ZONES = ("title", "lead", "body", "caption", "byline", "related")
KINDS = ("official", "body", "directive", "event")
FORMS = ("code", "number", "named")
EVENT_TYPES = (
    "MEETING",
    "ISSUANCE",
    "STATEMENT",
    "DIRECTION",
    "APPOINTMENT",
    "REMOVAL",
    "DISCIPLINE",
    "VISIT",
    "INSPECTION",
    "PROSECUTION",
    "ORGANIZATION",
    "AGREEMENT",
    "CEREMONY",
)
# In these the "agent" is the person or body that the act befalls.
AFFECTING = frozenset({"APPOINTMENT", "REMOVAL", "DISCIPLINE", "PROSECUTION"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of code points; it refuses nonsense.

    >>> Span(2, 5).overlaps(Span(4, 9)), Span(2, 5).contains(Span(3, 4))
    (True, True)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is empty, reversed or negative")

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Token(NamedTuple):
    """A syllable, word, number, code or punctuation mark; ``key`` is its folded lower-case form.

    A tuple and no dataclass: an article has a thousand of them, and they are made three times as fast.
    """

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or line fragment; ``first``/``last`` delimit its syllables in ``Document.syllables`` (half-open)."""

    start: int
    end: int
    first: int
    last: int
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the article that plays one part: one of ``ZONES``."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """One input: the text as given, and what the caller knows of it."""

    text: str
    doc_id: str | None = None
    title: str | None = None
    published: date | None = None
    source: str | None = None
    author: str | None = None
    path: str | None = None
    encoding: str | None = None
    sha256: str | None = None  # of the file's bytes


@dataclass(frozen=True, slots=True)
class Position:
    """A title that a mention carries: verbatim span, role, the body named in it, and whether it is still held.

    ``tenure`` is one of current, former, acting, late; ``body`` is the surface of the body in the title.
    """

    start: int
    end: int
    title: str
    role: str
    body: str | None = None
    tenure: str = "current"
    body_id: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Who or what takes part in an event: role is agent, affected, participant, place or directive."""

    role: str
    start: int
    end: int
    text: str
    entity_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A labelled span. Made only by ``Document.mention``, so that ``text`` is what stands at the span."""

    kind: ClassVar[str] = ""
    start: int
    end: int
    text: str
    extractor: str = "rules"
    rule: str | None = None
    score: float = 1.0
    entity_id: str | None = None
    evidence: tuple[int, int] | None = None  # the words around the mention that licensed it

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def mention_id(self) -> str:
        return f"{self.kind[0]}{self.start}-{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Mention):
    """A mention, by personal name, of an official; ``positions`` are the titles of this very mention."""

    kind: ClassVar[str] = "official"
    full_name: str
    positions: tuple[Position, ...] = ()
    honorific: str | None = None
    rank: str | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(position.title for position in self.positions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Mention):
    """A mention of a public body by name."""

    kind: ClassVar[str] = "body"
    canonical: str | None = None
    level: str | None = None
    branch: str | None = None
    locality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive(Mention):
    """A citation of an official document. ``form`` is code, number or named; ``provisions`` are articles, clauses, points."""

    kind: ClassVar[str] = "directive"
    doc_type: str | None = None
    number: str | None = None
    year: int | None = None
    type_code: str | None = None
    issuer_code: str | None = None
    code: str | None = None
    form: str = "code"
    date: str | None = None
    issuer: str | None = None
    issuer_canonical: str | None = None
    resolved_by: str | None = None
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Mention):
    """A public act told by a trigger; the mention's span is the trigger."""

    kind: ClassVar[str] = "event"
    event_type: str
    agent: str | None = None
    agent_id: str | None = None
    time_text: str | None = None
    time: str | None = None
    place: str | None = None
    status: str = "actual"
    directive_ids: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()

    @property
    def mention_id(self) -> str:
        return f"e{self.start}-{self.end}.{self.event_type}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Mention):
    """A time expression, for the extractors after it; ``value`` is ISO as the contract writes it, None if it dates nothing.

    ``point`` is the value for a single act ("từ ngày 1/7/2025": the value is open, the act is of that day).
    ``setting`` says what it dates: clause (what the sentence tells), parenthesis, or citation (the document cited).
    """

    kind: ClassVar[str] = "time"
    value: str | None = None
    point: str | None = None
    setting: str = "clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Mention):
    """A named place (country, province, district, commune ...), for the extractors after it."""

    kind: ClassVar[str] = "place"
    level: str | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(Mention):
    """A title with the body and locality it runs to, with or without a name beside it; for the extractors after it."""

    kind: ClassVar[str] = "title"
    role: str
    body: tuple[int, int] | None = None
    tenure: str = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Mention):
    """What someone is outside the political system (company head, journalist, coach); no title of an official by itself."""

    kind: ClassVar[str] = "occupation"
    role: str
    tenure: str = "current"


M = TypeVar("M", bound=Mention)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trigger and what may go with it, as a model is asked about the two: an actor, or a time that may date the act.

    ``trigger`` and ``other`` are the first syllables of either, ``shown`` the names of what the rules observed of them,
    ``odds`` the rules' own log odds.
    """

    event_type: str
    trigger: int
    other: int
    shown: tuple[str, ...]
    odds: float


class Opinion(Protocol):
    """What a model thinks of a document's syllables; see ``vnextract.model.tagger``."""

    def support(self, head: str, label: int, first: int, last: int) -> float:
        """The probability that syllables ``[first, last)`` are exactly one stretch of a label of a head."""

    def event_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        """Log odds of each possible event, by rules and model."""

    def event_bound(self, event_type: str) -> float:
        """The log odds from which on that counts as an event."""

    def agent_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        """How much speaks for each actor's being the agent, on a scale that those around one trigger share."""

    def time_odds(self, sightings: Sequence[Sighting]) -> list[float]:
        """Log odds that each time dates the act, by rules and model."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article under analysis: what every extractor is given.

    ``text`` is NFC without zero-width characters; ``folded`` (same length) is the match key: one tone placement,
    one kind of dash, quote and space; ``lowered`` is ``folded`` in lower case, same length again. ``syllables``
    are the units that lexicons match on (the same for every tokenizer), ``tokens`` the words of the tokenizer
    chosen. ``mentions`` holds what earlier extractors found.
    """

    article: Article
    normalized: Normalized
    folded: str
    lowered: str
    syllables: tuple[Token, ...]
    tokens: Sequence[Token]
    sentences: tuple[Sentence, ...]
    zones: tuple[Zone, ...] = ()
    published: date | None = None  # given, or read off the article's own dateline
    mentions: tuple[Mention, ...] = ()
    opinion: Opinion | None = field(default=None, repr=False, compare=False)  # the model's, where one is used
    # The columns of ``syllables``: keys for lexicons, offsets to search in, which start with a capital or a digit.
    keys: tuple[str, ...] = field(default=(), repr=False, compare=False)
    starts: tuple[int, ...] = field(default=(), repr=False, compare=False)
    ends: tuple[int, ...] = field(default=(), repr=False, compare=False)
    capitals: tuple[bool, ...] = field(default=(), repr=False, compare=False)
    numbers: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @property
    def text(self) -> str:
        return self.normalized.text

    def mention(self, kind: type[M], start: int, end: int, **values: Any) -> M:
        """The one way to make a mention: its text is read off the document."""
        Span(start, end)
        return kind(start=start, end=end, text=self.text[start:end], **values)

    def with_mentions(self, mentions: Iterable[Mention]) -> Document:
        return replace(self, mentions=tuple(mentions))

    def of(self, kind: type[M]) -> list[M]:
        """The earlier mentions of one kind, in text order."""
        return sorted((m for m in self.mentions if isinstance(m, kind)), key=lambda m: (m.start, -m.end))

    def surface(self, start: int, end: int) -> str:
        """The words at a span as they may stand in a table: a run of white space as one space."""
        return single_spaced(self.text[start:end])

    def sentence_index(self, offset: int) -> int:
        """The number of the sentence that holds an offset (the one before it, when it stands between two)."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start) - 1)

    def syllable_index(self, offset: int) -> int:
        """The number of the first syllable that ends after an offset."""
        return bisect_right(self.ends, offset)

    def syllable_span(self, start: int, end: int) -> tuple[int, int]:
        """The syllables ``[first, last)`` that a span of the text holds or cuts."""
        first = bisect_right(self.ends, start)
        return first, bisect_left(self.starts, end, first)

    def zone(self, offset: int) -> str:
        """The zone at an offset; ``body`` where layout made none."""
        at = bisect_right(self.zones, offset, key=lambda z: z.start) - 1
        return self.zones[at].name if at >= 0 and offset < self.zones[at].end else "body"


Extractor = Callable[[Document], Iterable[Mention]]


def project(mention: M, normalized: Normalized) -> M:
    """The same mention in offsets of the caller's string; the identity when that was NFC already."""
    if normalized.is_identity:
        return mention

    def moved(record: Any, **more: Any) -> Any:
        start, end = normalized.project(record.start, record.end)
        return replace(record, start=start, end=end, **more)

    changes: dict[str, Any] = {}
    if mention.evidence is not None:
        changes["evidence"] = normalized.project(*mention.evidence)
    for name in ("positions", "participants"):
        if any(f.name == name for f in fields(mention)):
            changes[name] = tuple(moved(record) for record in getattr(mention, name))
    result: M = moved(mention, **changes)
    return replace(result, text=normalized.raw[result.start : result.end])

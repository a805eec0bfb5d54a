"""Mentions to entities within an article: one id for all mentions of an official, a body, a document.

An id is a letter and 12 hex digits of BLAKE2b over the article's id, the kind and the canonical form; it hangs on
nothing else, so the same text gives the same ids in any run and order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import islice

from vnextract.document import Body, Directive, Document, Event, Mention, Official, Participant, Position
from vnextract.links.anaphora import find_anaphora
from vnextract.links.bodies import resolve_bodies
from vnextract.links.directives import link_directives
from vnextract.links.issuance import with_issuance
from vnextract.text import match_key


def entity_id(document: Document, kind: str, canonical: str) -> str:
    """The id of an entity of an article; ``canonical`` is compared without regard to case, tone placement, spacing."""
    form = "\x00".join((document.article.doc_id or "", kind, match_key(canonical)))
    return kind[0] + blake2b(form.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def link(document: Document, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with entity ids, bodies with their locality, documents with issuer and date, in text order."""
    everything = _outside_codes(list(mentions))
    identify = _Ids(document)
    bodies = [replace(b, entity_id=identify("body", b.canonical or b.text)) for b in resolve_bodies(everything)]
    others = [m for m in everything if not isinstance(m, (Body, Directive, Official))]
    issued = with_issuance(document, everything)
    linked = link_directives([*others, *bodies, *issued])
    directives = [replace(one.directive, entity_id=identify("directive", one.key)) for one in linked]
    officials = [_with_ids(m, bodies, identify) for m in everything if isinstance(m, Official)]
    return sorted([*others, *bodies, *directives, *officials], key=lambda m: (m.start, -m.end, m.kind))


def _outside_codes(mentions: list[Mention]) -> list[Mention]:
    """The mentions without what only looks like a body inside a document's number: "C46" in "15/C46-P12"."""
    codes = sorted(
        (m.start + max(m.text.find(m.number), 0), m.end) for m in mentions if isinstance(m, Directive) and m.number
    )

    def inside(m: Mention) -> bool:
        at = bisect_right(codes, (m.start, m.end))
        return any(start <= m.start and m.end <= end for start, end in codes[max(0, at - 1) : at + 1])

    return [m for m in mentions if not (isinstance(m, Body) and inside(m))]


class _Ids:
    """Entity ids of one article, each computed once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: dict[tuple[str, str], str] = {}

    def __call__(self, kind: str, canonical: str) -> str:
        made = self._made.get((kind, canonical))
        if made is None:
            made = self._made[kind, canonical] = entity_id(self._document, kind, canonical)
        return made


def _with_ids(official: Official, bodies: Sequence[Body], identify: _Ids) -> Official:
    positions = tuple(_with_body(position, bodies) for position in official.positions)
    return replace(official, positions=positions, entity_id=identify("official", official.full_name))


def _with_body(position: Position, bodies: Sequence[Body]) -> Position:
    """A position with the id of the body named in its title."""
    first = bisect_left(bodies, position.start, key=lambda b: b.start)
    inside = [b for b in islice(bodies, first, first + 8) if b.end <= position.end]
    if not inside:
        return position
    named = [b for b in inside if position.body and match_key(b.text) == match_key(position.body)]
    return replace(position, body_id=(named or inside)[-1].entity_id)


def link_events(document: Document, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with every event tied to entities: its agent, its participants, the documents concerned.

    Works on mentions that ``link`` has been over; doing it again changes nothing.
    """
    everything = list(mentions)
    events = [m for m in everything if isinstance(m, Event)]
    entities = [m for m in everything if isinstance(m, (Official, Body, Directive)) and m.entity_id]
    if not events or not entities:
        return everything
    directives = [m for m in entities if isinstance(m, Directive)]
    cited = _cited(document, events, [*directives, *find_anaphora(document, directives)])
    known = _Known(entities)
    return [_tie(m, known, cited) if isinstance(m, Event) else m for m in everything]


class _Known:
    """The entities of an article as events look for them: by place, by words, by the title that one alone holds."""

    def __init__(self, entities: Iterable[Mention]) -> None:
        self._entities = sorted(entities, key=lambda m: m.start)
        self._starts = [m.start for m in self._entities]
        self._longest = max(m.end - m.start for m in self._entities)
        self._named: dict[str, list[Mention]] = {}
        for m in self._entities:
            if not isinstance(m, Directive):
                self._named.setdefault(match_key(m.text), []).append(m)
        self.holders, self.posts = _holders(self._entities)

    def over(self, start: int, end: int) -> list[Mention]:
        """Those that share a character with a span, in text order."""
        first, last = bisect_right(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [m for m in self._entities[first:last] if m.end > start]

    def holder(self, title: Participant, hits: Sequence[Mention]) -> str | None:
        """The official who alone holds a title said without a name: the same words, or the same role in the same body."""
        if any(isinstance(m, Official) for m in hits):
            return None
        if (held := self.holders.get(match_key(title.text))) is not None:
            return held
        body = next((m for m in hits if isinstance(m, Body) and m.start > title.start and m.end <= title.end), None)
        if body is None or body.entity_id is None:
            return None
        role = match_key(title.text[: body.start - title.start])
        if body.canonical == "Chính phủ":  # "Thủ tướng Chính phủ" is the "Thủ tướng"
            return self.holders.get(role)
        return self.posts.get((role, body.entity_id))

    def named(self, said: str, near: int) -> Mention | None:
        """Of those called so the nearest to an offset; of two as near, the first."""
        same = self._named.get(said, [])
        at = bisect_left(same, near, key=lambda m: m.start)
        return min(same[max(0, at - 1) : at + 1], key=lambda m: abs(m.start - near), default=None)


def _cited(document: Document, events: list[Event], directives: list[Directive]) -> dict[str, list[Directive]]:
    """The documents of each event: a citation goes to the nearest trigger before it in its sentence, else to the first."""
    by_sentence: dict[int, list[Event]] = {}
    for event in sorted(events, key=lambda e: (e.start, e.mention_id)):
        by_sentence.setdefault(document.sentence_index(event.start), []).append(event)
    cited: dict[str, list[Directive]] = {}
    for directive in directives:
        here = by_sentence.get(document.sentence_index(directive.start), [])
        before = [event for event in here if event.start < directive.start]
        chosen = before[-1] if before else here[0] if here else None
        if chosen is not None:
            cited.setdefault(chosen.mention_id, []).append(directive)
    return cited


def _holders(entities: Sequence[Mention]) -> tuple[dict[str, str | None], dict[tuple[str, str], str | None]]:
    """Titles that one official alone holds in the article, folded ("thủ tướng"), and roles with their body; None where several do."""
    holders: dict[str, str | None] = {}
    posts: dict[tuple[str, str], str | None] = {}
    for m in entities:
        if not isinstance(m, Official):
            continue
        for position in m.positions:
            if position.tenure in {"former", "late"}:
                continue
            for form in {match_key(position.title), match_key(position.role)}:
                holders[form] = m.entity_id if holders.setdefault(form, m.entity_id) == m.entity_id else None
            if position.body and position.body_id:
                post = match_key(position.title.partition(position.body)[0]), position.body_id
                posts[post] = m.entity_id if posts.setdefault(post, m.entity_id) == m.entity_id else None
    return holders, posts


def _tie(event: Event, known: _Known, cited: dict[str, list[Directive]]) -> Event:
    directives = cited.get(event.mention_id, [])
    participants = [_identified(p, known) for p in event.participants]
    have = {(p.start, p.end) for p in participants if p.role == "directive"}
    participants += [
        Participant("directive", d.start, d.end, d.text, d.entity_id)
        for d in directives
        if (d.start, d.end) not in have
    ]
    ids = dict.fromkeys([*event.directive_ids, *(d.entity_id for d in directives if d.entity_id)])
    agent = event.agent_id or _agent_id(event, participants, known)
    return replace(event, agent_id=agent, directive_ids=tuple(ids), participants=tuple(participants))


def _identified(participant: Participant, known: _Known) -> Participant:
    if participant.entity_id is not None or participant.role == "place":
        return participant
    hits = known.over(participant.start, participant.end)
    if participant.role in {"agent", "affected"} and (held := known.holder(participant, hits)) is not None:
        return replace(participant, entity_id=held)
    if not hits:
        return participant
    best = max(hits, key=lambda m: (min(m.end, participant.end) - max(m.start, participant.start), -m.start, m.kind))
    return replace(participant, entity_id=best.entity_id)


def _agent_id(event: Event, participants: Sequence[Participant], known: _Known) -> str | None:
    """The agent's entity: what stands at its place, a mention of the same words, or the one holder of that title."""
    for p in participants:
        if (
            p.role in {"agent", "affected"}
            and p.entity_id
            and event.agent
            and match_key(p.text) == match_key(event.agent)
        ):
            return p.entity_id
    if event.agent is None:
        return None
    said = match_key(event.agent)
    same = known.named(said, event.start)
    return known.holders.get(said) if same is None else same.entity_id

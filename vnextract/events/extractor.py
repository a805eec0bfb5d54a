"""Public acts: a trigger word, who acts or is acted on, when, where, and whether it happened.

``candidates`` proposes, with the evidence for and against, and asks the model where there is one (``opinions``);
what ``accept`` lets through comes out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from math import exp

from vnextract.document import AFFECTING, Directive, Document, Event, Participant, Time
from vnextract.events.actors import UNOFFICIAL, Actor, Agent, Cast
from vnextract.events.antecedents import resolve
from vnextract.events.arguments import find_agent
from vnextract.events.candidate import Candidate, accept, odds
from vnextract.events.cast import build_cast
from vnextract.events.clauses import Reading
from vnextract.events.datings import Dated, choose_time, datings, weigh_times
from vnextract.events.evidence import observe
from vnextract.events.opinions import settle_agents, settle_times, weigh
from vnextract.events.patients import nominee
from vnextract.events.settings import find_place, spanned
from vnextract.events.status import denials, is_denied, said_of, status_of, status_on
from vnextract.events.time_evidence import Scene
from vnextract.events.triggers import TriggerHit, done_by_person, find_triggers

_VISITING = frozenset({"official", "title"})
_DIRECTIVE_REACH = 90  # characters from an act of issuing to the document it issues


def candidates(document: Document) -> list[Candidate]:
    """Every trigger of a document with the best agent, time and place that its clause offers, in text order."""
    cast = build_cast(document)
    hits = list(find_triggers(document, cast.is_named, cast.is_mention))
    heads = {hit.last - 1: hit.trigger.event_type for hit in hits}
    nouns = frozenset(hit.last - 1 for hit in hits if hit.trigger.pos == "noun")
    opens = {hit.first: hit.trigger.event_type for hit in hits}
    dates = datings(document, cast)
    ends = denials(document)
    cited = document.of(Directive)
    found: list[Candidate] = []
    seen: set[str] = set()  # what was told before: forms, types, types with their actors
    statuses: dict[tuple[int, int], str] = {}  # by sentence and person of the last act that befell
    told: dict[tuple[int, int], Time | None] = {}  # by sentence and agent the time of the last act
    agents = _agents(document, cast, hits, heads)
    public = _is_public_case(document, hits, agents)
    for hit, (agent, actor, reading) in zip(hits, agents, strict=True):
        if actor is not None and actor.kind == "accused" and not public:
            actor = replace(actor, kind="private")
        if hit.trigger.event_type == "INSPECTION" and actor is not None and actor.kind in _VISITING:
            hit = hit if "passive" in reading.particles else replace(hit, trigger=done_by_person(hit.trigger))
        doer = (hit.sentence, agent.actor.first if agent else -1)
        times: tuple[Dated, ...] = ()
        if beside := dates.get(hit.sentence):
            times = weigh_times(Scene(document, cast, hit, agent, reading, heads, nouns), beside, told.get(doer))
        time = choose_time(times)
        told[doer] = time or told.get(doer)
        denied = is_denied(document, hit, agent, reading, ends)
        said = said_of(document, cast, hit, agent, reading)
        status = status_of(said, denied)
        if hit.trigger.pos == "state" and agent is not None:  # "chưa bổ nhiệm ông X làm Giám đốc"
            status = statuses.get(doer, status)
        elif hit.trigger.event_type in AFFECTING:
            statuses[doer] = status
        evidence = observe(document, cast, hit, agent, actor, reading, heads, opens, time, seen)
        evidence += tuple(f"said {particle}" for particle in sorted(said - reading.particles))
        if denied:
            evidence = (*evidence, "denied")
        if hit.trigger.event_type == "PROSECUTION":
            evidence = (*evidence, "case public" if public else "case private")
        found.append(Candidate(hit, agent, actor, evidence, time, times, status=status))
    weighed = weigh(document, found)
    settled = settle_times(document, settle_agents(document, cast, weighed))
    return [_furnish(document, cast, c, cited) if accept(c) else c for c in settled]


def _furnish(document: Document, cast: Cast, candidate: Candidate, cited: list[Directive]) -> Candidate:
    """A candidate that is an event with what only events need: place, documents, whether it lies ahead."""
    place, named = find_place(document, cast, candidate.hit), _directives(document, candidate.hit, cited)
    status = status_on(candidate.status, candidate.time, document.published)
    return replace(candidate, place=place, directives=named, status=status)


def _is_public_case(
    document: Document, hits: list[TriggerHit], agents: list[tuple[Agent | None, Actor | None, Reading]]
) -> bool:
    """Whether a text prosecutes somebody who serves the public, or tells of a crime of office: all its steps of the law are his matter."""
    tried = any(
        hit.trigger.event_type == "PROSECUTION" and agent and actor and agent.how in _TRIED and actor.kind in _SERVANTS
        for hit, (agent, actor, _) in zip(hits, agents, strict=True)
    )
    return tried or any(crime in document.lowered for crime in _CRIMES_OF_OFFICE)


_TRIED = frozenset({"befalls", "suffers"})
_CRIMES_OF_OFFICE = (
    "tham nhũng",
    "chức vụ quyền hạn",
    "chức vụ, quyền hạn",
    "nhận hối lộ",
    "tham ô",
    "thiếu trách nhiệm",
)
_SERVANTS = frozenset({"official", "title", "group", "nominee"})


def _agents(
    document: Document, cast: Cast, hits: list[TriggerHit], heads: dict[int, str]
) -> list[tuple[Agent | None, Actor | None, Reading]]:
    """For each trigger its agent as the clause has it, the actor that this is or stands for, what stands left of it."""
    found: list[tuple[Agent | None, Actor | None, Reading]] = []
    speaker: Actor | None = None
    issuer: Actor | None = None
    before: Agent | None = None
    main: Agent | None = None  # whose words and orders the sentence tells
    affected: Agent | None = None
    sentence = -1
    for hit in hits:
        if hit.sentence != sentence:
            before, main, affected, sentence = None, None, None, hit.sentence
        agent, reading = find_agent(document, cast, hit, heads, before, affected)
        if agent and main and before and before is not main and _resumes(agent, before, reading):
            agent = Agent(main.actor, "chain", "main", hit.first - main.actor.last)
        if agent is None and speaker is not None:
            agent = Agent(speaker, "antecedent")
        actor = resolve(document, cast, agent.actor, heads, speaker, issuer) if agent else None
        if actor is not None and hit.trigger.event_type in AFFECTING:
            actor = nominee(cast, hit, actor)
        found.append((agent, actor, reading))
        told = agent is not None and main is not None and _is_told(document, heads, agent.actor)
        if agent is not None and agent.how in _OWN and hit.trigger.event_type not in AFFECTING:
            before = agent
            main = main if told or (main is not None and hit.trigger.pos == "noun") else agent
        if agent is not None and agent.how in _BEFALLEN and hit.trigger.event_type in AFFECTING:
            affected = agent
        if agent and actor and agent.part == "subject" and agent.how in _OWN and actor.kind not in UNOFFICIAL:
            speaker = actor
        if actor and hit.trigger.event_type == "ISSUANCE" and actor.kind not in UNOFFICIAL:
            issuer = actor
    for n, (hit, (agent, _, reading)) in enumerate(zip(hits, found, strict=True)):
        if agent is None and hit.sentence <= _HEADLINES and (ahead := _ahead(hits, found, n)):
            found[n] = (Agent(ahead, "ahead"), ahead, reading)
    return _with_nominees(document, hits, found)


def _is_told(document: Document, heads: dict[int, str], actor: Actor) -> bool:
    """Whether an actor is the subject of what somebody says: "Thủ tướng khẳng định Việt Nam sẵn sàng"."""
    at = actor.first - 1
    if at > 0 and document.keys[at] in ("rằng", ",", ":", "là"):
        at -= 1
    return heads.get(at) in _TELLING


_TELLING = frozenset({"STATEMENT", "DIRECTION"})


def _resumes(agent: Agent, told: Agent, reading: Reading) -> bool:
    """Whether a further verb goes back to who speaks, past the subject of what he says: "... Việt Nam sẵn sàng; mong muốn"."""
    if agent.how != "chain" or agent.actor is not told.actor:
        return False
    return reading.mark == "semicolon" or "joined" in reading.particles or told.actor.kind == "place"


def _with_nominees(
    document: Document, hits: list[TriggerHit], found: list[tuple[Agent | None, Actor | None, Reading]]
) -> list[tuple[Agent | None, Actor | None, Reading]]:
    """The agents, with those who come to an office or leave one by any act of the text as its holders in all."""
    names = {document.keys[actor.last - 1] for _, actor, _ in found if actor and actor.kind == "nominee"}
    if not names:
        return found
    for n, (hit, (agent, actor, reading)) in enumerate(zip(hits, found, strict=True)):
        if actor is None or actor.kind != "person" or hit.trigger.event_type not in AFFECTING:
            continue
        if document.keys[actor.last - 1] in names:
            found[n] = (agent, replace(actor, kind="nominee"), reading)
    return found


_OWN = frozenset({"adjacent", "holder"})
_BEFALLEN = frozenset({"befalls", "suffers", "adjacent"})
_HEADLINES = 1  # the last sentence that may leave its subject to the text below
_LOOK_AHEAD = 12  # triggers


def _ahead(hits: list[TriggerHit], found: list[tuple[Agent | None, Actor | None, Reading]], n: int) -> Actor | None:
    """Who acts where the text below a headline without subject tells its act again, else who acts first there."""
    below = slice(n + 1, n + 1 + _LOOK_AHEAD)
    acting = [
        (hit, actor)
        for hit, (agent, actor, _) in zip(hits[below], found[below], strict=True)
        if agent and actor and actor.kind not in UNOFFICIAL
    ]
    same = next((actor for hit, actor in acting if hit.trigger.event_type == hits[n].trigger.event_type), None)
    return same or next((actor for _, actor in acting), None)


def _directives(document: Document, hit: TriggerHit, cited: list[Directive]) -> tuple[Directive, ...]:
    """The documents an act concerns: those cited after it up to the next clause; for an issue, also right before it."""
    sentence = document.sentences[hit.sentence]
    end = document.syllables[hit.last - 1].end
    reach = _DIRECTIVE_REACH if hit.trigger.event_type == "ISSUANCE" else _DIRECTIVE_REACH // 3
    low, high = (bisect_left(cited, at, key=lambda d: d.start) for at in (sentence.start, sentence.end))
    beside = cited[low:high]
    found = [d for d in beside if end <= d.start < end + reach]
    start = document.syllables[hit.first].start
    if not found and hit.trigger.event_type == "ISSUANCE":
        found = [d for d in beside if d.end <= start <= d.end + _DIRECTIVE_REACH // 2]
    return tuple(found)


def _participants(document: Document, candidate: Candidate) -> Iterator[Participant]:
    agent, actor = candidate.agent, candidate.actor
    if agent is not None and actor is not None:
        affected = candidate.hit.trigger.event_type in AFFECTING
        yield _participant(document, "affected" if affected else "agent", actor.start, actor.end, actor.entity_id)
    if candidate.place is not None:
        yield _participant(document, "place", *spanned(document, candidate.place), None)
    for directive in candidate.directives:
        yield _participant(document, "directive", directive.start, directive.end, directive.entity_id)


def _participant(document: Document, role: str, start: int, end: int, entity_id: str | None) -> Participant:
    return Participant(role, start, end, document.surface(start, end), entity_id)


def _evidence_span(document: Document, candidate: Candidate) -> tuple[int, int]:
    """The words that licensed an event: from its agent to its trigger where they share a sentence, else the trigger."""
    syllables, hit = document.syllables, candidate.hit
    first, last = hit.first, hit.last
    sentence = document.sentences[hit.sentence]
    if candidate.agent is not None and sentence.first <= candidate.agent.actor.first < sentence.last:
        first, last = min(first, candidate.agent.actor.first), max(last, candidate.agent.actor.last)
    return syllables[first].start, syllables[last - 1].end


def find_events(document: Document) -> Iterator[Event]:
    """The public acts that a document tells of.

    ``score`` is the probability that the trigger tells of one, by the weights of ``evidence``; ``rule`` names the
    type and how the agent was found.
    """
    syllables = document.syllables
    for candidate in candidates(document):
        if not accept(candidate):
            continue
        hit, actor = candidate.hit, candidate.actor
        assert actor is not None
        yield document.mention(
            Event,
            syllables[hit.first].start,
            syllables[hit.last - 1].end,
            rule=f"event.{hit.trigger.event_type.lower()}.{candidate.agent.how if candidate.agent else 'none'}",
            event_type=hit.trigger.event_type,
            agent=document.surface(actor.start, actor.end),
            agent_id=actor.entity_id,
            time_text=candidate.time.text if candidate.time else None,
            time=(candidate.time.point or candidate.time.value) if candidate.time else None,
            place=document.surface(*spanned(document, candidate.place)) if candidate.place else None,
            status=candidate.status,
            directive_ids=tuple(dict.fromkeys(d.entity_id for d in candidate.directives if d.entity_id)),
            participants=tuple(_participants(document, candidate)),
            extractor="rules" if candidate.judged is None else "rules+model",
            score=round(1 / (1 + exp(-odds(candidate))), 3),
            evidence=_evidence_span(document, candidate),
        )

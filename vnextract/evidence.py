"""What speaks for and against a trigger word being a public act, and how much each observation weighs.

An observation is a short name: how the agent was found, what kind of actor it is, which particles and marks stand
left of the trigger, what follows it. Its weight is in log odds; the sum decides. The weights are a logistic
regression with an L1 penalty on the annotated development articles, rounded: few observations keep a weight, and
each can be read and argued with.
"""

from __future__ import annotations

from vnextract.actors import STANDING_IN, Actor, Cast
from vnextract.arguments import Agent
from vnextract.clauses import Reading
from vnextract.document import Document, Time
from vnextract.triggers import AFFECTING, TriggerHit


def _bucket(gap: int) -> str:
    return "0" if gap <= 1 else "3" if gap <= 3 else "8" if gap <= 8 else "20" if gap <= 20 else "far"


_NEXT = frozenset(', : . " - và của về tại với cho là rằng thêm các những một ông bà đã số để trong ngày'.split())


def observe(
    document: Document,
    cast: Cast,
    hit: TriggerHit,
    agent: Agent | None,
    actor: Actor | None,
    reading: Reading,
    heads: dict[int, str],
    time: Time | None,
    seen: set[str],
) -> tuple[str, ...]:
    """The names of what speaks for or against a trigger being an event here."""
    sentence = document.sentences[hit.sentence]
    kind = hit.trigger.event_type
    names = [f"type {kind}", f"pos {hit.trigger.pos}"]
    if agent is None or actor is None:
        names += ["agent none"]
    else:
        names += [f"how {agent.how}", f"how {agent.how} {kind}", f"part {agent.part}", f"agent {actor.kind}"]
        names += [f"agent {actor.kind} {hit.trigger.pos}"]
        if kind in AFFECTING:
            names.append(f"falls on {actor.kind} {agent.part}")
        names.append(f"gap {_bucket(agent.gap)}")
        if agent.actor.kind in STANDING_IN:
            names.append(f"stands {agent.actor.kind}")
    names += [f"saw {particle}" for particle in sorted(reading.particles)]
    names.append(f"mark {reading.mark}")
    names.append(f"mark {reading.mark} {hit.trigger.pos}")
    names.append(f"mark {reading.mark} {kind}")
    if reading.actor is None and reading.at >= 0:
        names.append(f"left {document.keys[reading.at]}")
    following = document.keys[hit.last] if hit.last < sentence.last else "end"
    names.append(f"next {following if following in _NEXT or following == 'end' else 'word'}")
    if hit.last < sentence.last and hit.last in cast.cited:
        names.append("cites")
    if hit.last < sentence.last and cast.owner[hit.last] >= 0:
        names.append("next actor")
    earlier = {heads[i] for i in range(sentence.first, hit.first) if i in heads}
    names += [f"after {e}" for e in sorted(earlier & {"STATEMENT", "DIRECTION", "ISSUANCE"})]
    names += [f"zone {sentence.zone}"]
    if hit.trigger.pos == "noun" and hit.trigger.form in seen:
        names.append("again")
    if time is not None:
        names.append("timed")
        names.append(f"timed {hit.trigger.pos}")
    return tuple(names)


WEIGHTS: dict[str, float] = {
    "always": 0.2,
    "after ISSUANCE": -0.4,
    "after STATEMENT": -0.4,
    "after DIRECTION": -1.1,
    "again": -1.3,
    "agent official": 0.7,
    "agent title verb": 0.7,
    "agent official verb": 0.6,
    "agent body": 0.5,
    "agent title": 0.2,
    "agent body verb": 0.1,
    "agent person": -0.7,
    "agent none": -0.9,
    "agent private": -0.9,
    "agent person verb": -1.1,
    "agent private verb": -1.3,
    "cites": 0.7,
    "falls on person near": 0.8,
    "falls on official subject": -0.2,
    "falls on body ": -0.3,
    "falls on body direct": -0.4,
    "falls on official direct": -0.4,
    "falls on title ": -0.7,
    "gap 3": 0.5,
    "gap 0": 0.3,
    "gap 20": -0.1,
    "gap far": -0.1,
    "how suffers": 1.6,
    "how chain AGREEMENT": 0.9,
    "how befalls": 0.6,
    "how chain": 0.6,
    "how chain STATEMENT": 0.6,
    "how adjacent STATEMENT": 0.4,
    "how suffers APPOINTMENT": 0.4,
    "how over DIRECTION": 0.3,
    "how adjacent ORGANIZATION": 0.2,
    "how of MEETING": 0.2,
    "how antecedent INSPECTION": 0.1,
    "how chain DIRECTION": 0.1,
    "how fronted VISIT": 0.1,
    "how holder": 0.1,
    "how antecedent DIRECTION": -0.1,
    "how antecedent STATEMENT": -0.1,
    "how antecedent ORGANIZATION": -0.2,
    "how adjacent INSPECTION": -0.3,
    "how befalls APPOINTMENT": -0.3,
    "how fronted ISSUANCE": -0.4,
    "how over VISIT": -0.4,
    "how own": -0.4,
    "how object": -0.5,
    "how adjacent APPOINTMENT": -0.6,
    "how fronted STATEMENT": -0.6,
    "how fronted CEREMONY": -0.7,
    "how fronted": -1.1,
    "how antecedent": -1.4,
    "left thì": 1.0,
    "left cho": 0.7,
    "left kiến": 0.7,
    "left thi": 0.7,
    "left cấp": 0.6,
    "left nhất": 0.6,
    "left dự": 0.5,
    "left diễn": 0.4,
    "left quả": 0.4,
    "left chỉ": 0.3,
    "left hòa": 0.3,
    "left trường": 0.3,
    "left và": 0.3,
    "left khi": 0.2,
    "left chức": 0.1,
    "left tại": -0.1,
    "left các": -0.2,
    "left mạc": -0.4,
    "mark chair noun": 0.9,
    "mark semicolon verb": 0.9,
    "mark  verb": 0.7,
    "mark start CEREMONY": 0.5,
    "mark within MEETING": 0.5,
    "mark chair": 0.4,
    "mark start MEETING": 0.4,
    "mark start verb": 0.4,
    "mark word PROSECUTION": 0.4,
    "mark  STATEMENT": 0.3,
    "mark and": 0.3,
    "mark proper INSPECTION": 0.3,
    "mark start": 0.3,
    "mark and STATEMENT": 0.2,
    "mark hold CEREMONY": 0.2,
    "mark  ISSUANCE": 0.1,
    "mark at": -0.1,
    "mark within verb": -0.1,
    "mark word": -0.1,
    "mark word DIRECTION": -0.1,
    "mark word verb": -0.1,
    "mark  AGREEMENT": -0.2,
    "mark  state": -0.2,
    "mark comma INSPECTION": -0.2,
    "mark word ISSUANCE": -0.2,
    "mark word ORGANIZATION": -0.2,
    "mark comma verb": -0.3,
    "mark purpose verb": -0.3,
    "mark and MEETING": -0.4,
    "mark nominal verb": -0.4,
    "mark word MEETING": -0.4,
    "mark plural": -0.5,
    "mark word APPOINTMENT": -0.6,
    "mark  PROSECUTION": -0.7,
    "mark comma APPOINTMENT": -0.7,
    "mark start STATEMENT": -0.8,
    "next actor": 0.8,
    "next :": 0.7,
    "next những": 0.5,
    "next thêm": 0.3,
    "next .": 0.2,
    "next tại": 0.2,
    "next với": 0.2,
    "next của": -0.3,
    "part subject": 0.7,
    "part passive": 0.5,
    "part near": 0.4,
    "part như": 0.2,
    "part ": -0.4,
    "part object": -0.4,
    "part của": -0.5,
    "part ở": -0.7,
    "part ordered": -2.2,
    "pos verb": -1.0,
    "saw past": 0.5,
    "saw also": 0.1,
    "saw passive": 0.1,
    "saw crossed": -0.2,
    "saw may": -0.6,
    "saw must": -1.8,
    "saw negated": -3.4,
    "stands document": -0.5,
    "stands pronoun": -0.5,
    "stands speaker": -2.9,
    "timed noun": 1.4,
    "timed": 0.5,
    "type VISIT": 0.9,
    "type REMOVAL": 0.1,
    "type APPOINTMENT": -0.1,
    "type ISSUANCE": -0.2,
    "type DIRECTION": -0.3,
    "type STATEMENT": -0.4,
    "zone title": 0.6,
    "zone body": -0.4,
    "zone caption": -0.5,
}

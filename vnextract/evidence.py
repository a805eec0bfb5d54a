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
from vnextract.triggers import TriggerHit


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
    "after STATEMENT": -0.5,
    "after DIRECTION": -1.1,
    "again": -1.5,
    "agent official verb": 0.4,
    "agent official": 0.3,
    "agent title": 0.2,
    "agent title verb": 0.2,
    "agent authority": 0.1,
    "agent person": -0.4,
    "agent none": -0.9,
    "agent private": -0.9,
    "agent person verb": -1.2,
    "agent private verb": -1.4,
    "cites": 0.8,
    "gap 3": 0.5,
    "gap 0": 0.2,
    "gap 20": -0.3,
    "gap far": -0.3,
    "how suffers": 1.5,
    "how chain": 0.8,
    "how befalls": 0.7,
    "how suffers APPOINTMENT": 0.6,
    "how adjacent STATEMENT": 0.5,
    "how of MEETING": 0.4,
    "how chain DIRECTION": 0.2,
    "how distant DIRECTION": 0.1,
    "how over": 0.1,
    "how object": -0.1,
    "how own": -0.1,
    "how antecedent STATEMENT": -0.4,
    "how object ISSUANCE": -0.4,
    "how fronted ISSUANCE": -0.7,
    "how fronted STATEMENT": -0.7,
    "how fronted CEREMONY": -0.9,
    "how adjacent INSPECTION": -1.0,
    "how fronted": -1.0,
    "how antecedent": -1.2,
    "left phủ": 2.5,
    "left tài": 1.0,
    "left lịch": 0.9,
    "left trì": 0.9,
    "left thông": 0.8,
    "left cho": 0.7,
    "left diễn": 0.7,
    "left chức": 0.6,
    "left dl": 0.6,
    "left quả": 0.6,
    "left thi": 0.6,
    "left tt": 0.5,
    "left vụ": 0.5,
    "left thì": 0.4,
    "left thương": 0.4,
    "left hội": 0.3,
    "left thuế": 0.3,
    "left dự": 0.2,
    "left phát": 0.2,
    "left trị": 0.2,
    "left khi": 0.1,
    "left tế": 0.1,
    "left vhttdl": 0.1,
    "left hợp": -0.1,
    "left tra": -0.2,
    "left trình": -0.2,
    "left các": -0.3,
    "left group": -0.3,
    "left mạc": -0.3,
    "left ban": -2.0,
    "left ngoại": -2.3,
    "mark start verb": 0.7,
    "mark proper verb": 0.6,
    "mark semicolon verb": 0.6,
    "mark ": 0.5,
    "mark  verb": 0.5,
    "mark start CEREMONY": 0.5,
    "mark word PROSECUTION": 0.4,
    "mark and": 0.3,
    "mark and verb": 0.3,
    "mark hold": 0.3,
    "mark  noun": 0.2,
    "mark chair": 0.2,
    "mark hold CEREMONY": 0.2,
    "mark  CEREMONY": 0.1,
    "mark and STATEMENT": 0.1,
    "mark attend": 0.1,
    "mark word CEREMONY": -0.1,
    "mark  VISIT": -0.2,
    "mark comma APPOINTMENT": -0.2,
    "mark  AGREEMENT": -0.3,
    "mark  state": -0.3,
    "mark according": -0.3,
    "mark within verb": -0.3,
    "mark comma verb": -0.4,
    "mark word ORGANIZATION": -0.4,
    "mark at": -0.5,
    "mark nominal verb": -0.5,
    "mark word MEETING": -0.5,
    "mark purpose verb": -0.6,
    "mark  PROSECUTION": -0.8,
    "mark and MEETING": -0.8,
    "mark plural": -0.8,
    "mark start STATEMENT": -1.1,
    "next actor": 0.7,
    "next :": 0.4,
    "next những": 0.2,
    "next tại": 0.1,
    "next với": 0.1,
    "next ,": -0.2,
    "next rằng": -0.2,
    "next để": -0.2,
    "next của": -0.3,
    "part subject": 0.4,
    "part ": -0.1,
    "part của": -0.2,
    "part ordered": -0.5,
    "part ở": -0.6,
    "pos noun": 0.9,
    "pos verb": -0.5,
    "saw past": 0.7,
    "saw future": 0.3,
    "saw also": 0.2,
    "saw ongoing": 0.1,
    "saw crossed": -0.1,
    "saw may": -0.2,
    "saw must": -1.8,
    "saw negated": -2.5,
    "stands document": -0.4,
    "stands pronoun": -0.5,
    "stands speaker": -2.9,
    "type VISIT": 0.6,
    "type REMOVAL": 0.3,
    "type MEETING": 0.1,
    "type STATEMENT": -0.4,
    "type APPOINTMENT": -0.6,
    "type DIRECTION": -0.6,
    "zone body": -0.1,
}

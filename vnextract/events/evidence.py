"""What speaks for and against a trigger word being a public act, and how much each observation weighs.

An observation is a short name: how the agent was found, what kind of actor it is, which particles and marks stand
left of the trigger, what follows it. Its weight is in log odds; the sum decides. The weights (``seeds/evidence.csv``)
are a logistic regression with an L1 penalty on annotated articles (``benchmarks/fit_events.py``), rounded: few
observations keep a weight, and each can be read and argued with.
"""

from __future__ import annotations

from itertools import pairwise

from vnextract.document import AFFECTING, Document, Official, Time
from vnextract.events.actors import STANDING_IN, UNOFFICIAL, Actor, Agent, Cast
from vnextract.events.clauses import Reading
from vnextract.events.particles import MARKS
from vnextract.events.triggers import TriggerHit
from vnextract.events.weights import distance
from vnextract.events.wording import wording

_NEXT = frozenset(', : . " - và của về tại với cho là rằng thêm các những một ông bà đã số để trong ngày'.split())


def observe(
    document: Document,
    cast: Cast,
    hit: TriggerHit,
    agent: Agent | None,
    actor: Actor | None,
    reading: Reading,
    heads: dict[int, str],
    opens: dict[int, str],
    time: Time | None,
    seen: set[str],
) -> tuple[str, ...]:
    """The names of what speaks for or against a trigger being an event here; no more than that where nobody acts in office."""
    sentence = document.sentences[hit.sentence]
    kind, mark = hit.trigger.event_type, reading.mark or "actor"
    told_again = _again(document, hit, actor, mark, seen)
    names = [f"type {kind}", f"pos {hit.trigger.pos}"]
    if agent is None or actor is None:
        return (*names, "agent none")
    if actor.kind in UNOFFICIAL:
        return (*names, f"how {agent.how}", f"agent {actor.kind}", f"mark {mark}")
    part = agent.part or "none"
    names += [f"how {agent.how}", f"how {agent.how} {kind}", f"part {part}", f"agent {actor.kind}"]
    names += [f"agent {actor.kind} {hit.trigger.pos}", f"agent {actor.kind} {kind}"]
    if kind in AFFECTING:
        names.append(f"falls on {actor.kind} {part}")
    names.append(f"gap {distance(agent.gap)}")
    if kind == "INSPECTION" and _inspects(document.keys[actor.first : actor.last]):
        names.append("inspectorate")
    if agent.actor.kind in STANDING_IN:
        names.append(f"stands {agent.actor.kind}")
    names += [f"saw {particle}" for particle in sorted(reading.particles)]
    names += [f"mark {mark}", f"mark {mark} {hit.trigger.pos}", f"mark {mark} {kind}"]
    names += _around(document, cast, hit, agent, reading, heads, opens)
    names += _between(document, cast, hit, agent, heads)
    names += _office(hit, actor)
    following = document.keys[hit.last] if hit.last < sentence.last else "end"
    names.append(f"next {following if following in _NEXT or following == 'end' else 'word'}")
    if hit.last < sentence.last and hit.last in cast.cited:
        names.append("cites")
    if hit.last < sentence.last and cast.owner[hit.last] >= 0:
        names.append("next actor")
        names.append(f"next {cast.actors[cast.owner[hit.last]].kind} {kind}")
    names += [f"after {e}" for e in _told_within(heads, sentence.first, hit.first)]
    names += [f"ahead of {e}" for e in _told_within(heads, hit.last, sentence.last)]
    names += [f"zone {sentence.zone}", *told_again]
    names.append(f"sentence {'first' if hit.sentence == 0 else 'early' if hit.sentence < _EARLY else 'later'}")
    if time is not None:
        names.append("timed")
        names.append(f"timed {hit.trigger.pos}")
    return (*names, *wording(document, cast, hit))


def _again(document: Document, hit: TriggerHit, actor: Actor | None, mark: str, seen: set[str]) -> list[str]:
    """What of a trigger was told before, by its form, its last word, its type, its type with its actor; which are noted."""
    kind, form, pos = hit.trigger.event_type, hit.trigger.form, hit.trigger.pos
    akin = f"{kind} {form.rpartition(' ')[2]}"  # "cuộc họp", "họp" and "phiên họp" are told by one word
    told = f"{kind} {actor.entity_id or document.surface(actor.start, actor.end).lower()}" if actor else kind
    names = ["again"] if pos == "noun" and form in seen else []
    if akin in seen:
        names += ["akin", f"akin {pos} {kind}", f"akin {mark} {pos}"]
    if kind in seen:
        names += ["type again", f"{kind} again"]
    if told in seen:
        names += ["told again", f"{kind} told again"]
    seen |= {form, kind, akin, told}
    return names


# Bodies whose work it is to inspect, by two words of their names and by their acronyms.
_INSPECTING = frozenset({("thanh", "tra"), ("kiểm", "tra"), ("kiểm", "toán"), ("giám", "sát"), ("thị", "trường")})
_INSPECTORATES = frozenset("ubkt ttcp ktnn qltt".split())


def _inspects(words: tuple[str, ...]) -> bool:
    return not _INSPECTING.isdisjoint(pairwise(words)) or not _INSPECTORATES.isdisjoint(words)


def _told_within(heads: dict[int, str], first: int, last: int) -> list[str]:
    """The event types of the triggers that end at syllables ``[first, last)``."""
    return sorted({heads[i] for i in heads.keys() & range(first, last)})


_ASPECTS = frozenset("đã đang sẽ vừa cũng còn vẫn không chưa phải cần".split())
_LINKS = frozenset('để nhằm vì khi sau trước nếu mà do việc rằng là như với trong tại và , ; : " ( -'.split())


def _between(document: Document, cast: Cast, hit: TriggerHit, agent: Agent | None, heads: dict[int, str]) -> list[str]:
    """What lies between the agent and a trigger that does not follow it at once."""
    keys, kind = document.keys, hit.trigger.event_type
    if agent is None or agent.how not in _APART:
        return []
    first = agent.actor.last
    if not first < hit.first:
        return []
    names = [f"apart {link}" for link in sorted(_LINKS & set(keys[first : hit.first]))]
    crossed = [heads[i] for i in range(first, hit.first) if i in heads]
    names += [f"apart over {crossed[-1]}", f"apart over {crossed[-1]} {kind}"] if crossed else ["apart over none"]
    if keys[first] in _ASPECTS:
        names.append(f"apart aspect {agent.how}")
        if not crossed and hit.first - first <= _SERIAL:
            names.append("serial")
    if any(cast.owner[i] >= 0 for i in range(first, hit.first)):
        names.append("apart over actor")
    return names


_APART = frozenset({"distant", "chain", "over", "holder"})
_SERIAL = 5  # syllables between a subject and the last verb of a series


def _office(hit: TriggerHit, actor: Actor | None) -> list[str]:
    """Whether who an act befalls is told with an office right there, and whether it was one of old."""
    kind = hit.trigger.event_type
    if actor is None or kind not in AFFECTING:
        return []
    mention = actor.mention
    if not isinstance(mention, Official):
        return []
    titled = "titled" if mention.positions else "untitled"
    return [f"office {titled}", f"office {titled} {kind}", *{f"office {p.tenure} {kind}" for p in mention.positions}]


# Words right before a trigger that say whether it is told: light verbs, prepositions, conjunctions, determiners.
_BEFORE = frozenset(
    "có các một những mọi cuộc buổi lần tại trong sau trước dự chức trì việc để cho và , ra gửi của từ theo lề dung quả với về "
    "là bằng qua khi nhằm đơn bản đợt được bị sẽ đã vừa đang không chưa phải cần thể muốn nên tiếp chủ".split()
)
_CONTENTS = frozenset("về là : yêu liên".split())
_CONNECTIVE = 4  # syllables of "Đồng thời,", "Cụ thể,": the sentence goes on with the subject of the one before
_EARLY = 4  # sentences with headline, lead and caption
_MANY = frozenset("các những nhiều một số hai ba mỗi".split())
_JOINTS = frozenset({",", "và"})
_POLICE = frozenset({"công", "cảnh", "csđt", "cơ", "đội", "lực"})


def _around(
    document: Document,
    cast: Cast,
    hit: TriggerHit,
    agent: Agent | None,
    reading: Reading,
    heads: dict[int, str],
    opens: dict[int, str],
) -> list[str]:
    """What the words before the trigger and before its agent tell, and whether it stands in a quotation or question."""
    keys, kind = document.keys, hit.trigger.event_type
    sentence = document.sentences[hit.sentence]
    names: list[str] = []
    if reading.actor is None and reading.at >= 0:
        names.append(f"left {keys[reading.at]}")
    if hit.first > sentence.first and keys[hit.first - 1] in _BEFORE:
        names += [f"before {keys[hit.first - 1]}", f"before {keys[hit.first - 1]} {hit.trigger.pos}"]
    if "passive" in reading.particles:
        names.append(f"passive {kind}")
    if cast.quoted[hit.first]:
        names += ["quoted", f"quoted {kind}"]
    if kind == "VISIT":
        names += _purpose(document, hit, reading, heads)
    if "nếu" in keys[sentence.first : hit.first]:
        names.append("if")
    if keys[sentence.last - 1] == "?":
        names.append("question")
    if hit.last in opens:
        names += [f"then {opens[hit.last]}", f"then {kind} {opens[hit.last]}"]
    if hit.first - 1 in heads:
        names.append(f"behind {heads[hit.first - 1]} {kind}")
    if keys[hit.first - 1] in _JOINTS and hit.first - 2 in heads:
        names.append(f"joined to {heads[hit.first - 2]} {kind}")
    if hit.last < sentence.last and keys[hit.last] in _JOINTS and hit.last + 1 in opens:
        names.append(f"joined by {opens[hit.last + 1]} {kind}")
    return names if agent is None else names + _beside_agent(document, hit, agent, reading, heads)


def _purpose(document: Document, hit: TriggerHit, reading: Reading, heads: dict[int, str]) -> list[str]:
    """Whether a visit is told by its purpose: "đến bệnh viện để thăm hỏi" is one act, not two."""
    keys, sentence, kind = document.keys, document.sentences[hit.sentence], hit.trigger.event_type
    if reading.mark == "purpose" and kind in _told_within(heads, sentence.first, hit.first):
        return ["purpose of a visit"]
    at = next((i for i in range(hit.last, sentence.last) if heads.get(i) == kind), 0)
    return ["visit to a purpose"] if at and "để" in keys[hit.last : at] else []


def _beside_agent(
    document: Document, hit: TriggerHit, agent: Agent, reading: Reading, heads: dict[int, str]
) -> list[str]:
    """What stands beside the agent, and how it opens: a determiner, the police, the content of what it says."""
    names: list[str] = []
    keys, sentence, kind = document.keys, document.sentences[hit.sentence], hit.trigger.event_type
    at = agent.actor.first
    if heads.get(at - 1) == "STATEMENT":
        names += ["content", f"content {agent.actor.kind}"]
    names.append(f"how {agent.how} {reading.mark or 'actor'}")
    if agent.how == "of" and agent.actor.last < sentence.last and keys[agent.actor.last] in _CONTENTS:
        # "chỉ đạo của Thủ tướng về việc", "đề nghị của tỉnh là"
        names += ["owner content", f"owner content {kind}"]
    if agent.how == "fronted" and reading.mark == "start":
        names.append(f"fronted {hit.trigger.form}")  # "Cho rằng dịch chưa hết, ông X ...", not "Phát biểu tại ..."
    if agent.how == "antecedent" and reading.mark == "comma" and reading.at - sentence.first <= _CONNECTIVE:
        names += ["connective", f"connective {kind}"]
    if at > 0 and agent.how == "adjacent" and (mark := MARKS.get(keys[at - 1])):
        names.append(f"clause {mark}")
    if keys[at] in _MANY:
        names += ["many", f"many {kind}"]
    if keys[at] in _POLICE and agent.actor.kind in ("body", "authority"):
        names += ["police", f"police {kind}"]
    return names

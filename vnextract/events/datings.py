"""When an event took place: which of the time expressions of its sentence dates it.

Most times of a sentence date something else. Terms never date a public act; a date right after a cited document is the
document's, and dates the act only where the act is to issue it; what follows a verb of saying or ordering is its
content, so a clause under "cho biết" needs a date of its own; a coordinated verb keeps the date of the verb before it.
Each time expression shows observations of this kind, which are weighed as those of events are (``evidence``).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import regex

from vnextract.document import AFFECTING, Document, Sentence, Time
from vnextract.events.actors import Agent, Cast
from vnextract.events.triggers import TriggerHit
from vnextract.events.weights import total

_UNDATED_RULES = frozenset("time.term time.until time.lunar".split())
_DAY = regex.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_MONTH = regex.compile(r"(?:\d{4}|XXXX)-\d\d$")
_DEICTIC = regex.compile(r"\b(?:nay|qua|mai|mốt|hôm|cùng ngày|tuần|tháng|năm)\b", regex.IGNORECASE)
_NOT_DATING = regex.compile(
    r"hiện nay|ngày nay|trước nay|lâu nay|xưa nay|thời gian|giai đoạn|nhiệm kỳ", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dating:
    """A time expression that may date an act, with its syllables and how fine it is: 3 a day, 2 a month, 1 a year."""

    first: int
    last: int
    grade: int
    cited: bool
    time: Time


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression in the sentence of an act, and the names of what speaks for and against its dating the act."""

    time: Time
    evidence: tuple[str, ...]


def datings(document: Document, cast: Cast) -> list[Dating]:
    """The time expressions of a document that may date an act, in text order."""
    found = []
    for time in document.of(Time):
        grade = _grade(time)
        if grade:
            first, last = document.syllable_span(time.start, time.end)
            cited = time.setting == "citation" or first in cast.cited
            found.append(Dating(first, last, grade, cited, time))
    return found


def _grade(time: Time) -> int:
    if time.rule in _UNDATED_RULES or _NOT_DATING.search(time.text):
        return 0
    value = time.point or time.value
    if value is None:
        return 3 if _DEICTIC.search(time.text) or time.rule == "time.clock" else 0
    first, _, second = value.partition("/")
    if first == "..":
        return 0
    if second not in ("", "..") and not _short(first, second):
        return 1
    return 3 if _DAY.match(first) else 2 if _MONTH.match(first) else 1


def _short(first: str, second: str) -> bool:
    """Whether a range of days spans two neighboring months at most, as a session or a visit does."""
    return first[:4] == second[:4] and abs(int(second[5:7] or 0) - int(first[5:7] or 0)) <= 1


_RIVALS = 8  # time expressions weighed on either side of an act


@dataclass(frozen=True, slots=True)
class Scene:
    """What the dating of an act looks at: the act, who does it, what stands left of it, the last syllables of all acts with
    their types, and which of them are nouns."""

    document: Document
    cast: Cast
    hit: TriggerHit
    agent: Agent | None
    mark: str
    heads: dict[int, str]
    nouns: frozenset[int]

    @property
    def sentence(self) -> Sentence:
        return self.document.sentences[self.hit.sentence]


def _from(dates: list[Dating], syllable: int) -> int:
    """The number of the first dating that starts at a syllable or later."""
    return bisect_left(dates, syllable, key=lambda date: date.first)


def weigh_times(scene: Scene, dates: list[Dating], before: Time | None) -> tuple[Dated, ...]:
    """The time expressions in the sentence of an act, each with its evidence.

    ``before`` dates the act before it in the sentence that the same agent did.
    """
    sentence, hit = scene.sentence, scene.hit
    at = _from(dates, hit.first)
    first, last = max(_from(dates, sentence.first), at - _RIVALS), min(_from(dates, sentence.last), at + _RIVALS)
    inside = [d for d in dates[first:last] if not d.first < hit.last <= d.last]
    return tuple(Dated(date.time, tuple(_observe(scene, date, inside, before))) for date in inside)


def choose_time(found: tuple[Dated, ...]) -> Time | None:
    """The time expression that most speaks for, if it is more likely than not that any dates the act."""
    best, high = None, 0.0
    for dated in found:
        told = total(dated.evidence, "when always")
        if told > high:
            best, high = dated.time, told
    return best


_PREVIOUS = frozenset("vào hôm hồi trong đến từ tính theo về và sau trước kể của ( , ngày lúc do".split())
_FOLLOWING = frozenset(", . ) : ; và - của trong tại với là".split())
_OPENING = frozenset(
    "trong tại sau trước theo khi từ với về nhân phát trả liên trao nói tiếp ngay cũng làm qua do để đến vào ( và được".split()
)
_BOUNDARIES = frozenset(
    "khi mà do vì để nhằm nếu sau trước người song nhưng tuy và được bị tại trong diễn theo là ( ) -".split()
)


def _observe(scene: Scene, date: Dating, rivals: list[Dating], before: Time | None) -> list[str]:
    hit, heads, keys = scene.hit, scene.heads, scene.document.keys
    family = _family(hit.trigger.event_type)
    ahead = date.last <= hit.first
    low, high = (date.last, hit.first) if ahead else (hit.last, date.first)
    side = "before" if ahead else "after"
    names = [
        f"when {side} {family}",
        f"when {side} gap {_bucket(high - low)}",
        f"when {side} {scene.agent.how if scene.agent else 'none'}",
        f"when {side} {hit.trigger.pos}",
        f"when grade {date.grade} {family}",
        f"when {date.time.rule}",
        f"when mark {scene.mark or 'actor'} {side}",
    ]
    names += _beside(scene, date, side)
    between = [heads[i] for i in range(low, high) if i in heads and i != hit.last - 1]
    verbs = [heads[i] for i in range(low, high) if i in heads and i != hit.last - 1 and i not in scene.nouns]
    pos, how = hit.trigger.pos, scene.agent.how if scene.agent else "none"
    commas = min(keys[low:high].count(","), 2)
    order = _order(scene, date, side)
    names.append(f"when crossing {min(len(between), 2)} {side}")
    names.append(f"when crossing verbs {min(len(verbs), 2)} {side}")
    names.append(f"when crossing verbs {min(len(verbs), 2)} {side} {how}")
    names.append(f"when crossing verbs {min(len(verbs), 2)} {order}")
    names += [f"when crossing {kind} {side}" for kind in {_family(kind) for kind in between}]
    names += [f"when crossing {kind} {order}" for kind in {_family(kind) for kind in verbs}]
    names.append(f"when commas {commas} {side}")
    names.append(f"when commas {commas} {side} {pos}")
    names.append(f"when grade {date.grade} {side}")
    names.append(f"when gap {_bucket(high - low)} {order}")
    names += [f"when between {key} {side}" for key in sorted(_BOUNDARIES.intersection(keys[low:high]))]
    if any(key in ('"', ";", ":", "rằng") for key in keys[low:high]):
        names.append(f"when behind clause {side}")
    if date.cited:
        names.append(f"when cited {family}")
    if date.time.setting == "parenthesis":
        names.append(f"when parenthesis {side}")
    if len(rivals) == 1:
        names.append("when alone")
    elif not any(low <= rival.first < high for rival in rivals):
        names.append(f"when nearest {side}")
    if before is not None:
        names.append("when dated before" if before is date.time else "when other before")
        names.append(f"when dated before {how}" if before is date.time else f"when other before {how}")
    names.append(f"when order {order}")
    return names


def _bucket(gap: int) -> str:
    return "0" if gap <= 1 else "3" if gap <= 3 else "8" if gap <= 8 else "20" if gap <= 20 else "far"


def _beside(scene: Scene, date: Dating, side: str) -> list[str]:
    """What stands right before and after a time expression, and how the stretch between marks begins that holds it."""
    keys, cast, sentence = scene.document.keys, scene.cast, scene.sentence
    names = []
    previous = keys[date.first - 1] if date.first > sentence.first else "start"
    if date.first - sentence.first <= 2:
        names += ["when initial", f"when initial {_family(scene.hit.trigger.event_type)}"]
    elif previous in _PREVIOUS:
        names += [f"when behind {previous} {side}"]
    else:
        names.append(f"when behind {'actor' if cast.owner[date.first - 1] >= 0 else 'word'} {side}")
    if date.last < sentence.last:
        following = keys[date.last]
        told = following if following in _FOLLOWING else "actor" if cast.owner[date.last] >= 0 else "word"
        names += [f"when then {told} {side}", f"when then {told} {side} {scene.hit.trigger.pos}"]
        if following == "," and date.last + 1 < sentence.last and cast.owner[date.last + 1] >= 0:
            names.append(f"when then , actor {side}")
    start = date.first
    while start > sentence.first and keys[start - 1] not in (",", ";", ":", '"'):
        start -= 1
    if start < date.first:
        names.append(
            f"when opening {keys[start] if keys[start] in _OPENING else 'word'} {side} {scene.hit.trigger.pos}"
        )
        names.append(
            f"when opening {keys[start] if keys[start] in _OPENING else 'actor' if cast.owner[start] >= 0 else 'word'} {side}"
        )
    acts = [scene.heads[i] for i in range(start, date.first) if i in scene.heads and i != scene.hit.last - 1]
    if acts:
        names.append(f"when beside {_family(acts[-1])} {side}")
    if any(i in scene.heads for i in range(max(sentence.first, date.first - 2), date.first)) and (
        side == "before" or date.first - scene.hit.last > 2
    ):
        names.append("when of another act")
    quoted = cast.quoted
    if quoted[date.first] != quoted[scene.hit.first]:
        names.append(f"when {'quoted' if quoted[date.first] else 'unquoted'} {side}")
    return names


def _order(scene: Scene, date: Dating, side: str) -> str:
    """How time, agent and act follow each other."""
    agent = scene.agent
    if agent is None or not scene.sentence.first <= agent.actor.first < scene.sentence.last:
        return f"no agent {side}"
    if side == "before":
        return "date agent act" if agent.actor.first >= date.last else "agent date act"
    return (
        "act agent date"
        if scene.hit.last <= agent.actor.first < date.first
        else "agent act date"
        if agent.actor.first < scene.hit.first
        else "act date agent"
    )


def _family(kind: str) -> str:
    return (
        kind
        if kind in ("STATEMENT", "DIRECTION", "ISSUANCE", "MEETING")
        else "suffered"
        if kind in AFFECTING
        else "act"
    )

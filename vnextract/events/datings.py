"""When an event took place: which of the time expressions of its sentence dates it.

Most times of a sentence date something else. Terms never date a public act; a date right after a cited document is the
document's, and dates the act only where the act is to issue it; what follows a verb of saying or ordering is its
content, so a clause under "cho biết" needs a date of its own; a coordinated verb keeps the date of the verb before it.
Each time expression shows observations of this kind (``time_evidence``), which are weighed as those of events are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from vnextract.document import Document, Time
from vnextract.events.actors import Cast
from vnextract.events.time_evidence import Dating, Scene, observe_time
from vnextract.events.weights import total

_UNDATED_RULES = frozenset("time.term time.until time.lunar".split())
_DAY = regex.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_MONTH = regex.compile(r"(?:\d{4}|XXXX)-\d\d$")
_DEICTIC = regex.compile(r"\b(?:nay|qua|mai|mốt|hôm|cùng ngày|tuần|tháng|năm)\b", regex.IGNORECASE)
_RELATIVE = regex.compile(
    r"^(?:(?:trước|sau) đó|cách đây|trong ngày$)|\b(?:ngày|giờ) (?:sau|trước)(?: đó)?$", regex.IGNORECASE
)
_NOT_DATING = regex.compile(
    r"hiện nay|ngày nay|trước nay|lâu nay|xưa nay|thời gian|giai đoạn|nhiệm kỳ", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression in the sentence of an act, and the names of what speaks for and against its dating the act."""

    time: Time
    evidence: tuple[str, ...]


def datings(document: Document, cast: Cast) -> dict[int, list[Dating]]:
    """The time expressions of a document that may date an act, in text order, by the number of their sentence."""
    found: dict[int, list[Dating]] = {}
    told = -_REACH_OF_CLOCK - 1
    for time in document.of(Time):
        grade = _grade(time)
        if grade:
            first, last = document.syllable_span(time.start, time.end)
            near, told = first - told <= _REACH_OF_CLOCK, last
            before = found.setdefault(document.sentence_index(time.start), [])
            if _by_another_clock(document, time, first, last, near):
                if before and near:
                    before[-1] = _explained(before[-1], time, grade)
                continue
            cited = time.setting == "citation" or first in cast.cited
            before.append(Dating(first, last, grade, cited, time))
    return found


def _explained(dating: Dating, time: Time, grade: int) -> Dating:
    """A time with the value of the words that explain it, if it has none: "Sau đó một ngày, tức ngày 22/1"."""
    if dating.time.value is not None:
        return dating
    return replace(dating, grade=grade, time=replace(dating.time, value=time.value, point=time.point))


# Syllables from a time to the same moment by another clock: "chiều 31/5 theo giờ địa phương (sáng 1/6 ...".
_REACH_OF_CLOCK = 6


def _by_another_clock(document: Document, time: Time, first: int, last: int, near: bool) -> bool:
    """Whether a time repeats the one before it: "tức ngày 1/6", "(sáng 1/6 theo giờ Việt Nam)"."""
    keys = document.keys
    if first and keys[first - 1] == "tức":
        return True
    return (
        near
        and time.setting == "parenthesis"
        and (keys[last : last + 1] == ("giờ",) or keys[last : last + 2] == ("theo", "giờ"))
    )


def _grade(time: Time) -> int:
    if time.rule in _UNDATED_RULES or _NOT_DATING.search(time.text):
        return 0
    value = time.point or time.value
    if value is None:
        return 3 if time.rule == "time.clock" or _DEICTIC.search(time.text) or _RELATIVE.search(time.text) else 0
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


def weigh_times(scene: Scene, dates: list[Dating], before: Time | None) -> tuple[Dated, ...]:
    """The time expressions in the sentence of an act, each with its evidence.

    ``before`` dates the act before it in the sentence that the same agent did.
    """
    hit = scene.hit
    if len(dates) > _RIVALS:
        at = sum(date.first < hit.first for date in dates)
        dates = dates[max(0, at - _RIVALS) : at + _RIVALS]
    inside = [d for d in dates if not d.first < hit.last <= d.last]
    return tuple(Dated(date.time, tuple(observe_time(scene, date, inside, before))) for date in inside)


def choose_time(found: tuple[Dated, ...]) -> Time | None:
    """The time expression that most speaks for, if it is more likely than not that any dates the act."""
    best, high = None, 0.0
    for dated in found:
        told = total(dated.evidence, "when always")
        if told > high:
            best, high = dated.time, told
    return best

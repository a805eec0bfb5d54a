"""Whether an act happened, is planned, or did not happen: particles, denials that govern it, dates to come."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache

from vnextract.document import Document, Time
from vnextract.events.actors import Agent, Cast
from vnextract.events.clauses import Reading, read_left, read_on
from vnextract.events.particles import JOINING
from vnextract.events.triggers import TriggerHit
from vnextract.lexicon import Lexicon

# What follows these as their content did not happen: "bác bỏ thông tin ông X bị cách chức".
_DENIALS = (
    "bác bỏ,phủ nhận,bác tin,bác thông tin,cải chính,đính chính,phản bác,tin đồn,không có chuyện,không có việc,"
    "làm gì có,bịa đặt,tung tin,không đúng sự thật"
).split(",")
_ENDS = frozenset(';".')
_CONTENT = frozenset("việc tin chuyện rằng".split())
# Words are said, wishes wished, even where what they say is denied.
_SPOKEN = frozenset({"STATEMENT", "DIRECTION"})
_TO_COME = frozenset({"future", "must", "may"})


@cache
def _denials() -> Lexicon[str]:
    return Lexicon((form, form) for form in _DENIALS)


def denials(document: Document) -> list[int]:
    """The syllables at which words of denial end, in text order."""
    return [hit.last for hit in _denials().find(document.keys)]


def is_denied(document: Document, hit: TriggerHit, agent: Agent | None, reading: Reading, ends: list[int]) -> bool:
    """Whether the last denial before a trigger in its sentence has the act as its content.

    ``ends``: where the denials of the document end.
    """
    number = bisect_right(ends, hit.first) - 1
    if number < 0 or (end := ends[number]) <= document.sentences[hit.sentence].first:
        return False
    between = document.keys[end : hit.first]
    if hit.trigger.event_type in _SPOKEN or reading.mark in JOINING or not _ENDS.isdisjoint(between):
        return False
    return (agent is not None and agent.actor.first >= end) or not _CONTENT.isdisjoint(between)


def said_of(document: Document, cast: Cast, hit: TriggerHit, agent: Agent | None, reading: Reading) -> frozenset[str]:
    """The particles of the verb that carries the tense of an act.

    That is the act's own verb; the light verb before an event noun ("sẽ tổ chức hội nghị") or the verb of taking place
    after it ("hội nghị sẽ diễn ra"); "được" before who acts ("chưa được Thủ tướng phê duyệt"); the verb of writing
    ("chưa có văn bản trả lời").
    """
    said, sentence = reading.particles, document.sentences[hit.sentence]
    if agent is not None and agent.part == "passive":
        said |= read_left(document, cast, sentence, agent.actor.first).particles
    elif agent is not None and agent.how == "writes" and reading.actor is not None:
        said |= read_left(document, cast, sentence, reading.actor.first).particles
    elif agent is not None and agent.how == "holder" and agent.actor.last < hit.first:
        said |= read_on(document, cast, agent.actor.last, hit.first)
    return said | _befalls(document, cast, hit) if hit.trigger.pos == "noun" else said


# What is done to a meeting or a visit, with what that says of it.
_CALLED_OFF = {"hủy": "negated", "hoãn": "future", "lùi": "future", "dời": "future", "sắp": "future"}
_PLACE_REACH = 20  # syllables between an event noun and "diễn ra"


def _befalls(document: Document, cast: Cast, hit: TriggerHit) -> frozenset[str]:
    """What is said of an event by its noun's surroundings: "hội nghị sẽ diễn ra", "hủy cuộc gặp", "cuộc gặp bị hoãn"."""
    keys, sentence = document.keys, document.sentences[hit.sentence]
    after = keys[hit.last : min(sentence.last, hit.last + _PLACE_REACH)]
    said: set[str] = {
        _CALLED_OFF[key] for key in keys[max(sentence.first, hit.first - 2) : hit.first] if key in _CALLED_OFF
    }
    if after[:1] == ("sắp",) or after[1:2] == ("sắp",):
        said.add("future")
    for i in range(len(after) - 1):
        if after[i] == "bị" and after[i + 1] in _CALLED_OFF:
            said.add(_CALLED_OFF[after[i + 1]])
        elif after[i : i + 2] == ("diễn", "ra"):
            said |= read_left(document, cast, sentence, hit.last + i).particles
    return frozenset(said)


def status_of(said: frozenset[str], denied: bool) -> str:
    """denied, planned or actual by what the verb says."""
    if denied or "negated" in said:
        return "denied"
    return "planned" if said & _TO_COME else "actual"


def status_on(status: str, time: Time | None, published: date | None) -> str:
    """The status of an act that a time dates: after the article's own day it is planned."""
    return "planned" if status == "actual" and time is not None and _lies_ahead(time, published) else status


def _lies_ahead(time: Time, published: date | None) -> bool:
    """Whether a day is later than the day of publication; anything vaguer is not compared."""
    first = (time.point or time.value or "")[:10]
    return published is not None and len(first) == 10 and first[0].isdigit() and first > published.isoformat()

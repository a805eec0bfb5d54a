"""When and where an event took place: the time expression that dates it and the words for its place.

Most times of a sentence date something else. Terms, quarters and "as of" dates never date a public act; a date
right after a cited document is the document's, and dates the act only where the act is to issue it; what follows a
verb of saying or ordering is its content. A sentence's opening time holds for the main clause, so a clause under
"cho biết" needs one of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import regex

from vnextract.actors import Cast
from vnextract.document import Document, Sentence, Time
from vnextract.triggers import AFFECTING, TriggerHit
from vnextract.weights import total

_UNDATED_RULES = frozenset("time.term time.until time.counted time.lunar".split())
_DAY = regex.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_MONTH = regex.compile(r"(?:\d{4}|XXXX)-\d\d$")
_DEICTIC = regex.compile(r"\b(?:nay|qua|mai|mốt|hôm|cùng ngày|tuần|tháng|năm)\b", regex.IGNORECASE)
_NOT_DATING = regex.compile(
    r"hiện nay|ngày nay|đến nay|trước nay|lâu nay|xưa nay|thời gian|giai đoạn|nhiệm kỳ", regex.IGNORECASE
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
    if time.setting == "parenthesis" or time.rule in _UNDATED_RULES or _NOT_DATING.search(time.text):
        return 0
    value = time.point or time.value
    if value is None:
        return 3 if _DEICTIC.search(time.text) and time.rule != "time.vague" else 0
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


def _from(dates: list[Dating], syllable: int) -> int:
    """The number of the first dating that starts at a syllable or later."""
    return bisect_left(dates, syllable, key=lambda date: date.first)


def weigh_times(
    document: Document, cast: Cast, hit: TriggerHit, dates: list[Dating], how: str, mark: str, heads: dict[int, str]
) -> tuple[Dated, ...]:
    """The time expressions in the sentence of a trigger, each with its evidence."""
    sentence = document.sentences[hit.sentence]
    at = _from(dates, hit.first)
    first, last = max(_from(dates, sentence.first), at - _RIVALS), min(_from(dates, sentence.last), at + _RIVALS)
    near = dates[first:last]
    inside = [d for d in near if not d.first < hit.last <= d.last]
    return tuple(
        Dated(date.time, _time_evidence(document, cast, hit, date, inside, how, mark, heads)) for date in inside
    )


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


def _time_evidence(
    document: Document,
    cast: Cast,
    hit: TriggerHit,
    date: Dating,
    rivals: list[Dating],
    how: str,
    mark: str,
    heads: dict[int, str],
) -> tuple[str, ...]:
    sentence, keys = document.sentences[hit.sentence], document.keys
    family = _family(hit.trigger.event_type)
    before = date.last <= hit.first
    low, high = (date.last, hit.first) if before else (hit.last, date.first)
    side = "before" if before else "after"
    gap = high - low
    place = "0" if gap <= 1 else "3" if gap <= 3 else "8" if gap <= 8 else "20" if gap <= 20 else "far"
    names = [
        f"when {side} {family}",
        f"when {side} gap {place}",
        f"when {side} {how}",
        f"when grade {date.grade} {family}",
    ]
    names.append(f"when {date.time.rule}")
    previous = keys[date.first - 1] if date.first > sentence.first else "start"
    if date.first - sentence.first <= 2:
        names += ["when initial", f"when initial {family}"]
    elif previous in _PREVIOUS:
        names += [f"when behind {previous} {side}"]
    else:
        names.append(f"when behind {'actor' if cast.owner[date.first - 1] >= 0 else 'word'} {side}")
    if date.last < sentence.last:
        following = keys[date.last]
        told = following if following in _FOLLOWING else "actor" if cast.owner[date.last] >= 0 else "word"
        names.append(f"when then {told} {side}")
    between = [heads[i] for i in range(low, high) if i in heads and i != hit.last - 1]
    names.append(f"when crossing {min(len(between), 2)} {side}")
    names += [f"when crossing {kind} {side}" for kind in {_family(kind) for kind in between}]
    names.append(f"when commas {min(keys[low:high].count(','), 2)} {side}")
    if any(key in ('"', ";", ":", "rằng") for key in keys[low:high]):
        names.append(f"when behind clause {side}")
    if date.cited:
        names.append(f"when cited {family}")
    if len(rivals) == 1:
        names.append("when alone")
    elif not any(low <= rival.first < high for rival in rivals):
        names.append(f"when nearest {side}")
    if any(i in heads for i in range(max(sentence.first, date.first - 2), date.first)) and gap > 2:
        names.append("when of another act")
    names.append(f"when mark {mark or 'actor'} {side}")
    return tuple(names)


def _family(kind: str) -> str:
    return (
        kind
        if kind in ("STATEMENT", "DIRECTION", "ISSUANCE", "MEETING")
        else "suffered"
        if kind in AFFECTING
        else "act"
    )


_FAR = 22  # syllables within which a later place may be that of the act
_CLOSE = 8  # syllables within which a later place wins over the one that opens the sentence
_PLACED = frozenset("MEETING VISIT CEREMONY AGREEMENT INSPECTION".split())
_LOCATIVES = frozenset({"tại", "ở"})
_NOT_PLACES = frozenset(
    "hội cuộc buổi phiên kỳ kì lễ đây đó nước phần thời chỗ quyết nghị chỉ văn điều khoản diễn thông báo các nhiều những mỗi nghề lĩnh vòng cấp mức".split()
)
_STOPS = frozenset(
    "của nhằm để với về có đã sẽ vào ngày sáng chiều tối do cho khi sau trước từ nhân dự bàn theo được đang là và trong "
    'diễn đồng cùng gồm bắt hôm lúc tại ở cũng phải cần vừa ngay nơi không chưa lại còn nên thì mà ( ) . ; : " ! ? - chủ tổ thăm'.split()
)
_DESTINATIONS = frozenset("tới đến sang".split())
_SKIPPED = frozenset(
    "chính thức cấp nhà nước và làm việc tại ở tới đến xã hữu nghị lần thứ đầu tiên hai song phương".split()
)
_SITES = frozenset(
    "trường bệnh viện nhà công khu trung sân cảng đền chùa nghĩa bảo viện trạm đại thủ thành tỉnh huyện xã quận trụ hội cầu "
    "hiện tuyến làng đảo phường căn tòa cửa dự thị vương cộng".split()
)


def find_place(document: Document, cast: Cast, hit: TriggerHit) -> tuple[int, int] | None:
    """The syllables of the words for where an act took place, or None.

    A visit's is its object ("thăm Trường Tiểu học Bắc Hà") or where it leads ("tới Việt Nam"); else the phrase after
    "tại" or "ở", the next one after the act before the one that opens the sentence.
    """
    kind = hit.trigger.event_type
    if kind not in _PLACED:
        return None
    sentence = document.sentences[hit.sentence]
    keys = document.keys
    if kind == "VISIT" or hit.trigger.form == "kiểm tra":
        found = _object_place(document, cast, sentence, hit)
        if found:
            return found
    opening: tuple[int, int] | None = None
    for at in range(hit.first - 1, sentence.first - 1, -1):
        if keys[at] in _LOCATIVES and (opening := _phrase(document, cast, sentence, at + 1)):
            break
    reach = _CLOSE if opening else _FAR
    for at in range(hit.last, min(sentence.last - 1, hit.last + reach)):
        if keys[at] in (";", ":", '"'):
            break
        if keys[at] in _LOCATIVES and (found := _phrase(document, cast, sentence, at + 1)):
            return found
    return opening


def _object_place(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    keys, at = document.keys, hit.last
    while at < sentence.last - 1 and at - hit.last < 6 and keys[at] in _SKIPPED and cast.owner[at] < 0:
        at += 1
    actor = cast.at(at) if at < sentence.last else None
    if actor is not None and actor.kind in ("place", "body"):
        return _phrase(document, cast, sentence, at)
    if at < sentence.last and keys[at] in _SITES:
        return _phrase(document, cast, sentence, at)
    for i in range(at, min(sentence.last - 1, hit.last + 14)):
        if keys[i] in _DESTINATIONS and cast.owner[i + 1] >= 0:
            return _phrase(document, cast, sentence, i + 1)
        if keys[i] in (",", ";", '"'):
            break
    return None


def _phrase(document: Document, cast: Cast, sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The noun phrase of a place that starts at a syllable: to a stop word, or a comma that no place follows."""
    keys, last = document.keys, at
    if (
        at >= sentence.last
        or (keys[at] in _NOT_PLACES and keys[at : at + 2] != ("hội", "trường"))
        or at in cast.time_first
        or at in cast.cited
    ):
        return None
    while last < sentence.last and last - at < 16:
        actor = cast.at(last)
        if actor is not None and actor.kind in ("place", "body") and actor.last > last:
            last = actor.last
            continue
        if last in cast.time_first or (
            actor is not None and actor.kind in ("official", "title", "pronoun") and last > at
        ):
            break
        key = keys[last]
        if key == ",":
            following = cast.at(last + 1) if last + 1 < sentence.last else None
            if following is None or following.kind != "place":
                break
        elif key in _STOPS and last > at:
            break
        last += 1
    return (at, last) if last > at and keys[at] not in _STOPS else None


def spanned(document: Document, syllables: tuple[int, int]) -> tuple[int, int]:
    """A span of syllables as a span of the text."""
    return document.syllables[syllables[0]].start, document.syllables[syllables[1] - 1].end

"""When and where an event took place: the time expression that dates it and the words for its place.

Most times of a sentence date something else. Terms, quarters and "as of" dates never date a public act; a date
right after a cited document is the document's, and dates the act only where the act is to issue it; what follows a
verb of saying or ordering is its content. A sentence's opening time holds for the main clause, so a clause under
"cho biết" needs one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vnextract.actors import Cast
from vnextract.document import Document, Sentence, Time
from vnextract.triggers import TriggerHit

_UNDATED_RULES = frozenset(
    "time.term time.quarter time.part_of_year time.until time.counted time.near_quarter time.near_year time.lunar time.half".split()
)
_DAY = regex.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_MONTH = regex.compile(r"(?:\d{4}|XXXX)-\d\d$")
_DEICTIC = regex.compile(r"\b(?:nay|qua|mai|mốt|hôm|cùng ngày|tuần|tháng|năm)\b", regex.IGNORECASE)
_NOT_DATING = regex.compile(
    r"hiện nay|ngày nay|đến nay|trước nay|lâu nay|xưa nay|thời gian|giai đoạn|nhiệm kỳ", regex.IGNORECASE
)
# Types whose acts are also told by the year alone ("năm 2014, UBND tỉnh có quyết định").
_BY_YEAR = frozenset(
    "ISSUANCE APPOINTMENT REMOVAL INSPECTION ORGANIZATION AGREEMENT PROSECUTION DISCIPLINE CEREMONY".split()
)
_TELLING = frozenset({"STATEMENT", "DIRECTION"})
_FAR = 45  # syllables between an act and a later time that may still date it
_NEAR_WORDS = frozenset("diễn ra tổ chức vào hôm hồi dự kiến bắt đầu ngày".split())


@dataclass(frozen=True, slots=True)
class Dating:
    """A time expression that may date an act, with its syllables and how fine it is: 3 a day, 2 a month, 1 a year."""

    first: int
    last: int
    grade: int
    cited: bool
    time: Time


def datings(document: Document, cast: Cast) -> list[Dating]:
    """The time expressions of a document that may date an act, in text order."""
    found = []
    for time in document.of(Time):
        grade = _grade(time)
        if grade:
            first = document.syllable_index(time.start)
            last = document.syllable_index(time.end - 1) + 1
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


def _floor(document: Document, sentence: Sentence, hit: TriggerHit, how: str, mark: str, heads: dict[int, str]) -> int:
    """The first syllable of the clause that a trigger stands in, for times: after the last verb of saying before it."""
    if how == "chain" or mark == "at":
        return sentence.first
    for at in range(hit.first - 1, sentence.first - 1, -1):
        if heads.get(at) == "STATEMENT" and at + 1 < hit.first - 1 and document.keys[at - 1 : at + 1] not in _ADJUNCT:
            return at + 1
        if document.keys[at] in (";", '"'):
            return at + 1
    return sentence.first


def _ceiling(document: Document, sentence: Sentence, hit: TriggerHit, heads: dict[int, str]) -> int:
    """The last syllable, exclusive, at which a later time may still date the act."""
    high = min(sentence.last, hit.last + _FAR)
    told = hit.trigger.event_type in _TELLING
    for at in range(hit.last, high):
        key = document.keys[at]
        if key in (";", '"') or (told and key in (",", ":", "rằng")):
            return at
        if heads.get(at) in _TELLING and at > hit.last + 2:
            return at
    return high


def find_time(
    document: Document, hit: TriggerHit, dates: list[Dating], how: str, mark: str, heads: dict[int, str]
) -> Time | None:
    """The time expression that dates an act, of those in its clause; before it rather than after, unless adjacent."""
    sentence = document.sentences[hit.sentence]
    dates = [date for date in dates if sentence.first <= date.first < sentence.last]
    if not dates:
        return None
    kind = hit.trigger.event_type
    low = _floor(document, sentence, hit, how, mark, heads)
    high = _ceiling(document, sentence, hit, heads)
    before: Dating | None = None
    after: Dating | None = None
    for date in dates:
        if date.first >= high:
            break
        if date.first < low or (date.grade == 1 and kind not in _BY_YEAR) or (date.grade == 2 and kind in _TELLING):
            continue
        if date.time.rule == "time.since" and kind in _TELLING:
            continue
        if date.last <= hit.first:
            if not date.cited or kind == "ISSUANCE":
                before = date if before is None or date.grade >= before.grade else before
        elif date.first >= hit.last and after is None and (not date.cited or kind == "ISSUANCE"):
            after = date
    if after is not None and _holds_after(document, hit, after, kind, before):
        return after.time
    return before.time if before else None


def _holds_after(document: Document, hit: TriggerHit, after: Dating, kind: str, before: Dating | None) -> bool:
    gap = after.first - hit.last
    between = document.keys[hit.last : after.first]
    if kind in _TELLING and before is not None:
        return False
    if gap <= 2 or (gap <= 8 and between[-1] in _NEAR_WORDS):
        return True
    if before is not None:
        return False
    if kind in _TELLING:
        return gap <= 14 and between[0] in ("tại", "trước", "trong", "với", "trên", "chỉ", "ở", "khai")
    return after.grade >= 2 or gap <= 12


# Verbs of saying that open an adjunct, not a content clause: "trả lời báo chí, ông X cho biết".
_ADJUNCT = frozenset(
    {
        ("trả", "lời"),
        ("trao", "đổi"),
        ("phát", "biểu"),
        ("chất", "vấn"),
        ("báo", "cáo"),
        ("thông", "tin"),
        ("tán", "thành"),
    }
)
_CLOSE = 8  # syllables within which a later place wins over the one that opens the sentence
_PLACED = frozenset("MEETING VISIT CEREMONY AGREEMENT INSPECTION".split())
_LOCATIVES = frozenset({"tại", "ở"})
_NOT_PLACES = frozenset(
    "hội cuộc buổi phiên kỳ kì lễ đây đó nước phần thời chỗ quyết nghị chỉ văn điều khoản diễn thông báo các nhiều những mỗi".split()
)
_STOPS = frozenset(
    "của nhằm để với về có đã sẽ vào ngày sáng chiều tối do cho khi sau trước từ nhân dự bàn theo được đang là và trong "
    'diễn đồng cùng gồm bắt hôm lúc ( ) . ; : " ! ? - chủ tổ thăm'.split()
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
    reach = _CLOSE if opening else _FAR // 2
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

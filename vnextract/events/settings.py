"""Where an event took place: the words of its sentence that name the place."""

from __future__ import annotations

from vnextract.document import Document, Sentence
from vnextract.events.actors import Actor, Cast
from vnextract.events.triggers import TriggerHit

_FAR = 22  # syllables within which a later place may be that of the act
_CLOSE = 8  # syllables within which a later place wins over the one that opens the sentence
_PLACED = frozenset("MEETING VISIT CEREMONY AGREEMENT INSPECTION".split())
_LOCATIVES = frozenset({"tại", "ở"})
_NOT_PLACES = frozenset(
    "hội cuộc buổi phiên kỳ kì lễ đây đó nước phần thời chỗ quyết nghị chỉ văn điều khoản diễn thông báo họp các nhiều những mỗi nghề lĩnh vòng cấp mức".split()
)
_STOPS = frozenset(
    "của nhằm để với về có đã sẽ vào ngày sáng chiều tối do cho khi sau trước từ nhân dự bàn theo được đang là và trong "
    'diễn đồng cùng gồm bắt như ví hôm lúc tại ở cũng phải cần vừa ngay nơi không chưa lại còn nên thì mà ( ) . ; : " ! ? - chủ tổ thăm'.split()
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
    sentence = document.sentences[hit.sentence]
    keys = document.keys
    if kind not in _PLACED:
        return _said_at(document, cast, sentence, hit) if kind == "STATEMENT" else None
    if kind == "VISIT" or hit.trigger.form == "kiểm tra":
        found = _object_place(document, cast, sentence, hit) or _reached(document, cast, sentence, hit)
        if found:
            return found
    if hit.trigger.form.endswith("cử tri") and hit.last < sentence.last and _is_place(cast.at(hit.last)):
        return _phrase(document, cast, sentence, hit.last)
    opening: tuple[int, int] | None = None
    for at in range(hit.first - 1, sentence.first - 1, -1):
        if _locates(document, cast, at) and (opening := _phrase(document, cast, sentence, at + 1)):
            break
    reach = _CLOSE if opening else _FAR
    for at in range(hit.last, min(sentence.last - 1, hit.last + reach)):
        if keys[at] in (";", ":", '"'):
            break
        if _locates(document, cast, at) and (found := _phrase(document, cast, sentence, at + 1)):
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


def _locates(document: Document, cast: Cast, at: int) -> bool:
    """Whether a place may follow; "tại" within a name tells where a body sits ("Đại sứ quán Việt Nam tại Trung Quốc")."""
    actor = cast.at(at)
    return document.keys[at] in _LOCATIVES and (actor is None or actor.kind != "body")


def _said_at(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """Where words were spoken, told right after the verb or with the corridor: "phát biểu tại Hà Nội"."""
    keys = document.keys
    for at in range(max(sentence.first, hit.first - _FAR), min(sentence.last - 3, hit.last + _CLOSE)):
        if keys[at : at + 3] == ("bên", "hành", "lang"):
            body = cast.at(at + 3)
            return (at, body.last) if body is not None and body.kind == "body" else None
    after = hit.last
    if after + 1 < sentence.last and keys[after] in _LOCATIVES and _is_place(cast.at(after + 1)):
        return _phrase(document, cast, sentence, after + 1)
    return None


def _is_place(actor: Actor | None) -> bool:
    return actor is not None and actor.kind == "place"


def _reached(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """Where somebody went for an act: "đến Bệnh viện Bạch Mai để thăm hỏi"."""
    keys = document.keys
    if hit.first - 1 < sentence.first or keys[hit.first - 1] not in _PURPOSE:
        return None
    for at in range(hit.first - 2, max(sentence.first, hit.first - _FAR), -1):
        if keys[at] in _DESTINATIONS:
            found = _phrase(document, cast, sentence, at + 1)
            return found if found and found[1] <= hit.first else None
        if keys[at] in (",", ";", '"'):
            break
    return None


_PURPOSE = frozenset({"để", "nhằm"})
# A person after these is who a site is named after: "Khu lưu niệm Tổng Bí thư Nguyễn Văn Cừ".
_NAMED_AFTER = frozenset("niệm đài lăng mộ đền bảo tàng nhà".split())


def _phrase(document: Document, cast: Cast, sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The noun phrase of a place that starts at a syllable: to a stop word, or a comma that no place follows."""
    keys, last = document.keys, at
    if (
        at >= sentence.last
        or (keys[at] in _NOT_PLACES and keys[at : at + 2] != ("hội", "trường"))
        or keys[at : at + 2] == ("xã", "hội")
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
            if actor is None or keys[last - 1] not in _NAMED_AFTER or last in cast.time_first:
                break
            last = actor.last
            continue
        key = keys[last]
        following = cast.at(last + 1) if last + 1 < sentence.last else None
        if key == ",":
            if not _is_place(following):
                break
        elif key == "ở" and _is_place(following) and last > at:
            pass  # "tại Trung tâm huấn luyện ở tỉnh Kampong Chhnang"
        elif key in _STOPS and last > at:
            break
        last += 1
    return (at, last) if last > at and keys[at] not in _STOPS else None


def spanned(document: Document, syllables: tuple[int, int]) -> tuple[int, int]:
    """A span of syllables as a span of the text."""
    return document.syllables[syllables[0]].start, document.syllables[syllables[1] - 1].end

"""Where an event took place: the words of its sentence that name the place."""

from __future__ import annotations

from itertools import pairwise

from vnextract.document import Document, Sentence
from vnextract.events.actors import Actor, Cast
from vnextract.events.triggers import TriggerHit

_FAR = 22  # syllables within which a later place may be that of the act
_CLOSE = 8  # syllables within which a later place wins over the one that opens the sentence
_PLACED = frozenset("MEETING VISIT CEREMONY AGREEMENT INSPECTION".split())
_LOCATIVES = frozenset({"tại", "ở"})
_NOT_PLACES = frozenset(
    "hội cuộc buổi phiên kỳ kì lễ đây đó nước phần thời chỗ quyết nghị chỉ văn điều khoản diễn thông họp các nhiều những mỗi nghề lĩnh vòng cấp mức".split()
)
_NOT_SITES = frozenset(
    {
        ("xã", "hội"),
        ("một", "cuộc"),
        ("một", "hội"),
        ("một", "buổi"),
        ("đại", "hội"),
        ("thượng", "đỉnh"),
        ("tọa", "đàm"),
        ("khai", "mạc"),
        ("đối", "thoại"),
        ("chương", "trình"),
        ("sự", "kiện"),
        ("bệnh", "nhân"),
        ("triển", "lãm"),
        ("báo", "cáo"),
        ("báo", "chí"),
    }
)
_STOPS = frozenset(
    "của nhằm để với về có đã sẽ vào ngày sáng chiều tối do cho khi sau trước từ nhân dự bàn theo được đang là và trong "
    'diễn đồng cùng gồm bắt như ví hôm lúc tại ở cũng phải cần vừa ngay nơi không chưa lại còn nên thì mà bị ( ) . ; : " ! ? - chủ tổ thăm'.split()
)
_DESTINATIONS = frozenset("tới đến sang".split())
_SKIPPED = frozenset(
    "chính thức cấp nhà đất nước và khảo sát làm việc tại ở tới đến xã hữu nghị lần thứ đầu tiên hai song phương "
    "trực tiếp thực tế".split()
)
_SITES = frozenset(
    "trường bệnh viện nhà công khu trung sân cảng đền chùa nghĩa bảo viện trạm đại thủ thành tỉnh huyện xã quận trụ hội cầu "
    "gian tượng cơ hiện tuyến làng đảo phường căn tòa cửa dự thị vương cộng báo".split()
)
_SITES_OF_TWO = frozenset(
    {
        ("tập", "đoàn"),
        ("vị", "trí"),
        ("địa", "điểm"),
        ("điểm", "thi"),
        ("ngôi", "nhà"),
        ("di", "tích"),
        ("trang", "tin"),
    }
)


def find_place(document: Document, cast: Cast, hit: TriggerHit) -> tuple[int, int] | None:
    """The syllables of the words for where an act took place, or None.

    A visit's is its object ("thăm Trường Tiểu học Bắc Hà") or where it leads ("tới Việt Nam"); else the phrase after
    "tại" or "ở", the next one after the act before the one that opens the sentence.
    """
    kind = hit.trigger.event_type
    sentence = document.sentences[hit.sentence]
    if kind not in _PLACED:
        return _said_at(document, cast, sentence, hit) if kind == "STATEMENT" else None
    if kind == "VISIT":
        found = _object_place(document, cast, sentence, hit) or _reached(document, cast, sentence, hit)
        if found:
            return found
    if hit.trigger.form.endswith("cử tri") and hit.last < sentence.last and _is_place(cast.at(hit.last)):
        return _phrase(document, cast, sentence, hit.last)
    if kind in _GATHERINGS and (found := _reached(document, cast, sentence, hit)):
        return found
    opening = None if kind == "INSPECTION" else _opening(document, cast, sentence, hit)
    return _following(document, cast, sentence, hit, _CLOSE if opening else _FAR) or opening


def _opening(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """The phrase after the last "tại" or "ở" at the head of a clause before an act ("khủng hoảng tại Qatar" is elsewhere)."""
    keys = document.keys
    for at in range(hit.first - 1, sentence.first - 1, -1):
        heads = (
            at == sentence.first or keys[at - 1] in _BEFORE or keys[at - 2 : at] in _ACTING or at - 1 in cast.time_first
        )
        if heads and _locates(document, cast, at) and (found := _phrase(document, cast, sentence, at + 1)):
            return found
    return None


def _following(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reach: int
) -> tuple[int, int] | None:
    """The first phrase after an act, within reach or, further on, where it takes place: "được tổ chức tại Hà Nội"."""
    keys, at = document.keys, hit.last
    far = _FARTHEST if hit.trigger.pos == "noun" else reach
    while at < min(sentence.last - 1, hit.last + far):
        if keys[at] in (";", ":"):
            break
        if keys[at] == '"':
            within = keys[at + 1 : min(sentence.last, at + _TITLE)]
            if '"' not in within:
                break
            at += 1 + within.index('"')
        elif (
            _locates(document, cast, at)
            and (at < hit.last + reach or not _TAKING_PLACE.isdisjoint(pairwise(keys[at - 6 : at])))
            and not (hit.trigger.event_type in _GATHERINGS and _tells_of_others(keys, hit.last, at))
            and (found := _phrase(document, cast, sentence, at + 1))
        ):
            return found
        at += 1
    return None


def _tells_of_others(keys: tuple[str, ...], first: int, at: int) -> bool:
    """Whether a place is that of an incident that is talked about, or of what guests do: "tiếp đoàn đang thăm và làm việc tại Việt Nam"."""
    stretch = keys[first:at]
    if not _TAKING_PLACE.isdisjoint(pairwise(stretch[-6:])):
        return False
    return "vụ" in stretch or not _BUSY.isdisjoint(pairwise(stretch))


_BUSY = frozenset(("đang", doing) for doing in "thăm ở học điều công sinh làm có".split())
_BEFORE = frozenset(", cũng ngay còn riêng và đó".split())
_ACTING = frozenset(
    {
        ("hoạt", "động"),
        ("chương", "trình"),
        ("diễn", "ra"),
        ("phát", "biểu"),
        ("làm", "việc"),
        ("có", "mặt"),
        ("khảo", "sát"),
    }
)
_GATHERINGS = frozenset({"MEETING", "CEREMONY"})
_TITLE = 24  # syllables of a title in quotation marks
_FARTHEST = 45
_TAKING_PLACE = frozenset({("diễn", "ra"), ("tổ", "chức"), ("khai", "mạc"), ("nhóm", "họp"), ("bắt", "đầu")})


def _object_place(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    keys, at = document.keys, hit.last
    if keys[at : at + 3] == ("cấp", "nhà", "nước"):
        at += 3
    greeted = keys[at : at + 3] in _GREETING or keys[at : at + 2] == ("chúc", "mừng")
    at += 3 if keys[at : at + 3] in _GREETING else 2 if greeted else 0
    while at < sentence.last - 1 and at - hit.last < 6 and keys[at] in _SKIPPED and cast.owner[at] < 0:
        at += 1
    if at >= sentence.last:
        return None
    actor = cast.at(at)
    if actor is not None and actor.kind in ("place", "body"):
        return _phrase(document, cast, sentence, at)
    site = keys[at] in _SITES or keys[at : at + 2] in _SITES_OF_TWO
    # Whom one greets is rather a person: "thăm và chúc mừng Hòa thượng".
    name = actor is None and not greeted and document.syllables[at].text[:1].isupper()
    if (site or name) and keys[at : at + 2] not in _NOT_SITES:
        return _phrase(document, cast, sentence, at)
    for i in range(at, min(sentence.last - 1, hit.last + 14)):
        if keys[i] in _DESTINATIONS and cast.owner[i + 1] >= 0:
            return _phrase(document, cast, sentence, i + 1)
        if keys[i] in (",", ";", '"'):
            break
    return None


_GREETING = frozenset({("và", "chúc", "mừng"), (",", "chúc", "mừng")})


def _locates(document: Document, cast: Cast, at: int) -> bool:
    """Whether a place may follow; "tại" within a name tells where a body sits ("Đại sứ quán Việt Nam tại Trung Quốc")."""
    keys = document.keys
    if keys[at] not in _LOCATIVES:
        return False
    before = keys[max(0, at - 3) : at]
    if (before[-1:] in _ELSEWHERE or before[-2:] in _ELSEWHERE) and before != ("các", "phóng", "viên"):
        return False
    actor = cast.at(at)
    if actor is None or actor.kind not in ("body", "official", "title"):
        return True
    return actor.kind != "body" and _POSTED.isdisjoint(keys[actor.first : at])


_POSTED = frozenset("sứ diện lãnh trú".split())  # in titles of whoever is posted abroad: "Đại sứ Nga tại Mỹ"


# Before "tại": what tells where somebody reports from, lives or died.
_ELSEWHERE = frozenset(
    {("ttxvn",), ("phóng", "viên"), ("trụ", "sở"), ("hy", "sinh"), ("hi", "sinh"), ("sinh", "sống"), ("phản", "ánh")}
)


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
    if (found := _spoken_at(document, cast, sentence, hit)) is not None:
        return found
    if keys[sentence.first] in _SPEAKING:  # "Phát biểu tại hội nghị ở Hà Nội, Thủ tướng nhấn mạnh"
        for at in range(hit.first - 2, max(sentence.first, hit.first - _FAR), -1):
            if keys[at] == ";":
                break
            if _locates(document, cast, at) and _is_place(cast.at(at + 1)):
                found = _phrase(document, cast, sentence, at + 1)
                return found if found and (keys[found[1]] == "," or found[1] in cast.time_first) else None
    return None


_SPEAKING = frozenset("phát trả trong tại trò trao".split())
_ADDRESSES = ("phát biểu", "trả lời")
_ADDRESSED = frozenset("với tại ở trước".split())


def _spoken_at(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """The place at the end of the clause of a speech: "phát biểu tại diễn đàn ở Hà Nội ngày 3/6", "nói với báo giới ở Paris"."""
    keys, form = document.keys, hit.trigger.form
    if not form.startswith(_ADDRESSES) and (form != "nói" or _ADDRESSED.isdisjoint(keys[hit.last : hit.last + 1])):
        return None
    for at in range(hit.last, min(sentence.last - 1, hit.last + _FAR)):
        if keys[at] in (",", ";", ":", '"', "rằng"):
            return None
        if _locates(document, cast, at) and _is_place(cast.at(at + 1)):
            found = _phrase(document, cast, sentence, at + 1)
            if found and (found[1] >= sentence.last or found[1] in cast.time_first or keys[found[1]] in (".", "(")):
                return found
    return None


def _is_place(actor: Actor | None) -> bool:
    return actor is not None and actor.kind == "place"


def _reached(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """Where somebody went for an act: "đến Bệnh viện Bạch Mai để thăm hỏi"."""
    keys, purpose = document.keys, hit.first - 1
    while purpose > sentence.first and keys[purpose] in _ATTENDING:
        purpose -= 1
    if purpose < sentence.first or keys[purpose] not in _PURPOSE:
        return None
    for at in range(purpose - 1, max(sentence.first, hit.first - _FAR), -1):
        if keys[at] in _DESTINATIONS:
            found = _phrase(document, cast, sentence, at + 1)
            return found if found and found[1] <= purpose else None
        if keys[at] in (",", ";", '"'):
            break
    return None


_LINKING = frozenset({"ở", "và", "lẫn"})
_PURPOSE = frozenset({"để", "nhằm"})
_ATTENDING = frozenset({"dự", "tham", "chủ", "trì", "các"})
# A person after these is who a site is named after: "Khu lưu niệm Tổng Bí thư Nguyễn Văn Cừ".
_NAMED_AFTER = frozenset("niệm đài lăng mộ đền bảo tàng nhà phủ tích".split())


def _phrase(document: Document, cast: Cast, sentence: Sentence, at: int) -> tuple[int, int] | None:
    """The noun phrase of a place that starts at a syllable: to a stop word, or a comma that no place follows."""
    keys, last = document.keys, at
    if (
        at >= sentence.last
        or (keys[at] in _NOT_PLACES and keys[at : at + 2] != ("hội", "trường"))
        or keys[at : at + 2] in _NOT_SITES
        or at in cast.time_first
        or at in cast.cited
    ):
        return None
    first = cast.at(at)
    settled = first.last if first is not None and first.kind == "place" else -1  # the name of a place is complete
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
        elif key in _LINKING and _is_place(following) and last > at:
            pass  # "tại Trung tâm huấn luyện ở tỉnh Kampong Chhnang"; "tại Hà Nội và Hải Phòng"
        elif key == "-" and document.syllables[last].start == document.syllables[last - 1].end:
            pass  # "ở Mar-a-Lago"
        elif last > at and (
            (last == settled and not document.syllables[last].text[:1].isupper())
            or key in _STOPS
            or key in _POINTING
            or keys[last : last + 2] in _VERBS
        ):
            break
        last += 1
    if last < sentence.last and keys[last] in _POINTING:
        return None
    return (at, last) if last > at and keys[at] not in _STOPS else None


_VERBS = frozenset({("chỉ", "đạo"), ("kiểm", "tra"), ("tham", "gia"), ("phát", "biểu")})
_POINTING = frozenset({"này", "đó"})  # "tại công ty này" names nothing


def spanned(document: Document, syllables: tuple[int, int]) -> tuple[int, int]:
    """A span of syllables as a span of the text."""
    return document.syllables[syllables[0]].start, document.syllables[syllables[1] - 1].end

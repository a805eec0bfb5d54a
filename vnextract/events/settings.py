"""Where an event took place: the words of its sentence that name the place."""

from __future__ import annotations

from itertools import pairwise

from vnextract.document import Document, Sentence
from vnextract.events.actors import Actor, Cast
from vnextract.events.sites import (
    LOCATIVES,
    NOT_SITES,
    SITES,
    SITES_OF_TWO,
    is_hall,
    is_place,
    is_seat,
    locates,
    place_phrase,
)
from vnextract.events.triggers import TriggerHit

_FAR = 22  # syllables within which a later place may be that of the act
_CLOSE = 8  # syllables within which a later place wins over the one that opens the sentence
_PLACED = frozenset("MEETING VISIT CEREMONY AGREEMENT INSPECTION".split())
_DESTINATIONS = frozenset("tới đến sang".split())
_SKIPPED = frozenset(
    "chính thức cấp nhà đất nước và khảo sát làm việc tại ở tới đến xã hữu nghị lần thứ đầu tiên hai song phương "
    "trực tiếp thực tế".split()
)
_SOME = frozenset("một các những vài hai ba".split())


def find_place(document: Document, cast: Cast, hit: TriggerHit) -> tuple[int, int] | None:
    """The syllables of the words for where an act took place, or None.

    A visit's is its object ("thăm Trường Tiểu học Bắc Hà") or where it leads ("tới Việt Nam"); else the phrase after
    "tại" or "ở", the next one after the act before the one that opens the sentence.
    """
    kind = hit.trigger.event_type
    sentence = document.sentences[hit.sentence]
    if kind not in _PLACED:
        found = _said_at(document, cast, sentence, hit) if kind == "STATEMENT" else None
        return found or _fronted(document, cast, sentence, hit)
    if kind == "VISIT":
        found = _object_place(document, cast, sentence, hit) or _reached(document, cast, sentence, hit)
        if found:
            return found
    if hit.trigger.form.endswith("cử tri") and hit.last < sentence.last and is_place(cast.at(hit.last)):
        return place_phrase(document, cast, sentence, hit.last)
    if kind in _GATHERINGS and (found := _reached(document, cast, sentence, hit)):
        return found
    opening = _gone(document, cast, sentence, hit)
    if not opening and kind != "INSPECTION":
        opening = _opening(document, cast, sentence, hit)
    return _following(document, cast, sentence, hit, _CLOSE if opening else _FAR) or opening


def _fronted(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """The name of a place that opens a clause of whatever act: "Tại Huế, Thủ tướng yêu cầu"."""
    keys, found = document.keys, _opening(document, cast, sentence, hit)
    if found is None or keys[found[0] - 1] != "tại" or keys[found[0] - 3 : found[0] - 1] == ("làm", "việc"):
        return None
    if not is_seat(document, cast, found[0]):
        return None
    last = found[1]
    closed = last < hit.first <= last + _FAR and (keys[last] == "," or last in cast.time_first)
    return found if closed else None


def _opening(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """The phrase after the last "tại" or "ở" at the head of a clause before an act ("khủng hoảng tại Qatar" is elsewhere)."""
    keys = document.keys
    for at in range(hit.first - 1, sentence.first - 1, -1):
        heads = (
            at == sentence.first
            or document.syllables[at].text[0].isupper()
            or keys[at - 1] in _BEFORE
            or keys[at - 2 : at] in _ACTING
            or at - 1 in cast.time_first
        )
        if heads and locates(document, cast, at) and (found := place_phrase(document, cast, sentence, at + 1)):
            return found
    first = sentence.first + 1
    if (
        first < hit.first and keys[first - 1] in _DESTINATIONS and is_place(cast.at(first))
    ):  # "Tới Paris, Thủ tướng gặp"
        found = place_phrase(document, cast, sentence, first)
        return found if found and found[1] < hit.first and keys[found[1]] == "," else None
    return None


def _gone(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """Where somebody went, told right before the act without a word for purpose: "tới Hamburg dự Hội nghị"."""
    keys, end = document.keys, hit.first
    while end > sentence.first and (keys[end - 1] in _ATTENDING or keys[end - 1] in _BEGINNING):
        end -= 1
    if keys[end - 1 : end] == (",",):
        end -= 1
    for at in range(end - 2, max(sentence.first, end - _CLOSE), -1):
        if keys[at] in _DESTINATIONS or (keys[at] == "vào" and keys[at + 1] == "lăng"):
            known = is_place(cast.at(at + 1)) or is_hall(keys, at + 1) or keys[at + 1] in SITES
            found = place_phrase(document, cast, sentence, at + 1, end) if known else None
            return found if found and found[1] == end else None
        if keys[at] in (",", ";", ":", '"'):
            break
    return None


def _following(
    document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit, reach: int
) -> tuple[int, int] | None:
    """The first phrase after an act, within reach or, further on, where it takes place: "được tổ chức tại Hà Nội"."""
    keys, at = document.keys, hit.last
    kind = hit.trigger.event_type
    far = _FARTHEST if hit.trigger.pos == "noun" or kind in _GATHERINGS else reach
    framing = hit.trigger.pos == "noun" and not _FRAMES.isdisjoint(keys[max(sentence.first, hit.first - 2) : hit.first])
    while at < min(sentence.last - 1, hit.last + far):
        if keys[at] in (";", ":") or (framing and keys[at] == "," and _is_person(cast.at(at + 1))):
            break
        if keys[at] == '"':
            within = keys[at + 1 : min(sentence.last, at + _TITLE)]
            if '"' not in within:
                break
            at += 1 + within.index('"')
        elif (
            locates(document, cast, at)
            and (
                at < hit.last + reach
                or (at - 1 in cast.time_first and reach == _FAR)
                or _takes_place(keys[at - 6 : at])
            )
            and not (kind in _GATHERINGS and _tells_of_others(keys, hit.last, at))
            and (found := place_phrase(document, cast, sentence, at + 1))
        ) or (
            (skipped := _grounds(keys, at, kind))
            and at < hit.last + reach
            and (found := place_phrase(document, cast, sentence, at + skipped))
            and found[1] > found[0] + 1  # "trên địa bàn tỉnh" names nothing
        ):
            return found
        at += 1
    return None


def _is_person(actor: Actor | None) -> bool:
    return actor is not None and actor.kind in ("official", "person")


def _takes_place(stretch: tuple[str, ...]) -> bool:
    return not _TAKING_PLACE.isdisjoint(pairwise(stretch))


def _grounds(keys: tuple[str, ...], at: int, kind: str) -> int:
    """How many syllables lead to the place in "trong khuôn viên trường" and, of a tour, "trên địa bàn tỉnh Lào Cai"."""
    if keys[at : at + 3] == ("trong", "khuôn", "viên"):
        return 1
    return 3 if keys[at : at + 3] == ("trên", "địa", "bàn") and kind in ("VISIT", "INSPECTION") else 0


def _tells_of_others(keys: tuple[str, ...], first: int, at: int) -> bool:
    """Whether a place is that of an incident that is talked about, or of what guests do: "tiếp đoàn đang thăm và làm việc tại Việt Nam"."""
    stretch = keys[first:at]
    if _takes_place(stretch[-6:]):
        return False
    return "vụ" in stretch or not _BUSY.isdisjoint(pairwise(stretch))


_BUSY = frozenset(("đang", doing) for doing in "thăm ở học điều công sinh làm có hoạt".split()) | {
    ("sang", "thăm"),
    ("chuyến", "thăm"),
}
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
_FRAMES = frozenset({"tại", "trong"})  # "Tại cuộc họp, Bộ trưởng kể chuyện ở Huế"
_TITLE = 24  # syllables of a title in quotation marks
_FARTHEST = 45
_TAKING_PLACE = frozenset({("diễn", "ra"), ("tổ", "chức"), ("khai", "mạc"), ("nhóm", "họp"), ("bắt", "đầu")})


def _object_place(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    keys, at = document.keys, hit.last
    if keys[at : at + 3] == ("cấp", "nhà", "nước"):
        at += 3
    greeted = keys[at : at + 3] in _GREETING or keys[at : at + 2] == ("chúc", "mừng")
    at += 3 if keys[at : at + 3] in _GREETING else 2 if greeted else 0
    while (
        at < sentence.last - 1
        and at - hit.last < 6
        and (
            (keys[at] in _SKIPPED and cast.owner[at] < 0 and (keys[at] != "nhà" or keys[at + 1] == "nước"))
            or (keys[at] in _SOME and (keys[at + 1] in SITES or keys[at + 1 : at + 3] in SITES_OF_TWO))
        )
    ):
        at += 1
    if at >= sentence.last:
        return None
    actor = cast.at(at)
    if actor is not None and actor.kind in ("place", "body"):
        return place_phrase(document, cast, sentence, at)
    site = keys[at] in SITES or keys[at : at + 2] in SITES_OF_TWO
    # Whom one greets is rather a person: "thăm và chúc mừng Hòa thượng".
    name = actor is None and not greeted and document.syllables[at].text[:1].isupper()
    if (site or name) and keys[at : at + 2] not in NOT_SITES and keys[at : at + 4] != ("cơ", "sở", "vật", "chất"):
        return place_phrase(document, cast, sentence, at)
    for i in range(at, min(sentence.last - 1, hit.last + 14)):
        if keys[i] in _DESTINATIONS and cast.owner[i + 1] >= 0:
            return place_phrase(document, cast, sentence, i + 1)
        if (
            keys[i] in _HOUSES
            and document.syllables[i].text.istitle()
            and document.syllables[i - 1].text.islower()
            and keys[i - 1] not in LOCATIVES
        ):
            return place_phrase(document, cast, sentence, i)  # "thăm và nói chuyện với cán bộ Trường Chính trị tỉnh"
        if keys[i] in (",", ";", '"'):
            break
    return None


_HOUSES = frozenset("trường bệnh báo đồn".split())
_GREETING = frozenset({("và", "chúc", "mừng"), (",", "chúc", "mừng")})


def _said_at(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """Where words were spoken, told right after the verb or with the corridor: "phát biểu tại Hà Nội"."""
    keys = document.keys
    for at in range(max(sentence.first, hit.first - _FAR), min(sentence.last - 3, hit.last + _CLOSE)):
        if keys[at : at + 3] == ("bên", "hành", "lang"):
            body = cast.at(at + 3)
            return (at, body.last) if body is not None and body.kind == "body" else None
    after = hit.last
    if after + 1 < sentence.last and keys[after] in LOCATIVES and is_seat(document, cast, after + 1):
        return place_phrase(document, cast, sentence, after + 1)
    if (found := _spoken_at(document, cast, sentence, hit)) is not None:
        return found
    # "Phát biểu tại hội nghị ở Hà Nội, Thủ tướng nhấn mạnh"
    if keys[sentence.first] in _SPEAKING or not _SPEECHES.isdisjoint(
        pairwise(keys[max(sentence.first, hit.first - _FAR) : hit.first])
    ):
        for at in range(hit.first - 2, max(sentence.first, hit.first - _FAR), -1):
            if keys[at] == ";":
                break
            if locates(document, cast, at) and is_seat(document, cast, at + 1):
                if not _OTHERWISE.isdisjoint(keys[max(sentence.first, at - 12) : at]):
                    return None
                found = place_phrase(document, cast, sentence, at + 1)
                closed = found and found[1] < hit.first and (keys[found[1]] == "," or found[1] in cast.time_first)
                return found if closed else None
    return None


_SPEAKING = frozenset("phát trả trong tại trò trao thảo".split())
_SPEECHES = frozenset({("phát", "biểu"), ("trả", "lời"), ("trò", "chuyện"), ("thảo", "luận")})
_OTHERWISE = frozenset("sau khi vụ".split())  # "phát biểu sau hội đàm tại Hà Nội"
_ADDRESSES = ("phát biểu", "trả lời")
_ADDRESSED = frozenset("với tại ở trước".split())


def _spoken_at(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """The place at the end of the clause of a speech: "phát biểu tại diễn đàn ở Hà Nội ngày 3/6", "nói với báo giới ở Paris"."""
    keys, form = document.keys, hit.trigger.form
    if not form.startswith(_ADDRESSES) and (form != "nói" or _ADDRESSED.isdisjoint(keys[hit.last : hit.last + 1])):
        return None
    for at in range(hit.last, min(sentence.last - 1, hit.last + _FAR)):
        if keys[at] in (",", ";", ":", '"', "rằng") or keys[at] in _OTHERWISE:
            return None
        if locates(document, cast, at) and is_seat(document, cast, at + 1):
            found = place_phrase(document, cast, sentence, at + 1)
            if found and (
                found[1] >= sentence.last or found[1] in cast.time_first or keys[found[1]] in (".", "(", "rằng", ",")
            ):
                return found
    return None


def _reached(document: Document, cast: Cast, sentence: Sentence, hit: TriggerHit) -> tuple[int, int] | None:
    """Where somebody went for an act: "đến Bệnh viện Bạch Mai để thăm hỏi"."""
    keys, purpose = document.keys, hit.first - 1
    while purpose > sentence.first and keys[purpose] in _ATTENDING:
        purpose -= 1
    if purpose < sentence.first or keys[purpose] not in _PURPOSE:
        return None
    for at in range(purpose - 1, max(sentence.first, hit.first - _FAR), -1):
        if keys[at] in _DESTINATIONS:
            found = place_phrase(document, cast, sentence, at + 1)
            return found if found and found[1] <= purpose else None
        if keys[at] in (",", ";", '"'):
            break
    return None


_PURPOSE = frozenset({"để", "nhằm"})
_ATTENDING = frozenset("dự tham chủ trì các một".split())
_BEGINNING = frozenset("bắt đầu thực hiện tiến hành cuộc".split())


def spanned(document: Document, syllables: tuple[int, int]) -> tuple[int, int]:
    """A span of syllables as a span of the text."""
    return document.syllables[syllables[0]].start, document.syllables[syllables[1] - 1].end

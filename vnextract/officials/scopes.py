"""How far a title runs: over the body, portfolio, country, post or unit that its head is said of.

Bodies and places were found before; where no lexicon knows the unit, ``tails`` reads on.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnextract.boundaries import bound_lexicon, bounds
from vnextract.document import Document
from vnextract.lexicon import Hit
from vnextract.names.persons import name_at
from vnextract.names.words import adjacent, is_capitalized, is_vietnamese, speech_verbs, surnames, word_pairs
from vnextract.officials.frame import SHORT_COUNTRIES, Form, Frame, countries, portfolios
from vnextract.officials.tails import is_person, run_field, run_tail, run_topic

_PLACE_UNIT_KEYS = frozenset((unit,) for unit in ("tỉnh", "bang", "vùng", "hạt", "thành"))
_HOSTS = frozenset((("nước", "chủ", "nhà"), ("nước", "sở", "tại"), ("phe", "đối", "lập")))
_POINTED = ("nước", "này")
LEADERS = frozenset({"Lãnh đạo", "Nhà lãnh đạo", "Người đứng đầu"})
SERVING = frozenset({"Đặc phái viên", "Đặc sứ", "Người phát ngôn", "Phát ngôn viên", "Đại diện", "Đại diện cấp cao"})
_NAME_LIKE = frozenset("anh đức mỹ hàn thái áo".split())


@dataclass(frozen=True, slots=True)
class Scoped:
    """A title as far as it was read: the syllable at which it ends, and the body in it as syllables, if any."""

    last: int
    body: tuple[int, int] | None
    tail: int  # where the scope starts


def run_scope(frame: Frame, hit: Hit[Form]) -> Scoped:
    """How far a title runs from its head."""
    document, form = frame.document, hit.value
    body: tuple[int, int] | None = None
    last = hit.last
    infix = bound_lexicon("title_infix").longest(document.keys, last)
    if infix is not None and not (infix.last - last == 1 and document.keys[last : last + 2] in word_pairs()):
        last = infix.last
    tail = last
    for inner in range(hit.first, last):  # "Trưởng [ban Tổ chức ...]", "Ủy viên [Bộ Chính trị]"
        if frame.bodies.get(inner, 0) >= hit.last:
            body = (inner, frame.bodies[inner])
            last = max(last, body[1])
            break
    if form.scope in (
        "country",
        "place",
    ):  # "Chủ tịch [xã Tân Lập]", "Chủ tịch [nước Cộng hòa xã hội chủ nghĩa Việt Nam]"
        inside = max(frame.places.get(inner, 0) for inner in range(hit.first, last))
        if inside > last and form.scope == "place" and inside - last <= 2:
            return Scoped(_extend(frame, inside, None, form)[0], None, tail)
        last = max(last, inside) if form.scope == "country" else last
    if form.standing in ("party", "scoped") and (house := _house_of_faction(frame, last)) is not None:
        return Scoped(house[1], house, tail)
    if form.role in LEADERS and document.keys[last : last + 2] == ("chính", "quyền") and last + 2 in frame.places:
        return Scoped(frame.places[last + 2], None, tail)  # "người đứng đầu chính quyền TP Hà Nội"
    field = _adviser_field(frame, last) if form.standing == "office" or form.role in SERVING else last
    if (form.standing == "office" or form.role in SERVING) and (served := _run_office(frame, field)) is not None:
        return Scoped(run_topic(frame, served.last), served.body, tail)
    if form.scope != "none":
        last, body = _extend(frame, last, body, form)
    if document.keys[last : last + 2] == ("phụ", "trách"):
        last = run_field(frame, last)
    elif (
        form.scope in ("body", "unit", "place")
        or document.keys[last : last + 1] in _PLACE_UNIT_KEYS
        or (form.standing == "party" and _is_alliance(document, last))
    ):
        last = run_tail(frame, last, "office" if form.role in SERVING else form.standing, body is not None)
    if form.standing == "office" or form.role in SERVING or body is not None:
        last = run_topic(frame, last)
    return Scoped(_over_abbreviation(frame, _over_origin(frame, last), form), body, tail)


def _house_of_faction(frame: Frame, last: int) -> tuple[int, int] | None:
    """The house, as syllables, of which somebody leads a side: "lãnh đạo | phe Bảo thủ tại Hạ viện Anh"."""
    document = frame.document
    keys, at = document.keys, last + (document.keys[last : last + 1] == ("của",))
    if keys[at : at + 1] != ("phe",):
        return None
    for end in range(at + 2, min(at + 6, len(keys) - 1)):
        if keys[end] in ("tại", "trong", "ở") and end + 1 in frame.bodies:
            return end + 1, frame.bodies[end + 1]
    return None


def _is_alliance(document: Document, at: int) -> bool:
    """Whether parties and fronts follow whose leaders hold office: "Lãnh đạo của Liên minh Dân chủ"."""
    at += document.keys[at : at + 1] == ("của",)
    if document.keys[at : at + 1] == ("đảng",):
        return True
    return document.keys[at : at + 2] in (("liên", "minh"), ("phong", "trào"), ("mặt", "trận")) and is_capitalized(
        document.syllables[at]
    )


def _over_origin(frame: Frame, last: int) -> int:
    """Over where a post is or its bearer is from, right before the name: "Bí thư Đảng ủy Việt Nam tại Nga | A", "nghị sĩ từ Texas | B"."""
    keys, place = frame.document.keys, frame.places.get(last + 1)
    if place is None or keys[last] not in ("tại", "từ"):
        return last
    beside = adjacent(frame.document, frame.document.syllables[last - 1], frame.document.syllables[last])
    return place if beside and _names_bearer(frame.document, place) else last


def _over_abbreviation(frame: Frame, last: int, form: Form) -> int:
    """Over the abbreviation of the title itself: "đại biểu Quốc hội (ĐBQH)"."""
    keys = frame.document.keys
    hit = frame.heads.get(last + 1)
    if hit is None or hit.value.role != form.role or keys[last] != "(" or keys[hit.last : hit.last + 1] != (")",):
        return _over_letters(frame.document, last)
    return hit.last + 1


def _over_letters(document: Document, last: int) -> int:
    """Over an abbreviation in parentheses, right before the name: "Chủ tịch Ủy ban châu Âu (EC) A"."""
    tokens = document.syllables
    if last + 3 >= len(tokens) or tokens[last].text != "(" or tokens[last + 2].text != ")":
        return last
    letters = 1 < len(tokens[last + 1].text) <= 6 and tokens[last + 1].text.isupper()
    named = letters and is_capitalized(tokens[last + 3]) and adjacent(document, tokens[last + 2], tokens[last + 3])
    return last + 3 if named else last


def _extend(frame: Frame, last: int, body: tuple[int, int] | None, form: Form) -> tuple[int, tuple[int, int] | None]:
    """Over the bodies, portfolios and places that follow without a mark between."""
    document, n = frame.document, len(frame.document.keys)
    tokens, keys, portfolio, grounded = document.syllables, document.keys, False, False
    while last < n and adjacent(document, tokens[last - 1], tokens[last]):
        at = last + _links(frame, last, form)
        if at in frame.bodies:
            body = (at, frame.bodies[at]) if body is None else body
            last = frame.bodies[at]
        elif at in frame.places and not is_person(frame, at) and not _is_surname(frame, at):
            last, grounded = frame.places[at], True
        elif is_capitalized(tokens[at]) and form.scope != "unit" and (land := countries().longest(keys, at)):
            last, grounded = land.last, True
        elif keys[at : at + 3] in _HOSTS:
            last = at + 3
        elif (
            keys[at - 1 : at + 1] == _POINTED
            and form.scope in ("country", "ministry")
            and _names_bearer(document, at + 1)
        ):
            last = at + 1  # "Thủ tướng nước này | Theresa May"
        elif keys[at] == "thứ" and form.scope == "country" and at + 1 < n and keys[at + 1].isdecimal():
            last = at + 2  # "Tổng thống Mỹ thứ 44"
        elif (
            form.scope in ("country", "ministry")
            and (infix := bound_lexicon("title_infix").longest(keys, at))
            and infix.last - at > 1
        ):
            last = infix.last  # "Tổng thống Mỹ đắc cử"
        elif keys[at : at + 3] == ("được", "chỉ", "định") and form.scope in ("ministry", "country"):
            last = at + 3  # "Bộ trưởng Lao động được chỉ định"
        elif keys[at] in SHORT_COUNTRIES and (at > last or not grounded) and _is_country(document, at, form, portfolio):
            last = at + 1
        elif (
            form.scope in ("ministry", "country", "post")
            and (hit := portfolios().longest(keys, at))
            and not (
                tokens[at].text.islower() and keys[at : hit.last] in speech_verbs()
            )  # "Phó Thủ tướng thông tin về"
        ):
            last, portfolio = hit.last, True
        elif (
            keys[at] == "và" and at + 1 < n and form.scope == "ministry" and (hit := portfolios().longest(keys, at + 1))
        ):
            last = hit.last
        elif (
            form.scope == "ministry" and not grounded and body is None and (end := _unlisted_portfolio(frame, at)) > at
        ):
            last, portfolio = end, True
        else:
            break
    return last, body


def _names_bearer(document: Document, at: int) -> bool:
    """Whether the name of a person follows a title."""
    return name_at(document, at, announced=True) is not None


def _unlisted_portfolio(frame: Frame, at: int) -> int:
    """The end of words no list of portfolios holds, before a place or a foreign name: "(Khoa học) và Nghệ thuật | bang Hessen"."""
    document = frame.document
    tokens, keys, start = document.syllables, document.keys, at + (document.keys[at] == "và")
    end = start
    if start >= len(tokens) or name_at(document, start) is not None or _opens_foreign(document, start):
        return at
    joined = start > at and not is_capitalized(tokens[start])  # "Bộ trưởng Nhập cư và | tị nạn Bỉ A"
    while end < len(tokens) and end - start < 9 and adjacent(document, tokens[end - 1], tokens[end]):
        if (
            end > start
            and keys[end] in SHORT_COUNTRIES
            and document.capitals[end]
            and _is_foreign_name(document, end + 1)
        ):
            return end
        if end > start and (end in frame.places or _is_foreign_name(document, end)):
            named = end in frame.places and _names_bearer(document, frame.places[end])
            return end if not joined or named else at
        inside = (
            tokens[end].text.isalpha()
            and is_vietnamese(keys[end])
            and (keys[end] not in bounds("tail_stop") or keys[end] == "và")
        )
        if (
            not inside
            or end in frame.heads
            or end in frame.bodies
            or (end == start and not is_capitalized(tokens[end]) and not joined)
        ):
            break
        end += 1
    return at


def _opens_foreign(document: Document, at: int) -> bool:
    """Whether a foreign name follows at once, no short country before it: "Bộ trưởng Quốc phòng | Han Min-koo"."""
    return document.keys[at] not in SHORT_COUNTRIES and _is_foreign_name(document, at)


def _is_foreign_name(document: Document, at: int) -> bool:
    hit = name_at(document, at, announced=True)
    return hit is not None and not hit[1] and hit[0] - at > 1


def _is_country(document: Document, at: int, form: Form, portfolio: bool) -> bool:
    """Whether a syllable that names a country and persons alike ("Đức", "Anh") is the country after a title."""
    tokens = document.syllables
    if not is_capitalized(tokens[at]) or form.scope not in ("country", "ministry", "post", "body"):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) and adjacent(document, tokens[at], tokens[at + 1]) else None
    if following is not None and is_capitalized(following) and form.scope == "country":
        return True  # none of these is a surname
    if (
        following is not None
        and is_capitalized(following)
        and (not is_vietnamese(following.key) or following.key in surnames())
    ):
        return True
    if following is not None and is_capitalized(following) and document.keys[at] in _NAME_LIKE:
        return False
    return form.scope in ("country", "post") or portfolio or form.role.endswith("Thủ tướng")


def _is_surname(frame: Frame, at: int) -> bool:
    """Whether a person's name follows a unit word that is a body already: "Chủ tịch UBND tỉnh Nguyễn Văn A"."""
    document = frame.document
    if document.keys[at - 1] not in ("tỉnh", "thành", "tp") or not surnames().get(document.keys[at]):
        return False
    hit = name_at(document, at)
    return hit is not None and hit[0] - at > (1 if document.keys[at - 1] == "tỉnh" else 2)


def _links(frame: Frame, at: int, form: Form) -> bool:
    """Whether a syllable ties a title to what it is of: "của", "tại"; a place may start with its unit word."""
    keys = frame.document.keys
    links = ("của", "nước", "tỉnh", "tại") if form.scope == "post" else ("của", "nước", "tỉnh")
    if keys[at] not in links or at + 1 >= len(keys) or at in frame.places or at in frame.bodies:
        return False
    return keys[at : at + 3] not in _HOSTS


def _run_office(frame: Frame, last: int) -> Scoped | None:
    """Over the title that an office serves: "Trợ lý Bộ trưởng Ngoại giao", "Đặc phái viên của Thủ tướng Chính phủ"."""
    document = frame.document
    of = document.keys[last : last + 1] == ("của",)
    at = last + (of or document.keys[last : last + 1] == ("tại",))
    if at in frame.bodies and at > last:  # "cố vấn pháp lý của Nhà Trắng"
        return Scoped(frame.bodies[at], (at, frame.bodies[at]), last)
    inner = frame.heads.get(last + of)
    if inner is None or (inner.value.standing != "public" and inner.value.role != "Tổng thư ký"):
        return None
    served = run_scope(frame, inner)
    if of and served.last < len(document.syllables) and is_capitalized(document.syllables[served.last]):
        return None  # "các cố vấn của Tổng thống Donald Trump": the title is the President's
    return served


def _adviser_field(frame: Frame, last: int) -> int:
    """Over what an adviser advises on, before "của": "cố vấn kinh tế | của Tổng thống"."""
    keys = frame.document.keys
    for end in range(last + 1, last + 5):
        if keys[end : end + 1] == ("của",) or (keys[end : end + 1] == ("tại",) and end + 1 in frame.bodies):
            return end if all(key.isalpha() and key not in bounds("tail_stop") for key in keys[last:end]) else last
    return last

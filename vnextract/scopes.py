"""How far a title runs: over the body, portfolio, country, post or unit that its head is said of.

Bodies and places were found before; where no lexicon knows the unit, the scope is the words up to the name, a verb
or a mark.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from vnextract.document import Document, M, Mention
from vnextract.lexicon import Hit, Lexicon, seed_rows
from vnextract.names import addresses, adjacent, is_capitalized, is_vietnamese, name_at, surnames

_TAIL_LONGEST = 14
PLACE_UNITS = frozenset("tỉnh phố bang hạt vùng thôn bản làng ấp khu đảo quận huyện xã phường trấn buôn xóm".split())
_PLACE_UNIT_KEYS = frozenset((unit,) for unit in ("tỉnh", "bang", "vùng", "hạt", "thành"))
_BEFORE_PLACES = frozenset("đường châu phường xã huyện quận tp phố thị thôn".split())
# Pairs with a stop word in them that are one word of a unit's name.
_INSIDE = frozenset(
    tuple(pair.split())
    for pair in (
        "tiếng nói|thiết bị|nhà báo|giao thông|dự trữ|giám đốc|kiểm định|kiểm soát|phát triển|phát thanh|giao dịch|"
        "cấp nước|cảnh sát|báo chí|chỉ huy|thông tấn|liên lạc"
    ).split("|")
)
SERVING = frozenset({"Đặc phái viên", "Đặc sứ", "Người phát ngôn", "Phát ngôn viên", "Đại diện"})
_NAME_LIKE = frozenset("anh đức mỹ hàn thái áo".split())
SHORT_COUNTRIES = frozenset("mỹ anh pháp đức nga lào ý bỉ úc nhật hàn áo séc thái ấn".split())


@dataclass(frozen=True, slots=True)
class Form:
    """A head of the lexicon: its role, what may follow it, and whether it makes its bearer an official."""

    role: str
    scope: str
    standing: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the scan looks up by syllable: bodies and places by their first syllable, ends exclusive."""

    document: Document
    bodies: Mapping[int, int]
    places: Mapping[int, int]
    heads: Mapping[int, Hit[Form]]


@dataclass(frozen=True, slots=True)
class Scoped:
    """A title as far as it was read: syllables ``[first, last)``, and the body in it as syllables, if any."""

    last: int
    body: tuple[int, int] | None
    tail: int  # where the scope starts


@cache
def portfolios() -> Lexicon[str]:
    return Lexicon((row["form"], row["form"]) for row in seed_rows("portfolios"))


@cache
def countries() -> Lexicon[str]:
    """Names of states too long to be a person's; the short ones need a look around."""
    return Lexicon(
        (row["form"], row["canonical"])
        for row in seed_rows("places")
        if row["level"] == "foreign" and row["form"].casefold() not in SHORT_COUNTRIES
    )


INFIXES: Lexicon[str] = Lexicon(
    (form, form)
    for form in (
        "thường trực",
        "thường vụ",
        "thứ nhất",
        "thứ hai",
        "chuyên trách",
        "danh dự",
        "lâm thời",
        "đặc mệnh toàn quyền",
        "toàn quyền",
        "chính",
        "cao cấp",
        "đắc cử",
        "đương nhiệm",
        "khác",
    )
)

# Words in lower case after which a unit without a Body goes no further: what opens the predicate or an adjunct.
STOPWORDS = frozenset(
    """cho đã đang sẽ vừa cũng là nói yêu khẳng nhấn chia phát báo trao trả làm chủ dự tham ký thừa bày đề tại trong trên
    vào để từ có không chưa bị được khi sau trước nhận đánh cảm chúc cùng với theo vì do nếu nhưng mà thì như này đó ấy
    kia nay hiện mới từng lại còn phải muốn cần biết gửi đến tới ra lên xuống đi về bằng qua giữ thăm tiếp gặp kiểm chỉ
    giao phân kết mong bổ điều khai rằng hay hoặc ông bà anh chị đồng người nhiệm thời lúc ngày tháng năm sinh tuổi quê
    kêu tuyên lo thay cảnh trực bắt xin xác cấp quyết phê ban trình giới nêu lưu thông tặng nhất rồi mình họ ta tôi hôm
    sáng chiều tối thẳng đứng so cách hứa đáp hỏi khen ngỏ tỏ luôn vẫn đều mất qua dẫn nhờ bác tố liên gồm và""".split()
)
# Lower-case words that may open or carry on the name of a unit in running text.
UNIT_WORDS = frozenset(
    """phòng ban sở cục vụ đội tổ công quận huyện xã phường thành tỉnh thôn ấp bản trung văn khu tp chi tổng bộ trạm viện
    của phụ thuộc địa tư kinh kế hành thanh quản an văn hộ khối khóm xóm buôn làng đoàn hội quân lực y vùng bảo nhà đảng
    cảnh các quốc""".split()
)


def syllable_spans(document: Document, mentions: Iterable[M]) -> list[tuple[int, int, M]]:
    """Mentions with the syllables ``[first, last)`` that they hold."""
    starts = [token.start for token in document.syllables]
    return [(bisect_right(starts, m.start) - 1, bisect_left(starts, m.end), m) for m in mentions]


def by_first_syllable(document: Document, kind: type[Mention]) -> dict[int, int]:
    """First to last syllables of the mentions of one kind; of two that start together the longer."""
    spans: dict[int, int] = {}
    for first, last, _ in syllable_spans(document, document.of(kind)):
        spans[first] = max(last, spans.get(first, 0))
    return spans


def run_scope(frame: Frame, hit: Hit[Form]) -> Scoped:
    """How far a title runs from its head."""
    document, form = frame.document, hit.value
    body: tuple[int, int] | None = None
    last = hit.last
    infix = INFIXES.longest(document.keys, last)
    if infix is not None:
        last = infix.last
    tail = last
    for inner in range(hit.first, last):  # "Trưởng [ban Tổ chức ...]", "Ủy viên [Bộ Chính trị]"
        if frame.bodies.get(inner, 0) >= hit.last:
            body = (inner, frame.bodies[inner])
            last = max(last, body[1])
            break
    if (form.standing == "office" or form.role in SERVING) and (served := _run_office(frame, last)) is not None:
        return Scoped(served.last, served.body, tail)
    if form.scope != "none":
        last, body = _extend(frame, last, body, form)
    if document.keys[last : last + 2] == ("phụ", "trách"):
        last = _run_field(frame, last)
    elif form.scope in ("body", "unit", "place") or document.keys[last : last + 1] in _PLACE_UNIT_KEYS:
        last = _run_tail(frame, last, form.standing, body is not None)
    return Scoped(_over_abbreviation(frame, last, form), body, tail)


def _over_abbreviation(frame: Frame, last: int, form: Form) -> int:
    """Over the abbreviation of the title itself: "đại biểu Quốc hội (ĐBQH)"."""
    keys = frame.document.keys
    hit = frame.heads.get(last + 1)
    if hit is None or hit.value.role != form.role or keys[last] != "(" or keys[hit.last : hit.last + 1] != (")",):
        return last
    return hit.last + 1


def _is_given(frame: Frame, at: int) -> bool:
    """Whether one capital word after a title is a given name ("Bí thư Thăng"), not the start of a unit."""
    document = frame.document
    tokens, key = document.syllables, document.keys[at]
    if key in UNIT_WORDS or document.keys[at - 1] in PLACE_UNITS:
        return False
    following = tokens[at + 1].text if at + 1 < len(tokens) else "."
    if not following[0].isalnum() or document.keys[at + 1] in STOPWORDS:
        return True
    return any(
        _ends_name(document, i)
        for i, token in enumerate(tokens)
        if token.key == key and i != at and is_capitalized(token)
    )


def _ends_name(document: Document, at: int) -> bool:
    """Whether a word is the end, or the Chinese surname, of a full name elsewhere in the article."""
    tokens, known = document.syllables, surnames()
    for back in (2, 1, 3, 0):
        first = at - back
        if first >= 0 and is_capitalized(tokens[first]) and tokens[first].key in known:
            hit = name_at(document, first)
            if hit is not None and hit[0] - first > 1 and (hit[0] == at + 1 or first == at):
                return True
    return False


def _extend(frame: Frame, last: int, body: tuple[int, int] | None, form: Form) -> tuple[int, tuple[int, int] | None]:
    """Over the bodies, portfolios and places that follow without a mark between."""
    document, n = frame.document, len(frame.document.keys)
    tokens, keys, portfolio = document.syllables, document.keys, False
    while last < n and adjacent(document, tokens[last - 1], tokens[last]):
        at = last
        if (keys[at] in ("của", "nước", "tỉnh") and at + 1 < n) or (
            keys[at] == "tại" and form.scope in ("post", "country") and at + 1 < n
        ):
            at += 1
        if at in frame.bodies:
            body = (at, frame.bodies[at]) if body is None else body
            last = frame.bodies[at]
        elif at in frame.places and not _is_person(frame, at) and not _is_surname(frame, at):
            last = frame.places[at]
        elif is_capitalized(tokens[at]) and form.scope != "unit" and (land := countries().longest(keys, at)):
            last = land.last
        elif keys[at] in SHORT_COUNTRIES and _is_country(document, at, form, portfolio):
            last = at + 1
        elif form.scope in ("ministry", "country", "post") and (hit := portfolios().longest(keys, at)):
            last, portfolio = hit.last, True
        elif (
            keys[at] == "và" and at + 1 < n and form.scope == "ministry" and (hit := portfolios().longest(keys, at + 1))
        ):
            last = hit.last
        else:
            break
    return last, body


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


def _is_person(frame: Frame, at: int) -> bool:
    """Whether a place name is the name of a person here: "Chủ tịch Hồ Chí Minh"."""
    return frame.document.keys[at : at + 3] == ("hồ", "chí", "minh")


def _run_tail(frame: Frame, last: int, standing: str, has_body: bool) -> int:
    """Over the words of a unit no lexicon knows; the old end where they do not read as a unit."""
    document = frame.document
    tokens, keys, n = document.syllables, document.keys, len(document.syllables)
    at, adjunct = last, 0
    limit = min(n, last + _TAIL_LONGEST)
    while at < limit and (adjacent(document, tokens[at - 1], tokens[at]) or tokens[at - 1].end == tokens[at].start):
        token = tokens[at]
        if at > last and at in frame.heads and (is_capitalized(token) or frame.heads[at].value.standing == "public"):
            break
        if at > last and at in frame.bodies:
            at = frame.bodies[at]
            continue
        if is_capitalized(token):
            name = _name_in_tail(frame, last, at, standing)
            if name is not None:
                return name
        elif keys[at] == "tại" and last < at < n - 1 and (is_capitalized(tokens[at + 1]) or keys[at + 1] in UNIT_WORDS):
            adjunct = adjunct or at  # "Trưởng đoàn thể thao tại SEA Games": of the title only before the name
        elif not _goes_on(frame, last, at):
            break
        at += 1
    at = adjunct or at
    if at == last or has_body or keys[at - 1] in ("của", "thuộc", "và"):
        return last
    return at


def _goes_on(frame: Frame, last: int, at: int) -> bool:
    """Whether a word or mark without a capital belongs to the name of a unit."""
    document = frame.document
    tokens, keys = document.syllables, document.keys
    text = tokens[at].text
    if not text.isalpha():
        return text.isdigit() or text == "&" or _is_tight(document, at)
    if at == last:
        return keys[at] in UNIT_WORDS
    if keys[at] == "của":
        return at + 1 < len(tokens) and (is_capitalized(tokens[at + 1]) or at + 1 in frame.bodies)
    return (
        keys[at] not in STOPWORDS or bool({keys[at - 1 : at + 1], keys[at : at + 2]} & _INSIDE) or _and_more(frame, at)
    )


def _name_in_tail(frame: Frame, last: int, at: int, standing: str) -> int | None:
    """Where a name starts, if the capital word at ``at`` belongs to one."""
    document = frame.document
    tokens, keys, n = document.syllables, document.keys, len(document.syllables)
    token = tokens[at]
    if _starts_name(frame, at) or _announces(document, at):
        return at
    if at in frame.places or countries().longest(keys, at) is not None:
        return None
    capitals = 1
    while (
        at + capitals < n
        and is_capitalized(tokens[at + capitals])
        and adjacent(document, tokens[at + capitals - 1], tokens[at + capitals])
    ):
        capitals += 1
    if not token.text[1:].islower():
        return None
    if is_vietnamese(token.key):
        if at == last and capitals == 1 and standing in ("public", "mild") and _is_given(frame, at):
            return at
        return at + 2 if capitals > 3 and keys[at - 1] == "tỉnh" else None  # "Phó Chủ tịch tỉnh Cam Túc Ngu Hải Yên"
    if keys[at - 1] in PLACE_UNITS:
        return None
    if is_vietnamese(keys[last]) if at > last else standing == "public":
        first = at - 1 > last and is_capitalized(tokens[at - 1]) and not is_capitalized(tokens[at - 2])
        return at - (first and keys[at - 2] != "châu")  # "Tư lệnh Hiến binh Sao Sokha"
    return None


def _announces(document: Document, at: int) -> bool:
    """Whether a rank or "Ông" stands here: the title before it ends."""
    if document.keys[at] in ("ông", "bà"):
        return True
    hit = addresses().longest(document.keys, at)
    return hit is not None and hit.value.kind in ("rank", "noble", "degree")


def _run_field(frame: Frame, last: int) -> int:
    """Over "phụ trách ..." up to a body or the name: "Thứ trưởng phụ trách chính sách quốc phòng Philippines X"."""
    document = frame.document
    tokens, keys = document.syllables, document.keys
    at = last + 2
    if at in frame.bodies:
        return frame.bodies[at]
    if at < len(tokens) and keys[at] in UNIT_WORDS and is_capitalized(tokens[at]):
        return _run_tail(frame, at, "public", False)
    while at < min(len(tokens), last + _TAIL_LONGEST) and adjacent(document, tokens[at - 1], tokens[at]):
        land = countries().longest(keys, at)
        if at in frame.places or land is not None:
            at = max(frame.places.get(at, 0), land.last if land else 0)
            continue
        if is_capitalized(tokens[at]) and (_starts_name(frame, at) or not is_vietnamese(keys[at])):
            return at
        if at in frame.bodies:
            return frame.bodies[at]
        if at in frame.heads or not tokens[at].text.isalpha() or (keys[at] in STOPWORDS and keys[at] != "và"):
            return last
        at += 1
    return last


def _run_office(frame: Frame, last: int) -> Scoped | None:
    """Over the title that an office serves: "Trợ lý Bộ trưởng Ngoại giao", "Đặc phái viên của Thủ tướng Chính phủ"."""
    document = frame.document
    of = document.keys[last : last + 1] == ("của",)
    inner = frame.heads.get(last + of)
    if inner is None or inner.value.standing != "public":
        return None
    served = run_scope(frame, inner)
    if of and served.last < len(document.syllables) and is_capitalized(document.syllables[served.last]):
        return None  # "các cố vấn của Tổng thống Donald Trump": the title is the President's
    return served


def _is_tight(document: Document, at: int) -> bool:
    """A mark inside a word: "TT-TT", "Q.9"."""
    token, tokens = document.syllables[at], document.syllables
    return (
        token.text in "-./"
        and 0 < at < len(tokens) - 1
        and tokens[at - 1].end == token.start
        and tokens[at + 1].start == token.end
    ) or (len(token.text) > 1 and token.text[0].isalnum())


def _and_more(frame: Frame, at: int) -> bool:
    """ "và" between two words of one unit ("Quản lý thi và kiểm định"), not before another person or a predicate."""
    keys = frame.document.keys
    if keys[at] != "và" or at + 1 >= len(keys):
        return False
    stopped = keys[at + 1] in STOPWORDS and keys[at + 1 : at + 3] not in _INSIDE
    return at + 1 not in frame.heads and not stopped and not _starts_name(frame, at + 1)


def _starts_name(frame: Frame, at: int) -> bool:
    document = frame.document
    strong = surnames().get(document.keys[at])
    if strong is None or at in frame.bodies or (at in frame.places and not _is_person(frame, at)):
        return False
    hit = name_at(document, at)
    if hit is None or document.keys[at - 1] in _BEFORE_PLACES or (not strong and document.keys[at - 1] == "tỉnh"):
        return False
    return strong or hit[0] - at >= 3

"""Which titles go with which name: those right before it, those in apposition after it.

Works on syllable numbers throughout; a ``Held`` is a title or occupation found before, an ``Address`` a form of
address, rank or degree.
"""

from __future__ import annotations

import regex

from vnextract.names.persons import Name
from vnextract.names.words import Address, addresses, is_mark, speech_verbs
from vnextract.officials.glosses import DASHES, over_age, over_copula, over_parenthesis_left, over_term_left
from vnextract.officials.precedence import is_lower, is_of_another
from vnextract.officials.scene import Bearer, Held, Scene
from vnextract.officials.scopes import LEADERS

_DEGREE = regex.compile(
    r"(?:pgs|gs|tskh|ts|ths|th\.s|bs|ks|kts|ls|cn|ncs|vs|ds|bsck\w*)(?:[.,](?:pgs|gs|tskh|ts|ths|bs|ks|kts|ls|cn|bsck\w*))*\.?"
)
PLURALS = frozenset("các những hai ba bốn năm sáu bảy tám cùng 2 3 4 5 6 7 8 9 02 03 04 05".split())
HEADS_OF_STATE = frozenset({"Thủ tướng", "Tổng thống", "Bộ trưởng", "Ngoại trưởng", "Thứ trưởng"})


def look_left(scene: Scene, name: Name) -> Bearer:
    """The honorifics, ranks and titles before a name."""
    bearer = Bearer(
        name, name.first, name.last, initial=len(scene.text(name.first)) == 1 == (scene.text(name.first + 1) == ".")
    )
    at = _honorifics(scene, bearer, name.first)
    plural = (at < name.first and scene.key(at - 1) in PLURALS and scene.text(at - 2)[:1].isalpha() is False) or (
        at < name.first and scene.key(at - 1) in PLURALS and scene.key(at - 2) in ("là", "gồm", "có", "như")
    )
    at -= plural  # "ba Phó Chủ nhiệm là các đồng chí A, B"
    crossed = _cross(scene, at, alone=name.vietnamese and name.last - name.first == 1)
    if crossed is None:
        bearer.first = at
        bearer.presented = bool(bearer.honorific) and _serves_named(scene, at)
        return bearer
    if plural and scene.key(at - 1) == "là":  # "ba Phó Chủ nhiệm là các đồng chí A, B": said of them, no title beside
        bearer.first, bearer.presented = at, scene.ending[crossed].standing == "public"
        return bearer
    if crossed < at and scene.key(crossed - 1) == "khác":  # "hai Phó Chủ tịch khác là A và B": said of them
        bearer.first, bearer.shared, bearer.presented = at, True, scene.ending[crossed].standing == "public"
        return bearer
    titles: list[Held] = []
    at = crossed
    while (held := scene.ending.get(at)) is not None:
        if titles and scene.text(at) == "," and scene.key(held.first - 1) in PLURALS:
            break  # "ý kiến các đại biểu Quốc hội, Bộ trưởng A"
        if held.title.role in LEADERS and at != name.first:
            alone = held.title.role == "Người đứng đầu"  # one at a time, so "..., ông A" can only be he
            bearer.presented = held.standing == "public" and (alone or scene.text(at) != ",")
            break
        if titles and held.title.role in HEADS_OF_STATE and held.title.role in {t.title.role for t in titles}:
            break  # another one: "hội đàm với Tổng thống Mỹ, Tổng thống Pháp A"
        if titles and scene.text(at) == "," and (is_of_another(scene, held, titles[0]) or is_lower(held, titles[0])):
            break
        if titles and at == titles[0].first and _takes_office(scene, held):
            break  # "giữ chức Chủ tịch UBND tỉnh Thứ trưởng A nhận nhiệm vụ": two sentences
        if titles and _claimed_before(scene, held, untitled=scene.key(at) != "và" and not _set_off(scene, held, at)):
            break  # the title of another: "ông A, Bộ trưởng Bộ Y tế và Chủ tịch UBND tỉnh B"
        titles.insert(0, held)
        at = _honorifics(scene, bearer, held.first)
        before = scene.text(at - 1)
        if at in scene.ending:
            if "\n" in scene.gap(at):
                break
            continue
        if (is_mark(before, "," + DASHES) or scene.key(at - 1) in ("và", "kiêm")) and at - 1 in scene.ending:
            at -= 1
        elif (inner := over_parenthesis_left(scene, at - 1)) is not None and is_mark(before, ","):
            at = inner
    bearer.first, bearer.titles = at, titles
    if titles and scene.key(crossed) in (",", "nhiệm", "khóa") and _takes_office(scene, titles[0]):
        bearer.first, bearer.titles = name.first, []  # "khi giữ các cương vị Tỉnh ủy viên, Giám đốc Sở X, bà A ..."
        bearer.presented = any(held.standing == "public" for held in titles)
        return bearer
    bearer.shared = (
        plural or scene.key(at - 1) in PLURALS or (scene.key(at - 1) == "chí" and scene.key(at - 3) in PLURALS)
    )
    return bearer


def _honorifics(scene: Scene, bearer: Bearer, at: int) -> int:
    """Over forms of address, ranks and degrees before syllable ``at``; the syllable where they start."""
    while at > 0:
        hit = scene.addressed.get(at)
        if hit is not None:
            start, address = hit
            _note(
                bearer,
                address,
                scene.document.text[scene.document.syllables[start].start : scene.document.syllables[at - 1].end],
            )
            at = start
        elif at in scene.ending:
            break  # "Bộ KH&CN": no bachelor
        elif _DEGREE.fullmatch(scene.key(at - 1)) and scene.text(at - 1)[0].isupper():
            at -= 1
        elif (
            is_mark(scene.text(at - 1), ".,")
            and at > 1
            and _DEGREE.fullmatch(scene.key(at - 2))
            and scene.text(at - 2)[0].isupper()
        ):
            at -= 2
        elif (
            is_mark(scene.text(at - 1), ",")
            and at - 1 in scene.addressed
            and scene.addressed[at - 1][1].kind in ("rank", "degree")
        ):
            at -= 1
        else:
            break
    return at


def _note(bearer: Bearer, address: Address, surface: str) -> None:
    if address.kind == "rank":
        bearer.rank = bearer.rank or surface
    elif address.kind == "address":
        bearer.honorific = bearer.honorific or surface
    bearer.gender = bearer.gender or address.gender
    bearer.accused = bearer.accused or address.kind == "accused"


_TAKES_OFFICE = frozenset(("làm", "chức", "giữ", "vụ"))


def _takes_office(scene: Scene, held: Held) -> bool:
    """Whether a title is what someone takes or holds: "giữ chức | Chủ tịch xã", "cương vị | Bí thư Tỉnh ủy"."""
    before = held.first - 1
    return scene.key(before) in _TAKES_OFFICE or (scene.key(before) == "vị" and scene.key(before - 1) == "cương")


def _cross(scene: Scene, at: int, alone: bool) -> int | None:
    """The syllable at which a title before a name ends, over a comma, dash, colon, parenthesis, or locality.

    ``alone``: the name is a given name only, which takes no title over a comma ("Theo Chánh Văn phòng, ông Lộc ...").
    """
    if at in scene.ending and not (scene.text(at) in ("Ông", "Bà", "Anh", "Chị") and _is_broken(scene, at)):
        return at
    before = scene.text(at - 1)
    if "\n" in scene.gap(at) and scene.text(at) in ("Ông", "Bà", "Anh", "Chị"):
        return None  # a new line, a new sentence
    if is_mark(before, ",:(" + DASHES) and at - 1 in scene.ending:
        held = scene.ending[at - 1]
        if before == "," and _takes_office(scene, held):
            return None  # "từ khi ông A làm Bộ trưởng Bộ Y tế, ông B ..."
        if before == "," and scene.key(held.first - 1) == "các" and scene.key(at) in ("ông", "bà"):
            return None  # "thông tin với các đại biểu, ông A cho biết"
        return at - 1 if before != "," or not (alone or _claimed_before(scene, held)) else None
    if scene.text(at - 2) == ")" and (is_mark(before, DASHES) or (before == "," and scene.key(at) in ("ông", "bà"))):
        return over_parenthesis_left(scene, at - 1, localities=True)
    if before == "," and (scene.key(at - 3), scene.key(at - 2)) in _THEN and at - 3 in scene.ending:
        return at - 3  # "Đại sứ Mỹ lúc đó, ông A"
    if before == ")":
        inner = over_parenthesis_left(scene, at)
        return inner
    if scene.key(at - 1) == "là":
        back = at - 1
        if scene.key(back - 1) in ("đó", "ấy", "này", "nay", "tại") and scene.key(back - 2) in (
            "khi",
            "lúc",
            "thời",
            "hiện",
        ):
            back -= 2
        return back if back in scene.ending else None
    if scene.key(at - 1) in ("gồm", "có", "như") or (before == ":" and scene.key(at - 2) in ("gồm", "là")):
        back = at - 1 - (before == ":")
        while scene.key(back - 1) in ("gồm", ","):
            back -= 1
        return back if back in scene.ending else None
    term = over_term_left(scene, at)
    if term < at and term in scene.ending:
        return term  # "đại biểu Quốc hội khóa XIII A"
    start = scene.localities.get(at, 0)  # "Trưởng thôn Nà Sản, xã Chiềng Đông Lò Văn A", "Cục trưởng Cục X, Bộ Y tế A"
    return start - 1 if is_mark(scene.text(start - 1), ",") and start - 1 in scene.ending else None


_THEN = frozenset((("lúc", "đó"), ("khi", "đó"), ("lúc", "ấy"), ("khi", "ấy")))


def _is_broken(scene: Scene, at: int) -> bool:
    """Whether a sentence ends between a title and "Ông": by a line, a stop, or because the title is another's already."""
    return "\n" in scene.gap(at) or scene.text(at - 1).endswith(".") or _claimed_before(scene, scene.ending[at])


def _claimed_before(scene: Scene, held: Held, untitled: bool = False) -> bool:
    """Whether a title stands in apposition to a name before it ("ông A, Chủ tịch UBND tỉnh, ông B").

    With ``untitled`` only to a name that has no title before it already.
    """
    back = held.first - 1
    while back > 0 and is_mark(scene.text(back), ","):
        if back in scene.ending:
            back = scene.ending[back].first - 1
            continue
        return any(name.last == back and not (untitled and name.first in scene.ending) for name in scene.names)
    return is_mark(scene.text(back), DASHES) and any(name.last == back for name in scene.names)


def _set_off(scene: Scene, held: Held, at: int) -> bool:
    """Whether a dash joins a title to the name before it, and a comma only sets it off from the next title."""
    return is_mark(scene.text(at), ",") and is_mark(scene.text(held.first - 1), DASHES)


def look_right(scene: Scene, bearer: Bearer) -> None:
    """The titles in apposition after a name, added to its bearer, or that it is presented by its body alone."""
    at = over_age(scene, bearer.name.last)
    if (held := _unmarked(scene, bearer, at)) is not None:
        bearer.titles, bearer.last = [held], held.last
        return
    mark = scene.text(at)
    if not bearer.titles and any(_serves_in(scene, bearer, i) for i in {at, bearer.name.last}):
        bearer.presented = True
        return
    if not is_mark(mark, ",(" + DASHES):
        return
    if mark == "," and bearer.name.vietnamese and bearer.name.last - bearer.name.first == 1:
        return
    if mark == "(" and scene.text(at + 1).isdigit() and scene.key(at + 2) == "tuổi" and scene.text(at + 3) == ",":
        at += 3
    found: list[Held] = []
    at = over_copula(scene, at + 1)
    while (held := scene.starting.get(at)) is not None:
        if bearer.titles and held.title.role in HEADS_OF_STATE and mark == ",":
            found = []
            break  # another person speaks: "với Ngoại trưởng A, Thủ tướng Anh cho rằng"
        if (held.title.role in LEADERS and bearer.name.vietnamese) or _opens_clause(scene, held):
            break
        if is_mark(scene.text(held.last), DASHES):
            joined = scene.starting.get(held.last + 1)
            if joined is not None and _runs_into_name(scene, joined):
                break  # "..., Phó Thủ tướng - Bộ trưởng Ngoại giao B"
        if _runs_into_name(scene, held):
            if bearer.titles:
                found = []
            break
        bearer.presented |= held.title.role in _ADVISING and _is_of_office(scene, held.last)
        found.append(held)
        bearer.last = held.last
        at = _next_title(scene, held.last)
    bearer.titles.extend(found)
    if not found:
        bearer.last = bearer.name.last


def _serves_in(scene: Scene, bearer: Bearer, at: int) -> bool:
    """Whether a body stands behind a mark in apposition to a full name, its post left unsaid: "ông A, Phòng Kinh tế huyện X, cho biết"."""
    end = scene.bodies.get(at + 1) if is_mark(scene.text(at), ",(" + DASHES) else None
    if end is None or not bearer.honorific or not _has_three_words(bearer):
        return False
    if scene.text(bearer.first - 1)[:1].isalnum() and "\n" not in scene.gap(bearer.first):
        return False  # "Theo ông A, Sở Y tế cho biết", "Gặp ông A, Sở Y tế yêu cầu"
    return is_mark(scene.text(end), ",)" + DASHES) or (scene.key(end), scene.key(end + 1)) in speech_verbs()


def _unmarked(scene: Scene, bearer: Bearer, at: int) -> Held | None:
    """The office of a full name right behind it, its comma left out: "Ông A | Chủ tịch UBND xã Tân Lập cho biết"."""
    held = scene.starting.get(at)
    if held is None or held.standing != "public" or bearer.titles or "\n" in scene.gap(at):
        return None
    if not (bearer.honorific or bearer.rank) or not _has_three_words(bearer) or _runs_into_name(scene, held):
        return None
    return held if held.last - held.first > 2 else None


def _has_three_words(bearer: Bearer) -> bool:
    """Whether a name is surely a full one."""
    return bearer.name.last - bearer.name.first > 2


_ADVISING = frozenset(("Cố vấn", "Trợ lý", "Phụ tá", "Người phát ngôn", "Phát ngôn viên", "Thư ký"))


def _is_of_office(scene: Scene, at: int) -> bool:
    """Whether "của" and a title of state follow within a few words: "cố vấn | kinh tế của Tổng thống Donald Trump"."""
    of = next((i for i in range(at, at + 5) if scene.key(i) == "của"), None)
    return of is not None and (held := scene.starting.get(of + 1)) is not None and held.standing == "public"


def _serves_named(scene: Scene, at: int) -> bool:
    """Whether before a name its office is told by the name of whom it serves: "người phát ngôn của Tổng thống A, ông B", "... A ông B"."""
    end = at - (scene.text(at - 1) == ",")
    served = next((name for name in scene.names if name.last == end), None)
    if served is None or (held := scene.ending.get(served.first)) is None or held.standing != "public":
        return False
    office = scene.ending.get(held.first - 1) if scene.key(held.first - 1) == "của" else None
    return office is not None and office.title.role in _ADVISING


def _opens_clause(scene: Scene, held: Held) -> bool:
    """Whether a title is the subject of what follows: "Theo ông A, Tổng thống Mỹ cam kết ..."."""
    return held.title.role in ("Thủ tướng", "Tổng thống") and scene.text(held.last)[:1].isalpha()


def _runs_into_name(scene: Scene, held: Held) -> bool:
    """Whether a name follows a title with no mark but ranks and forms of address between."""
    at = held.last
    if scene.text(at) == "(" and scene.text(at + 2) == ")":
        at += 3
    if scene.key(at) == "tại" and at + 1 in scene.places:
        at = scene.places[at + 1]  # "Giám đốc Ngân hàng Thế giới | tại Việt Nam Anna Berg"
        if scene.text(at)[:1].isupper() and scene.text(at + 1)[:1].isupper():
            return True
    limit = at + 6
    while at < limit:
        if at in scene.names_at:
            return True
        if scene.text(at) in ("Ông", "Bà"):
            return False  # the next sentence, its stop left out
        start_hit = addresses().longest(scene.document.keys, at)
        if start_hit is None and not _DEGREE.fullmatch(scene.key(at)):
            return False
        at = start_hit.last if start_hit is not None else at + 1
    return False


def _next_title(scene: Scene, at: int) -> int:
    """Where the next title of a stack may start, over a term, a locality or parent body set off by marks."""
    if scene.key(at) == "nhiệm" and scene.key(at + 1) == "kỳ":
        at += 3
        while is_mark(scene.text(at), DASHES) or scene.text(at).isdigit():
            at += 1
    if scene.key(at) == "khóa":
        at += 2
    if scene.text(at) == "(":
        inner = over_copula(scene, at + 1)
        if inner in scene.starting:
            return inner
        at = over_age(scene, at)
    if is_mark(scene.text(at), ",") and at + 1 not in scene.starting:
        end = scene.bodies.get(at + 1) or scene.places.get(at + 1)
        if end is not None and is_mark(scene.text(end), "," + DASHES):
            at = end
    if is_mark(scene.text(at), "," + DASHES) or scene.key(at) in ("và", "kiêm"):
        return over_copula(scene, at + 1)
    return at if at in scene.starting and scene.key(at) in ("kiêm", "nguyên") else -1

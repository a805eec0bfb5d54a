"""Who holds office by what the article says of a person, where no title stands beside the name: "được bầu làm Chủ tịch"."""

from __future__ import annotations

from vnextract.officials.persons import Person, everyone, index_by_word, is_full, name_keys, resolve
from vnextract.officials.scene import Bearer, Held, Scene

# A title after one of these is what the subject is or becomes: "ông A được bầu làm Chủ tịch UBND xã".
_BECOMES = frozenset("là làm chức vụ danh thành vị nhiệm cử".split())
_LISTS = frozenset(("gồm", "như", ":"))  # "bị cách các chức vụ trong Đảng, gồm Bí thư Chi bộ"
_RELATIVES = frozenset("trai gái ruột rể dâu vợ chồng cháu con bố cha mẹ".split())
_TO = frozenset(("cho", "với"))  # "trao chức Vụ trưởng cho bà A", "kỷ luật cách chức Vụ trưởng đối với bà A"
_PREDICATE_LONGEST = 14
_ANTECEDENT_LONGEST = 60


def hear_predicates(scene: Scene, bearers: list[Bearer], persons: dict[tuple[str, ...], Person]) -> None:
    """ "ông A giữ chức Chủ tịch UBND xã" makes A an official, though the title is no part of the mention."""
    index: dict[str, list[Person]] | None = None
    for bearer in bearers:
        person = persons.get(name_keys(scene.document, bearer))
        if person is not None and person.public:
            continue
        if not (_is_deputy(scene, bearer) or _is_given_office(scene, bearer) or _takes_office(scene, bearer)):
            continue
        if person is None and not is_full(bearer):
            index = index if index is not None else index_by_word(everyone(persons))
            given = name_keys(scene.document, bearer)[-1]
            if any(p.public and p.keys[-1] == given for p in index.get(given, ())):
                continue  # an official is called so already
            person = resolve(scene.document, bearer, index)
        if person is not None:
            person.public = True


def _is_deputy(scene: Scene, bearer: Bearer) -> bool:
    """Whether a delegate is named with the province that elected him, as members of an assembly are: "đại biểu A (Hà Nội)"."""
    at = bearer.last
    delegate = any(held.title.role.startswith(("Đại biểu", "ĐB")) for held in bearer.titles)
    return delegate and scene.text(at) == "(" and (at + 1 in scene.places or scene.key(at + 1) == "đoàn")


def _is_given_office(scene: Scene, bearer: Bearer) -> bool:
    """ "bổ nhiệm chức vụ Vụ trưởng Vụ Pháp chế cho bà A"."""
    at = bearer.first - 1
    if scene.key(at) not in _TO:
        return False
    held = scene.ending.get(at - (scene.key(at - 1) == "đối"))
    return held is not None and held.standing == "public" and (scene.key(at) == "cho" or _is_office(scene, held.first))


def _is_office(scene: Scene, first: int) -> bool:
    return scene.key(first - 1) in _BECOMES


def _takes_office(scene: Scene, bearer: Bearer) -> bool:
    """Whether the clause behind a name says which office its bearer takes, holds or loses."""
    inside, relative, posts = False, False, False
    at, limit = bearer.last, bearer.last + _PREDICATE_LONGEST
    while at < limit:
        inside = (inside or scene.text(at) == "(") and scene.text(at) != ")"
        if not inside:
            if at in scene.names_at or scene.text(at) in (".", ";", "?", "!"):
                return False
            posts = posts or scene.key(at) == "chức"
            held = scene.starting.get(at)
            if held is not None and not relative and scene.key(at - 1) in _RELATIVES:
                relative, at, limit = True, held.last, held.last + _PREDICATE_LONGEST
                continue  # "ông A, em trai Bí thư Tỉnh ủy, làm Giám đốc Sở Xây dựng"
            if held is not None:
                listed = posts and scene.key(at - 1) in _LISTS
                return (_is_office(scene, at) or listed) and _is_public(scene, held)
        at += 1
    return False


def _is_public(scene: Scene, held: Held) -> bool:
    """Whether a title, or one in a row with it, is a public office: "là Phó Trưởng phòng, Phó Thủ trưởng Cơ quan điều tra"."""
    following: Held | None = held
    while following is not None and following.standing != "public":
        joined = scene.text(following.last) == "," or scene.key(following.last) in ("và", "kiêm")
        following = scene.starting.get(following.last + 1) if joined else None
    return following is not None


def hear_pronouns(scene: Scene, bearers: list[Bearer], persons: dict[tuple[str, ...], Person]) -> None:
    """ "Năm 2015, ông được bổ nhiệm làm Phó Cục trưởng": the person named last before "ông" is an official."""
    full = [b for b in bearers if name_keys(scene.document, b) in persons]
    for first, held in scene.starting.items():
        if held.standing != "public" or scene.key(first - 1) not in ("làm", "chức", "vụ"):
            continue
        for at in range(first - 2, max(0, first - 24), -1):
            if scene.text(at) in (".", ";", "?", "!"):
                break
            if scene.key(at) in ("ông", "bà") and at + 1 not in scene.names_at:
                before = [b for b in full if b.name.last <= at]
                if before and at - before[-1].name.last < _ANTECEDENT_LONGEST:
                    persons[name_keys(scene.document, before[-1])].public = True
                break

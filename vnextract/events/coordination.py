"""Noun phrases that act together: of "A và B", "A, B cùng C", "A (thuộc X), Y" the first is the agent."""

from __future__ import annotations

from dataclasses import replace

from vnextract.document import Document, Place, Sentence
from vnextract.events.actors import PERSONS, Actor, Cast
from vnextract.events.clauses import addressed, opening, role, subject_before
from vnextract.events.particles import ADJUNCTS, PREPOSITIONS

_JOINTS = frozenset({"và", "cùng", "với"})
_MARKS = frozenset({",", "-", ";"})
_LONGEST = 16  # noun phrases in a row
_LONE = frozenset({"person", "private", "document", "pronoun"})  # these join by "và" alone


def coordination_head(document: Document, cast: Cast, sentence: Sentence, actor: Actor, heads: dict[int, str]) -> Actor:
    """The first of the noun phrases that end in ``actor``: "A và B", "A, B và C", "A cùng B", "A, body of A"."""
    keys, head, closed = document.keys, actor, False
    for _ in range(_LONGEST):
        if head.first - 2 < sentence.first:
            break
        head = _led(cast, sentence, keys, head)
        whole = _with_counterpart(cast, keys, head)
        joint = keys[whole.first - 1]
        left = _left_partner(cast, sentence, keys, whole)
        if left is None:
            break
        if joint == ")":
            if left.kind not in PERSONS or head.kind != "body":
                break
        elif left.kind in _LONE and joint != "và":
            break
        elif joint in _JOINTS:
            closed = True
        elif not _may_list(document, cast, sentence, left, head, heads, closed):
            break
        head = left
    if keys[head.first - 3 : head.first] in _AMONG and head.first - 5 >= sentence.first and keys[head.first - 4] == ",":
        return _led(cast, sentence, keys, _closest(cast, head.first - 5) or head)
    return head


_AMONG = frozenset({("đứng", "đầu", "là"), ("trong", "đó", "có")})


def _closest(cast: Cast, at: int) -> Actor | None:
    """The noun phrase that ends at a syllable, with the country after it: "Các nhà lập pháp | Mỹ"."""
    actor = cast.at(at)
    if actor is not None and actor.kind == "place":
        return cast.at(actor.first - 1) or actor
    return actor


_LEADING = 8  # syllables of "cũng đã phối hợp chặt chẽ với"


def leader(document: Document, cast: Cast, sentence: Sentence, head: Actor, heads: dict[int, str]) -> Actor | None:
    """Who acts together with a noun phrase or leads it: "Bộ X phối hợp với Bộ Y", "ông X dẫn đầu đoàn công tác"."""
    keys, before = document.keys, head.first - 1
    if before - 1 <= sentence.first:
        return None
    if not _together(keys, before) and keys[before - 1 : before + 1] != ("dẫn", "đầu"):
        return None
    outer = subject_before(document, cast, sentence, before - 1, heads)
    if outer is None or outer[1] > _LEADING or outer[0].kind in _LONE:
        return None
    return coordination_head(document, cast, sentence, outer[0], heads)


def _led(cast: Cast, sentence: Sentence, keys: tuple[str, ...], head: Actor) -> Actor:
    """Those who lead or stand for a body that joins another actor: "Bí thư X cùng lãnh đạo | các sở"."""
    left = cast.at(head.first - 1)
    joined = left is not None and left.first - 2 >= sentence.first and keys[left.first - 1] in _JOINTS
    return left if left is not None and joined and left.kind == head.kind == "authority" else head


def _with_counterpart(cast: Cast, keys: tuple[str, ...], head: Actor) -> Actor:
    """An official from "người đồng cấp" on: "Bộ trưởng A và | người đồng cấp Úc B"."""
    title = cast.at(head.first - 1)
    if head.kind not in PERSONS or title is None or title.kind != "title" or title.first < 2:
        return head
    told = keys[title.first : title.first + len(_COUNTERPART)] == _COUNTERPART
    return replace(head, first=title.first) if told else head


_COUNTERPART = ("người", "đồng", "cấp")


def _together(keys: tuple[str, ...], at: int) -> bool:
    """Whether the word at a syllable says with whom somebody acts: "phối hợp với Sở Y tế", "đã cùng Bộ Công an"."""
    return keys[at] == "cùng" or keys[at - 1 : at + 1] in _WITH


_WITH = frozenset({("hợp", "với"), ("cùng", "với")})


def _has_doer(document: Document, cast: Cast, sentence: Sentence, at: int, heads: dict[int, str]) -> bool:
    """Whether a subject, or who issues by a passive verb, stands left of a syllable."""
    if subject_before(document, cast, sentence, at, heads) is not None:
        return True
    return heads.get(at) == "ISSUANCE" and "trong" not in document.keys[max(0, at - 3) : at]


def _left_partner(cast: Cast, sentence: Sentence, keys: tuple[str, ...], head: Actor) -> Actor | None:
    """The noun phrase left of the conjunction, mark or parenthesis before ``head``."""
    joint, at = keys[head.first - 1], head.first - 2
    if joint == ")":
        at = opening(keys, sentence.first, head.first - 1) - 1
    elif joint not in _JOINTS and joint not in _MARKS:
        return None
    elif keys[at] == ")":
        at = opening(keys, sentence.first, at) - 1
    elif joint == "và" and keys[at] in (",", ";") and head.kind == "official":
        left = cast.at(at - 1)
        return left if at - 1 >= sentence.first and left is not None and left.kind == "official" else None
    elif joint == "với" and keys[at] == "cùng":
        at -= 1
    elif joint == "cùng" and keys[at] == ",":
        at = _before_spouse(keys, at - 1)
    elif joint == "và" and keys[at - 1 : at + 1] == ("phu", "nhân") and keys[at - 2] in ("cùng", "và"):
        at -= 3  # "Chủ tịch nước cùng phu nhân và các đại biểu"
    return cast.at(at) if at >= sentence.first else None


def _through_conjunctions(cast: Cast, sentence: Sentence, keys: tuple[str, ...], actor: Actor) -> Actor:
    """The first of "A và B và C", commas left alone."""
    for _ in range(_LONGEST):
        if actor.first - 2 < sentence.first or keys[actor.first - 1] not in _JOINTS:
            break
        left = _left_partner(cast, sentence, keys, actor)
        if left is None:
            break
        actor = left
    return actor


def _before_spouse(keys: tuple[str, ...], at: int) -> int:
    """The syllable before "và Phu nhân", if that ends at a syllable."""
    return at - 3 if keys[max(0, at - 2) : at + 1] == ("và", "phu", "nhân") else at


def _closes_adjunct(cast: Cast, sentence: Sentence, keys: tuple[str, ...], actor: Actor) -> bool:
    """Whether a noun phrase ends what stands before the subject: "Nói chuyện với gia đình ông X, Thủ tướng ..."."""
    for _ in range(_LONGEST):
        before = actor.first - 1
        if before < sentence.first or keys[before] != ",":
            break
        if before == sentence.first or (left := cast.at(before - 1)) is None:
            return False
        if left.kind == "place" and actor.kind in PERSONS:
            return False  # "Tại Cà Mau, Thủ tướng X, Phó Thủ tướng Y"
        actor = left
    before = actor.first - 1
    return before >= sentence.first and (keys[before] in PREPOSITIONS or cast.owner[before] >= 0)


def _is_country(actor: Actor) -> bool:
    """Whether a place is Vietnam or abroad; cities abroad stand for their country too ("Tokyo, Seoul họp bàn")."""
    return isinstance(actor.mention, Place) and actor.mention.level in ("central", "foreign")


_MET = frozenset({"MEETING", "VISIT"})
_PREMISES = frozenset({("trụ", "sở"), ("hội", "trường")})
_OPENING = frozenset({"'", '"', "["})


def _may_list(
    document: Document,
    cast: Cast,
    sentence: Sentence,
    left: Actor,
    right: Actor,
    heads: dict[int, str],
    closed: bool,
) -> bool:
    """Whether a comma between two phrases joins them: not when the left one closes an adjunct ("Tại Hà Nội, ...").

    ``closed``: the list goes on to an "và", which places need to be one.
    """
    first = _through_conjunctions(cast, sentence, document.keys, left)
    before = first.first - 1
    if before >= sentence.first and document.keys[before] in ADJUNCTS:
        return (
            (document.keys[before] == "gửi" or _together(document.keys, before))
            and right.kind in ("body", "title", "authority")
            and _has_doer(document, cast, sentence, before - 1, heads)
        )
    if before > sentence.first and addressed(document.keys, sentence, before):
        return False
    if before >= sentence.first and heads.get(before) in _MET and before - sentence.first <= 1:
        return False  # "Tiếp Bộ trưởng X, Thủ tướng ..."
    if document.keys[before - 1 : before + 1] in _PREMISES:
        return False  # "tại trụ sở UBND tỉnh, Thanh tra Chính phủ ..."
    part = role(document, cast, sentence, first, heads)
    if left.kind == "place":
        if document.keys[right.first - 1] == "-" and _is_country(left) and _is_country(right):
            return right.kind == "place"  # "Nga - Nhật nhất trí"
        begins = left.first - (left.first > sentence.first and document.keys[left.first - 1] in _OPENING)
        opens = begins == sentence.first and _is_country(left) and _is_country(right)  # "Việt Nam, Lào họp bàn"
        return (closed or opens) and right.kind == "place"
    if left.kind == "body" and right.kind == "title":
        return left.first == sentence.first or part == "passive"
    if left.kind == "official" and right.kind == "title":
        return part == "subject"
    if left.kind == right.kind == "official" and not closed:
        return part != "object" and not _closes_adjunct(cast, sentence, document.keys, first)
    if left.kind == right.kind == "authority" and part == "object" and not closed:
        return False
    return right.kind in ("body", "authority", "place") or left.kind == right.kind

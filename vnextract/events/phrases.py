"""What a noun phrase before a verb belongs to: what its owner owns, of whom a title is said."""

from __future__ import annotations

from vnextract.document import Document, Sentence
from vnextract.events.actors import PERSONAL, PERSONS, UNOFFICIAL, Actor, Cast
from vnextract.events.clauses import subject_before
from vnextract.events.coordination import coordination_head


def possessed(document: Document, cast: Cast, sentence: Sentence, owner: Actor, heads: dict[int, str]) -> Actor:
    """What an owner after "của" owns, if that can act: "người phát ngôn của Thủ tướng", "Bà X, cố vấn của Tổng thống"."""
    if owner.first - 2 < sentence.first:
        return owner
    own = cast.at(owner.first - 2)
    if own is not None and own.kind == "document":
        return owner  # who writes speaks
    if own is not None and own.kind not in UNOFFICIAL and own.kind != "place":
        return coordination_head(document, cast, sentence, own, heads)
    outer = subject_before(document, cast, sentence, owner.first - 2, heads)
    return outer[0] if outer and outer[1] <= 10 and outer[0].kind in PERSONS else owner


_COPULA_REACH = 12


def predicated(document: Document, cast: Cast, sentence: Sentence, actor: Actor, heads: dict[int, str]) -> Actor | None:
    """Of whom a title before the verb is said: "Bị cáo nguyên là cán bộ Sở Y tế cho rằng"."""
    if actor.kind not in ("title", "authority") or actor.first - 2 < sentence.first:
        return None
    at = actor.first - 1
    if document.keys[at] != "là":
        return None
    outer = subject_before(document, cast, sentence, at - 1, heads)
    if outer is None or outer[1] > _COPULA_REACH:
        return None
    alike = outer[0].kind in PERSONAL or (actor.kind == "authority" and outer[0].kind in _PLACED)
    return outer[0] if alike else None


def apposed_to(document: Document, cast: Cast, sentence: Sentence, title: Actor) -> Actor | None:
    """The person before a title after a comma, his age passed over: "Ông X, 46 tuổi, | một quan chức kỳ cựu"."""
    at = title.first - 2
    if title.kind not in ("title", "authority") or at < sentence.first or document.keys[at + 1] != ",":
        return None
    if document.keys[at] == "tuổi" and document.keys[at - 1].isdigit() and document.keys[at - 2] == ",":
        at -= 3
    named = cast.at(at) if at >= sentence.first else None
    return named if named is not None and named.kind in ("official", "person") else None


_PLACED = frozenset({"place", "body"})  # "Huyện X là địa phương đề xuất nhiều nhất"

"""Every name of an article with its titles, and what the members of a list, a pair or an alias share."""

from __future__ import annotations

from vnextract.names.words import is_mark
from vnextract.officials.appositions import look_left, look_right
from vnextract.officials.glosses import over_age
from vnextract.officials.precedence import PREPOSITIONS
from vnextract.officials.scene import Bearer, Held, Scene

COMRADES = frozenset(("đồng chí", "đ/c", "đ.c"))


def attach(scene: Scene) -> list[Bearer]:
    """Every name of the article with the titles of its own noun phrase, in text order."""
    bearers: list[Bearer] = []
    sharing: Bearer | None = None
    given: list[Held] = []
    for name in scene.names:
        bearer = look_left(scene, name)
        bearer.comrade = _is_comrade(scene, bearer) or (
            bool(bearers) and bearers[-1].comrade and _is_next_item(scene, bearers[-1], bearer)
        )
        before = bearer.titles if _may_be_of_another(scene, bearer) else []
        if before:
            bearer.titles = []
        look_right(scene, bearer)
        bearer.titles = bearer.titles or before
        if bearers and scene.key(name.first - 1) in ("tức", "tên") and bearer.first == name.first:
            _give_alias(scene, bearers[-1], bearer)
        if bearers and sharing is not None and _is_next_item(scene, bearers[-1], bearer):
            if not any(held.last <= name.first for held in bearer.titles):
                bearer.titles = [*given, *bearer.titles]
        elif bearers and _is_pair(scene, bearers[-1], bearer):
            bearer.titles = [*bearers[-1].titles, *bearer.titles]
        elif bearer.shared:
            sharing, given = bearer, [held for held in bearer.titles if held.last <= name.first]
        else:
            sharing, given = None, []
        bearers.append(bearer)
    return bearers


def _is_comrade(scene: Scene, bearer: Bearer) -> bool:
    """Whether "đồng chí" stands before a name, or "các đồng chí:" before a list that it opens."""
    if bearer.honorific:
        return bearer.honorific.casefold() in COMRADES
    back = bearer.first - 1
    return scene.text(back) == ":" and (scene.key(back - 2), scene.key(back - 1)) == ("đồng", "chí")


def _may_be_of_another(scene: Scene, bearer: Bearer) -> bool:
    """Whether a comma and "ông" part the titles from the name and a preposition stands before them.

    They are then another's if the name has its own: "theo quyết định của Thủ tướng, ông A, Thứ trưởng Bộ Y tế".
    """
    if not bearer.titles or bearer.shared:
        return False
    first, last = bearer.titles[0].first, bearer.titles[-1].last
    return is_mark(scene.text(last), ",") and last + 1 < bearer.name.first and scene.key(first - 1) in PREPOSITIONS


def _give_alias(scene: Scene, named: Bearer, alias: Bearer) -> None:
    """An alias in parentheses hands on what is said behind it: "Lê Văn A (tức Lê B, 41 tuổi, cựu cán bộ Công an tỉnh)"."""
    opening = named.name.last
    if scene.text(opening) == "(" and alias.name.first - opening < 4:
        alias.presented = any(held.standing == "public" for held in alias.titles)
        named.titles.extend(alias.titles)
        alias.titles = []


def _is_pair(scene: Scene, before: Bearer, after: Bearer) -> bool:
    """Whether one title stands before two names: "Thứ trưởng A và B"."""
    return (
        bool(before.titles)
        and not after.titles
        and after.first == after.name.first
        and before.last == before.name.last
        and all(held.last <= before.name.first for held in before.titles)
        and scene.key(before.last) == "và"
        and before.last + 1 == after.first
        and after.name.last - after.name.first > 1
    )


def _is_next_item(scene: Scene, before: Bearer, after: Bearer) -> bool:
    """Whether two names are neighbors in one list: only a comma, semicolon or "và" stands between."""
    start = after.first
    last = over_age(scene, before.last)
    between = [scene.key(at) for at in range(last if last <= start else before.last, start)]
    return len(between) <= 2 and all(key in (",", ";", "và", "cùng") for key in between) and bool(between)

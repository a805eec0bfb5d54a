"""What stands between a name and its titles and belongs to neither: ages, terms of office, copulas, parentheses."""

from __future__ import annotations

from vnextract.names.words import is_mark
from vnextract.officials.scene import Scene

_PARENTHESIS_LONGEST = 16
COPULAS = frozenset("thời điểm hiện nay là khi đó lúc ấy đang giờ và từng".split())
DASHES = "-–—‒"


def over_term_left(scene: Scene, at: int) -> int:
    """Back over "khóa XIV", "nhiệm kỳ 2011-2016" before a syllable."""
    if scene.key(at - 2) in ("khóa", "khoá"):
        return at - 2
    back = at
    while back > at - 4 and scene.text(back - 1).strip(DASHES + "0123456789") == "":
        back -= 1
    return back - 2 if back < at and (scene.key(back - 2), scene.key(back - 1)) == ("nhiệm", "kỳ") else at


def over_parenthesis_left(scene: Scene, at: int, localities: bool = False) -> int | None:
    """For a closing parenthesis right before ``at``: the syllable of its opening one, if a title ends there.

    With ``localities`` also over one: "Chủ tịch UBND xã Tân Lập, huyện Bắc Hà (Lào Cai) - ông A".
    """
    if scene.text(at - 1) != ")":
        return None
    for back in range(at - 2, max(-1, at - _PARENTHESIS_LONGEST), -1):
        if scene.text(back) == "(":
            outer = scene.localities.get(back, 0) - 1 if localities else -1
            if is_mark(scene.text(outer), ",") and outer in scene.ending:
                return outer
            return back if back in scene.ending else None
    return None


def over_copula(scene: Scene, at: int) -> int:
    """Over "hiện là", "khi đó là", "nay đang là" before a title."""
    if at in scene.starting:
        return at
    if (scene.key(at), scene.key(at + 1)) == ("một", "trong") and at + 3 in scene.starting:
        return at + 3  # "ông A, một trong hai đại biểu Quốc hội"
    for ahead in range(at, at + 5):
        if ahead in scene.starting:
            return ahead if scene.key(ahead - 1) == "là" or ahead == at + 1 else at
        if scene.key(ahead) not in COPULAS:
            break
    return at


def over_age(scene: Scene, at: int) -> int:
    """Over "(59 tuổi)", ", 45 tuổi", "(trái)" after a name."""
    if scene.text(at) == "(" and not opens_titles(scene, at + 1):
        for ahead in range(at + 1, at + _PARENTHESIS_LONGEST):
            if scene.text(ahead) == ")":
                return ahead + 1
            if not scene.text(ahead) or ahead in scene.names_at:
                break
    if is_mark(scene.text(at), ",") and scene.text(at + 1).isdigit() and scene.key(at + 2) == "tuổi":
        return at + 3
    if is_mark(scene.text(at), ",") and scene.key(at + 1) == "sinh" and scene.key(at + 2) == "năm":
        return at + 4
    return at


def opens_titles(scene: Scene, at: int) -> bool:
    """Whether a title stands at a syllable, after "hiện là" or an age: "(41 tuổi, nguyên Phó Chủ tịch ...)"."""
    if scene.text(at).isdigit() and scene.key(at + 1) == "tuổi" and scene.text(at + 2) == ",":
        at += 3
    return over_copula(scene, at) in scene.starting

"""Whom an act befalls who has no name: "15 cá nhân", "một số cán bộ", "nhân sự", "em trai Bí thư".

Such words are actors for an act that befalls somebody alone; what else a text tells of "các cá nhân" is nobody's act.
"""

from __future__ import annotations

from vnextract.document import Document, Sentence
from vnextract.events.actors import Actor, Cast
from vnextract.lexicon import Lexicon, per_seeds, seed_rows
from vnextract.syllables import phrases

_COUNTS = frozenset("một hai ba bốn năm sáu bảy tám chín mười các những nhiều cả nhóm loạt số chục trăm vị".split())
_COUNTED = frozenset({"counted", "people", "accused"})
_KINDS = {"counted": "group", "class": "group", "involved": "people"}
_ELSEWHERE = phrases("ngân hàng,công ty,bệnh viện,doanh nghiệp,tập đoàn,nhà trường,tín dụng,câu lạc,đội tuyển")
_LONGEST_COUNT = 4  # syllables of "một loạt các", "hàng chục"
_NAMED = frozenset({"official", "title", "person", "post"})  # noun phrases that say who it is
_BY_NAME = frozenset({"official", "person"})
_REACH = 9  # syllables of a group with what is said of it: "2 người không đủ tuổi tái cử"
_ENDS = frozenset('; : . " ( ) -'.split())


@per_seeds
def group_lexicon() -> Lexicon[str]:
    return Lexicon((row["form"], row["kind"]) for row in seed_rows("groups"))


def group_at(document: Document, cast: Cast, at: int, limit: int) -> Actor | None:
    """The group that opens at a syllable: a count with a word for persons, or that word alone where it needs none."""
    keys, noun = document.keys, at
    while noun < min(limit, at + _LONGEST_COUNT) and (keys[noun] in _COUNTS or keys[noun][:1].isdigit()):
        noun += 1
    if noun >= limit or (hit := group_lexicon().longest(keys, noun)) is None or hit.last > limit:
        return None
    actor, last, bare = cast.at(noun), hit.last, noun == at
    syllables = document.syllables
    if (actor is not None and actor.kind in _NAMED) or (hit.value in _COUNTED and bare):
        return None
    if actor is not None and actor.kind == "body" and actor.start == syllables[noun].start:
        return None  # "Ban Thường vụ Tỉnh ủy" has a name
    if keys[last : last + 2] in _ELSEWHERE:
        return None  # "200 cán bộ ngân hàng"
    if actor is not None and actor.kind == "body":  # "hai cán bộ Sở Y tế"
        last = actor.last
    elif hit.value != "kin" and last < limit and (named := cast.at(last)) is not None and named.kind in _BY_NAME:
        return None  # who it is stands right there: "các bị can Nguyễn Văn A, ..."
    elif last < limit and keys[last] == "này":
        last += 1
    elif bare and last < limit and cast.owner[last] < 0 and syllables[last].text[:1].isupper():
        return None  # a name that nobody knows: "cán bộ Nguyễn Văn A"
    kind = "generic" if bare and hit.value == "class" else _KINDS.get(hit.value, hit.value)
    return Actor(at, last, syllables[at].start, syllables[last - 1].end, kind)


def group_before(document: Document, cast: Cast, sentence: Sentence, at: int) -> Actor | None:
    """The group whose noun phrase ends at a syllable: "Các tập thể, cá nhân vi phạm" before "bị kỷ luật"."""
    keys = document.keys
    for first in range(max(sentence.first, at - _REACH), at + 1):
        if keys[first] in _ENDS or (first > sentence.first and keys[first - 1] in _COUNTS):
            continue
        group = group_at(document, cast, first, at + 1)
        if group is not None and _reaches(document, cast, group.last, at + 1):
            return group
    return None


def _reaches(document: Document, cast: Cast, last: int, end: int) -> bool:
    """Whether what stands from ``last`` to ``end`` still belongs to a group: other groups after a comma, a modifier."""
    keys = document.keys
    for i in range(last, end):
        if keys[i] in _ENDS or (keys[i] == "," and group_at(document, cast, i + 1, end) is None):
            return False
        if (actor := cast.at(i)) is not None and actor.kind in _NAMED:
            return False
    return True

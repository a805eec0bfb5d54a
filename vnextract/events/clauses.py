"""Who does what in a Vietnamese clause: from a verb or event noun to the noun phrase that acts.

Vietnamese marks no case and no agreement; order does it. Left of a verb stand its particles of tense, negation and
voice, left of these the subject, which may end in an apposition, a parenthesis or a time. ``read_left`` walks over
the particles and says what it met. If a noun phrase stands there, ``role`` asks the word left of *it*: at the start
of a clause, after a comma or a word of saying it is the subject; after a verb of ordering it is the one who is
ordered, and what follows is the content of the order; after a preposition or another verb it is an object and the
subject is sought further left (``subject_before``), or, for a clause without one, to the right ("Phát biểu tại
hội nghị, X nhấn mạnh"; ``subject_after``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from vnextract.document import Document, Place, Sentence
from vnextract.events.actors import PERSONS, UNOFFICIAL, Actor, Cast
from vnextract.events.particles import (
    ADDRESSED,
    ADJUNCTS,
    AMOUNTS,
    LONGEST_PHRASE,
    MARKS,
    NOMINAL,
    OPEN,
    PARTICLES,
    PHRASE_HEADS,
    PHRASES,
    PREPOSITIONS,
    QUALIFIED,
    THEN,
    WITNESSED,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands left of a verb: the particles met, the syllable where the walk ended, the actor there if any."""

    particles: frozenset[str]
    at: int  # -1 before the sentence
    actor: Actor | None
    mark: str  # what the word at ``at`` says, where it is no actor


def read_left(document: Document, cast: Cast, sentence: Sentence, first: int) -> Reading:
    """Walks left from a trigger at syllable ``first`` over particles, times, parentheses and one comma or dash."""
    keys, at = document.keys, first - 1
    particles: set[str] = set()
    low = sentence.first
    crossed = dashed = False
    while at >= low:
        if at in cast.time_first:
            at = cast.time_first[at] - 1
            continue
        actor = cast.at(at)
        if actor is not None:
            actor = _phrase_head(cast, low, actor)
            if dashed:
                actor = _before_dash(keys, cast, low, at) or actor
            actor = _apposed_head(keys, cast, low, actor) or actor
            return Reading(frozenset(particles), at, actor, "")
        key = keys[at]
        if key == ")":
            opened = opening(keys, low, at)
            if opened < 0:
                break
            at = opened - 1
        elif key in PHRASE_HEADS and (n := _phrase(keys, low, at)):
            if told := PHRASES[keys[at - n + 1 : at + 1]]:
                particles.add(told)
            at -= n
        elif key in PARTICLES:
            if PARTICLES[key]:
                particles.add(PARTICLES[key])
            at -= 1
        elif key in (",", "-") and not crossed and at - 1 >= low and _ends_phrase(keys, cast, low, at - 1):
            crossed = True
            dashed = key == "-"
            particles.add("crossed")
            at -= 1
        elif at > low and (keys[at - 1] == "khóa" or (key == "đó" and keys[at - 1] in THEN)):
            at -= 2  # "Quốc hội khóa XIV đã bầu", "sau đó"
        elif key in ("hôm", "hồi", "ngày", "lúc"):
            at -= 1
        elif n := _qualified(keys, cast, low, at):
            at -= n
        else:
            break
    mark = "start" if at < low else MARKS.get(keys[at], "word")
    if "joined" in particles and mark in ("word", "quote"):  # "... từ bỏ TPP đồng thời kêu gọi các nước"
        mark = "and"
    if mark == "word" and document.syllables[at].text[:1].isupper() and at > low:
        mark = "proper"
    return Reading(frozenset(particles), at if at >= low else -1, None, mark)


def read_on(document: Document, cast: Cast, first: int, end: int) -> frozenset[str]:
    """The particles that stand from syllable ``first`` on, right after a subject, before its verb."""
    keys, at, said = document.keys, first, set[str]()
    while at < end:
        phrase = next((keys[at : at + n] for n in (3, 2, 1) if keys[at : at + n] in PHRASES), ())
        if phrase or keys[at] in PARTICLES:
            said.add(PHRASES[phrase] if phrase else PARTICLES[keys[at]])
        elif at not in cast.time_first:
            break
        at += len(phrase) or 1
    return frozenset(said - {""})


def _qualified(keys: tuple[str, ...], cast: Cast, low: int, at: int) -> int:
    """How many syllables at the end of a noun phrase only qualify it: "nghị quyết này", "Quốc hội khóa XIV", "64 tuổi"."""
    for n, words in _QUALIFIERS:
        if at - n < low or not words(keys[at - n + 1 : at + 1]):
            continue
        if cast.owner[at - n] >= 0:
            return n
        if keys[at - n] == "," and at - n > low and cast.owner[at - n - 1] >= 0:  # "ông X, 64 tuổi,"
            return n + 1
    return 0


# By their number of syllables.
_QUALIFIERS: tuple[tuple[int, Callable[[tuple[str, ...]], bool]], ...] = (
    (1, lambda words: words[0] in ("này", "kia", "ấy")),
    (2, lambda words: words[0] == "nhiệm" or (words[0].isdigit() and words[1] == "tuổi")),
    (2, lambda words: words in (("nước", "ngoài"), ("nói", "trên"), ("cấp", "trên"), ("cấp", "dưới"), ("sở", "tại"))),
)


def _phrase(keys: tuple[str, ...], low: int, at: int) -> int:
    """How many syllables the longest adverb phrase that ends at a syllable has."""
    for n in range(min(LONGEST_PHRASE, at - low + 1), 0, -1):
        if keys[at - n + 1 : at + 1] in PHRASES:
            return n
    return 0


def _phrase_head(cast: Cast, low: int, actor: Actor) -> Actor:
    """The noun phrase that an actor right after it belongs to: "Đoàn Luật sư | Hà Nội", "đoàn công tác | Chính phủ"."""
    if actor.kind in ("place", "agency") and actor.first > low:
        return cast.at(actor.first - 1) or actor  # "Đoàn Luật sư | Hà Nội", "Bộ Y tế | nước này"
    if actor.kind == "title" and actor.first > low:
        named = cast.at(actor.first - 1)
        return named if named is not None and named.kind == "official" else actor  # "ông X | Phó Bí thư Thành ủy"
    whole = actor
    while whole.kind in ("authority", "body") and whole.first > low:
        left = cast.at(whole.first - 1)
        if left is None or left.kind != "authority":
            break
        whole = replace(left, last=actor.last, end=actor.end)
    return whole


def _before_dash(keys: tuple[str, ...], cast: Cast, low: int, at: int) -> Actor | None:
    """The person before an apposition between dashes: "Đại úy X - Đội trưởng Đội 3, Công an huyện Y - cho biết"."""
    for i in range(at, max(low, at - 30), -1):
        if keys[i] == "-" and (actor := cast.at(i - 1)) is not None and actor.kind in PERSONS:
            return actor
    return None


_UNIT_KINDS = frozenset({"place", "body", "title", "authority", "post"})
_APPOSED = 14  # syllables of an address or a place of work


def _apposed_head(keys: tuple[str, ...], cast: Cast, low: int, actor: Actor) -> Actor | None:
    """Whose address, place of work or whereabouts stand before the verb: "Ông X, trú tổ 5, phường Y cho biết"."""
    if actor.kind not in _UNIT_KINDS:
        return None
    for i in range(actor.first - 1, max(low, actor.first - _APPOSED), -1):
        here = cast.at(i)
        if here is not None:
            if here.kind not in ("place", "private"):
                stays = actor.kind == "place" and i < actor.first - 1 and keys[i + 1] in ("tại", "ở")
                governed = here.first > 0 and keys[here.first - 1] in PREPOSITIONS
                return here if stays and here.kind in _RESIDENTS and not governed else None
        elif keys[i] in (",", "-") and (head := cast.at(i - 1)) is not None and head.kind not in ("place", "private"):
            return head if _is_apposed(keys, head, actor, i) else None
        elif PARTICLES.get(keys[i]) or MARKS.get(keys[i], "comma") not in ("comma", "dash", "word", "at"):
            return None
    return None


_RESIDENTS = frozenset({"official", "person", "title", "body"})
_BODILY = frozenset({"body", "title"})
_LOCAL = frozenset({"provincial", "district", "commune"})


def _is_apposed(keys: tuple[str, ...], head: Actor, actor: Actor, comma: int) -> bool:
    """Whether what stands after a comma belongs to the noun phrase before it: "Công an huyện X, tỉnh Y cho biết".

    Not the subject after an adjunct ("Theo ông X, TP.HCM ..."), nor a body right after a comma: "Gặp ông X, Bộ Y tế nói".
    """
    level = actor.mention.level if isinstance(actor.mention, Place) else None
    before = keys[head.first - 1] if head.first else ""
    adjunct = before in ADJUNCTS and before != "từ"
    if head.kind == "official" and actor.kind == "place":
        return not adjunct or level in ("district", "commune")
    if head.kind in _BODILY and actor.kind == "place":
        return level in _LOCAL and not adjunct
    return head.kind == "person" and not (actor.kind == "body" and comma == actor.first - 1)


def _ends_phrase(keys: tuple[str, ...], cast: Cast, low: int, at: int) -> bool:
    """Whether a noun phrase ends at a syllable that a verb after a mark may have as its subject; no place alone is one."""
    if keys[at] == ")":
        opened = opening(keys, low, at)
        return opened > low and cast.owner[opened - 1] >= 0
    actor = cast.at(at)
    if actor is not None and actor.kind == "place" and actor.first > low:
        return _phrase_head(cast, low, actor) is not actor or _apposed_head(keys, cast, low, actor) is not None
    return actor is not None


def opening(keys: tuple[str, ...], low: int, closing: int) -> int:
    """The syllable of the parenthesis that another one closes, from ``low`` on; -1 where none is near."""
    for at in range(closing - 1, max(low - 1, closing - 40), -1):
        if keys[at] == "(":
            return at
    return -1


def role(document: Document, cast: Cast, sentence: Sentence, actor: Actor, heads: dict[int, str]) -> str:
    """How an actor stands in its clause: subject, ordered, told, object, or the preposition before it.

    ``heads`` maps the last syllable of each trigger to its event type.
    """
    keys, before = document.keys, _before_amount(document.keys, cast, sentence.first, actor.first - 1)
    if before < sentence.first or before in cast.time_first:
        return "subject"
    kind = heads.get(before)
    if kind == "DIRECTION":
        return "ordered"
    if addressed(keys, sentence, before):
        return "object"
    if kind == "STATEMENT" or _quotes(keys, before):
        return "subject"
    key, previous = keys[before], keys[before - 1] if before else ""
    if key == "trước" and before > sentence.first and previous not in OPEN and before - 1 not in cast.time_first:
        return key  # whom somebody speaks before: "điều trần trước Quốc hội"
    if key in ("do", "bởi") and previous != "lý":
        return "do"
    if key == "tin" and previous in ("đưa", "loan"):  # "hãng Kyodo đưa tin một phái đoàn sẽ đến"
        return "subject"
    if key in NOMINAL or keys[before - 1 : before + 1] in QUALIFIED:
        return "nominal"
    if key == "nghe" or keys[before - 1 : before + 1] in WITNESSED:  # "nghe Giám đốc Sở báo cáo"
        return "heard"
    if key == "có" and actor.kind not in ("place", "document", "post"):  # "đã có 31 đại biểu phát biểu"
        return "subject"
    if key == "thời" and previous == "dưới":
        return "dưới"
    if key in OPEN:
        return "passive" if key in ("được", "bị") else "subject"
    if key in PREPOSITIONS:
        return key
    # A name without office before the phrase closes an adjunct: "Trả lời Dân trí ông X cho biết".
    if cast.owner[before] >= 0:
        return "subject"
    if document.syllables[actor.first].text in ("Ông", "Bà"):
        return "subject"  # a caption or headline without a stop stands before
    return "subject" if actor.kind != "place" and document.syllables[before].text[:1].isupper() else "object"


def _before_amount(keys: tuple[str, ...], cast: Cast, low: int, at: int) -> int:
    """The syllable before what counts or stresses a noun phrase: "ít nhất 31 đại biểu", "đích thân Thủ tướng"."""
    if at >= low and keys[at][0].isdigit() and at not in cast.time_first:
        at -= 1
    if keys[max(low, at - 1) : at + 1] in AMOUNTS:
        return at - 2
    return at - 1 if at >= low and (keys[at],) in AMOUNTS else at


def addressed(keys: tuple[str, ...], sentence: Sentence, before: int) -> bool:
    """Whether the verb that ends at a syllable has whom it addresses after it: "Trả lời ông X", "Báo cáo Ban Chỉ đạo"."""
    verb = keys[before - 1 : before + 1]
    return verb in ADDRESSED or (verb == ("báo", "cáo") and before - 1 == sentence.first)


def _quotes(keys: tuple[str, ...], before: int) -> bool:
    """Whether the words that end at a syllable name a source: "dẫn lời", "dẫn nguồn tin từ"."""
    key, last = keys[before], keys[before - 1] if before else ""
    if key in ("lời", "nguồn"):
        return last in ("dẫn", "trích")
    if key == "của" and last == "lời":  # "trích lời của một trợ lý"
        return keys[before - 2] in ("dẫn", "trích")
    return (last == "tin" and (key == "từ" or (key == "của" and keys[before - 2] == "nguồn"))) or (
        key == "tin" and last == "nguồn"
    )


_SUBJECTS = frozenset({"subject", "theo"})
_VOICED = frozenset({("đưa", "ra"), ("nêu", "ra")})  # "Thông tin này được ông X đưa ra tại cuộc họp"


def only_tells(document: Document, actor: Actor) -> bool:
    """Whether somebody without office is named only as the source: "Theo phóng viên X, phát biểu tại cuộc họp, ..."."""
    return actor.kind in UNOFFICIAL and actor.first > 0 and document.keys[actor.first - 1] == "theo"


def subject_before(
    document: Document, cast: Cast, sentence: Sentence, at: int, heads: dict[int, str]
) -> tuple[Actor, int] | None:
    """The nearest subject left of syllable ``at`` in the sentence, and how many syllables lie between."""
    i = at
    while i >= sentence.first:
        actor = cast.at(i)
        if actor is None:
            i -= 1
            continue
        part = role(document, cast, sentence, head := _joined_head(document, cast, actor), heads)
        if (
            actor.kind != "post"
            and (part in _SUBJECTS or (part == "passive" and document.keys[actor.last : actor.last + 2] in _VOICED))
            and not only_tells(document, head)
            and not _in_parenthesis(document, sentence, actor)
        ):
            return actor, at - actor.last + 1
        i = actor.first - 1
    return None


def _joined_head(document: Document, cast: Cast, actor: Actor) -> Actor:
    """The first of noun phrases joined by "và", which tells their part: "giao cho tỉnh và doanh nghiệp" has no subject.

    Of strangers also what they are: "phóng viên | báo Sao Mai".
    """
    if actor.kind in UNOFFICIAL and actor.first > 0:
        left = cast.at(actor.first - 1)
        actor = left if left is not None and left.kind in UNOFFICIAL else actor
    while actor.first > 1 and document.keys[actor.first - 1] == "và" and (left := cast.at(actor.first - 2)) is not None:
        actor = left
    return actor


def _in_parenthesis(document: Document, sentence: Sentence, actor: Actor) -> bool:
    keys = document.keys
    for i in range(actor.first - 1, max(sentence.first - 1, actor.first - 12), -1):
        if keys[i] == ")":
            return False
        if keys[i] == "(":
            return True
    return False


def subject_after(document: Document, cast: Cast, sentence: Sentence, at: int, heads: dict[int, str]) -> Actor | None:
    """The first subject right of syllable ``at`` that stands after a comma: that of a clause put after its adjunct."""
    i, keys = at, document.keys
    comma = False
    while i < sentence.last:
        actor = cast.at(i)
        if actor is None:
            comma = comma or keys[i] in (",", ":")
            i += 1
            continue
        if comma and role(document, cast, sentence, actor, heads) == "subject":
            return actor
        i = actor.last
    return None


def actor_after(cast: Cast, sentence: Sentence, at: int, kinds: frozenset[str], reach: int = 12) -> Actor | None:
    """The first actor of some kinds within reach right of syllable ``at``."""
    i, high = at, min(sentence.last, at + reach)
    while i < high:
        actor = cast.at(i)
        if actor is None:
            i += 1
        elif actor.kind in kinds:
            return actor
        else:
            i = actor.last
    return None

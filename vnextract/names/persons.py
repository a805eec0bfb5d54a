"""Personal names: where one starts, and where it ends.

A Vietnamese name is a surname and one to three given syllables, each with a capital; it is recognized by its
surname. Any other name (foreign, religious, of one syllable) is only recognized where a person is announced: after
a title, a form of address, a rank. Both stop before words that open a sentence or a title.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import compress

import regex

from vnextract.boundaries import bounds
from vnextract.document import Document
from vnextract.names.words import (
    adjacent,
    is_capitalized,
    is_initial,
    is_mark,
    is_vietnamese,
    speech_verbs,
    surnames,
    word_pairs,
)

LONGEST = 4  # syllables of a Vietnamese name; compound surnames add one
LONGEST_FOREIGN = 6

_MASKED = regex.compile(r"\p{Lu}(?:\.\p{Lu})*\.?")

_ARTICLES = frozenset(("al", "el"))  # "al-Thani" starts small


_ORDINALS = frozenset(("II", "III", "IV", "VI", "VII", "VIII", "XIV", "XVI"))  # "Nữ hoàng Elizabeth II"


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name: its offsets and its syllables ``[first, last)``. ``free``: found without a word announcing it."""

    start: int
    end: int
    first: int
    last: int
    vietnamese: bool
    free: bool


def name_at(
    document: Document, at: int, *, announced: bool = False, stops: Collection[int] = frozenset()
) -> tuple[int, bool] | None:
    """Where a name that starts at syllable ``at`` ends (exclusive), and whether it is Vietnamese; None if none starts.

    ``announced`` says that the words before expect a person; ``stops`` are syllables at which a title or body
    starts, where a name must end.
    """
    tokens = document.syllables
    if at >= len(tokens) or not (is_capitalized(tokens[at]) or (announced and tokens[at].key in _ARTICLES)):
        return None
    key = tokens[at].key
    if at in stops or key == "rịa":
        return None
    if (key in surnames() or (announced and key == "nguyên")) and (
        key != "ông" or _is_surname_ong(document, at, announced)
    ):
        last = _vietnamese_end(document, at, stops)
        if last - at >= 2 and not (
            key in bounds("korean_surname") and last + 1 not in stops and _is_hyphenated(document, last)
        ):
            if not (announced and last - at == 2 and _goes_on(document, last, stops)):
                return last, True
            return _announced_end(document, at, stops)  # "Nay Y Blung"
    if (
        not announced
        or _is_glued(tokens[at].text)
        or (key in bounds("sentence_opener") and not _is_hyphenated(document, at + 2) and not _is_given(document, at))
        or (key in bounds("unit_opener") and not _is_short(document, at))
    ):
        return None
    return _announced_end(document, at, stops)


def _is_glued(text: str) -> bool:
    """Whether an acronym runs into a word for want of a blank: "GTVTLê"."""
    return sum(c.isupper() for c in text) > 2 and not text.isupper()


def _is_hyphenated(document: Document, at: int) -> bool:
    """Whether a small word hangs on the name before it by a hyphen: "Kim Mi-sun"."""
    tokens = document.syllables
    return (
        at + 1 < len(tokens)
        and tokens[at].text == "-"
        and tokens[at - 1].end == tokens[at].start
        and tokens[at].end == tokens[at + 1].start
        and tokens[at + 1].text.islower()
    )


def _opens_sentence(document: Document, at: int) -> bool:
    """Whether a capital word starts a new sentence: "Khẳng định ...", but not before a mark ("Lê Quang Tự Do,")."""
    tokens, key = document.syllables, document.keys[at]
    if key not in bounds("sentence_opener") or key in bounds("given_opener") or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1].text
    return following[0].isalnum() and (not following[0].isupper() or key in bounds("never_given"))


def _opens_clause(document: Document, at: int) -> bool:
    """Whether a capital word and the next are the verb of a new sentence: "Lê Văn Tâm Băn khoăn về nợ"."""
    tokens = document.syllables
    return document.keys[at : at + 2] in speech_verbs() and tokens[at + 1].text[0].islower()


def _goes_on(document: Document, at: int, stops: Collection[int]) -> bool:
    """Whether a capital word of no Vietnamese letters carries on a name: "Nay Y | Blung"."""
    token = document.syllables[at] if at < len(document.syllables) else None
    if token is None or at in stops or not adjacent(document, document.syllables[at - 1], token):
        return False
    return token.text[0].isupper() and token.text[1:].islower() and not is_vietnamese(token.key)


def _opens_word(document: Document, at: int) -> bool:
    """Whether a capital syllable and the small one after it are a word, of a new sentence: "Vũ Đức Nam Quang cảnh phiên họp"."""
    keys, tokens = document.keys, document.syllables
    if at + 1 >= len(tokens) or not tokens[at + 1].text.islower() or not adjacent(document, tokens[at], tokens[at + 1]):
        return False
    return keys[at : at + 2] in word_pairs() and keys[at + 1 : at + 3] not in word_pairs()


def _is_surname_ong(document: Document, at: int, announced: bool) -> bool:
    """ "Ông" is a surname only right after a title and before no other surname: "Đội trưởng Ông Văn A"."""
    tokens = document.syllables
    named = announced and at + 2 < len(tokens) and tokens[at + 1].key not in surnames()
    return named and is_capitalized(tokens[at + 1]) and is_capitalized(tokens[at + 2])


def _is_given(document: Document, at: int) -> bool:
    """A given name alone that opens sentences too: "ông Đồng nói", not "Đồng thời"."""
    return document.keys[at] in bounds("given_opener") and not _opens_word(document, at) and _is_short(document, at)


def _is_short(document: Document, at: int) -> bool:
    """A given name alone that is like the word of a unit: "ông Công", "bà Hội"."""
    tokens = document.syllables
    return at + 1 >= len(tokens) or not tokens[at + 1].text.isalpha() or not is_capitalized(tokens[at + 1])


def _vietnamese_end(document: Document, at: int, stops: Collection[int]) -> int:
    tokens = document.syllables
    shouted = tokens[at].text.isupper() and len(tokens[at].text) > 1
    limit = min(at + LONGEST + (tokens[at].key in ("công", "tôn")), len(tokens))
    last = at + 1
    while last < limit:
        token = tokens[last]
        if not is_capitalized(token) or last in stops or not adjacent(document, tokens[last - 1], token):
            break
        if _masks(document, last):
            return last + 1 + (token.text[-1] != ".")  # "Trần Th.", "Nguyễn Văn T."
        if not token.text.isalpha() or (len(token.text) > 1 and token.text.isupper() != shouted):
            break
        if not is_vietnamese(token.key) and token.key not in surnames():
            break
        if last - at > 1 and _opens_sentence(document, last):
            break
        if last - at > 2 and (_opens_clause(document, last) or _opens_word(document, last)):
            break
        if token.key in ("sáng", "tối") and last + 1 < len(tokens) and tokens[last + 1].text[0].isdigit():
            break
        last += 1
    return last


def _masks(document: Document, at: int) -> bool:
    """Whether letters with a stop hide a given name here, and the sentence goes on: "ông Nguyễn Văn T., Chủ tịch xã"."""
    tokens, text = document.syllables, document.syllables[at].text
    letters = text.rstrip(".")
    if len(letters) > 2 or not letters.isalpha() or letters in ("TP", "Tp", "Q", "P") or len(text) - len(letters) > 1:
        return False
    after = at + 1
    if text == letters:
        if after >= len(tokens) or tokens[after].text != "." or tokens[after].start != tokens[at].end:
            return False
        after += 1
    elif not text.endswith("."):
        return False
    return after < len(tokens) and (tokens[after].text in (",", "(", "-", "–", ")") or tokens[after].text.islower())


def _announced_end(document: Document, at: int, stops: Collection[int]) -> tuple[int, bool] | None:
    """The end of a name after a word that announces a person: a run of capitals, particles, initials, hyphens."""
    tokens = document.syllables
    last, vietnamese = at, True
    limit = min(len(tokens), at + 2 * LONGEST_FOREIGN)
    while last < limit and (last == at or (last not in stops and _continues(document, last))):
        step = _step(document, at, last, vietnamese)
        if step is None:
            break
        last, native = step
        vietnamese = vietnamese and native
    if last == at or (last == at + 1 and len(tokens[at].text) == 1):
        return None  # a bare initial hides who is meant: "N.V.A", "anh T."
    if _MASKED.fullmatch(document.folded[tokens[at].start : tokens[last - 1].end]):
        return None
    return last, vietnamese


def _step(document: Document, at: int, last: int, vietnamese: bool) -> tuple[int, bool] | None:
    """One more word of the name that starts at ``at``: where it ends, and whether it is Vietnamese by its letters."""
    tokens, n = document.syllables, len(document.syllables)
    token = tokens[last]
    if len(token.text) == 2 and is_initial(document, last):
        return last + 1, False
    if is_capitalized(token) and token.text.replace("'", "").replace("’", "").isalpha():
        native = is_vietnamese(token.key)
        if last > at and native and _opens_sentence(document, last):
            return None
        if len(token.text) > 1 and token.text.isupper() and not tokens[at].text.isupper():
            return (last + 1, False) if last > at and token.text in _ORDINALS else None
        if (
            len(token.text) == 1
            and last + 1 < n
            and tokens[last + 1].text == "."
            and tokens[last + 1].start == token.end
        ):
            if last + 2 < n and is_capitalized(tokens[last + 2]):
                return last + 2, native  # an initial: "Donald J. Trump"
            return None
        return last + 1, native
    if token.key in ("al", "el") and last + 2 < n and tokens[last + 1].text == "-" and is_capitalized(tokens[last + 2]):
        return last + 3, False  # "al-Thani"
    if last + 1 >= n or not tokens[last + 1].text.isalpha():
        return None
    joined = tokens[last + 1].start == token.end
    if is_mark(token.text, "-–‑") and last > at and joined and tokens[last - 1].end == token.start:
        return last + 2, False  # "Kim Jong-un", "Phết-tha-von"
    if token.key in bounds("name_particle") and token.text.islower() and last > at:
        ahead = last + 1 + (tokens[last + 1].text.islower() and tokens[last + 1].key in bounds("name_particle"))
        if ahead < n and is_capitalized(tokens[ahead]) and not (is_vietnamese(token.key) and vietnamese):
            return ahead, False  # "Ursula von der Leyen"
    return None


def _continues(document: Document, at: int) -> bool:
    tokens = document.syllables
    return tokens[at - 1].end == tokens[at].start or adjacent(document, tokens[at - 1], tokens[at])


def find_names(
    document: Document,
    announced: Collection[int],
    addressed: Collection[int],
    titled: Collection[int],
    stops: Collection[int],
    covered: Sequence[bool],
) -> list[Name]:
    """All personal names, left to right.

    ``announced``: syllables where the words before expect a person, ``addressed`` those after a form of address or
    rank; ``titled``: where titles start; ``stops``: where titles and bodies start;
    ``covered``: for each syllable, whether a body or a title holds it (no free name starts there).
    """
    tokens, known = document.syllables, surnames()
    found: list[Name] = []
    at = -1
    coordinated = -1
    articles = {i for i in announced if i < len(tokens) and tokens[i].key in _ARTICLES}
    for i in sorted(articles.union(compress(range(len(tokens)), document.capitals))):
        if i < at or (tokens[i].key in _ARTICLES and i not in articles):
            continue
        token = tokens[i]
        expected = (i in announced and _is_near(document, i)) or i == coordinated
        if not expected and not covered[i] and _looks_foreign(document, i):
            expected = _is_foreign(document, i, titled, stops)
        if not expected:
            strong = known.get(token.key)
            if strong is None or covered[i] or not _may_start(document, i, strong):
                continue
        hit = name_at(document, i, announced=expected, stops=stops)
        if hit is None or (
            not expected and not _may_stand(document, i, hit[0]) and not _is_titled(document, hit[0], titled)
        ):
            continue
        if i in announced and i not in addressed and _is_no_person(document, i, hit[0], covered):
            continue
        if i in announced and i not in addressed and hit[0] - i == 1 and _opens_word(document, i):
            continue  # "Bí thư thứ 1 Đại sứ quán"
        at = hit[0]
        if at < len(tokens) and tokens[at].key == "và" and not hit[1]:
            coordinated = at + 1
        found.append(Name(token.start, tokens[at - 1].end, i, at, hit[1], not expected))
    return found


def _is_near(document: Document, at: int) -> bool:
    """Whether a name stands on the line of the word that announces it."""
    tokens = document.syllables
    return at == 0 or "\n" not in document.folded[tokens[at - 1].end : tokens[at].start]


def _looks_foreign(document: Document, at: int) -> bool:
    """A cheap first look: letters that are not Vietnamese here, in the next word, or behind its hyphen."""
    tokens, keys = document.syllables, document.keys
    if keys[at] in bounds("sentence_opener"):
        return False
    if not is_vietnamese(keys[at]):
        return True
    return (
        at + 2 < len(tokens)
        and is_capitalized(tokens[at + 1])
        and (not is_vietnamese(keys[at + 1]) or tokens[at + 2].text == "-")
    )


def _is_foreign(document: Document, at: int, titled: Collection[int], stops: Collection[int]) -> bool:
    """A foreign name that a title follows ("Sergei Lavrov, Ngoại trưởng Nga") or that "là" presents."""
    tokens = document.syllables
    if at > 0 and is_capitalized(tokens[at - 1]) and adjacent(document, tokens[at - 1], tokens[at]):
        return False
    hit = name_at(document, at, announced=True, stops=stops)
    if hit is None or hit[1] or hit[0] - at < 2 or tokens[at].text.isupper():
        return False
    last = hit[0]
    if at > 0 and tokens[at - 1].key == "là":
        return True
    return last + 1 < len(tokens) and is_mark(tokens[last].text, ",(-–") and last + 1 in titled


def _is_no_person(document: Document, at: int, last: int, covered: Sequence[bool]) -> bool:
    """Whether what follows a title is a country, an acronym or the next sentence, not a person."""
    tokens = document.syllables
    if document.keys[at:last] == ("hồ", "chí", "minh"):
        return False
    if all(covered[at:last]):
        return True
    if last - at > 1:
        return tokens[at].text.isupper() and not tokens[at + 1].text.isupper() and len(tokens[at].text) > 2
    return tokens[at].text.isupper() and len(tokens[at].text) > 1


def _is_titled(document: Document, last: int, titled: Collection[int]) -> bool:
    """Whether a title stands in apposition after a name: "Hà Ban - Phó Trưởng ban Tổ chức Trung ương"."""
    return last + 1 < len(document.syllables) and is_mark(document.syllables[last].text, ",(-–") and last + 1 in titled


def _may_start(document: Document, at: int, strong: bool) -> bool:
    """Whether a free name may start here: not inside a run of capitals, not as the name of a street or school."""
    if at == 0:
        return True
    tokens = document.syllables
    before = tokens[at - 1]
    if not adjacent(document, before, tokens[at]):
        return before.text not in ("-", "/", ".") or before.end < tokens[at].start or before.text == "-"
    if before.key in bounds("named_thing"):
        return False
    return not is_capitalized(before) or strong


def _may_stand(document: Document, at: int, last: int) -> bool:
    """A free name of two syllables needs a strong surname; a weak surname needs two given syllables."""
    strong = surnames()[document.syllables[at].key]
    return last - at >= (2 if strong else 3)

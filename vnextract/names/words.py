"""What a syllable tells of a name: surnames, forms of address, the look of Vietnamese and foreign words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnextract.document import Document, Token
from vnextract.lexicon import Lexicon, per_seeds, seed_rows

_RHYMES = frozenset(
    """a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch
    êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai
    oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn
    ơp ơt u ua uc ui um un ung up ut uâ uân uâng uât uây uê uênh uêch uêu uô uôc uôi uôm uôn uông uôt uy uya uych uyên
    uyêt uynh uyp uyt uyu uơ ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu""".split()
)


_ONSET = regex.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?")


_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


_INITIAL = regex.compile(r"\p{Lu}\p{M}?")


@dataclass(frozen=True, slots=True)
class Address:
    """A form of address, rank, degree, award; ``gender`` as the word tells it."""

    form: str
    kind: str
    gender: str | None


@per_seeds
def addresses() -> Lexicon[Address]:
    return Lexicon(
        (row["form"], Address(row["form"], row["kind"], row["gender"] or None)) for row in seed_rows("honorifics")
    )


@per_seeds
def surnames() -> dict[str, bool]:
    """Surname keys; the value tells whether the surname is strong, i.e. no common word or place besides."""
    return {row["form"].casefold(): row["strength"] == "strong" for row in seed_rows("surnames")}


@lru_cache(maxsize=1 << 15)
def is_vietnamese(key: str) -> bool:
    """Whether a lower-case syllable could be Vietnamese by its letters.

    >>> [is_vietnamese(s) for s in ("nguyễn", "quý", "trump", "kim", "jong")]
    [True, True, False, True, False]
    """
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", key).translate(_TONES))
    match = _ONSET.match(bare)
    rest = bare[match.end() :] if match else bare
    return rest in _RHYMES or (bare.startswith(("gi", "qu")) and bare[1:] in _RHYMES)


def bare_letters(key: str) -> str:
    """A syllable without any diacritics.

    >>> bare_letters("nguyễn"), bare_letters("đặng")
    ('nguyen', 'dang')
    """
    return "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c)).replace("đ", "d")


@per_seeds
def word_pairs() -> frozenset[tuple[str, ...]]:
    """Words of two syllables."""
    return frozenset(key for row in seed_rows("words") if len(key := tuple(row["form"].casefold().split())) == 2)


def is_capitalized(token: Token) -> bool:
    return token.text[0].isupper()


@per_seeds
def speech_verbs() -> frozenset[tuple[str, ...]]:
    """Verbs of two syllables by which officials speak, order, meet and punish: where one stands, a name or a unit has ended."""
    types = ("STATEMENT", "DIRECTION", "MEETING", "DISCIPLINE")
    rows = (r for r in seed_rows("triggers") if r["event_type"] in types and r["pos"] == "verb")
    pairs = {tuple(row["form"].casefold().split()) for row in rows}
    return frozenset(pair for pair in pairs if len(pair) == 2)


def is_initial(document: Document, at: int) -> bool:
    """Whether an initial with its stop stands here, before a name or another initial: "H.R. McMaster"."""
    tokens = document.syllables
    text = tokens[at].text
    if len(text) > 2 or not text[0].isupper() or at + 1 >= len(tokens):
        return False
    after = at + 1
    if len(text) == 1:
        if tokens[after].text != "." or tokens[after].start != tokens[at].end or after + 1 >= len(tokens):
            return False
        after += 1
    elif text[1] != ".":
        return False
    return is_capitalized(tokens[after])


def adjacent(document: Document, a: Token, b: Token) -> bool:
    """Whether only blanks of one line stand between two tokens."""
    gap = document.folded[a.end : b.start]
    return gap == " " or (gap.isspace() and "\n" not in gap)


def is_mark(text: str, marks: str) -> bool:
    return len(text) == 1 and text in marks

"""Can a word be a Vietnamese syllable? The measure by which a guessed encoding is judged."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_MISPLACED = re.compile(f"[^aeiouy\u0302\u0306\u031b][{_TONES}]")  # a tone on what is no vowel
_STOPS = ("c", "ch", "p", "t")  # finals that bear sắc or nặng alone

# Every rime of the language by its vowels; "-" is none. The glide of "qu" and the vowel of "gi" are in the onset.
_RIMES = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- ch m n nh p t u",
    "i": "- a ch m n nh p t u",
    "iê": "c m n ng p t u",
    "yê": "m n ng t u",
    "o": "- c i m n ng p t",
    "oo": "c ng",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- a c i m n ng p t",
    "ư": "- a c i m n ng t u",
    "uô": "c i m n ng t",
    "ươ": "c i m n ng p t u",
    "y": "- ch nh t p u",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- n o t m",
    "uâ": "n ng t y",
    "uê": "- ch n nh",
    "uơ": "-",
    "uy": "- a ch n nh p t u",
    "uyê": "n t",
}
_FINALS = {rime + ("" if final == "-" else final) for rime, finals in _RIMES.items() for final in finals.split()}
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_SYLLABLE = re.compile(
    f"(?:{'|'.join(sorted(_ONSETS, key=len, reverse=True))})?({'|'.join(sorted(_FINALS, key=len, reverse=True))})"
)
# Whatever stands between spaces, ASCII marks and general punctuation: in a text read with the wrong table, letters
# turn into signs ("Th«ng b¸o"), which must not part a word.
_WORD = re.compile(r"[^\x00-@\[-`{-\x7f\s\u2000-\u206f\u20ab]+")


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word is built as Vietnamese syllables are, in lower case, Title Case or CAPITALS.

    >>> [word for word in ("Thành", "ủy", "NGHIỆP", "thÀnh", "quặc", "Thµnh", "mãc") if is_syllable(word)]
    ['Thành', 'ủy', 'NGHIỆP', 'quặc']
    """
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in letters if c in _TONES]
    plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    match = _SYLLABLE.fullmatch(plain)
    if match is None or len(tones) > 1 or _MISPLACED.search(letters):
        return False
    return not match[1].endswith(_STOPS) or tones == ["\u0301"] or tones == ["\u0323"] or not tones


def count_syllables(text: str) -> tuple[int, int]:
    """Of the words with letters beyond ASCII: how many can be Vietnamese syllables, and how many there are.

    >>> count_syllables("Thành ủy Đà Nẵng họp"), count_syllables("Thµnh ñy §µ N½ng häp")
    ((5, 5), (0, 5))
    """
    words = [word for found in _WORD.findall(text) if not found.isascii() and (word := found.strip("«»"))]
    words = [word for word in words if not word.isascii()]
    return sum(map(is_syllable, words)), len(words)

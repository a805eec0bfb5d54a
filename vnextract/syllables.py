"""The finest cut of a text: syllables, numbers, codes and punctuation marks, with offsets.

Lexicons and grammars match on these, whatever the tokenizer, so results do not hang on a word segmenter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from itertools import accumulate, product
from operator import sub
from typing import Final, cast

from vnextract.document import Token
from vnextract.text import UPPER, fold, lower, normalize

_MARKS = "\u0300-\u036f"
_LETTER = r"[^\W\d_]"
_END = r"(?![^\W_])"  # no letter or digit goes on
_DEGREES = ("GS", "PGS", "TSKH", "TS", "ThS", "Ths", "BSCKII", "BSCKI", "BS", "KTS", "KS", "LS", "NCS", "CN")
_DEGREE = "(?:Th\\.S|" + "|".join(_DEGREES) + ")"
_NAME_NEXT = f"(?=[ ]?[{UPPER}])"
# A part of a code: capitals without tone marks; small letters (TTg), digits (QH14) and ampersands (SGD&ĐT) inside.
_PART = "[A-ZĐƯÔÊÂĂ](?:[A-Za-zĐđƯưÔôÊêÂâĂă0-9]|&(?=[A-ZĐƯ]))*"
_TYPES = "NĐ|NQ|QĐ|CT|QH|TTLT|TTr|TTg|TT|TB|KH|KL|CV|CĐ|BC|HD|QC|HS"

# Tried in this order: first the fast way for the ordinary syllable, last any mark. The space before comes along, so
# that the matches are the whole text.
UNIT: Final = re.compile(
    rf"""\s*(?:
      {_LETTER}+(?![\w.'/&{_MARKS}-]|[ ]HCM|://)                                # a syllable before a space or comma
    | \d+[a-zđ]?(?:/\d{{4}})?[/-](?=[A-ZĐƯ]{{2}}|[NQ]đ|Tt){_PART}(?:(?:[/-](?=[A-ZĐƯ\d])|\.(?=[A-ZĐƯ]{{2}}))\d*(?:{_PART})?)*{_END}
    | \d+(?:[./,:-]\d+)*(?:(?:h\d{{1,2}}|[a-zđ]{{1,3}}\d?){_END})?             # 6/12, 1.000, 12:30, 5h30, 12a, 30m2
    | (?:{_TYPES})[/-](?=[A-ZĐƯ]{{2}}){_PART}(?:-{_PART})*{_END}               # QĐ-SGD&ĐT without its number
    | [Tt][Pp](?:\.[ ]?|[ ])HCM{_END} | [Tt][Pp]\.HN{_END}
    | T\.[ ]?[ƯW]{_END} | [QPFKH]\.\d+{_END} | [vV]\.[vV]\.? | đ/c{_END}
    | {_DEGREE}(?:\.{_DEGREE})*(?:\.{_NAME_NEXT}|(?![\w.]))                    # GS.TS, PGS.
    | (?:T[PpXxTt]|tp|[QPHX]|KP|ĐH|St|Mrs?|Ms|Dr)\.{_NAME_NEXT}                # TP. before a name
    | (?:https?://|www\.)[^\s<>"]+
    | [^\W\d_]{{1,2}}'{_LETTER}+ | {_LETTER}+'s{_END}                          # H'Hen, Trump's
    | [^\W_][\w{_MARKS}]*                                                      # any other syllable; PC45
    | \.\.+ | [{_MARKS}]+ | \S
    )""",
    re.VERBOSE,
)


def _abbreviation_keys() -> dict[str, str]:
    """The units that have one key however they are dotted and spaced: TP.HCM, TP. HCM and TP HCM; TP. and TP."""
    found = dict.fromkeys(("tp.hcm", "tp. hcm", "tp hcm"), "tphcm")
    found |= {"tp.hn": "tphn", "t. ư": "t.ư", "t. w": "tw", "t.w": "tw"}
    found |= {
        f"{form}.": form for form in ["tp", "tx", "tt", "q", "p", "h", "x", "kp", "đh", "st", "mr", "mrs", "ms", "dr"]
    }
    degrees = ["th.s", *(degree.lower() for degree in _DEGREES)]
    found |= {f"{degree}.": degree for degree in degrees}
    found |= {f"{a}.{b}.": f"{a}.{b}" for a, b in product(degrees, degrees)}
    return found


_ONE_KEY: Final = _abbreviation_keys()


# Token._make without a Python frame.
_token: Final = cast("Callable[[Iterable[object]], Token]", partial(tuple.__new__, Token))


def cut(text: str, folded: str | None = None, lowered: str | None = None) -> tuple[Token, ...]:
    """The syllables of an NFC text; ``folded`` and ``lowered`` are its keys, where the caller has them already.

    A document code, a date or number, a dotted abbreviation is one syllable, and its key is the same with and
    without the dot or space that writers leave out.

    >>> [t.text for t in cut("Chỉ thị số 34-CT/TU, ngày 6/12")]
    ['Chỉ', 'thị', 'số', '34-CT/TU', ',', 'ngày', '6/12']
    >>> [t.key for t in cut("TP. HCM và TP.Hà Nội")]
    ['tphcm', 'và', 'tp', 'hà', 'nội']
    """
    folded = fold(text) if folded is None else folded
    lowered = lower(folded) if lowered is None else lowered
    # Offsets are running sums over the matches, and no match object is made: a third of the cost of finditer().
    pieces = UNIT.findall(folded.rstrip())  # trailing space would be tried from each of its characters
    units = list(map(str.lstrip, pieces))
    ends = list(accumulate(map(len, pieces)))
    starts = list(map(sub, ends, map(len, units)))
    spans = list(map(slice, starts, ends))
    texts = units if text == folded else map(text.__getitem__, spans)
    keys = list(map(lowered.__getitem__, spans))
    return tuple(map(_token, zip(starts, ends, texts, map(_ONE_KEY.get, keys, keys), strict=False)))


def keys(form: str) -> tuple[str, ...]:
    """A vocabulary form as the sequence of keys that lexicons look up.

    >>> keys("Uỷ ban nhân dân")
    ('ủy', 'ban', 'nhân', 'dân')
    """
    words = form.split(" ")
    if "".join(words).isalpha() and "HCM" not in form:  # the usual form: each of its words is a syllable
        return tuple(map(_key, filter(None, words)))
    return tuple(token.key for token in cut(normalize(form).text))


def phrases(listed: str) -> frozenset[tuple[str, ...]]:
    """Phrases in lower case with commas between them, each as the sequence of keys that stands in a document.

    >>> sorted(phrases("trả lời,hỏi"))
    [('hỏi',), ('trả', 'lời')]
    """
    return frozenset(tuple(phrase.split()) for phrase in listed.split(","))


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    """The key of a word of letters alone; the forms of all lexicons are made of some thousand words."""
    key = lower(fold(normalize(word).text))
    return _ONE_KEY.get(key, key)

"""The finest cut of a text: syllables, numbers, codes and punctuation marks, with offsets.

Lexicons and grammars match on these, whatever the tokenizer, so results do not hang on a word segmenter.
"""

from __future__ import annotations

import regex

from vnextract.document import Token
from vnextract.text import fold, lower, normalize

# Units that are never cut: document codes, dates and numbers, dotted abbreviations.
UNIT = regex.compile(
    r"""
      \d+[a-zđ]?(?:/\d{4})?[/-](?:\p{Lu}[\p{L}\d&]*)(?:[/.-][\p{L}\d&]*\p{L}[\p{L}\d&]*)*   # 34-CT/TU, 30/2020/NĐ-CP
    | \d+(?:[./,:-]\d+)*                                                                    # 6/12, 1.000, 12:30
    | (?:TP|Tp|tp)\.(?:HCM|HN)\b | T\.(?:Ư|Ư|W|P|X)\b\.? | [QPF]\.\d+\b                     # TP.HCM, T.Ư, Q.1
    | (?:PGS|GS|TS|ThS|Th\.S|BS|KS|KTS|LS|CN|NCS|TSKH|BSCK\w*)(?:\.(?:TSKH|TS|ThS|BS|LS|KTS|KS|CK\w+))*\b\.?
    | [\p{L}\p{M}\d]+(?:['’][\p{L}\p{M}]+)*                                                 # syllable, H'Hen, PC45
    | \.\.+ | [^\s\p{L}\p{M}\d]
    """,
    regex.VERBOSE,
)


def cut(text: str, folded: str | None = None, lowered: str | None = None) -> tuple[Token, ...]:
    """The syllables of an NFC text; ``folded`` and ``lowered`` are its keys, where the caller has them already.

    >>> [t.text for t in cut("Chỉ thị số 34-CT/TU, ngày 6/12")]
    ['Chỉ', 'thị', 'số', '34-CT/TU', ',', 'ngày', '6/12']
    """
    folded = fold(text) if folded is None else folded
    lowered = lower(folded) if lowered is None else lowered
    return tuple(
        Token(m.start(), m.end(), text[m.start() : m.end()], lowered[m.start() : m.end()])
        for m in UNIT.finditer(folded)
    )


def keys(form: str) -> tuple[str, ...]:
    """A vocabulary form as the sequence of keys that lexicons look up.

    >>> keys("Uỷ ban nhân dân")
    ('ủy', 'ban', 'nhân', 'dân')
    """
    return tuple(token.key for token in cut(normalize(form).text))

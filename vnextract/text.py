"""Unicode: NFC inside, the caller's offsets outside, and one length-preserving match key.

``normalize`` brings a string to NFC cluster by cluster and drops characters that are not seen, keeping a map of
offsets back to the string given. ``fold`` makes spellings equal that readers do not tell apart (tone placement,
dashes, quotes, spaces), one character for one character, so that a match on the key is a span of the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import regex

# Zero-width space, (non-)joiners, word joiner, BOM, soft hyphen, direction marks: seen in scraped news, never meant.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_INVISIBLE = regex.compile(f"[{INVISIBLE}]")
# What can change under NFC together with its neighbours: a letter with its marks, a row of Hangul jamo.
_CLUSTER = regex.compile(rf"[\u1100-\u11ff{INVISIBLE}]+|[^\p{{M}}{INVISIBLE}]?[\p{{M}}{INVISIBLE}]+", regex.DOTALL)
# Ordering n marks takes Python n * n steps; no writing system stacks more than 30 (Unicode's stream-safe form).
_STACK = 32

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc"
_FOLD = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_SINGLE, "'"),
        "\u00d0": "Đ",  # eth, a look-alike of Đ in scraped text
        "\u00f0": "đ",
    }
)

# The capital letters of Vietnamese, for character classes.
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EF9, 2)))

# The mark stands on the first vowel ("hòa", new style) or on the second ("hoà", old style) of a final oa, oe, uy;
# "qu" is a consonant, so "quý" has but one spelling.
_TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")  # huyền, sắc, hỏi, ngã, nặng


def _compose(cluster: str) -> str:
    if len(cluster) <= _STACK:
        return unicodedata.normalize("NFC", cluster)
    return "".join(unicodedata.normalize("NFC", cluster[i : i + _STACK]) for i in range(0, len(cluster), _STACK))


_TONE_PAIRS = {
    first + _compose(second + tone): _compose(first + tone) + second
    for low in ("oa", "oe", "uy")
    for first in (low[0], low[0].upper())
    for second in (low[1], low[1].upper())
    for tone in _TONES
}
# The leading class lets the engine skip from u to u and o to o.
_OLD_TONE = re.compile(
    r"[uUoO](?:(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ]|(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])(?![^\W\d_])", re.DOTALL
)
_ODD = re.compile("[" + "".join(map(chr, _FOLD)) + "]")
_SPACE_RUN = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Normalized:
    """A string in NFC with the way back: ``starts[i]``/``ends[i]`` are the offsets in ``raw`` of character ``i``."""

    raw: str
    text: str
    starts: tuple[int, ...] | None = field(default=None, repr=False)
    ends: tuple[int, ...] | None = field(default=None, repr=False)

    @property
    def is_identity(self) -> bool:
        return self.starts is None

    def project(self, start: int, end: int) -> tuple[int, int]:
        """A span of ``text`` as a span of ``raw``."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalize(raw: str) -> Normalized:
    """NFC without invisible characters, and the map back.

    >>> n = normalize("U\\u0309y ban")
    >>> n.text, n.project(0, 2)
    ('Ủy ban', (0, 3))
    """
    if unicodedata.is_normalized("NFC", raw) and (raw.isprintable() or not _INVISIBLE.search(raw)):
        return Normalized(raw, raw)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(start: int, end: int, piece: str) -> None:
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    def keep_plain(start: int, end: int) -> None:
        plain = raw[start:end]
        if unicodedata.is_normalized("NFC", plain):
            pieces.append(plain)
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:  # some character has a canonical twin, such as the Kelvin sign
            for at in range(start, end):
                keep(at, at + 1, unicodedata.normalize("NFC", raw[at]))

    done = 0
    for match in _CLUSTER.finditer(raw):
        start, end = match.span()
        keep_plain(done, start)
        done = end
        cluster = match.group()
        seen = cluster.rstrip(INVISIBLE)
        keep(start, start + len(seen), _compose(_INVISIBLE.sub("", seen)))
    keep_plain(done, len(raw))
    return Normalized(raw, "".join(pieces), tuple(starts), tuple(ends))


def fold(text: str) -> str:
    """The match key of an NFC string, of the same length.

    >>> fold("Uỷ ban – “hoà”")
    'Ủy ban - "hòa"'
    """
    folded = _ODD.sub(lambda m: m.group().translate(_FOLD), text)
    return _OLD_TONE.sub(lambda m: _TONE_PAIRS[m.group()], folded)


def lower(text: str) -> str:
    """Lower case of the same length (``str.lower`` makes two characters of İ)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def single_spaced(text: str) -> str:
    """A string with every run of white space as one space, and none at its ends."""
    if text.isprintable() and "  " not in text:  # no white space but single spaces: what nearly every name has
        return text.strip()
    return _SPACE_RUN.sub(" ", text).strip()


def match_key(text: str) -> str:
    """How two surfaces are compared: NFC, folded, lower case, a run of white space as one space.

    >>> match_key("  Thành uỷ\\nHÀ NỘI ") == match_key("Thành ủy Hà Nội")
    True
    """
    return single_spaced(lower(fold(normalize(text).text)))


def tidy(text: str) -> str:
    """A string as it may stand in a table: NFC, no zero-width characters, a run of white space as one space.

    >>> tidy("Ủy\\u00a0ban\\n nhân dân")
    'Ủy ban nhân dân'
    """
    return single_spaced(normalize(text).text)

"""The heads of body names, from ``seeds/bodies.csv``, and what a name is made of.

``family`` names the grammar that reads what follows a head, ``tail`` what may follow, ``alone`` whether the head is
a name by itself (``yes``; ``cap`` when printed with a capital; ``no``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from vnextract.document import Document
from vnextract.lexicon import Lexicon, Row, per_seeds, seed_rows
from vnextract.syllables import keys as syllable_keys


@dataclass(frozen=True, slots=True)
class Head:
    """A row of ``seeds/bodies.csv``."""

    canonical: str
    family: str
    alone: str
    tail: frozenset[str]
    level: str
    branch: str


@dataclass(frozen=True, slots=True)
class Name:
    """A body's name at syllables ``[first, last)``."""

    first: int
    last: int
    head: Head
    canonical: str
    level: str | None
    branch: str
    locality: str | None = None
    known: bool = True
    bare: bool = False  # no locality, parent or field of its own, or a unit word alone


@per_seeds
def _rows() -> list[tuple[str, Row]]:
    """The forms with their rows; "Trung ương" also as it is shortened, where no row of its own says what that means."""
    rows = {row["form"]: row for row in seed_rows("bodies")}
    for form, row in list(rows.items()):
        head, center, tail = form.rpartition("Trung ương")
        if center:
            for short in _CENTERS:
                rows.setdefault(head + short + tail, row)
    return list(rows.items())


_CENTERS = ("TƯ", "T.Ư", "TW", "T.W")


@per_seeds
def heads() -> Lexicon[Head]:
    return Lexicon(
        (
            form,
            Head(
                row["canonical"],
                row["family"],
                row["alone"],
                frozenset(row["tail"].split()),
                row["level"],
                row["branch"],
            ),
        )
        for form, row in _rows()
    )


@per_seeds
def openings() -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """The heads of one syllable, and the first two syllables of the others: the quick test before a lookup."""
    forms = [syllable_keys(form) for form, _ in _rows()]
    return frozenset(f[0] for f in forms if len(f) == 1), frozenset(f[:2] for f in forms if len(f) > 1)


@per_seeds
def first_keys() -> frozenset[str]:
    return heads().first_keys


def skip_abbreviation(document: Document, at: int, canonical: str, foreign: bool = False) -> int:
    """Past "(MTTQ)" or "(Bộ VHTTDL)" at ``at``: an abbreviation of the name before it; ``at`` if there is none."""
    keys, n, syllables = document.keys, len(document.keys), document.syllables
    if at + 2 >= n or keys[at] != "(":
        return at
    for close in range(at + 2, min(at + 9, n)):
        if keys[close] == ")":
            inner = syllables[at + 1 : close]
            text = document.surface(inner[0].start, inner[-1].end)
            if _abbreviates(text, canonical, foreign):
                return close + 1
            return at
    return at


_POLICE_CODE = regex.compile(r"(?:P?[ACX]|PA|PC|PX|PV|V)\s?\d{2}[A-Z]?$")
_AGENCIES = frozenset(("TTXVN", "VOV", "AFP", "VGP", "AP", "VTV", "TXVN"))


def _plain_letters(text: str) -> str:
    """Capitals without tones and diacritics, save Đ: Ủ and Ư are U."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in text)


def _abbreviates(text: str, canonical: str, foreign: bool = False) -> bool:
    """Whether a text in parentheses is short for a name: its letters are initials of the name, or a police code."""
    if _POLICE_CODE.match(text):
        return True
    if text in _AGENCIES or len(text) > 30:
        return False
    first, _, rest = text.partition(" ")
    if rest and first.lower() in ("bộ", "sở", "cục", "ban", "bcđ", "vụ", "ubkt", "bch"):
        if first.lower() == "bcđ":
            return True
        text = rest if rest[:1].isupper() and rest.split()[0].isupper() else first
    letters = regex.sub(r"[^\p{L}]", "", text)
    if len(letters) < 2 or not letters.isupper():
        return False
    if foreign and letters.isascii():
        return True  # "Cục Dự trữ Liên bang Mỹ (FED)": the letters are those of another language
    initials = _plain_letters("".join(w[0] for w in regex.findall(r"\p{L}+", canonical)).upper())
    at = 0
    for letter in _plain_letters(letters):
        at = initials.find(letter, at) + 1
        if at == 0:
            return False
    return True

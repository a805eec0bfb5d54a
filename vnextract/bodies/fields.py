"""Fields of competence in the names of bodies: "Tài nguyên và Môi trường", "GD&ĐT", "Quản lý thị trường".

The vocabulary stands in ``seeds/body_fields.csv``; the grammar here says how far a field phrase runs: known terms
joined by "và", a hyphen or a comma, abbreviations joined by "&" or a hyphen, or, after a capital, words not known.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vnextract.bodies.heads import heads, skip_abbreviation
from vnextract.boundaries import bounds, pairs
from vnextract.document import Document
from vnextract.lexicon import Lexicon, per_seeds, seed_rows
from vnextract.names.places import is_joined, locality_at, place_names
from vnextract.names.words import speech_verbs

ABBREVIATION = regex.compile(r"\p{Lu}[\p{Lu}\d]*(?:[-&]\p{Lu}+)*$")
_LETTERS = regex.compile(r"[^\p{L}\d]")
ROMAN = frozenset("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split())
_JOINERS = frozenset(("-", "&", "/"))


@dataclass(frozen=True, slots=True)
class Field:
    """A field phrase at syllables ``[first, last)``, spelt out; ``known`` when every part is in the vocabulary."""

    first: int
    last: int
    canonical: str
    known: bool


@per_seeds
def _terms() -> Lexicon[tuple[str, str]]:
    """The terms of the vocabulary; what a ministry is named by also with a comma or hyphen for "và"."""
    forms: dict[str, tuple[str, str]] = {}
    for row in seed_rows("body_fields"):
        if row["ministry"] and row["form"].count(" và ") == 1:
            for joint in (", ", " - ", " "):
                forms.setdefault(row["form"].replace(" và ", joint), (row["canonical"], row["kind"]))
        forms[row["form"]] = row["canonical"], row["kind"]
    return Lexicon(forms.items())


@per_seeds
def ministries() -> frozenset[str]:
    """The fields, spelt out, that a Vietnamese ministry has or had."""
    return frozenset(row["canonical"] for row in seed_rows("body_fields") if row["ministry"])


@per_seeds
def _abbreviations() -> dict[str, str]:
    """Abbreviations by their letters alone: "GD&ĐT", "GD-ĐT" and "GDĐT" are one."""
    return {
        _LETTERS.sub("", row["form"]).lower(): row["canonical"]
        for row in seed_rows("body_fields")
        if row["kind"] == "abbreviation"
    }


def _abbreviation(document: Document, at: int) -> Field | None:
    """Capitals joined by "&", a hyphen or a stroke: "TN&MT", "VH-TT&DL", "GD& ĐT"."""
    syllables, n = document.syllables, len(document.syllables)
    token = syllables[at]
    if not ABBREVIATION.match(token.text) or token.key in bounds("no_field"):
        return None
    last, letters = at + 1, _LETTERS.sub("", token.key)
    while (
        last + 1 < n
        and (syllables[last].key in _JOINERS or _is_tight_comma(document, last))
        and ABBREVIATION.match(syllables[last + 1].text)
        and syllables[last + 1].key not in bounds("no_field")
        and len(syllables[last + 1].text) <= 8
    ):
        letters += _LETTERS.sub("", syllables[last + 1].key)
        last += 2
    if len(letters) < 2:
        return None
    canonical = _abbreviations().get(letters)
    if canonical is None and last == at + 1 and len(letters) > 10:
        return None
    surface = document.surface(token.start, syllables[last - 1].end)
    return Field(at, last, canonical or surface, canonical is not None)


def _is_tight_comma(document: Document, at: int) -> bool:
    """Whether a comma stands inside an abbreviation with no blank around it: "LĐ,TB&XH"."""
    token, tokens = document.syllables[at], document.syllables
    return token.text == "," and tokens[at - 1].end == token.start and token.end == tokens[at + 1].start


def _unknown(document: Document, at: int, prefix: bool) -> int:
    """The end of words not in the vocabulary: a run of capitals, or a capital and the word that goes on in small letters."""
    syllables, keys, n = document.syllables, document.keys, len(document.keys)
    last = at
    limit = at + 4
    while last < n and last < limit and syllables[last].text[0].isalpha():
        if (last > at and not is_joined(document, last)) or keys[last] in bounds("field_stop"):
            break
        if syllables[last].text[0].isupper():
            if last > at and (
                keys[last] in bounds("surname_after_place") or place_names().longest(keys, last) is not None
            ):
                break
        elif last - at >= 2 or (last == at and not prefix):
            break
        last += 1
    return last


def _part(document: Document, at: int) -> tuple[int, str, str] | None:
    """One term or abbreviation of the vocabulary at a syllable: its end, its canonical form, its kind."""
    if at >= len(document.keys):
        return None
    hit = _terms().longest(document.keys, at)
    if hit is not None and hit.value[1] != "abbreviation":
        return hit.last, hit.value[0], hit.value[1]
    short = _abbreviation(document, at)
    if short is not None:
        return short.last, short.canonical, "abbreviation" if short.known else "unknown"
    return None


def fields_at(document: Document, at: int, open_end: bool = True) -> list[Field]:
    """The field phrases that start at a syllable, each longer than the one before it.

    With ``open_end`` words not in the vocabulary may stand in them. Commas join only three or more parts
    ("A, B và C"), so that a list of bodies is not taken for one.
    """
    n = len(document.keys)
    if at >= n or not is_joined(document, at):
        return []
    part = _part(document, at)
    last, canonical, kind = part if part is not None else (at, "", "none")
    known = kind != "unknown"
    if kind in ("none", "prefix"):
        opened = _opened(document, at, last, kind) if open_end else None
        if opened is None:
            return []
        last, canonical, known = opened
    found = [Field(at, last, canonical, known)]
    while last < n and len(found) < 12:
        following = _continued(document, last)
        if following is None:
            break
        last, joint, more = following
        canonical += f"{joint}{more}" if joint.startswith(",") else f" {joint}{more}"
        found.append(Field(at, last, canonical, known))
    return found


def field_at(document: Document, at: int, open_end: bool = True) -> Field | None:
    """The longest field phrase that starts at a syllable."""
    found = fields_at(document, at, open_end)
    return found[-1] if found else None


def _opened(document: Document, at: int, last: int, kind: str) -> tuple[int, str, bool] | None:
    """A phrase that is not a term: "Quản lý" with its object, or words in capitals not known."""
    start = last
    if kind == "none" and (not document.syllables[at].text[0].isupper() or document.keys[at] in bounds("post")):
        return None
    inner = _part(document, start) if kind == "prefix" and start < len(document.keys) else None
    if inner is not None and is_joined(document, start):
        last, known = inner[0], True
    elif start < len(document.keys) and is_joined(document, start):
        last, known = _unknown(document, start, kind == "prefix"), False
    else:
        known = True
    if last == at:
        return None
    return last, document.surface(document.syllables[at].start, document.syllables[last - 1].end), known


def _continued(document: Document, at: int) -> tuple[int, str, str] | None:
    """One more part after ``at``: its end, the word that joins it, its canonical form."""
    keys, n = document.keys, len(document.keys)
    key = keys[at]
    if key in ("và", "-", "&", "/"):
        part = _part(document, at + 1) if at + 1 < n and (key != "-" or "\n" not in _gap(document, at)) else None
        if part is None or part[2] == "unknown" or (part[2] == "abbreviation" and key == "và"):
            return None
        if keys[at + 1 : at + 3] == ("công", "an") or (key == "-" and keys[at + 1 : at + 3] == ("thanh", "tra")):
            return None  # another body beside: "đội CSĐT và Công an phường", "Cục Y - Thanh tra Chính phủ"
        return part[0], ("và " if key == "&" else f"{key} "), part[1]
    if key == ",":
        part = _part(document, at + 1) if at + 1 < n else None
        if part is None or part[2] not in ("term", "prefix"):
            return None
        return (part[0], ", ", part[1]) if _closes_list(document, part[0]) else None
    if not is_joined(document, at) or key in ("thanh", "công"):
        return None
    part = _part(document, at)
    if part is None or part[2] not in ("term", "prefix"):
        return None
    surface = document.lowered[document.syllables[at].start : document.syllables[part[0] - 1].end]
    if surface == "địa phương" and document.syllables[at].text[0].islower():
        return None  # any of them: "Sở Tư pháp địa phương"
    if surface in bounds("field_verb") and document.syllables[at].text[0].islower() and not _after_prefix(document, at):
        return None
    return part[0], "", part[1]


def _after_prefix(document: Document, at: int) -> bool:
    """Whether "quản lý", "kiểm soát" stands before a syllable, so that its word is an object and no verb."""
    hit = _terms().longest(document.keys, at - 2) if at >= 2 else None
    return hit is not None and hit.last == at and hit.value[1] == "prefix"


def _closes_list(document: Document, at: int, limit: int = 5) -> bool:
    """Whether "và" or a hyphen and a last term follow at ``at``, after a few more parts at most."""
    keys, n = document.keys, len(document.keys)
    for _ in range(limit):
        if at + 1 >= n or keys[at] not in ("và", "-", ","):
            return False
        part = _part(document, at + 1)
        if part is None or part[2] != "term":
            return False
        if keys[at] != ",":
            return True
        at = part[0]
    return False


def _gap(document: Document, at: int) -> str:
    return document.text[document.syllables[at - 1].end : document.syllables[at].start]


# Words that close a free name, unless "về" goes on: "Ban Chỉ đạo Cải cách tư pháp Trung ương".
_CLOSERS = (("trung", "ương"), ("quốc", "gia"), ("nhà", "nước"))
_OTHERS = frozenset((("và", "lãnh"), ("và", "các"), ("và", "đại"), ("và", "những")))  # others beside the body


def free_end(document: Document, at: int, limit: int = 24, closes: bool = True) -> int:
    """The end of a free name after ``at``, of a steering committee say: up to a clause, a mark, a locality or a person.

    A comma is passed over only inside a coordination ("phòng, chống", "A, b và c"), parentheses only round an
    abbreviation.
    """
    syllables, keys, n = document.syllables, document.keys, len(document.keys)
    last = at
    while last < n and last - at < limit:
        token = syllables[last]
        if (
            last == at
            and keys[at : at + 2] in speech_verbs()
            and token.text[0].islower()
            and keys[at] not in bounds("noun_start")
        ):
            return at
        if (
            "\n" in _gap(document, last)
            or (token.key in bounds("free_stop") and not _is_noun(keys, last))
            or (last > at and keys[last : last + 2] in pairs("free_verb") and keys[last - 2 : last] not in _WORKS)
            or (token.key == "thuộc" and last + 1 < n and syllables[last + 1].text[0].isupper())
            or (last > at + 1 and _leaves_name(document, at, last))
        ):
            break
        if token.key == ",":
            if not _comma_inside(document, last):
                break
        elif token.key == "(":
            past = skip_abbreviation(document, last, document.surface(syllables[at].start, token.start))
            if past == last:
                break
            last = past
            continue
        elif (
            (token.key == "cho" and last + 1 < n and keys[last + 1] in ("biết", "rằng", "hay", "ý", "thấy"))
            or (token.text[0].isupper() and token.key in bounds("surname_after_place") and _is_person(document, last))
            or not (token.text[0].isalnum() or token.key in ("-", "&", "/"))
        ):
            break
        if last > at and token.key in ("và", "-") and _is_another_head(document, last + 1):
            break
        if keys[last : last + 2] in _OTHERS or _is_adjunct(document, last):
            break
        if closes and keys[last : last + 2] in _CLOSERS and _closes(document, at, last + 2):
            last += 2
            place = locality_at(document, last) if last < n and is_joined(document, last) else None
            last = place.last if place is not None and place.level != "foreign" else last
            break
        place = locality_at(document, last) if last > at else None
        if place is not None and keys[place.last : place.last + 1] not in (("về",), ("bị",)):
            last = _past_place(document, place.last)
            joint = keys[last : last + 1]
            if not (joint == ("-",) or ("giữa" in keys[at:last] and joint in (("và",), ("với",)))):
                break
            if joint == ("-",) and locality_at(document, last + 1) is None:
                break
        last += 1
    return _without_dangling(document, at, last)


def _past_place(document: Document, start: int) -> int:
    """The end of a locality's name whose last words no list has: "Rừng phòng hộ Đông Nam Sông Hinh"."""
    syllables, keys, last = document.syllables, document.keys, start
    while last < len(keys) and _gap(document, last) == " " and syllables[last].text[0].isupper():
        if (
            _is_person(document, last)
            or not syllables[last].text[1:].islower()
            or keys[last] in bounds("surname_after_place")
        ):
            break
        after = last + 1
        follows = after < len(keys) and _gap(document, after) == " " and syllables[after].text.islower()
        if follows and last == start:
            break  # the next sentence: "Ban Chỉ đạo thi tỉnh Trà Vinh Liên quan đến ..."
        last += 1
    return last


def _without_dangling(document: Document, at: int, last: int) -> int:
    """The end of a name before the marks and function words that it cannot end with."""
    syllables, keys = document.syllables, document.keys
    while last > at and (
        not (syllables[last - 1].text[0].isalnum() or keys[last - 1] == ")")
        or (keys[last - 1] in bounds("dangling") and not _is_noun(keys, last - 1))
    ):
        last -= 1
    return last


_WORKS = frozenset((("đầu", "tư"), ("dự", "án")))  # "đầu tư xây dựng", "dự án xây dựng" are nouns


def _is_adjunct(document: Document, at: int) -> bool:
    """Whether "trên địa bàn" without a place follows."""
    keys = document.keys
    return keys[at : at + 3] == ("trên", "địa", "bàn") and locality_at(document, at + 3, bare=True) is None


def _closes(document: Document, at: int, last: int) -> bool:
    """Whether "Trung ương", "quốc gia" before a syllable ends a name, and what it is for does not follow."""
    if document.keys[last : last + 1] == ("về",):
        return False
    goes_on = last < len(document.keys) and document.syllables[last].text.isalpha() and is_joined(document, last)
    return last - at > 2 or not goes_on or document.keys[last] in bounds("free_stop")


def _is_noun(keys: tuple[str, ...], at: int) -> bool:
    """Whether a stop word is part of a noun of two syllables: "giao thông", "nhà ở"."""
    return keys[at : at + 2] in pairs("free_noun") or keys[max(0, at - 1) : at + 1] in pairs("free_noun")


def _is_another_head(document: Document, at: int) -> bool:
    """Whether the head of another body in capitals follows "và": "BQL Hoàng thành và | BQL khu di tích"."""
    hit = heads().longest(document.keys, at)
    return hit is not None and document.syllables[at].text[0].isupper() and hit.value.family != "department"


def _leaves_name(document: Document, at: int, last: int) -> bool:
    """Whether the clause goes on behind a proper name: "Ban quản lý chợ Đồng Xuân | lý giải ..."."""
    syllables, keys = document.syllables, document.keys
    if not syllables[last].text[0].islower():
        return False
    if keys[last : last + 2] in speech_verbs() and keys[last] not in ("báo", "kiến", "chỉ", "hướng", "thông"):
        return True
    if keys[last] in bounds("free_connector") or last - at < 3:
        return False
    hit = _terms().longest(keys, last - 1)
    return (
        (hit is None or hit.last <= last)
        and syllables[last - 1].text[0].isupper()
        and syllables[last - 2].text[0].isupper()
        and syllables[last - 3].text[0].islower()
        and not syllables[last - 1].text.isupper()
    )


def _is_person(document: Document, at: int) -> bool:
    syllables = document.syllables
    return at + 2 < len(syllables) and syllables[at + 1].text[0].isupper() and syllables[at + 2].text[0].isupper()


def _comma_inside(document: Document, at: int) -> bool:
    syllables, keys, n = document.syllables, document.keys, len(document.keys)
    if at + 1 >= n or at == 0 or not syllables[at + 1].text[0].islower() or keys[at + 1] in ("các", "trong"):
        return False
    if (keys[at - 1], keys[at + 1]) in (("phòng", "chống"), ("phòng", "ngừa"), ("đất", "tiền")):
        return True
    for i in range(at + 1, min(n, at + 10)):
        if keys[i] == "và":
            return True
        if keys[i] in bounds("free_stop") or not syllables[i].text[0].isalpha() or syllables[i].text[0].isupper():
            return False
    return False

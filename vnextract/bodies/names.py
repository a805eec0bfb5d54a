"""The grammar of body names: a head, what it is concerned with, its parent body or its locality.

Each family of heads (``seeds/bodies.csv``) has a function here that reads what may follow it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vnextract.bodies import offices, units
from vnextract.bodies.heads import Head, Name, first_keys, heads
from vnextract.bodies.offices import plain
from vnextract.bodies.tails import Inner, Tail, make_name
from vnextract.boundaries import pairs
from vnextract.document import Document
from vnextract.lexicon import Hit
from vnextract.names.places import is_capital, is_joined, locality_at

_TITLE_ENDS = frozenset(("tịch", "thư", "trưởng", "đốc", "nhiệm", "viên", "phó", "tướng", "ban", "án"))


_STANDING = ("thường", "trực")  # in "Phó Chủ tịch Thường trực UBND" a part of the title


def _is_split(document: Document, at: int) -> bool:
    """Whether a syllable ends another word, in small letters ("cơ sở") or in capitals by habit ("Quốc Phòng")."""
    key, before = document.keys[at], document.keys[at - 1]
    if (before, key) not in pairs("split_word"):
        return False
    return not is_capital(document, at) or (key in ("phòng", "vụ") and is_capital(document, at - 1))


def name_at(document: Document, at: int, depth: int = 0) -> Name | None:
    """The longest body name that starts at a syllable, or None."""
    keys = document.keys
    if at >= len(keys) or keys[at] not in first_keys() or depth > 3:
        return None
    if at and (_is_split(document, at) or (keys[at - 1] in _TITLE_ENDS and keys[at : at + 2] == _STANDING)):
        return None

    def inner(start: int) -> Name | None:
        return name_at(document, start, depth + 1)

    for hit in heads().prefixes(document.keys, at):
        if not _unbroken(document, at, hit.last) or _is_no_center(document, at, hit):
            continue
        name = FAMILIES[hit.value.family](document, at, hit.last, hit.value, inner)
        if name is not None and not _is_of_title(document, at, name):
            return name
    return None


def _is_of_title(document: Document, at: int, name: Name) -> bool:
    """Whether "văn phòng" belongs to the title before a foreign body: "Chánh văn phòng | Nhà Trắng"."""
    return name.canonical.endswith("Nhà Trắng") and document.keys[at - 1 : at + 1] == ("chánh", "văn")


def _is_no_center(document: Document, first: int, hit: Hit[Head]) -> bool:
    """Whether "tư" is a word and not short for Trung ương: "Văn phòng Tư vấn"."""
    if "Trung ương" not in hit.value.canonical:
        return False
    keys, tokens = document.keys, document.syllables
    return any(
        keys[i] == "tư" and tokens[i].text != "TƯ" and keys[i + 1 : i + 2] != ("tưởng",) for i in range(first, hit.last)
    )


def _unbroken(document: Document, first: int, last: int) -> bool:
    return all(is_joined(document, i) for i in range(first + 1, last))


def _court(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """A court, a high one with its seat: "TAND cấp cao tại Hà Nội"."""
    keys, n = document.keys, len(document.keys)
    if keys[at : at + 2] == ("khu", "vực") and is_joined(document, at):
        return _of_district(document, first, at, head, inner)
    said = "at" in head.tail and at + 1 < n and (keys[at] == "tại" or is_joined(document, at))
    if said and (keys[at] == "tại" or "cấp cao" in head.canonical):
        place = locality_at(document, at + (keys[at] == "tại"))
        if place is not None and place.name is not None:
            made = make_name(document, first, head, Tail(place.last), head.canonical, inner)
            return replace(
                made, locality=place.full_name, level="regional", canonical=f"{head.canonical} tại {place.full_name}"
            )
    return plain(document, first, at, head, inner)


def _of_district(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """A court by the number of its district, since 2025: "TAND khu vực 3 - Đà Nẵng"."""
    end = offices.number_end(document, at + 2, bare_digits=True)
    if end == at + 2:
        return None
    stem = f"{head.canonical} {document.surface(document.syllables[at].start, document.syllables[end - 1].end)}"
    start = end + (document.keys[end : end + 1] == ("-",))
    place = (
        locality_at(document, start) if start > end or (end < len(document.keys) and is_joined(document, end)) else None
    )
    tail = Tail(place.last, locality=place) if place is not None and place.name is not None else Tail(end)
    return make_name(document, first, head, tail, stem, inner, True, True)


Family = Callable[[Document, int, int, Head, Inner], Name | None]
FAMILIES: dict[str, Family] = {
    "state": plain,
    "people": plain,
    "party": plain,
    "organ": plain,
    "commission": plain,
    "office": plain,
    "inspect": offices.inspectorate,
    "ministry": offices.ministry,
    "department": offices.department,
    "committee": offices.committee,
    "court": _court,
    "police": plain,
    "military": plain,
    "front": plain,
    "foreign": plain,
    "unit": units.military_unit,
    "post": units.post,
    "team": units.team,
    "mission": units.mission,
    "steering": units.free,
    "board": units.free,
    "council": units.council,
    "agency": units.agency,
}

"""What follows the head of a body's name: its parent body, its locality, "Trung ương", an abbreviation in parentheses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from vnextract.bodies.heads import Head, Name, skip_abbreviation
from vnextract.boundaries import bound_lexicon, bounds
from vnextract.document import Document
from vnextract.names.places import Locality, capital_run, is_capital, is_joined, locality_at
from vnextract.names.words import surnames

Inner = Callable[[int], Name | None]  # reads the body name that starts at a syllable, one level deeper

BARE_UNITS = frozenset(("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu"))
CENTER = frozenset(("t.ư", "tư", "tw", "t.w", "trung"))
_CHAMBERS = frozenset(("Quốc hội", "Thượng viện", "Hạ viện", "Nghị viện"))


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a head: where it ends, the parent body, the locality, the words it adds to the canonical name."""

    last: int
    parent: Name | None = None
    locality: Locality | None = None
    words: str = ""

    @property
    def found(self) -> bool:
        return self.parent is not None or self.locality is not None or bool(self.words)


def tail_at(document: Document, at: int, head: Head, inner: Inner) -> Tail:
    keys, n = document.keys, len(document.keys)
    start = at
    if at >= n or not (is_joined(document, at)):
        return Tail(start)
    wanted = head.tail
    words = ""
    if "center" in wanted and keys[at] in CENTER:
        end = at + 1 if keys[at] != "trung" else at + 2 if keys[at + 1 : at + 2] == ("ương",) else at
        if end > at:
            return Tail(end + _of_party(document, end, head), words="Trung ương")
    if "vn" in wanted and (keys[at] == "vn" or keys[at : at + 2] == ("việt", "nam")):
        at += 1 if keys[at] == "vn" else 2
        start, words = at, "Việt Nam"
        if at >= n or not is_joined(document, at):
            return Tail(at, words=words)
    if "gate" in wanted:
        gate = _gate(document, at)
        if gate > at:
            return Tail(gate, words=document.surface(document.syllables[at].start, document.syllables[gate - 1].end))
    if "parent" in wanted:
        parent = _parent(document, at, head, inner)
        if parent is not None:
            return Tail(parent.last, parent=parent, words=words)
    if "of" in wanted and keys[at] == "của" and at + 1 < n:
        owner = inner(at + 1)
        if owner is not None and owner.head.family != "organ":
            return Tail(owner.last, parent=replace(owner, canonical="của " + owner.canonical), words=words)
        if "country" in wanted:
            country = locality_at(document, at + 1)
            if country is not None and country.level == "foreign":
                return Tail(country.last, locality=country, words=words)
    if "branch" in wanted:
        return _branch(document, at)
    if head.family in ("party", "organ", "front") and "parent" in wanted:
        end = _enterprise(document, at)
        if end > at:
            site = locality_at(document, end) if end < n and is_joined(document, end) else None
            end = site.last if site is not None and site.unit and site.name else end
            return Tail(end, words=document.surface(document.syllables[at].start, document.syllables[end - 1].end))
    place = _place(document, at, wanted)
    if place is None and head.family == "party":
        place = _unlisted_place(document, at, head)
    if place is not None:
        return Tail(place.last, locality=place, words=words)
    return Tail(start, words=words)


def _of_party(document: Document, at: int, head: Head) -> bool:
    """ "Ban Dân vận Trung ương | Đảng": the word belongs to the name where it begins no other."""
    keys = document.keys
    if keys[at : at + 1] != ("đảng",) or not is_joined(document, at) or head.family not in ("commission", "organ"):
        return False
    return keys[at + 1 : at + 2] not in (("ủy",), ("bộ",), ("đoàn",), ("viên",), ("cộng",), ("nhân",))


def _enterprise(document: Document, at: int) -> int:
    """The end of a company's or school's name, whose Party committee or union is meant; ``at`` if there is none."""
    keys, n = document.keys, len(document.keys)
    hit = bound_lexicon("enterprise").longest(keys, at)
    start = hit.last if hit is not None else at
    end = start
    while end < n and start > at and end - start < 10 and is_joined(document, end) and keys[end][0].isalnum():
        small = not is_capital(document, end)
        if small and (end == start or not is_capital(document, end - 1) or keys[end] in bounds("field_stop")):
            break
        end += 1
    if end == start > at and (start >= n or not keys[start].isalnum() or keys[start] in bounds("field_stop")):
        return start  # "Đảng bộ bệnh viện", the one that the article is about
    return end if end > start else at


def _branch(document: Document, at: int) -> Tail:
    """As "- chi nhánh Hà Nội", of the State Bank."""
    keys = document.keys
    start = at + 1 if keys[at] == "-" else at
    if keys[start : start + 2] != ("chi", "nhánh"):
        return Tail(at)
    place = locality_at(document, start + 2, bare=True)
    if place is None or (place.name is None and not _is_bare_unit(document, place)):
        return Tail(at)
    return Tail(place.last, locality=place, words="chi nhánh")


def _gate(document: Document, at: int) -> int:
    """The end of a border gate, port or airport that a customs office is named by: "cửa khẩu cảng Sài Gòn khu vực 1"."""
    keys, syllables, n = document.keys, document.syllables, len(document.keys)
    if keys[at] not in ("cửa", "cảng", "sân", "khu", "quốc"):
        return at
    end = at
    while end < n and is_joined(document, end) and keys[end] in bounds("gate"):
        end += 1
    words = end
    while end < n and end - words < 4 and is_joined(document, end) and is_capital(document, end):
        end += 1
    if end == words:
        return at
    if (
        keys[end : end + 2] == ("khu", "vực")
        and end + 2 < n
        and (keys[end + 2].isdecimal() or syllables[end + 2].text.isupper())
    ):
        end += 3
    return end


_PARTY_LEVELS = {
    "tỉnh": "provincial",
    "thành": "provincial",
    "huyện": "district",
    "quận": "district",
    "thị": "district",
}


def _unlisted_place(document: Document, at: int, head: Head) -> Locality | None:
    """A place abroad behind a Party committee: "Tỉnh ủy Villa Clara"."""
    level = _PARTY_LEVELS.get(head.canonical.split()[0].lower())
    end = capital_run(document, at)
    names = document.keys[at:end]
    abroad = all(k.isascii() for k in names) and any(len(k) > 4 for k in names)
    if not 1 <= end - at <= 2 or (not (abroad and level) and not _is_unlisted_at_home(document, at, end, head)):
        return None
    level = level or "commune"
    name = document.surface(document.syllables[at].start, document.syllables[end - 1].end)
    return Locality(at, end, None, name, level)


def _is_unlisted_at_home(document: Document, at: int, end: int, head: Head) -> bool:
    """Two capital words behind a Party committee, no person's: "(Bí thư Đảng ủy Tân Lập)"."""
    if (
        end - at != 2
        or head.family != "party"
        or document.keys[at] in bounds("surname_after_place")
        or document.keys[at] in bounds("field_stop")
    ):
        return False
    following = document.syllables[end].text if end < len(document.keys) else "."
    return surnames().get(document.keys[at]) is not True and following in (",", ")", ".", ";")


def _parent(document: Document, at: int, head: Head, inner: Inner) -> Name | None:
    """The body that a head belongs to, where its name follows at once: "Phòng Tham mưu | Công an tỉnh"."""
    keys, n = document.keys, len(document.keys)
    beside = keys[at] == "-" and at + 1 < n and head.family in ("police", "team", "office", "court")
    at += beside
    parent = inner(at)
    if parent is not None:
        if beside and {head.family, parent.head.family} == {"police", "court"}:
            return None  # "Công an - Viện KSND - Tòa án": side by side
        return parent if _may_own(head, parent) else None
    is_plain = keys[at] in ("bộ", "sở") and is_capital(document, at) and head.family in ("inspect", "office", "party")
    if is_plain and not (at + 1 < n and is_joined(document, at + 1) and is_capital(document, at + 1)):
        word = document.syllables[at].text
        level = "central" if keys[at] == "bộ" else "provincial"
        plain = Head(word, "ministry", "no", frozenset(), level, "government")
        return Name(at, at + 1, plain, word, level, plain.branch, bare=True)
    return None


def _may_own(head: Head, parent: Name) -> bool:
    """Whether a body of one kind can stand behind a head as its parent, and not merely beside it."""
    child, owner = head.family, parent.head.family
    if child == "unit":
        return owner in ("unit", "military")
    if child == "committee":
        return owner not in ("organ", "state") or parent.head.canonical in _CHAMBERS
    if child == "office":
        return True
    if child in ("department", "team"):
        return owner not in ("state", "organ", "front", "team", "office", "department") or parent.head.canonical in (
            "Sở",
            "Cục",
            "Tổng cục",
            "Chi cục",
        )
    return owner not in ("state", "organ")


def _place(document: Document, at: int, wanted: frozenset[str]) -> Locality | None:
    """The locality at ``at`` of the kinds that the head allows."""
    keys, n = document.keys, len(document.keys)
    if (
        keys[at] == "miền"
        and keys[at + 1 : at + 2]
        and keys[at + 1] in ("bắc", "trung", "nam", "tây")
        and "place" in wanted
    ):
        return Locality(
            at, at + 2, None, document.surface(document.syllables[at].start, document.syllables[at + 1].end), "regional"
        )
    place = locality_at(document, at, bare="unit" in wanted)
    if place is None:
        return None
    if place.name is None:
        if place.unit not in BARE_UNITS or not _is_bare_unit(document, place):
            return None
        return place
    is_country = place.unit == "nước"
    if is_country:
        return place if wanted & {"country", "place"} and ("country" in wanted or place.level == "foreign") else None
    if "place" in wanted or ("country" in wanted and place.level == "foreign"):
        return place
    return place if "unit" in wanted and keys[at] != place.name.lower() and n else None


def _is_bare_unit(document: Document, place: Locality) -> bool:
    """Whether a unit word alone stands for the article's own unit, and opens no list ("tỉnh, thành phố") or word ("xã hội")."""
    keys, nxt = document.keys, place.last
    if nxt >= len(keys):
        return True
    key = keys[nxt]
    if key in ("hội", "viên", "trưởng", "đội", "phong", "táo", "giấc", "lộ") and is_joined(document, nxt):
        return False
    if key in (",", "và", "-", "/") and nxt + 1 < len(keys):
        if keys[nxt + 2 : nxt + 3] in (("ủy",), ("đoàn",), ("đội",)):
            return True  # "UBND tỉnh, Tỉnh ủy"
        other = locality_at(document, nxt + 1, bare=True)
        return other is None or other.name is not None or other.unit not in BARE_UNITS
    return True


# Families with a body of the same name at every level: alone, the level is not known.
_ANY_LEVEL = frozenset(("people", "court", "police", "organ", "commission", "office", "inspect"))
# Heads that say the kind of unit themselves: "Tỉnh ủy Yên Bái", not "Tỉnh ủy tỉnh Yên Bái".
_OWN_UNIT = frozenset(("tỉnh", "thành", "huyện", "quận", "thị"))


def _own_place(head: Head, place: Locality) -> str:
    """The locality as the full name of a body has it."""
    if head.canonical.split()[0].lower() in _OWN_UNIT and place.name is not None:
        return "Thành phố Hồ Chí Minh" if place.name == "Hồ Chí Minh" else place.name
    return place.full_name or place.unit or ""


def make_name(
    document: Document,
    first: int,
    head: Head,
    tail: Tail,
    stem: str,
    inner: Inner,
    known: bool = True,
    has_field: bool = False,
) -> Name:
    parent, place = tail.parent, tail.locality
    parts = [stem, tail.words]
    level: str | None = head.level
    where = place.full_name if place is not None else None
    bare = not (has_field or tail.words)
    if parent is not None:
        parts.append(parent.canonical)
        level, where = (parent.level or level), parent.locality
        bare = parent.bare and parent.canonical in ("Bộ", "Sở")
    elif place is not None:
        parts.append(_own_place(head, place))
        bare = bare and place.name is None
        level = place.level or level
        if place.unit == "nước":
            level = "central" if place.level == "central" else "foreign"
    elif bare and head.family in _ANY_LEVEL:
        level = None
    canonical = " ".join(p for p in parts if p)
    branch = parent.branch if parent is not None and head.family in ("office", "inspect") else head.branch
    if level == "foreign":
        branch = "foreign"
    last = skip_abbreviation(document, tail.last, canonical, foreign=level == "foreign")
    if last != tail.last and not tail.found:
        more = tail_at(document, last, head, inner)
        if more.found:
            return replace(make_name(document, first, head, more, stem, inner, known, has_field), first=first)
    return Name(first, last, head, canonical, level, branch, where, known, bare)

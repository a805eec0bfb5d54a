"""The grammar of body names: a head, what it is concerned with, its parent body or its locality.

Each family of heads (``seeds/bodies.csv``) has a function here that reads what may follow it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vnextract.document import Document
from vnextract.fields import ROMAN, Field, field_at, fields_at, free_end, ministries
from vnextract.heads import Head, Name, first_keys, heads, skip_abbreviation
from vnextract.places import Locality, is_capital, is_joined, locality_at
from vnextract.tails import Inner, Tail, make_name, tail_at

_TITLE_ENDS = frozenset(("tịch", "thư", "trưởng", "đốc", "nhiệm", "viên", "phó", "tướng", "ban", "án"))


_STANDING = ("thường", "trực")  # in "Phó Chủ tịch Thường trực UBND" a part of the title
# Words whose second syllable looks like a head: "cơ sở y tế", "cán bộ Công an", "Bộ Quốc phòng Lào".
_SPLIT: dict[str, frozenset[str]] = {
    "sở": frozenset(("cơ", "trụ", "hội", "xứ")),
    "bộ": frozenset(("cán", "toàn", "nội", "đảng", "trung", "nam", "bắc", "cục", "tiến", "đường", "đồng")),
    "phòng": frozenset(("quốc", "văn", "dự", "biên", "hải", "phố", "căn", "đề")),
    "vụ": frozenset(
        ("nhiệm", "nội", "dịch", "chức", "phục", "nghiệp", "thường", "đặc", "công", "quân", "học", "pháp", "nghĩa")
    ),
    "cục": frozenset(("tổng", "chi", "bố", "kết")),
    "ban": frozenset(("ủy", "tiểu")),
    "nghị": frozenset(("hội",)),
    "đội": frozenset(("quân", "bộ", "đồng", "tiểu", "biên", "đại", "lữ")),
    "viện": frozenset(("bệnh", "học", "thư", "nghị", "hạ", "thượng")),
    "thành": frozenset(("hoàn", "trở", "hình")),
    "chính": frozenset(("phi",)),
}


def _is_split(document: Document, at: int) -> bool:
    """Whether a syllable ends another word, in small letters ("cơ sở") or in capitals by habit ("Quốc Phòng")."""
    key, before = document.keys[at], document.keys[at - 1]
    if before not in _SPLIT.get(key, ()):
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
        if not _unbroken(document, at, hit.last):
            continue
        name = FAMILIES[hit.value.family](document, at, hit.last, hit.value, inner)
        if name is not None:
            return name
    return None


def _unbroken(document: Document, first: int, last: int) -> bool:
    return all(is_joined(document, i) for i in range(first + 1, last))


def _allowed(document: Document, first: int, head: Head, tail: Tail) -> bool:
    if head.alone == "both":
        return tail.found and is_capital(document, first)
    if tail.found or head.alone == "yes":
        return True
    return head.alone == "cap" and is_capital(document, first)


def _plain(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """A head with its tail: "UBND tỉnh Yên Bái", "Quốc hội Lào", "Thành ủy"."""
    tail = tail_at(document, at, head, inner)
    if not tail.found:
        past = skip_abbreviation(document, at, head.canonical, foreign=head.branch == "foreign")
        if past != at:
            tail = tail_at(document, past, head, inner)
            tail = tail if tail.found else Tail(past)
    if not _allowed(document, first, head, tail):
        return None
    if tail.locality is not None and tail.locality.name is None and not is_capital(document, first):
        previous = document.keys[first - 1] if first else ""
        if previous in ("chủ", "người"):
            return None
    return make_name(document, first, head, tail, head.canonical, inner)


def _organ(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """ "Ban Thường vụ Tỉnh ủy"; not the "Thường trực" of a title ("Phó Chủ tịch Thường trực UBND")."""
    key = document.keys[first]
    if key == "thường" and first and document.keys[first - 1] in _TITLE_ENDS and document.keys[first + 1] == "trực":
        return None
    return _plain(document, first, at, head, inner)


def _ministry(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """ "Bộ Y tế", "Bộ VHTT&DL"; with a field of no ministry of ours only in capitals ("Bộ Ngân khố", "Bộ Nhập cư Hy Lạp")."""
    fields = fields_at(document, at)
    if not fields or document.keys[at] in ("trưởng", "chính", "tổng", "chỉ", "đội", "luật"):
        return None
    listed = next((field for field in reversed(fields) if field.canonical in ministries()), None)
    field = listed or fields[-1]
    tail = tail_at(document, field.last, head, inner)
    if fields[-1] is not field:
        whole = tail_at(document, fields[-1].last, head, inner)
        if whole.locality is not None:  # "Bộ Văn hóa và Nghệ thuật Campuchia"
            field, tail, listed = fields[-1], whole, None
    if listed is None:
        if not (is_capital(document, first) and is_capital(document, at)):
            return None
        if not field.known and tail.locality is None:
            return None
    stem = f"{head.canonical} {_titled(field.canonical)}"
    return make_name(document, first, head, tail, stem, inner, field.known, True)


def _titled(field: str) -> str:
    """A field as official names write it: a capital on each of its parts."""
    return ", ".join(" và ".join(p[:1].upper() + p[1:] for p in part.split(" và ")) for part in field.split(", "))


# Boards that are named thus in companies, schools and festivals too, and count only with a tail.
_LOOSE_BOARDS = frozenset(
    ("tổ chức", "biên tập", "quản trị", "vận động", "thư ký", "giám sát", "kiểm tra", "tài chính", "kế hoạch")
)


def _after_title(document: Document, first: int) -> bool:
    return first > 0 and document.keys[first - 1] in ("trưởng", "phó")


def _department(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    if "subject" not in head.tail:
        return _plain(document, first, at, head, inner)
    capitalized = is_capital(document, first)
    field = field_at(document, at, open_end=capitalized)
    if field is None:
        return None
    if not capitalized and not is_capital(document, at) and not _lower_case_name(document, first, field):
        return None
    key = document.keys[first]
    if key == "ban" and (not field.known or not is_capital(document, at)):
        return None
    if key in ("vụ", "cục") and not capitalized and not _after_title(document, first):
        return None
    if key == "phòng" and field.canonical.startswith("thương mại"):
        return None  # the Chamber of Commerce, an association
    end = _number(document, field.last)
    tail = tail_at(document, skip_abbreviation(document, end, field.canonical), head, inner)
    if not tail.found:
        tail = Tail(skip_abbreviation(document, end, field.canonical))
    if not tail.found and (
        (not field.known and not capitalized) or (key == "ban" and field.canonical in _LOOSE_BOARDS)
    ):
        return None
    stem = f"{head.canonical} {_titled(field.canonical)}"
    if end > field.last:
        stem += " " + document.surface(document.syllables[field.last].start, document.syllables[end - 1].end)
    return make_name(document, first, head, tail, stem, inner, field.known, True)


def _lower_case_name(document: Document, first: int, field: Field) -> bool:
    """Small letters throughout ("sở giáo dục và đào tạo") count for departments that cannot be read otherwise."""
    if not field.known:
        return False
    key = document.keys[first]
    if key == "sở":
        return field.canonical != "hữu trí tuệ"
    titled = _after_title(document, first)
    place = locality_at(document, field.last, bare=True) if field.last < len(document.keys) else None
    return titled or (place is not None and is_joined(document, field.last) and key in ("phòng", "cục", "vụ", "chi"))


def _number(document: Document, at: int, bare_digits: bool = False) -> int:
    """Past "số 4", "II" or "8B" behind a name."""
    keys, n, syllables = document.keys, len(document.keys), document.syllables
    if at >= n or not is_joined(document, at):
        return at
    if keys[at] == "số" and at + 1 < n and is_joined(document, at + 1):
        return at + 2 if keys[at + 1][0].isdigit() or keys[at + 1] in ("một", "hai", "ba", "bốn") else at
    if syllables[at].text in ROMAN:
        return at + 1
    if bare_digits and keys[at][0].isdigit() and len(keys[at]) <= 3 and keys[at].isalnum():
        lettered = at + 1 < n and syllables[at + 1].start == syllables[at].end and len(keys[at + 1]) == 1
        return at + 2 if lettered and keys[at + 1].isalpha() else at + 1
    return at


def _inspect(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    plain = _plain(document, first, at, head, inner)
    if plain is not None or "subject" not in head.tail or not is_capital(document, first):
        return plain
    field = field_at(document, at, open_end=False)
    if field is None or not field.known or not is_capital(document, at):
        return None
    tail = tail_at(document, field.last, head, inner)
    return make_name(document, first, head, tail, f"{head.canonical} {_titled(field.canonical)}", inner, True, True)


def _committee(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """ "Ủy ban Pháp luật của Quốc hội", "Ủy ban Tư pháp Thượng viện"."""
    keys, n = document.keys, len(document.keys)
    if at >= n or not is_joined(document, at) or keys[at] in ("nhân", "này", "trung"):
        return None
    field = field_at(document, at, open_end=is_capital(document, first))
    if field is None or not is_capital(document, at):
        if field is None or not field.known:
            return None
        tail = tail_at(document, field.last, head, inner)
        if not tail.found:
            return None
    else:
        tail = tail_at(document, field.last, head, inner)
    if not field.known and not tail.found:
        return None
    return make_name(
        document, first, head, tail, f"{head.canonical} {_titled(field.canonical)}", inner, field.known, True
    )


def _court(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    keys, n = document.keys, len(document.keys)
    if "at" in head.tail and at + 1 < n and keys[at] == "tại":
        place = locality_at(document, at + 1)
        if place is not None and place.name is not None:
            made = make_name(document, first, head, Tail(place.last), head.canonical, inner)
            return replace(
                made, locality=place.full_name, level="regional", canonical=f"{head.canonical} tại {place.full_name}"
            )
    return _plain(document, first, at, head, inner)


def _military_unit(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """ "Quân khu 7", "Sư đoàn Bộ binh 5", "đại đội pháo 37"."""
    keys, n = document.keys, len(document.keys)
    for end in range(at, min(at + 4, n)):
        if not is_joined(document, end):
            return None
        if keys[end][0].isdigit() and len(keys[end]) <= 4 and keys[end].isalnum():
            stem = document.surface(document.syllables[at].start, document.syllables[end].end)
            if end > at and not (
                end - at <= 2
                and keys[at] in ("bộ", "pháo", "phòng", "xe", "tăng", "công", "đặc", "không", "tên", "hải", "số")
            ):
                return None
            return make_name(document, first, head, Tail(end + 1), f"{head.canonical} {stem}", inner, True, True)
        if not keys[end].isalpha():
            return None
    return None


def _post(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """ "Đồn Biên phòng Long Bình": a station by the name of its place."""
    n = len(document.keys)
    place = locality_at(document, at) if at < n and is_joined(document, at) else None
    last = place.last if place is not None else at
    if place is None:
        while last < n and last - at < 4 and is_joined(document, last) and is_capital(document, last):
            last += 1
    if last == at:
        return None
    stem = document.surface(document.syllables[at].start, document.syllables[last - 1].end)
    return make_name(document, first, head, Tail(last), f"{head.canonical} {stem}", inner, True, True)


def _team(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """ "Đội CSGT số 1", "Đội TTGT quận 3": named by a number, a place or a parent."""
    stem, end = head.canonical, at
    if document.keys[first] == "đội" and at == first + 1:
        field = field_at(document, at, open_end=False)
        if field is None or not field.known:
            return None
        stem, end = f"{stem} {_titled(field.canonical)}", field.last
    after = _number(document, end, bare_digits=True)
    tail = tail_at(document, after, head, inner)
    if after == end and not tail.found:
        return None
    if after > end:
        stem += " " + document.surface(document.syllables[end].start, document.syllables[after - 1].end)
    return make_name(document, first, head, tail, stem, inner, True, True)


def _host(document: Document, at: int, head: Head, inner: Inner) -> Locality | None:
    """The United Nations as a mission's seat."""
    keys = document.keys
    at += keys[at] == "cạnh"
    for words in (("liên", "hợp", "quốc"), ("liên", "hiệp", "quốc"), ("lhq",)):
        if keys[at : at + len(words)] == words:
            return Locality(at, at + len(words), None, "Liên hợp quốc", "foreign")
    return None


def _mission(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """ "Đại sứ quán Việt Nam tại Lào": a country, and where it is accredited."""
    keys, n = document.keys, len(document.keys)
    country = locality_at(document, at) if at < n and is_joined(document, at) else None
    if country is not None and country.unit not in ("nước",):
        return None
    last = country.last if country is not None else at
    host = None
    if last + 1 < n and keys[last] in ("tại", "ở", "bên") and is_joined(document, last):
        host = _host(document, last + 1, head, inner)
        if host is None and keys[last] == "tại":
            host = locality_at(document, last + 1)
    if country is None and host is None:
        return None
    end = host.last if host is not None else last
    words = [head.canonical, country.full_name or "" if country else "", f"tại {host.full_name}" if host else ""]
    is_vietnam = country is not None and country.level == "central"
    made = make_name(document, first, head, Tail(end), " ".join(w for w in words if w), inner, True, True)
    return replace(made, level="central" if is_vietnam else "foreign", branch="government" if is_vietnam else "foreign")


_PRIVATE_BOARDS = frozenset(("tòa", "chung", "thôn", "nhà", "của", "và", "này", "hội", "quỹ", "thuộc"))


def _free(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """Steering committees and boards, named by what they are for: "Ban Chỉ đạo phòng, chống tham nhũng"."""
    keys, n = document.keys, len(document.keys)
    if at >= n or not is_joined(document, at):
        return None
    past = skip_abbreviation(document, at, head.canonical)
    end = free_end(document, past)
    if end <= past:
        return None
    stem = document.surface(document.syllables[past].start, document.syllables[end - 1].end)
    if head.family == "board" and keys[past] in _PRIVATE_BOARDS:
        return None
    if keys[past] in ("trực", "các", "sẽ", "tiếp", "phiên", "giao", "trên", "tại", "cần", "luôn", "rằng"):
        return None
    return make_name(document, first, head, Tail(end), f"{head.canonical} {stem}", inner, True, True)


def _none(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    return None


Family = Callable[[Document, int, int, Head, Inner], Name | None]
FAMILIES: dict[str, Family] = {
    "state": _plain,
    "people": _plain,
    "party": _plain,
    "organ": _organ,
    "commission": _plain,
    "office": _plain,
    "inspect": _inspect,
    "ministry": _ministry,
    "department": _department,
    "committee": _committee,
    "council": _none,
    "court": _court,
    "police": _plain,
    "military": _plain,
    "unit": _military_unit,
    "post": _post,
    "team": _team,
    "front": _plain,
    "foreign": _plain,
    "mission": _mission,
    "steering": _free,
    "board": _free,
    "team2": _free,
}

"""Bodies named by a number, a place or free words: military units, posts, missions, boards, councils, agencies abroad."""

from __future__ import annotations

from dataclasses import replace

from vnextract.bodies.fields import field_at, free_end
from vnextract.bodies.heads import Head, Name, skip_abbreviation
from vnextract.bodies.offices import number_end, plain, titled
from vnextract.bodies.tails import Inner, Tail, make_name, tail_at
from vnextract.boundaries import bounds
from vnextract.document import Document
from vnextract.names.places import Locality, capital_run, is_capital, is_joined, locality_at


def military_unit(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """As "Quân khu 7", "Sư đoàn Bộ binh 5", "đại đội pháo 37"."""
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
            tail = tail_at(document, end + 1, head, inner)
            return make_name(document, first, head, tail, f"{head.canonical} {stem}", inner, True, True)
        if not keys[end].isalpha():
            return None
    return None


def post(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """As "Đồn Biên phòng Long Bình": a station by the name of its place."""
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


def team(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """As "Đội CSGT số 1", "Đội TTGT quận 3": named by a number, a place or a parent."""
    stem, end = head.canonical, at
    if document.keys[first] == "đội" and at == first + 1:
        field = field_at(document, at, open_end=False)
        if field is None or not field.known:
            return None
        stem, end = f"{stem} {titled(field.canonical)}", field.last
    after = number_end(document, end, bare_digits=head.canonical != "Đoàn kiểm tra")
    tail = tail_at(document, after, head, inner)
    if after == end and not tail.found:
        return _named_team(document, first, at, end, head, inner, stem)
    if after > end:
        stem += " " + document.surface(document.syllables[end].start, document.syllables[after - 1].end)
    return make_name(document, first, head, tail, stem, inner, True, True)


def _named_team(document: Document, first: int, at: int, end: int, head: Head, inner: Inner, stem: str) -> Name | None:
    """A team of the police by its field alone, or a traffic police's by the name of its place: "Đội CSGT Rạch Chiếc"."""
    if not is_capital(document, first):
        return None
    if end > at:
        police = stem.lower().startswith(("đội cảnh sát", "đội cs", "đội điều tra", "đội hình sự"))
        return make_name(document, first, head, Tail(end), stem, inner, True, True) if police else None
    last = capital_run(document, at, 3)
    if "giao thông" not in head.canonical or last - at < 2 or document.keys[at] in bounds("surname_after_place"):
        return None
    place = document.surface(document.syllables[at].start, document.syllables[last - 1].end)
    return make_name(document, first, head, Tail(last), f"{stem} {place}", inner, True, True)


def _host(document: Document, at: int, head: Head, inner: Inner) -> Locality | None:
    """The United Nations as a mission's seat."""
    keys = document.keys
    at += keys[at] == "cạnh"
    for words in (("liên", "hợp", "quốc"), ("liên", "hiệp", "quốc"), ("lhq",)):
        if keys[at : at + len(words)] == words:
            return Locality(at, at + len(words), None, "Liên hợp quốc", "foreign")
    return None


def mission(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """As "Đại sứ quán Việt Nam tại Lào": a country, and where it is accredited."""
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


def free(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """Steering committees and boards, named by what they are for: "Ban Chỉ đạo phòng, chống tham nhũng"."""
    keys, n = document.keys, len(document.keys)
    if at >= n or not is_joined(document, at):
        return None
    past = skip_abbreviation(document, at, head.canonical)
    led = first > 0 and keys[first - 1] in ("trưởng", "phó") and is_capital(document, first + 1)
    if head.family == "steering" and not is_capital(document, first) and not led:
        return None
    end = free_end(document, past, closes=head.family == "steering")
    if end <= past:
        return plain(document, first, at, head, inner) if head.alone == "yes" else None
    stem = document.surface(document.syllables[past].start, document.syllables[end - 1].end)
    if head.family == "board" and keys[past] in bounds("private_board"):
        return None
    if keys[past] == "các" and keys[past + 1 : past + 2] not in (("khu",), ("dự",), ("công",)):
        return None
    if keys[past] in ("trực", "sẽ", "tiếp", "phiên", "giao", "trên", "tại", "cần", "luôn", "rằng"):
        return None
    return make_name(document, first, head, Tail(end), f"{head.canonical} {stem}", inner, True, True)


def council(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """A council with a locality of its own: "Hội đồng thẩm định giá đất thành phố"."""
    keys = document.keys
    if (
        at >= len(keys)
        or not is_joined(document, at)
        or (keys[at] in bounds("private_council") and keys[at : at + 2] != ("xét", "tuyển"))
    ):
        return None
    for end in range(at + 2, min(at + 12, len(keys))):
        if not is_joined(document, end) or keys[end] in bounds("field_stop") or not keys[end].isalpha():
            return None
        tail = tail_at(document, end, head, inner)
        if tail.locality is not None:
            if tail.locality.level == "regional" or (
                tail.locality.level == "foreign" and keys[at : at + 2] in _THINK_TANKS
            ):
                return None  # of the states round an ocean
            stem = document.surface(document.syllables[at].start, document.syllables[end - 1].end)
            return make_name(document, first, head, tail, f"{head.canonical} {stem}", inner, True, True)
    return None


_THINK_TANKS = frozenset((("chính", "sách"), ("kinh", "doanh"), ("quan", "hệ"), ("thương", "mại"), ("phát", "triển")))


def agency(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """An agency abroad with its country, or one that its name alone tells: "Cơ quan Điều tra liên bang (FBI)"."""
    found = _by_country(document, first, at, head, inner)
    return found or (plain(document, first, at, head, inner) if head.alone == "cap" else None)


def _by_country(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """An agency abroad, by any words up to its country: "Cơ quan Điều tra Liên bang Mỹ"."""
    forces = document.keys[at - 2 : at] == ("lực", "lượng")
    if not (is_capital(document, first) and at < len(document.keys) and (forces or is_capital(document, at))):
        return None
    last = at
    while (
        last < len(document.keys)
        and last - at < 9
        and is_joined(document, last)
        and (document.keys[last] not in bounds("field_stop") or document.keys[last - 1 : last + 1] == ("tình", "báo"))
    ):
        if last > at and is_capital(document, last):
            place = locality_at(document, last)
            if place is not None and place.unit == "nước" and place.level == "foreign":
                stem = document.surface(document.syllables[first].start, document.syllables[last - 1].end)
                return make_name(document, first, head, Tail(place.last, locality=place), stem, inner, False, True)
        if not document.syllables[last].text.isalpha():
            return None
        last += 1
    return None

"""Bodies named by their field: ministries, departments, inspectorates, committees."""

from __future__ import annotations

from vnextract.bodies.fields import ROMAN, Field, field_at, fields_at, ministries
from vnextract.bodies.heads import Head, Name, skip_abbreviation
from vnextract.bodies.tails import Inner, Tail, make_name, tail_at
from vnextract.boundaries import bounds, pairs
from vnextract.document import Document
from vnextract.names.places import is_capital, is_joined, locality_at
from vnextract.names.words import is_vietnamese, surnames


def allowed(document: Document, first: int, head: Head, tail: Tail) -> bool:
    if head.alone == "both":
        abroad = tail.locality is not None and tail.locality.unit == "nước" and tail.locality.level == "foreign"
        return tail.found and (
            is_capital(document, first) or (abroad and not head.canonical.startswith(("Quân đội", "Cơ quan")))
        )
    if tail.found or head.alone == "yes":
        return True
    return head.alone == "cap" and is_capital(document, first)


def plain(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """A head with its tail: "UBND tỉnh Yên Bái", "Quốc hội Lào", "Thành ủy"."""
    if "region" in head.tail and (end := _region_end(document, at, head)) > at:
        tail = tail_at(document, end, head, inner)
        stem = f"{head.canonical} {document.surface(document.starts[at], document.ends[end - 1])}"
        return make_name(document, first, head, tail if tail.found else Tail(end), stem, inner, True, True)
    tail = tail_at(document, at, head, inner)
    if not tail.found and (named := _led_by(document, at, head)) is not None:
        tail = named
    if not tail.found:
        past = skip_abbreviation(document, at, head.canonical, foreign=head.branch == "foreign")
        if past != at:
            tail = tail_at(document, past, head, inner)
            tail = tail if tail.found else Tail(past)
    led = first > 0 and (head.canonical, document.keys[first - 1]) in _LED
    if not (allowed(document, first, head, tail) or led or _listed(document, first, head)):
        return None
    if tail.locality is not None and tail.locality.name is None and not is_capital(document, first):
        previous = document.keys[first - 1] if first else ""
        if previous in ("chủ", "người"):
            return None
    return make_name(document, first, head, tail, head.canonical, inner)


def _region_end(document: Document, at: int, head: Head) -> int:
    """Past the number of a region that an office is named by, since 2025: "Kho bạc Nhà nước khu vực XIII", "Thuế cơ sở 3"."""
    if document.keys[at : at + 2] == ("khu", "vực"):
        end = number_end(document, at + 2, bare_digits=True)
        return end if end > at + 2 else at
    return number_end(document, at, bare_digits=True) if head.canonical.endswith("cơ sở") else at


_LED = frozenset((("Chi bộ", "thư"), ("Đảng bộ", "thư"), ("Công đoàn", "tịch")))


def _listed(document: Document, first: int, head: Head) -> bool:
    """A commission of the Party right behind a department in a list: "Sở Nội vụ, Ban Tổ chức"."""
    if head.family != "commission" or document.keys[first - 1 : first] != (",",) or not is_capital(document, first):
        return False
    return any(document.keys[at] == "sở" and is_capital(document, at) for at in range(max(0, first - 8), first - 2))


def _led_by(document: Document, at: int, head: Head) -> Tail | None:
    """A foreign government by the name of its leader: "chính phủ Trump"."""
    if (
        head.canonical != "Chính phủ"
        or at >= len(document.keys)
        or not (is_joined(document, at) and is_capital(document, at))
    ):
        return None
    text = document.syllables[at].text
    alone = at + 1 >= len(document.keys) or not is_capital(document, at + 1)
    return Tail(at + 1, words=text) if text[1:].islower() and alone and not is_vietnamese(document.keys[at]) else None


def titled(field: str) -> str:
    """A field as official names write it: a capital on each of its parts."""
    return ", ".join(" và ".join(p[:1].upper() + p[1:] for p in part.split(" và ")) for part in field.split(", "))


def ministry(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """As "Bộ Y tế", "Bộ VHTT&DL"; with a field of no ministry of ours only in capitals ("Bộ Ngân khố", "Bộ Nhập cư Hy Lạp")."""
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
    stem = f"{head.canonical} {titled(field.canonical)}"
    return make_name(document, first, head, tail, stem, inner, field.known, True)


def tail_follows(document: Document, at: int) -> bool:
    """Whether a place starts at a syllable."""
    return at < len(document.keys) and locality_at(document, at, bare=True) is not None


def _after_title(document: Document, first: int) -> bool:
    return first > 0 and document.keys[first - 1] in ("trưởng", "phó")


def department(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    if "subject" not in head.tail:
        return plain(document, first, at, head, inner)
    capitalized = is_capital(document, first)
    if document.keys[at : at + 2] in pairs("room") or document.keys[first : at + 1] == ("phòng", "chống"):
        return None
    field = field_at(document, at, open_end=capitalized)
    if first and document.keys[first - 1] in ("tướng", "tá", "úy"):
        return None  # a person: "Đại tướng Phòng Phong Huy"
    if field is not None and not field.known and not _may_be_unknown(document, first, field):
        return None
    if field is None or (document.syllables[at].text in ROMAN and not field.known):
        return _numbered(document, first, at, head, inner) if capitalized else None
    if not capitalized and not is_capital(document, at) and not _lower_case_name(document, first, field):
        return None
    key = document.keys[first]
    if (
        key == "vụ"
        and not field.known
        and document.syllables[at].text[1:].islower()
        and not is_vietnamese(document.keys[at])
    ):
        return None  # "Vụ Watergate": an affair
    if key == "ban" and (not field.known or not is_capital(document, at)):
        return None
    if key in ("vụ", "cục") and not capitalized and not _after_title(document, first):
        return None
    if (
        not capitalized
        and not tail_follows(document, field.last)
        and field.canonical in bounds("company_field")
        and not is_capital(document, at)
    ):
        return None
    if key == "phòng" and field.canonical.startswith("thương mại"):
        return None  # the Chamber of Commerce, an association
    end = number_end(document, field.last)
    tail = tail_at(document, skip_abbreviation(document, end, field.canonical), head, inner)
    if not tail.found:
        tail = Tail(skip_abbreviation(document, end, field.canonical))
    if not tail.found and (
        (not field.known and not capitalized) or (key == "ban" and field.canonical in bounds("loose_board"))
    ):
        return None
    stem = f"{head.canonical} {titled(field.canonical)}"
    if end > field.last:
        stem += " " + document.surface(document.syllables[field.last].start, document.syllables[end - 1].end)
    return make_name(document, first, head, tail, stem, inner, field.known, True)


def _may_be_unknown(document: Document, first: int, field: Field) -> bool:
    """Whether words no list of fields holds may be one: two capital words, letters, a prefix with its object."""
    token = document.syllables[field.first]
    if document.keys[first : first + 2] == ("vụ", "bản"):
        return False  # a district
    if token.text[0].islower():
        return token.key == "phòng" and document.keys[first] == "cục"
    if _is_full_name(document, field):
        return False
    return field.last - field.first > 1 or not token.text[1:].islower()


_FULL_NAME = 3  # words


def _is_full_name(document: Document, field: Field) -> bool:
    """Whether the words behind "Sở", "Cục" are a person's name: "Giám đốc Sở | Nguyễn Văn A"."""
    words = document.syllables[field.first : field.last]
    capitalized = all(word.text[:1].isupper() and word.text[1:].islower() for word in words)
    return len(words) >= _FULL_NAME and capitalized and surnames().get(words[0].key) is not None


def _numbered(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """As "Vụ 2 VKSND Tối cao": a department known by its number in its parent body."""
    keys = document.keys
    if at >= len(keys) or keys[first] not in ("vụ", "cục", "phòng"):
        return None
    roman = document.syllables[at].text in ROMAN
    if not roman and not (keys[at].isdecimal() and len(keys[at]) <= 2):
        return None
    tail = tail_at(document, at + 1, head, inner)
    if tail.parent is None and not (roman and keys[first] != "phòng"):
        return None
    number = document.syllables[at].text
    return make_name(document, first, head, tail, f"{head.canonical} {number}", inner, True, True)


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


def number_end(document: Document, at: int, bare_digits: bool = False) -> int:
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


def inspectorate(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    found = plain(document, first, at, head, inner)
    if found is not None or "subject" not in head.tail or not is_capital(document, first):
        return found
    field = field_at(document, at, open_end=False)
    if field is None or not field.known or not is_capital(document, at):
        return None
    tail = tail_at(document, field.last, head, inner)
    return make_name(document, first, head, tail, f"{head.canonical} {titled(field.canonical)}", inner, True, True)


def committee(document: Document, first: int, at: int, head: Head, inner: Inner) -> Name | None:
    """As "Ủy ban Pháp luật của Quốc hội", "Ủy ban Tư pháp Thượng viện"."""
    keys, n = document.keys, len(document.keys)
    if at >= n or not is_joined(document, at) or keys[at] in ("nhân", "này", "trung"):
        return None
    field = field_at(document, at, open_end=is_capital(document, first))
    if keys[at : at + 2] == ("đoàn", "kết") or keys[at] == "châu":
        return None  # societies of friendship and of believers
    if field is None or not is_capital(document, at):
        if field is None or not field.known:
            return None
        tail = tail_at(document, field.last, head, inner)
        if not tail.found:
            return None
    else:
        tail = tail_at(document, field.last, head, inner)
    if not tail.found and document.keys[field.last : field.last + 2] in (("quốc", "gia"), ("liên", "bang")):
        tail = tail_at(document, field.last + 2, head, inner)  # "Ủy ban Năng lượng Quốc gia Lào"
        if not tail.found:
            tail = Tail(field.last + 2, words="Quốc gia" if document.keys[field.last] == "quốc" else "Liên bang")
    if not field.known and not tail.found:
        return None
    return make_name(
        document, first, head, tail, f"{head.canonical} {titled(field.canonical)}", inner, field.known, True
    )

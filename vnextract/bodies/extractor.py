"""Public bodies: Party, state, courts, armed forces, fronts, foreign bodies, by name."""

from __future__ import annotations

from collections.abc import Iterator

from vnextract.bodies.heads import Name, first_keys, openings
from vnextract.bodies.names import name_at
from vnextract.document import Body, Directive, Document
from vnextract.names.places import is_joined

# Units of the police known by a code: C50 of the Ministry, PC45 and PA83 of a province.
POLICE_CODES = frozenset(f"{letters}{n:02d}" for letters in ("c", "pc", "pa", "px") for n in range(1, 100))
# What a law is about is no body acting: "Luật Hoạt động giám sát của Quốc hội".
_LAWS = frozenset(("Luật", "Bộ luật", "Pháp lệnh"))
_PLURAL = frozenset(("các", "những", "mỗi", "từng", "nhiều", "mọi"))
_LOCAL = frozenset(
    ("people", "party", "police", "court", "department", "inspect", "front", "organ", "commission", "office")
)


def find_bodies(document: Document) -> Iterator[Body]:
    """Body mentions from left to right, each as long as its name and locality run, none inside another."""
    firsts, syllables, keys, end = first_keys(), document.syllables, document.keys, 0
    singles, pairs = openings()
    alone = singles | POLICE_CODES
    laws = [(d.start, d.end) for d in document.of(Directive) if d.form == "named" and d.doc_type in _LAWS]
    for at in [i for i, key in enumerate(keys) if key in alone or (key in firsts and keys[i : i + 2] in pairs)]:
        token = syllables[at]
        if at < end or any(start <= token.start < stop for start, stop in laws):
            continue
        if token.key in POLICE_CODES and token.text.isupper():
            if at and keys[at - 1] == "chức":
                continue  # "tổ chức C40"
            owner = _owner_of_code(document, at + 1)
            end = owner.last if owner is not None else end
            yield document.mention(
                Body,
                token.start,
                token.end if owner is None else syllables[owner.last - 1].end,
                canonical=token.text if owner is None else f"{token.text} {owner.canonical}",
                branch="armed_forces",
                rule="body.police_code",
                score=0.9,
            )
            continue
        name = name_at(document, at)
        if name is None or _is_generic(document, name):
            continue
        end = name.last
        yield document.mention(
            Body,
            token.start,
            _end(document, name),
            canonical=name.canonical,
            level=name.level,
            branch=name.branch,
            locality=name.locality,
            rule=f"body.{name.head.family}",
            score=0.95 if name.known else 0.8,
        )


def _owner_of_code(document: Document, at: int) -> Name | None:
    """The police that a unit known by its code belongs to: "PC45 - Công an tỉnh Bắc Ninh"."""
    keys = document.keys
    at += keys[at : at + 1] == ("-",)
    if keys[at : at + 2] != ("công", "an") or not is_joined(document, at):
        return None
    owner = name_at(document, at)
    return owner if owner is not None and not owner.bare else None


def _end(document: Document, name: Name) -> int:
    """Where a name ends: before the stop of "TP." when that ends the sentence."""
    token = document.syllables[name.last - 1]
    return token.end - 1 if token.text.endswith(".") and len(token.text) > 1 else token.end


_REPORTS = frozenset(("thông", "trình", "kính", "cảnh", "dự", "tố", "tin", "khai", "mật", "cấp", "tâu"))
_KINDS = frozenset(("các", "cấp", "cùng"))  # "UBND các huyện", "HĐND cấp tỉnh"
_UNIT_STARTS = frozenset(("tỉnh", "thành", "quận", "huyện", "thị", "xã", "phường"))
# "Chính phủ điện tử", "chính phủ mới": a kind of government, not the body.
_GOVERNMENT_KINDS = frozenset(("điện", "kiến", "liêm", "thiểu", "số"))
_SMALL_KINDS = frozenset(("mới", "liên", "mạnh", "lâm", "thực", "phục"))
_GOVERNMENT_CONTEXTS = frozenset(("phi", "quân", "lập", "thành", "một", "phiếu", "dựng", "tin", "tử", "kênh"))


def _is_generic(document: Document, name: Name) -> bool:
    """Plurals and kinds: "các UBND xã", "UBND các tỉnh", "Đảng ủy viên", "Chính phủ điện tử"."""
    keys = document.keys
    before = keys[name.first - 1] if name.first else ""
    after = keys[name.last] if name.last < len(keys) else ""
    family = name.head.family
    if family == "state" and keys[name.last : name.last + 5] == ("và", "nhân", "dân", "hai", "nước"):
        return True
    if family == "state" and keys[name.last : name.last + 2] == ("các", "nước"):
        return True
    if family == "state" and (after == "hai" or before == "hai") and name.locality is None:
        following = keys[name.last + 1 : name.last + 2]
        return before == "hai" or following in (("nước",), ("bên",), ("đảng",))  # "Quốc hội hai nước"
    if family == "state" and before in _PLURAL and document.syllables[name.first].text[0].islower():
        return True
    if name.head.canonical == "Chính phủ" and name.locality is None:
        small = document.syllables[name.first].text[0].islower()
        return (
            after in _GOVERNMENT_KINDS
            or before in ("phiếu", "dựng", "phi", "tử")
            or keys[name.first - 2 : name.first] == ("thông", "tin")
            or (small and (before in _GOVERNMENT_CONTEXTS or after in _SMALL_KINDS))
        )
    if (
        before == "báo"
        and name.first > 1
        and keys[name.first - 2] not in _REPORTS
        and family in ("police", "people", "state")
    ):
        return True  # a newspaper: "báo Công an Hà Nội"
    if family == "board" and (before.isdecimal() or before in _PLURAL) and name.locality is None:
        return True  # "24 BQL dự án"
    if family == "department" and document.syllables[name.first].text[0].islower() and before.isdecimal():
        return True  # "63 sở GDĐT"
    if family == "department" and name.locality is None and after == "các" and keys[name.last + 1 : name.last + 2]:
        return keys[name.last + 1] in _UNIT_STARTS or keys[name.last + 1] == "địa"  # "gửi Sở Y tế các tỉnh"
    if family in ("police", "military") and before in ("clb", "fc"):
        return True  # a football club
    if family == "department" and before in _PLURAL and name.locality is None and after not in (",", "và", ";", "-"):
        return True
    if family in ("court", "foreign") and keys[name.last : name.last + 2] == ("quốc", "tế"):
        return True  # "Tòa án Hình sự quốc tế"
    if name.head.canonical == "Nội các" and before == "phòng" and keys[name.first - 2] != "văn":
        return True  # a room
    if name.head.canonical == "Nghị viện" and (
        after == "châu" or keys[name.first - 2 : name.first] == ("liên", "minh")
    ):
        return True
    if before == ":" and keys[name.first - 2] in ("ảnh", "nguồn") and name.head.canonical == "Quốc hội":
        return True  # who took the picture
    if not name.bare or family not in _LOCAL:
        return False
    if before in _PLURAL or (after in _KINDS and document.syllables[name.last].text.islower()):
        return True
    if family == "party" and after == "viên":
        return True
    alone = name.locality is None and name.level in (None, name.head.level)
    return alone and family in ("people", "party", "police", "court") and after in _UNIT_STARTS

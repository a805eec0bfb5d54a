"""How far a noun phrase runs: names of firms and strangers, names that end in a place, what qualifies an authority.

``owner`` tells which syllables are taken: the number of the actor each belongs to, or -1.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnextract.bodies.fields import field_at
from vnextract.document import Document
from vnextract.syllables import phrases


def ends_name(document: Document, owner: Sequence[int], first: int) -> bool:
    """Whether a place ends the name of something that is no public body: "Viện Pasteur TP.HCM", "báo Pháp luật Hà Nội"."""
    before = document.syllables[first - 1]
    if (before.key, document.keys[first]) == ("nhà", "nước"):  # "cấp Nhà nước Trung Quốc"
        return False
    return owner[first - 1] < 0 and len(before.text) > 1 and before.text[:1].isupper() and before.key not in _UNITS


def opens_name(document: Document, owner: Sequence[int], first: int) -> int:
    """Where the name that ends in a place opens: what stands before all of it tells its part."""
    syllables = document.syllables
    while first > 0 and owner[first - 1] < 0 and len(syllables[first - 1].text) > 1:
        before = syllables[first - 1]
        if not before.text[:1].isupper() and before.key not in _INSIDE_NAMES:
            break
        first -= 1
    return first


_INSIDE_NAMES = frozenset("học nghị hành viên".split())  # "Trường Đại học", "Hội Hữu nghị", "Học viện"
_UNITS = frozenset("tại ở nước miền vùng thủ đô tp thành phố tỉnh xứ khu bán đảo".split())


def is_verb(document: Document, owner: Sequence[int], at: int) -> bool:
    """Whether a document word is what somebody does: "bà X thông báo từ chức", "UBND tỉnh đã quyết định"."""
    return at > 0 and (owner[at - 1] >= 0 or document.keys[at - 1] in ("đã", "sẽ", "vừa", "cũng"))


def through_name(document: Document, owner: Sequence[int], last: int) -> int:
    """The end of the capitalized words that name a firm or a private person ("Công ty Hoa Sen")."""
    syllables, limit = document.syllables, last + 6
    high = min(limit, len(syllables))
    while last < high and owner[last] < 0:
        if syllables[last].text[:1].isupper():
            last += 1
        elif last + 1 < high and syllables[last].key == "-" and _is_tight(document, last):
            last += 2  # "Moon Chung-in"
        else:
            break
    return last


def _is_tight(document: Document, hyphen: int) -> bool:
    """Whether no space stands on either side of a hyphen."""
    before, mark, after = document.syllables[hyphen - 1 : hyphen + 2]
    return before.end == mark.start and mark.end == after.start


POINTING = frozenset({"này", "đó", "trên"})
# Followed by the name of whose they are: "giới chức Moskva", "các nước ASEAN".
_NAMED_AFTER = frozenset({("giới", "chức"), ("quan", "chức"), ("lãnh", "đạo"), ("các", "nước"), ("chính", "giới")})
_MODIFIERS = phrases(
    "cấp cao,ẩn danh,giấu tên,liên ngành,đặc biệt,cấp tỉnh,cấp huyện,cấp xã,địa phương,đối lập,hàng đầu,này,đó,trên,nói trên,"
    "miền trung,miền bắc,miền nam,miền tây,cấp trên,chức năng,liên quan,có liên quan,chủ chốt,tiền nhiệm,đương nhiệm,cao cấp"
)


def through_modifiers(document: Document, owner: Sequence[int], last: int) -> int:
    """The end of what qualifies a word for an authority: "quan chức cấp cao giấu tên", "lãnh đạo 29 nước", "ngành thuế"."""
    keys = document.keys
    if last >= len(keys) or owner[last] >= 0:
        return last
    if keys[last - 1] == "ngành" and (field := field_at(document, last, open_end=False)) is not None:
        return field.last if max(owner[last : field.last]) < 0 else last
    if keys[last].isdigit() and keys[last + 1 : last + 2] in (("nước",), ("bên",), ("tỉnh",), ("bộ",)):
        return last + 2
    if keys[last - 2 : last] in _NAMED_AFTER and (named := through_name(document, owner, last)) > last:
        return named
    for _ in range(2):
        n = next((n for n in (2, 1) if keys[last : last + n] in _MODIFIERS), 0)
        if not n or max(owner[last : last + n]) >= 0:
            break
        last += n
    return last


def names_person(document: Document, at: int) -> bool:
    """Whether a capitalized word follows an address word: then it is a person's name, not a pronoun."""
    syllables = document.syllables
    return at < len(syllables) and syllables[at].text[:1].isupper()

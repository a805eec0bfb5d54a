"""How far a noun phrase runs: names of firms and strangers, names that end in a place, what qualifies an authority.

``owner`` tells which syllables are taken: the number of the actor each belongs to, or -1.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnextract.bodies.fields import field_at
from vnextract.boundaries import bounds
from vnextract.document import Document
from vnextract.names.words import word_pairs
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
_NAMED_AFTER = phrases("giới chức,quan chức,lãnh đạo,các nước,chính giới,chính quyền,lập pháp,nguyên thủ")
_MODIFIERS = phrases(
    "cấp cao,ẩn danh,giấu tên,liên ngành,đặc biệt,cấp tỉnh,cấp huyện,cấp xã,địa phương,đối lập,hàng đầu,này,đó,trên,nói trên,"
    "miền trung,miền bắc,miền nam,miền tây,cấp trên,chức năng,liên quan,có liên quan,chủ chốt,tiền nhiệm,đương nhiệm,cao cấp"
)
# Only after some words: whose officials they are, which court it is.
_FIELDS = phrases("an ninh,quốc phòng,ngoại giao,tình báo,quân sự,quân đội,tư pháp,thương mại,tài chính,kinh tế,y tế")
_INSTANCES = phrases("phúc thẩm,sơ thẩm,tối cao,liên bang,địa phương")
_OF_FIELDS = phrases("quan chức,giới chức")
_COURTS = phrases("tòa án,tòa")


def through_modifiers(document: Document, owner: Sequence[int], last: int) -> int:
    """The end of what qualifies a word for an authority: "quan chức cấp cao giấu tên", "lãnh đạo 29 nước", "ngành thuế"."""
    keys = document.keys
    if last >= len(keys) or owner[last] >= 0:
        return last
    if keys[last - 1] == "ngành" and (field := field_at(document, last, open_end=False)) is not None:
        return field.last if max(owner[last : field.last]) < 0 else last
    if keys[last].isdigit() and keys[last + 1 : last + 2] in (("nước",), ("bên",), ("tỉnh",), ("bộ",)):
        return last + 2
    if keys[last - 2 : last] in _NAMED_AFTER and (named := _through_unit(document, owner, last)) > last:
        return named
    more = _MODIFIERS
    if keys[last - 2 : last] in _OF_FIELDS:
        more = more | _FIELDS
    elif keys[last - 2 : last] in _COURTS or keys[last - 1 : last] in _COURTS:
        more = more | _INSTANCES
    for _ in range(3):
        n = next((len(words) for n in (2, 1) if (words := keys[last : last + n]) in more), 0)
        if not n or max(owner[last : last + n]) >= 0:
            break
        last += n
    return last


def _through_unit(document: Document, owner: Sequence[int], last: int) -> int:
    """The end of capitalized words behind "lãnh đạo", words of a unit whole: "lãnh đạo | Văn phòng An ninh", not "Nếu ..."."""
    keys, syllables, first = document.keys, document.syllables, last
    while last < len(keys) and last - first < 8 and owner[last] < 0:
        if document.capitals[last] and keys[last] not in bounds("sentence_opener"):
            small = last + 1 < len(keys) and owner[last + 1] < 0 and syllables[last + 1].text.islower()
            if small and keys[last : last + 2] in _COMPANIES:
                return first  # claimed as what it is
            last += 1 + (small and keys[last : last + 2] in word_pairs())
            if syllables[last - 1].text.endswith("."):
                break
        elif last > first and last + 1 < len(keys) and keys[last] == "-" and _is_tight(document, last):
            last += 2  # "lãnh đạo Kim Jong-un"
        else:
            break
    return last


_COMPANIES = phrases("công ty,tập đoàn,tổng công,ngân hàng,bệnh viện,doanh nghiệp,nhà máy,hiệp hội,câu lạc,nhà trường")


def names_person(document: Document, at: int) -> bool:
    """Whether a capitalized word follows an address word: then it is a person's name, not a pronoun."""
    syllables = document.syllables
    return at < len(syllables) and syllables[at].text[:1].isupper()

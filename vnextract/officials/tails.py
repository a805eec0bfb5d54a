"""The tail of a title whose unit no lexicon knows: the words up to the name, a verb or a mark."""

from __future__ import annotations

from itertools import islice

from vnextract.boundaries import bounds, pairs
from vnextract.document import Document
from vnextract.names.persons import name_at
from vnextract.names.words import addresses, adjacent, is_capitalized, is_initial, is_vietnamese, speech_verbs, surnames
from vnextract.officials.frame import SHORT_COUNTRIES, Frame, countries

_TAIL_LONGEST = 14
# How far, in syllables, and at how many places the full name is sought that a given name belongs to: what an article
# holds, and a bound for texts that are none.
_AROUND, _SAME = 4000, 100
_BEFORE_PLACES = frozenset("đường châu phường phố".split())


def run_tail(frame: Frame, last: int, standing: str, has_body: bool) -> int:
    """Over the words of a unit no lexicon knows; the old end where they do not read as a unit."""
    document = frame.document
    tokens, keys, n = document.syllables, document.keys, len(document.syllables)
    at, adjunct = last, 0
    limit = min(n, last + _TAIL_LONGEST)
    while at < limit and (adjacent(document, tokens[at - 1], tokens[at]) or tokens[at - 1].end == tokens[at].start):
        token = tokens[at]
        if at > last and _is_other_head(frame, at):
            break
        if at > last and token.text.islower() and keys[at : at + 2] in speech_verbs():
            break
        if at == last and has_body and at in frame.heads and is_capitalized(token):
            break  # "Chủ tịch UBND tỉnh Yên Bái | Thứ trưởng A nhận nhiệm vụ"
        if at > last and is_capitalized(token) and _opens_sentence(document, at):
            break
        if at > last and at in frame.bodies:
            at = frame.bodies[at]
            continue
        if is_initial(document, at):
            return at
        if token.text == "(" and keys[at + 2 : at + 3] == (")",) and tokens[at + 1].text.isupper() and at > last:
            at += 3  # "Giám đốc Trung tâm Kiểm soát bệnh tật (CDC) Hà Nội"
            continue
        if is_capitalized(token):
            name = _name_in_tail(frame, last, at, standing)
            if name is not None:
                name -= name - last > 1 and keys[name - 1] in ("và", "của", "thuộc")
                return last if name == last + 1 and has_body and at > last and at - 1 not in frame.places else name
        elif (
            keys[at] == "tại"
            and last < at < n - 1
            and (is_capitalized(tokens[at + 1]) or keys[at + 1] in bounds("tail_word"))
        ):
            adjunct = adjunct or at  # "Trưởng đoàn thể thao tại SEA Games": of the title only before the name
        elif not (_goes_on(frame, last, at) or (at == last and standing == "scoped" and _leads_to_body(frame, at))):
            break
        at += 1
    at = adjunct or at
    if at == last or has_body or keys[at - 1] in ("của", "thuộc", "và"):
        return last
    return at


def _is_other_head(frame: Frame, at: int) -> bool:
    """Whether another title starts at a syllable, and no society of a profession is meant: "Liên đoàn Luật sư"."""
    if at not in frame.heads:
        return False
    standing = frame.heads[at].value.standing
    if standing == "private" and frame.document.keys[at - 1] in ("đoàn", "hội"):
        return False
    return is_capitalized(frame.document.syllables[at]) or standing == "public"


def _opens_sentence(document: Document, at: int) -> bool:
    """Whether a capital word opens the next sentence: "Chủ tịch Hiệp hội Bất động sản TP.HCM | Theo ông A"."""
    tokens = document.syllables
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return document.keys[at] in bounds("never_given") and following.isalpha() and following.islower()


def _leads_to_body(frame: Frame, at: int) -> bool:
    """Whether two or three small words lead to a body: "Giám đốc truyền thông | Nhà Trắng"."""
    document = frame.document
    if document.keys[at] in bounds("tail_stop"):
        return False
    for end in range(at + 1, min(at + 4, len(document.keys))):
        if end in frame.bodies:
            return end > at + 1
        inside = document.keys[end] not in bounds("tail_stop") or document.keys[end - 1 : end + 1] in pairs("tail_pair")
        if is_capitalized(document.syllables[end]) or not inside:
            return False
    return False


def _goes_on(frame: Frame, last: int, at: int) -> bool:
    """Whether a word or mark without a capital belongs to the name of a unit."""
    document = frame.document
    tokens, keys = document.syllables, document.keys
    text = tokens[at].text
    if not text.isalpha():
        return text.isdigit() or text == "&" or _is_tight(document, at)
    if at == last:
        return keys[at] in bounds("tail_word") and not (text.islower() and keys[at : at + 2] in speech_verbs())
    if keys[at] == "của":
        return at + 1 < len(tokens) and (is_capitalized(tokens[at + 1]) or at + 1 in frame.bodies)
    return (
        keys[at] not in bounds("tail_stop")
        or bool({keys[at - 1 : at + 1], keys[at : at + 2]} & pairs("tail_pair"))
        or _and_more(frame, at)
    )


def _name_in_tail(frame: Frame, last: int, at: int, standing: str) -> int | None:
    """Where a name starts, if the capital word at ``at`` belongs to one."""
    document = frame.document
    tokens, keys, n = document.syllables, document.keys, len(document.syllables)
    token = tokens[at]
    if _starts_name(frame, at) or _announces(document, at):
        return at
    if at in frame.places or countries().longest(keys, at) is not None:
        return None
    capitals = 1
    while (
        at + capitals < n
        and is_capitalized(tokens[at + capitals])
        and adjacent(document, tokens[at + capitals - 1], tokens[at + capitals])
    ):
        capitals += 1
    if not token.text[1:].islower() or keys[at - 1] in ("tại", "ở"):
        return None
    if standing == "private" or keys[at - 1] in bounds("company_end"):
        return None  # "Chủ tịch HĐQT Tổng công ty Hanoco"
    if at in frame.abroad and capitals > 1 and not is_vietnamese(token.key) and token.text[1:].islower():
        return at
    if is_vietnamese(token.key):
        if at in frame.abroad and capitals in (2, 3):
            return at  # "Phó Chủ tịch tỉnh Cam Túc Ngu Hải Yên"
        if at == last and capitals == 1 and standing in ("public", "mild") and _is_given(frame, at):
            return at
        return at + 2 if capitals > 3 and keys[at - 1] == "tỉnh" else None  # "Phó Chủ tịch tỉnh Cam Túc Ngu Hải Yên"
    if keys[at - 1] in bounds("place_unit") and keys[at - 2] != "liên":
        return None
    if at - 1 > last and (keys[at - 1] in SHORT_COUNTRIES or keys[at - 2] in bounds("company_end")):
        return at  # "Chủ tịch đảng Bình minh Pháp Anna Berg", "Chủ tịch Tập đoàn Acme John Smith"
    if is_vietnamese(keys[last]) if at > last else standing in ("public", "office"):
        first = at - 1 > last and is_capitalized(tokens[at - 1]) and not is_capitalized(tokens[at - 2])
        return at - (first and keys[at - 2] != "châu")  # "Tư lệnh Hiến binh Sao Sokha"
    return None


def _is_given(frame: Frame, at: int) -> bool:
    """Whether one capital word after a title is a given name ("Bí thư Thăng"), not the start of a unit."""
    document = frame.document
    tokens, key = document.syllables, document.keys[at]
    if key in bounds("tail_word") or document.keys[at - 1] in bounds("place_unit"):
        return False
    following = tokens[at + 1].text if at + 1 < len(tokens) else "."
    if not following[0].isalnum() or document.keys[at + 1] in bounds("tail_stop"):
        return True
    low = max(0, at - _AROUND)
    same = (i for i, other in enumerate(document.keys[low : at + _AROUND], low) if other == key and i != at)
    return any(_ends_name(document, i) for i in islice(same, _SAME) if document.capitals[i])


def _ends_name(document: Document, at: int) -> bool:
    """Whether a word is the end, or the Chinese surname, of a full name elsewhere in the article."""
    tokens, known = document.syllables, surnames()
    for back in (2, 1, 3, 0):
        first = at - back
        if first >= 0 and is_capitalized(tokens[first]) and tokens[first].key in known:
            hit = name_at(document, first)
            if hit is not None and hit[0] - first > 1 and (hit[0] == at + 1 or first == at):
                return True
    return False


def _announces(document: Document, at: int) -> bool:
    """Whether a rank or "Ông" stands here: the title before it ends."""
    if document.keys[at] in ("ông", "bà"):
        return True
    hit = addresses().longest(document.keys, at)
    if document.keys[at - 1] in ("hội", "đoàn"):
        return False  # "Hội Kiến trúc sư"
    return hit is not None and hit.value.kind in ("rank", "noble", "degree")


def run_field(frame: Frame, last: int) -> int:
    """Over "phụ trách ..." up to a body or the name: "Thứ trưởng phụ trách chính sách quốc phòng Philippines X"."""
    document = frame.document
    tokens, keys = document.syllables, document.keys
    at = last + 2
    if at in frame.bodies:
        return frame.bodies[at]
    if at + 2 < len(tokens) and document.capitals[at] and not is_vietnamese(keys[at]) and _is_foreign(frame, at + 1):
        return at + 1  # "Bộ trưởng phụ trách Brexit | Karl Weber"
    if at < len(tokens) and keys[at] in bounds("tail_word") and is_capitalized(tokens[at]):
        return run_tail(frame, at, "public", False)
    while at < min(len(tokens), last + _TAIL_LONGEST) and adjacent(document, tokens[at - 1], tokens[at]):
        land = countries().longest(keys, at)
        if at in frame.places or land is not None:
            at = max(frame.places.get(at, 0), land.last if land else 0)
            continue
        if is_capitalized(tokens[at]) and (_starts_name(frame, at) or not is_vietnamese(keys[at])):
            if tokens[at].text.isupper():
                at += 1
                continue
            return at
        if at in frame.bodies:
            return frame.bodies[at]
        if at in frame.heads or not tokens[at].text.isalpha() or (keys[at] in bounds("tail_stop") and keys[at] != "và"):
            return at if at - 1 > last + 2 and any(end == at for end in frame.places.values()) else last
        at += 1
    return last


def run_topic(frame: Frame, last: int) -> int:
    """Over "về ..." up to a foreign name or a comma before one: "Đặc phái viên Mỹ về Ukraine Anna Berg"."""
    document = frame.document
    tokens, keys = document.syllables, document.keys
    if keys[last : last + 1] != ("về",) or not adjacent(document, tokens[last - 1], tokens[last]):
        return last
    at = last + 1
    while at < min(len(tokens), last + _TAIL_LONGEST):
        if at > last + 1 and tokens[at].text == ",":
            named = at + 1 < len(tokens) and (_announces(document, at + 1) or _is_foreign(frame, at + 1))
            return at if named else last
        if not tokens[at].text.isalpha() or (keys[at] in bounds("tail_stop") and keys[at] not in _TOPIC_LINKS):
            return last
        land = countries().longest(keys, at) if is_capitalized(tokens[at]) else None
        if at in frame.places or at in frame.bodies or land is not None:
            at = max(frame.places.get(at, 0), frame.bodies.get(at, 0), land.last if land else 0)
            continue
        if _starts_name(frame, at) or _is_foreign(frame, at):
            return at if at > last + 1 else last
        at += 1
    return last


_TOPIC_LINKS = frozenset(("và", "của", "tại", "ở", "người", "trong", "từ", "chưa"))


def _is_foreign(frame: Frame, at: int) -> bool:
    """Whether two capital words, the first of no Vietnamese letters, stand at a syllable and are no place."""
    document = frame.document
    hit = name_at(document, at, announced=True)
    return at not in frame.places and hit is not None and not hit[1] and hit[0] - at > 1


def _is_tight(document: Document, at: int) -> bool:
    """A mark inside a word: "TT-TT", "Q.9"."""
    token, tokens = document.syllables[at], document.syllables
    return (
        token.text in "-./"
        and 0 < at < len(tokens) - 1
        and tokens[at - 1].end == token.start
        and tokens[at + 1].start == token.end
    ) or (len(token.text) > 1 and token.text[0].isalnum())


def _and_more(frame: Frame, at: int) -> bool:
    """ "và" between two words of one unit ("Quản lý thi và kiểm định"), not before another person or a predicate."""
    keys = frame.document.keys
    if keys[at] != "và" or at + 1 >= len(keys):
        return False
    stopped = keys[at + 1] in bounds("tail_stop") and keys[at + 1 : at + 3] not in pairs("tail_pair")
    return at + 1 not in frame.heads and not stopped and not _starts_name(frame, at + 1)


def _starts_name(frame: Frame, at: int) -> bool:
    document = frame.document
    strong = surnames().get(document.keys[at])
    if strong is None or at in frame.bodies or (at in frame.places and not is_person(frame, at)):
        return False
    if document.keys[at : at + 3] == ("hồ", "chí", "minh") and document.keys[at - 1] in ("tp", "tp.", "phố"):
        return False
    hit = name_at(document, at)
    if hit is None or document.keys[at - 1] in _BEFORE_PLACES or (not strong and document.keys[at - 1] == "tỉnh"):
        return False
    return strong or hit[0] - at >= 3


def is_person(frame: Frame, at: int) -> bool:
    """Whether a place name is the name of a person here: "Chủ tịch Hồ Chí Minh"."""
    return frame.document.keys[at : at + 3] == ("hồ", "chí", "minh")

"""Treaties cited by name, and the lexicon of document names that treaties and laws share.

A treaty's name is known ("Hiệp định Paris về biến đổi khí hậu"), told by its letters ("Hiệp định RCEP"), closed by its
short name in parentheses, or ends in the two parties ("Hiệp ước An ninh Mỹ - Nhật").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from vnextract.document import Document
from vnextract.lexicon import Lexicon, per_seeds, seed_rows

Ended = tuple[int, str, float]  # the syllable behind a name, the rule that ended it, its score

_LAWS = {"Luật", "Bộ luật", "Pháp lệnh"}
TREATIES = {"Hiệp định", "Công ước", "Hiệp ước", "Nghị định thư"}
_ACRONYM = re.compile(r"[A-ZĐ]{2,8}(?![^\W_])")
_NO_LAW = {
    "TNHH",
    "TP",
    "TPHCM",
    "HN",
    "VN",
    "VFF",
    "TW",
    "ĐH",
    "FTA",
    "MTV",
    "CP",
    "SEA",
    "FIFA",
    "FFP",
    "UEFA",
    "VAR",
    "LĐLĐ",
    "TTATGT",
}
SHORT_NAME = re.compile(r"\s*\(\s*(?:gọi tắt là |viết tắt là )?[A-ZĐ][A-Za-zĐ]{1,9}(?:[ -]?\d{1,2})?\s*\)")
_OTHER_HEADS = frozenset("luật bộ đạo pháp hiến hiệp công nghị kết điều thỏa tuyên".split(" "))


# Abbreviations that newspapers put into the names of laws.
_SHORTENED = (
    ("doanh nghiệp nhỏ và vừa", "DNNVV"),
    ("doanh nghiệp", "DN"),
    ("thu nhập doanh nghiệp", "TNDN"),
    ("hợp tác xã", "HTX"),
    ("bảo hiểm xã hội", "BHXH"),
    ("bảo hiểm y tế", "BHYT"),
    ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban nhân dân", "UBND"),
    ("Quốc hội", "QH"),
    ("Tòa án nhân dân", "TAND"),
    ("Viện kiểm sát nhân dân", "VKSND"),
    ("Mặt trận Tổ quốc", "MTTQ"),
    ("phòng, chống", "PC"),
    ("bất động sản", "BĐS"),
    ("tổ chức tín dụng", "TCTD"),
    ("đại biểu Quốc hội", "ĐBQH"),
    ("ngân sách nhà nước", "NSNN"),
    ("xã hội chủ nghĩa", "XHCN"),
    ("bảo vệ môi trường", "BVMT"),
)


def _commas(count: int) -> Iterator[tuple[str, ...]]:
    return product((",", ""), repeat=count)


def _spellings(form: str) -> set[str]:
    """A law's name as it is printed: without its commas, with a hyphen or comma for "và", with usual abbreviations."""
    parts = form.split(",")
    if len(parts) > 4:
        forms = {form, form.replace(",", "")}
    else:  # each comma may be left out
        forms = {
            parts[0] + "".join(a + b for a, b in zip(marks, parts[1:], strict=True))
            for marks in _commas(len(parts) - 1)
        }
    if form.count(" và ") == 1:
        forms |= {form.replace(" và ", ", ")} | ({form.replace(" và ", " - ")} if len(parts) == 1 else set())
    for words, short in _SHORTENED:
        for whole in [form, *(forms if words.casefold() in form.casefold() else ())]:  # two in one name too
            at = whole.casefold().find(words.casefold())
            if at >= 0:
                forms.add(whole[:at] + short + whole[at + len(words) :])
    return forms


@per_seeds
def names() -> dict[str, Lexicon[str]]:
    """The known names of each type of document."""
    forms: dict[str, list[tuple[str, str]]] = {}
    for row in seed_rows("laws"):
        kind = forms.setdefault(row["doc_type"], [])
        kind += (
            (form, row["form"]) for form in (_spellings(row["form"]) if row["doc_type"] in _LAWS else [row["form"]])
        )
    forms["Bộ luật"] += [("luật " + form, form) for form, _ in forms["Bộ luật"]]
    return {kind: Lexicon(rows) for kind, rows in forms.items()}


def end_of(document: Document, last: int) -> int:
    return document.syllables[last - 1].end


def is_capital(document: Document, at: int) -> bool:
    return at < len(document.syllables) and document.syllables[at].text[0].isupper()


def known(document: Document, at: int, kind: str) -> Ended | None:
    """The end of a name of the lexicon that starts at a syllable."""
    hit = names()[kind].longest(document.keys, at) if kind in names() else None
    return (hit.last, "known", 0.97) if hit else None


def by_letters(document: Document, at: int) -> Ended | None:
    """A name by its letters: "Luật BHXH", "Hiệp định RCEP"."""
    if at >= len(document.syllables):
        return None
    word = document.syllables[at].text
    if _ACRONYM.fullmatch(word):
        if document.keys[at + 1 : at + 2] == ("&",) and is_capital(document, at + 2):
            return at + 3, "acronym", 0.9  # "Luật HN&GĐ"
        return (at + 1, "acronym", 0.9) if word not in _NO_LAW else None
    return None


def end_treaty(document: Document, head: int, at: int, kind: str) -> Ended | None:
    """Where a treaty's name ends: a known name, letters, or the short name in parentheses that closes a longer one."""
    if at >= len(document.syllables):
        return None
    if listed := known(document, at, kind):
        if document.keys[listed[0] : listed[0] + 1] in {("-",), ("giữa",)} and kind in TREATIES:
            parties = _between_parties(document, head, at)  # "Hiệp định Thương mại Hàng hóa ASEAN - Hàn Quốc"
            listed = parties if parties and parties[0] > listed[0] else listed
        return _with_topic(document, listed)
    if (kind != "Tuyên bố" or is_capital(document, head)) and (letters := by_letters(document, at)):
        return letters
    if foreign := _foreign_place(document, head, at, kind):
        return _with_topic(document, foreign)
    if kind not in TREATIES:
        return None
    if closed := _closed_by_short_name(document, at):
        return closed
    if parties := _between_parties(document, head, at):
        return _with_topic(document, parties)
    return _about(document, head, at)


_FOREIGN = re.compile(r"[A-Z][a-zé]*[aeiouyé][a-zé]*[^aeioué\W\d_][a-zé]*[aeiouyé][a-zé]*")
_AGREED = TREATIES | {"Thỏa thuận", "Tuyên bố", "Hiến chương"}


def _foreign_place(document: Document, head: int, at: int, kind: str) -> Ended | None:
    """A treaty by the foreign town it was made in: "Hiệp ước Lisbon", "Thỏa thuận Riyadh", "Tuyên bố Potsdam năm 1945"."""
    if kind not in _AGREED or not is_capital(document, head) or not _FOREIGN.fullmatch(document.syllables[at].text):
        return None
    last = at + 1
    if is_capital(document, last) and document.keys[last][0].isalpha():
        return None  # a longer name, perhaps a person's
    sentence = document.sentences[document.sentence_index(document.starts[head])]
    opens = kind in {"Thỏa thuận", "Tuyên bố"} and sentence.first == head
    dated = document.keys[last : last + 1] == ("năm",)
    return (last, "place", 0.8) if dated or not opens else None


# What ends the topic of a treaty besides a mark: verbs and adjuncts of the sentence.
_TOPIC_ENDS = frozenset(
    "đã được sẽ này trên đang nhằm để là theo đem giúp mà khi sau trước hiện vừa mới có không từ vào tại ở do bị cần phải "
    "nếu vì nhưng còn cũng vẫn trong với cùng ký bao gồm của cho như đến hồi năm ngày tháng thành một".split(" ")
)


def _with_topic(document: Document, listed: Ended) -> Ended:
    """A known treaty with what it is about: "Hiệp định Paris về cắt giảm khí thải"."""
    keys, (at, rule, score) = document.keys, listed
    if keys[at : at + 1] != ("về",) or "về" in keys[at - 3 : at] or keys[at + 1 : at + 2] in {("việc",), ("nước",)}:
        return listed
    last = at + 1
    while last < len(keys) and last - at < 9 and keys[last][0].isalpha() and keys[last] not in _TOPIC_ENDS:
        if keys[last] == "và" and (keys[last + 1 : last + 2] or ("",))[0] in _CLAUSES:
            break
        last += 1
    last -= keys[last - 1] == "và"
    if last - at == 9 or last - at < 3 or "\n" in document.text[end_of(document, at) : end_of(document, last)]:
        return listed
    return last, rule, score


_CLAUSES = frozenset("tái khẳng các kêu yêu cam tiếp ủng thúc rút hai những".split(" "))


def _closed_by_short_name(document: Document, at: int) -> Ended | None:
    """ "Hiệp định đối tác kinh tế Việt Nam-Nhật Bản (VJEPA)": no verb, no mark before the parenthesis."""
    sequence = document.keys
    for last in range(at, min(at + 18, len(sequence))):
        key = sequence[last]
        if key in {",", "và"} and _OTHER_HEADS.intersection(sequence[last + 1 : last + 2]):
            return None  # another document
        if key == "(":
            short = SHORT_NAME.match(document.folded, end_of(document, last))
            return (last, "short_name", 0.9) if short and last - at >= 2 else None
        if not (key[0].isalnum() or key in {"-", ","}) or key in {
            "đã",
            "được",
            "có",
            "là",
            "này",
            "sẽ",
            "khi",
            "sau",
            "không",
        }:
            return None
    return None


def _between_parties(document: Document, head: int, at: int) -> Ended | None:
    """ "Hiệp ước An ninh Mỹ - Nhật", "Hiệp định thương mại giữa Việt Nam với Nhật Bản": a name that ends in two parties."""
    sequence, syllables = document.keys, document.syllables
    best = None
    for last in range(at, min(at + 22, len(sequence))):
        key = sequence[last]
        if not (key[0].isalpha() or key in {"-", ","}) or key in {
            "đã",
            "được",
            "này",
            "sẽ",
            "khi",
            "sau",
            "mà",
            "vay",
            "tài",
            "trên",
            "diễn",
            "lúc",
        }:
            break
        joins = key == "-" or (key in {"và", "với"} and not _OTHER_HEADS.intersection(sequence[last + 1 : last + 2]))
        if joins and last > at + 1 and is_capital(document, last - 1) and is_capital(document, last + 1):
            stop = last + 1
            while (
                stop < len(syllables)
                and sequence[stop][0].isalpha()
                and (is_capital(document, stop) or _stays(document, stop))
            ):
                stop += 1
            best = (stop, "parties", 0.8)
    if best and (is_capital(document, head) or "giữa" in sequence[at : best[0]]):
        return best
    return None


_ABOUT_STOPS = frozenset("đã được sẽ này trên đang nhằm để là theo đem giúp mà khi sau trước hiện vừa mới".split(" "))


def _about(document: Document, head: int, at: int) -> Ended | None:
    """ "Công ước về bảo tồn các vùng đất ngập nước": a capitalised treaty and what it is about, to the next mark."""
    keys = document.keys
    at += 2 * (keys[at : at + 2] == ("quốc", "tế"))
    if at >= len(keys):
        return None
    amends = keys[at] == "bổ" and keys[at + 2 : at + 4] in {("hiệp", "ước"), ("hiệp", "định"), ("công", "ước")}
    if not is_capital(document, head) or not (amends or (keys[at] == "về" and keys[at + 1 : at + 2] != ("việc",))):
        return None
    last = at
    while last < len(keys) and last - at < 45 and (keys[last][0].isalpha() or keys[last] == "-"):
        if keys[last] in _ABOUT_STOPS:
            break
        last += 1
    return (last, "about", 0.7) if last - at >= 4 else None


def _stays(document: Document, at: int) -> bool:
    """Lower-case words inside a party's name: "Liên minh kinh tế Á-Âu", "Chính phủ Cộng hòa dân chủ nhân dân Lào"."""
    return document.keys[at] in _IN_PARTIES and (is_capital(document, at - 1) or document.keys[at - 1] in _IN_PARTIES)


_IN_PARTIES = frozenset("minh kinh tế châu hiệp quốc phủ nước hòa xã hội chủ nghĩa dân nhân bang hợp vương".split(" "))

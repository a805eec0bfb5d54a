"""Type words before a number: "Nghị định", "công văn khẩn số", "Luật Thanh tra số"; and the words that bound them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vnextract.directives.laws import Name
from vnextract.document import Document
from vnextract.lexicon import per_seeds, seed_rows
from vnextract.syllables import keys as keys_of

_GAP = 12  # syllables between the type word and "số": "Quyết định xử phạt vi phạm hành chính số"
_VETO_BEFORE = {"luật": {"kỷ", "kỉ", "pháp", "quy", "quân", "dự"}, "lệnh": {"mệnh", "khẩu", "hiệu"}}

Ends = Mapping[int, Name]  # names of laws by the syllable behind them


@per_seeds
def words(role: str) -> frozenset[str]:
    """The words that play a role around a number (``seeds/citation_words.csv``): wall, follower, counted, thing ..."""
    return frozenset(row["form"] for row in seed_rows("citation_words") if row["role"] == role)


@dataclass(frozen=True, slots=True)
class TypeWord:
    """A type of document as written before a number; ``number``: strong, weak, code or abbreviation (see seeds)."""

    doc_type: str
    number: str


@per_seeds
def type_words() -> dict[tuple[str, ...], TypeWord]:
    """The phrases that name a type of document, by their syllables."""
    return {keys_of(row["form"]): TypeWord(row["doc_type"], row["number"]) for row in seed_rows("doc_types")}


@per_seeds
def _type_ends() -> frozenset[str]:
    return frozenset(phrase[-1] for phrase in type_words())


def type_ending(document: Document, at: int) -> tuple[int, TypeWord] | None:
    """The longest type phrase whose last syllable is the one before ``at``: its first syllable and the type."""
    sequence = document.keys
    if at < 1 or sequence[at - 1] not in _type_ends():
        return None
    for length in (4, 3, 2, 1):
        first = at - length
        if first < 0:
            continue
        phrase = sequence[first:at]
        found = type_words().get(phrase)
        if found is None:
            continue
        surface = document.syllables[first].text
        if found.number == "abbreviation" and not _is_abbreviation(surface):
            return None
        if first and sequence[first - 1] in _VETO_BEFORE.get(" ".join(phrase), ()):
            return None
        return first, found
    return None


def _is_abbreviation(surface: str) -> bool:
    """Letters as a type is shortened to: "QĐ", "TTr", and "Qđ", "VBHN" as papers print them."""
    return surface.isupper() or (surface[0].isupper() and ("đ" in surface or surface[:2].isupper()))


def type_before(document: Document, ends: Ends, number: int, has_code: bool) -> tuple[int, TypeWord, bool] | None:
    """The type word of the number at a syllable: where it starts, the type, and whether "số" stands between."""
    sequence = document.keys
    at = number
    if at > 1 and sequence[at - 1] in {":", ".", "#"} and sequence[at - 2] in {"số", "hiệu"}:
        at -= 1
    at -= at > 1 and sequence[at - 2 : at] == ("số", "hiệu")
    numbered = at > 0 and sequence[at - 1] == "số"
    at -= numbered
    if numbered and has_code and at > 1 and sequence[at - 1] == "có":
        at -= 1  # "Công văn có số 12/UBND-NC"
    if numbered and has_code and at > 1 and sequence[at - 1] == ":":
        at -= 1  # "các quyết định: số 113/TTg"
    if numbered and has_code and (name := ends.get(at)) is not None:  # "Luật Thanh tra số 11/2022/QH15"
        return document.syllable_index(name.start), TypeWord(name.doc_type, "strong"), True
    if at > 3 and sequence[at - 1] == ")" and sequence[at - 3] == "(" and document.syllables[at - 2].text.isupper():
        at -= 3  # "Nghị định (NĐ) 116"
    if (found := type_ending(document, at)) is not None:
        return (*found, numbered)
    return _type_behind_gap(document, at, has_code) if numbered else None


def _type_behind_gap(document: Document, at: int, has_code: bool) -> tuple[int, TypeWord, bool] | None:
    """ "Quyết định thu hồi đất số", "công văn khẩn số": the type word some words before "số", with no new phrase between."""
    sequence = document.keys
    if not has_code and sequence[at - 1] in words("thing"):
        return None
    best: tuple[int, TypeWord, bool] | None = None
    for end in range(at - 1, max(0, at - _GAP), -1):
        key = sequence[end]
        if key in words("wall") or key[0].isdigit() or (key == "," and not has_code):
            break
        found = type_ending(document, end)
        if found is None or found[1].number == "abbreviation":
            continue
        if has_code or (
            found[1].number in {"strong", "weak"}
            and found[1].doc_type not in {"Luật", "Lệnh", "Kế hoạch", "Đề án", "Chương trình"}
        ):
            best = (*found, True)
    return best

"""The grammar of document numbers: ``34-CT/TU``, ``30/2020/NĐ-CP``, ``10/2015/TTLT-BTP-BNV``, ``968/UBND-NC``.

A code is a number (a letter may follow: ``12a``), often a year, then slots of capital letters. Which slot means
what hangs on the system that numbers the document (Decree 30/2020/NĐ-CP, Annex III; Party Office guidelines
36-HD/VPTW and 05-HD/VPTW): the Party writes number-TYPE/ISSUER, the state number/[year/]TYPE-ISSUER, a letter
carries no type but issuer and drafting unit, a court the kind of case and the instance. Newspapers add spaces,
line breaks and dashes of their own, so separators are read loosely and slots by what they can mean.

Offsets are those of the folded text given; ``read_code`` anchors at a digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnextract.lexicon import per_seeds, seed_rows

_LETTER = "A-Za-zĐđƯưƠơÔôÂâÊê"
NUMBER = re.compile(
    r"(?:\d\.\d{3}(?=\s?[/-]\s?[A-ZĐ])|\d{1,6}(?:\.\d{1,2})?)"
    r"(?:[a-zA-ZđĐ]?(?![^\W_])|(?=[A-ZĐ]{2,5}[/-][A-ZĐ])|(?=(?:và|có|của|về|đã|được|ngày|này|quy)(?![^\W_])))"
)
_YEAR = re.compile(
    r"\s{0,2}(?:/\s{0,2}|-\s?(?=\d{4}/)|-(?=(?:19|20)\d\d(?![\d/.,-]))|\.(?=(?:19|20)\d\d(?![\d.])))((?:18|19|20)\d\d)(?!\d)"
)
_DOTTED = re.compile(r"^(\d+[a-zđ]?)\.(?=(?:19|20)\d\d(?!\d))")  # "15.2015" in papers that write dates so
_SLOT = re.compile(
    rf"(\s{{0,2}}[/-]\s{{0,2}}|(?<=[A-ZĐ])\.)(T\.[ƯW](?![^\W_])|BCĐ ?389|[{_LETTER}][{_LETTER}\d&]{{0,24}}(?:\s?&\s?[A-ZĐ]{{1,8}})*)"
)
_OPEN_SLOT = re.compile(rf"(\s?)([A-ZĐ][{_LETTER}]{{1,4}})(?=\s?[/-]\s?[A-ZĐ])")
_OPEN_ISSUER = re.compile(rf"(\s)([A-ZĐ][{_LETTER}&]{{1,9}})(?![^\W_])")
_OPEN_GAP = re.compile(r"(?<=[^\W\d_])\s(?=[^\W\d_])")
_TECHNICAL = re.compile(
    rf"(QCVN|QCĐP|QC|TCVN|TCXDVN|TCCS)\s?(\d{{1,5}})(?:\s?-\s?(?:\d{{1,3}}|[A-Z]{{1,3}}))?\s?:\s?(\d{{4}})(?!\d)(?:\s?/\s?([{_LETTER}]{{2,12}}))?"
)
_POLICE = re.compile(r"(?:P?[ACV]\d{2}|CSĐT|CQĐT|CQCSĐT)$")
_DESK = re.compile(r"\s?\((?:P|Đ|C|PC|ĐT)\d{1,3}\)")
_ASSEMBLY = re.compile(r"(QH|UBTVQH)(?:K?\d{1,2}|[IVX]{1,5})$")
_COURT = re.compile(r"(?:HS|DS|HC|LĐ|KDTM|KT|HNGĐ|HN|KTST)$")
_INSTANCE = re.compile(r"(?:ST|PT|GĐT|TT)$")
_COURT_GLUED = re.compile(r"((?:HS|DS|HC|LĐ|KDTM|KT|HNGĐ))-?(ST|PT|GĐT)$")
_JOINT = {"TTLT", "NQLT", "KHLT", "CTLT", "HDLT", "QCLT", "KHLN", "HDLN", "TTLB", "QCPH", "CTPH", "CTRPH"}
_PLAIN = re.compile(r"[A-ZĐƯƠÔÂÊ][A-ZĐƯƠÔÂÊ\d&. ]*$")
_AGENCIES = {"TTXVN", "TTX", "PV", "VOV", "VTV", "TP", "HCM", "CTV", "TS", "VN"}  # a byline or place, no drafting unit
_NOT_CITED = {"HĐ", "HĐMB", "HĐTD", "HĐLĐ", "HĐKT", "HĐBĐG"}  # contracts are no directives


@dataclass(frozen=True, slots=True)
class Code:
    """A document number read off a text.

    ``number`` keeps its zeros and letter ("05", "30a"). ``issuer_code`` of a joint document joins its issuers with
    "-". ``code`` is as printed, without spaces, with ASCII hyphens. ``system`` is party, state, joint, assembly,
    court, letter, technical, number (no slots at all) or unknown.
    """

    start: int
    end: int
    number: str
    year: int | None
    type_code: str | None
    issuer_code: str | None
    unit: str | None
    code: str
    system: str

    @property
    def suffix(self) -> str:
        """What follows the number: ``/2020/NĐ-CP`` of ``30/2020/NĐ-CP``."""
        return self.code[len(self.number) :]


@per_seeds
def type_codes() -> dict[str, str]:
    """Type abbreviations in upper case -> type word ("NĐ" -> "Nghị định")."""
    table: dict[str, str] = {}
    for row in seed_rows("doc_types"):
        for code in filter(None, row["codes"].split(";")):
            table.setdefault(code.upper(), row["doc_type"])
    return table


@per_seeds
def issuer_codes() -> dict[str, str]:
    """Issuer abbreviations in upper case, aliases too -> the code of its row ("TTG" -> "TTg")."""
    table: dict[str, str] = {}
    for row in seed_rows("issuers"):
        for code in (row["code"], *filter(None, row["aliases"].split(";"))):
            table.setdefault(code.upper(), row["code"])
    return table


def is_type(slot: str) -> bool:
    return slot.upper() in type_codes()


def is_issuer(slot: str) -> bool:
    return slot.upper() in issuer_codes() or _ASSEMBLY.match(slot.upper()) is not None


def _is_slot(slot: str) -> bool:
    """Capitals throughout, a known mixed spelling (TTg, CTr, SNgV), or capitals enough to be no word (QLĐTư)."""
    if _PLAIN.match(slot) or is_type(slot) or is_issuer(slot) or slot in {"Tr", "Th", "Kh", "Ng", "Ch"}:
        return True
    capitals = sum(c.isupper() for c in slot)
    return capitals >= 2 and 2 * capitals >= len(slot)


def _trim(slot: str, following: str) -> str:
    """A slot without the lower-case word printed onto it ("CPngày")."""
    bare = slot.rstrip("abcdeghiklmnopqrstuvxyđươôâê")
    if bare and bare != slot and (following.isalpha() or not _is_slot(slot)) and is_issuer(bare):
        return bare
    return slot


def _slots(folded: str, at: int, year: int | None) -> tuple[list[str], list[str], int]:
    """The slots from an offset on, their separators, and where they end."""
    slots: list[str] = []
    separators: list[str] = []
    end = at
    while len(slots) < 8:
        match = _SLOT.match(folded, end)
        if match is None and not slots:
            match = _OPEN_SLOT.match(folded, end)  # "05 NQ/TU": the hyphen is missing
            if match and not is_type(match.group(2)):
                match = None
        if match is None and len(slots) == 1 and is_type(slots[0]):
            match = _OPEN_ISSUER.match(folded, end)  # "20/CT TTg"
            if match and not is_issuer(match.group(2)):
                match = None
        if match is None:
            break
        separator, slot = match.group(1), match.group(2)
        slot = _trim(slot, folded[match.end() : match.end() + 1])
        stop = match.start(2) + len(slot)
        glued_word = stop < len(folded) and folded[stop].isalpha() and slot == match.group(2)
        if glued_word or not _is_slot(slot):
            break
        spaced = separator != separator.strip() and bool(separator.strip())
        if slots and spaced and not _continues(slots, separator, slot):
            break
        if separator.strip() == "." and not is_issuer(slot) and len(slot) > 5:
            break
        slots.append(slot)
        separators.append(separator.strip() or "-")
        end = stop
    return slots, separators, end


def _continues(slots: list[str], separator: str, slot: str) -> bool:
    """Whether a slot behind a separator with a space belongs: "NĐ - CP" yes, "NĐ-CP - TTXVN" no."""
    if "\n" in separator and separator[0] in "-/":
        return True  # broken at a line end
    if not separator.startswith((" ", "\n")) and not is_type(slots[-1]):
        return is_issuer(slot) or (len(slots) == 1 and len(slot) <= 6)
    if len(slots) == 1:
        unit = _PLAIN.match(slot) is not None and len(slot) <= 6 and slot not in _AGENCIES
        return is_type(slots[0]) or is_issuer(slots[0]) or (unit and len(slots[0]) > 1)
    return slots[0].upper() in _JOINT and is_issuer(slot)


def read_code(folded: str, at: int) -> Code | None:
    """The code that starts at the digit at ``at``, at its longest; a bare number or number/year has system "number".

    >>> code = read_code("Chỉ thị số 34 - CT / TU nêu", 11)
    >>> code.code, code.system, code.type_code, code.issuer_code
    ('34-CT/TU', 'party', 'CT', 'TU')
    >>> read_code("968/UBND-NC", 0).unit
    'NC'
    """
    number = NUMBER.match(folded, at)
    if number is None:
        return None
    end = number.end()
    year: int | None = None
    dated = _YEAR.match(folded, end)
    if dated:
        year, end = int(dated.group(1)), dated.end()
    slots, separators, stop = _slots(folded, end, year)
    if slots:
        end = stop
        if _POLICE.match(slots[-1]) and (desk := _DESK.match(folded, end)):  # "51/C46 (P12)"
            end = desk.end()
        if year is None and (late := _YEAR.match(folded, end)):  # "35/NQ-CP/2016"
            year, end = int(late.group(1)), late.end()
    system, type_code, issuer, unit = _meaning([_spelled(slot) for slot in slots], separators)
    printed = _DOTTED.sub(r"\1/", re.sub(r"\s+", "", _OPEN_GAP.sub("-", folded[at:end])))
    head = re.match(r"\d+(?:\.\d+)?[a-zđ]?(?:[/-]\d{4})?", printed)
    if slots and head and printed[head.end() :][:1].isalpha() and not number.group()[-1].isalpha():
        printed = f"{head.group()}{'-' if year is None else '/'}{printed[head.end() :]}"
    return Code(at, end, number.group(), year, type_code, issuer, unit, printed, system)


def read_technical(folded: str, at: int) -> Code | None:
    """A technical regulation or standard: the letters stand before the number.

    >>> read_technical("QCVN 41:2019/BGTVT", 0).code
    'QCVN41:2019/BGTVT'
    """
    match = _TECHNICAL.match(folded, at)
    if match is None:
        return None
    letters, number, year, issuer = match.groups()
    type_code = "QCVN" if letters == "QC" else letters
    printed = re.sub(r"\s+", "", match.group())
    return Code(at, match.end(), number, int(year), type_code, issuer, None, printed, "technical")


def _spelled(slot: str) -> str:
    """A slot as its code is written: "Ttg" -> "TTg", "T.Ư" -> "TW"."""
    upper = slot.replace(" ", "").upper()
    return issuer_codes().get(upper) or (upper if upper in type_codes() and upper != "CTR" else slot.replace(" ", ""))


def _rest(slots: list[str]) -> str | None:
    return "-".join(slots) or None


def _meaning(slots: list[str], separators: list[str]) -> tuple[str, str | None, str | None, str | None]:
    """System, type code, issuer code and unit of a run of slots."""
    if not slots:
        return "number", None, None, None
    first, rest = slots[0], slots[1:]
    upper = first.upper()
    if _ASSEMBLY.match(upper):
        return "assembly", None, upper, _rest(rest)
    if rest and _COURT.match(upper) and _INSTANCE.match(rest[0]):
        return "court", f"{upper}-{rest[0]}", None, _rest(rest[1:])
    if glued := _COURT_GLUED.match(upper):
        return "court", f"{glued.group(1)}-{glued.group(2)}", None, _rest(rest)
    if upper in _JOINT:
        return "joint", first, _rest(rest), None
    if upper in {"QĐST", "QĐPT", "QĐXXST", "QĐXXPT"}:
        return "court", first, None, _rest(rest)
    if rest and is_type(first) and not (upper == "TTR" and rest[0] in {"VP", "NV1", "NV2"}):
        system = "party" if separators[0] == "-" else "state"
        if is_type(rest[0]) and not is_issuer(rest[0]) and is_issuer(first):
            return system, rest[0], first, _rest(rest[1:])
        return system, first, rest[0], _rest(rest[1:])
    if rest and is_issuer(first) and rest[0].upper() in {"NĐ", "QĐ", "NQ"}:  # "122/2017/CP-NĐ", the older order
        return "state", rest[0], first, _rest(rest[1:])
    if separators[0] == "/" and (halves := _unglue(upper)) is not None:
        return "state", halves[0], halves[1] + "".join(f"-{slot}" for slot in rest), None
    if is_type(first) and not is_issuer(first):
        return "state", first, None, None
    if is_issuer(first) or (rest and _PLAIN.match(first) and len(first) > 1):
        return "letter", None, first, _rest(rest)
    return "unknown", None, first if len(first) > 1 else None, _rest(rest)


def _unglue(slot: str) -> tuple[str, str] | None:
    """Type and issuer printed as one ("NĐCP"), where both are known."""
    for cut in range(min(4, len(slot) - 2), 1, -1):
        if slot[:cut] in type_codes() and slot[cut:] in issuer_codes():
            return slot[:cut], issuer_codes()[slot[cut:]]
    return None


def stands_alone(code: Code) -> bool:
    """Whether a code tells a document by itself, without a type word before it.

    >>> stands_alone(read_code("46/2016/NĐ-CP", 0)), stands_alone(read_code("29R-MPTA", 0))
    (True, False)
    """
    issuer = code.issuer_code
    if (code.type_code or "").upper() in _NOT_CITED:
        return False
    if code.system in {"assembly", "court"}:
        return code.year is not None
    if code.system in {"joint", "technical"}:
        return True
    if code.system in {"party", "state"}:
        if issuer is None or code.type_code is None:
            return False
        known = is_issuer(issuer.split("-")[0])
        return known or (len(code.type_code) > 1 and len(issuer) > 1 and "/" in code.suffix)
    if code.system == "letter" and issuer and code.unit:
        return is_issuer(issuer) and len(issuer) > 2 and "/" in code.suffix and len(code.unit) > 1
    return False


def is_contract(code: Code) -> bool:
    return (code.type_code or code.issuer_code or "").upper() in _NOT_CITED


def type_of(code: Code) -> str | None:
    """The type word that a code itself tells, else None (an assembly's code is a law's or a resolution's).

    >>> type_of(read_code("26/CT-TTg", 0)), type_of(read_code("59/2020/QH14", 0))
    ('Chỉ thị', None)
    """
    if code.system == "court":
        return "Quyết định" if (code.type_code or "").startswith("QĐ") else "Bản án"
    if code.system == "letter":
        return "Công văn"
    return type_codes().get((code.type_code or "").upper())

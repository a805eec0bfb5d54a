"""The Vietnamese encodings from before Unicode: TCVN3 (ABC), VNI, VISCII, VPS, Windows-1258.

All were laid over the Western code page, mostly by fonts, so each is a function from the text as Windows-1252 shows
it ("Th«ng b¸o") to what was meant ("Thông báo"). That serves both ways in which such text comes down to us: as bytes,
and as Unicode made of them by a program that did not know the font.

Tables: TCVN 5712:1993 and VISCII (RFC 1456), both checked against GNU iconv; VNI for Windows and VPS, both checked
against UniKey and xvnkb.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

_SHOWN = bytes(range(256)).decode("cp1252", "replace")
# What Windows-1252 shows for each byte; the five codes it leaves open stay control characters.
WESTERN = "".join(chr(code) if shown == "\ufffd" else shown for code, shown in enumerate(_SHOWN))
_CODES = {chr(code): code for code in range(256)} | {shown: code for code, shown in enumerate(WESTERN)}

# Letters in the order of their codes: a code in hexadecimal, then the letters that have it and those after it.
# The ABC fonts have tone marks on small letters alone; their capitals are a font of their own. The standard's few
# capitals above A0 stand where those fonts have nothing; the ones below are left out, for there they have “ ” – … .
_TCVN3 = "A1 ĂÂÊÔƠƯĐăâêôơưđẰ B5 àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
_VISCII = (
    "02 Ẳ 05 ẴẪ 14 Ỷ 19 Ỹ 1E Ỵ 80 ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳ"
    "ẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VPS = (
    "02 ẠẬẶẸỆ 10 ỊỌỘỢỤỰ 19 Ỵ 1C ẪỮ 80 ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ 93 ỀỂỄỐỒỔỖýỷỵỚỜỞ A1 ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎ"
    "ÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ E0 àáâãảạă E8 èéêẽìí EF ĩẴĐòóôõ F7 Ơụùúủ FD ỶẼỳ"
)
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng


@cache
def _table(pieces: str) -> Mapping[int, str]:
    """A table for ``str.translate``, from the codes and from what Windows-1252 shows for them."""
    letters: dict[int, str] = {}
    code = 0
    for piece in pieces.split():
        if re.fullmatch("[0-9A-F]{2}", piece):
            code = int(piece, 16)
            continue
        for letter in piece:
            letters[ord(WESTERN[code])] = letters[code] = letter
            code += 1
    return letters


@cache
def _vni_letters() -> Mapping[str, str]:
    """What VNI writes for each letter: a mark follows the letter, for the tone or for circumflex or breve with it."""
    alone = dict(zip("ÑÔÖÍÌÆÓÒÎ", "ĐƠƯÍÌỈĨỊỴ", strict=True))
    pairs = dict(alone)
    for letters, marks, accents in (
        ("AEOUYÔÖ", "ØÙÛÕÏ", list(_TONES)),
        ("AEO", "ÂÀÁÅÃÄ", ["\u0302" + tone for tone in ("", *_TONES)]),
        ("A", "ÊÈÉÚÜË", ["\u0306" + tone for tone in ("", *_TONES)]),
    ):
        for letter in letters:
            for mark, accent in zip(marks, accents, strict=True):
                pairs[letter + mark] = unicodedata.normalize("NFC", alone.get(letter, letter) + accent)
    return pairs | {known.lower(): letter.lower() for known, letter in pairs.items()}


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_vni_letters(), key=len, reverse=True)))


# A word typed with capitals of ASCII and the font's small letters between them: "CéNG HßA X· HéI" in the ABC fonts.
_WORD = re.compile(r"[^\W\d_]+")


def _raise_case(text: str) -> str:
    """Capitals for the small letters with marks inside words that are in capitals otherwise."""

    def raised(match: re.Match[str]) -> str:
        word = match.group()
        plain = [c for c in word if c.isascii()]
        if len(plain) > 1 and all(c.isupper() for c in plain):
            return word.upper()
        beside = text[max(0, match.start() - 12) : match.start()] + text[match.end() : match.end() + 12]
        if len(plain) == 1 and plain[0].isupper() and re.search("[A-Z]{2}", beside) and not re.search("[a-z]", beside):
            return word.upper()
        return word

    return _WORD.sub(raised, text)


def read_tcvn3(shown: str) -> str:
    """TCVN3, the ABC fonts (.VnTime, .VnArial).

    >>> read_tcvn3("CéNG HßA: Th«ng b¸o cña ñy ban nh©n d©n")
    'CỘNG HÒA: Thông báo của ủy ban nhân dân'
    """
    return _raise_case(shown.translate(_table(_TCVN3)))


def read_vni(shown: str) -> str:
    """VNI for Windows (VNI-Times).

    >>> read_vni("Thoâng baùo cuûa UÛy ban nhaân daân")
    'Thông báo của Ủy ban nhân dân'
    """
    letters = _vni_letters()
    return _vni_pattern().sub(lambda match: letters[match.group()], shown)


def read_viscii(shown: str) -> str:
    """VISCII, RFC 1456.

    >>> read_viscii("Thông báo cüa üy ban nhân dân")
    'Thông báo của ủy ban nhân dân'
    """
    return shown.translate(_table(_VISCII))


def read_vps(shown: str) -> str:
    """VPS, of the Vietnamese Professionals Society.

    >>> read_vps("Thông báo cûa ûy ban nhân dân")
    'Thông báo của ủy ban nhân dân'
    """
    return shown.translate(_table(_VPS))


def read_cp1258(shown: str) -> str:
    """Windows-1258, which sets tone marks after the letter, composed.

    >>> read_cp1258("TiêÌn ðiêòn")
    'Tiền điện'
    """
    return unicodedata.normalize("NFC", western_bytes(shown).decode("cp1258"))


def read_utf8(shown: str) -> str:
    """UTF-8 that was taken for Windows-1252.

    >>> read_utf8("Th\\u00c3\\u00a0nh \\u00e1\\u00bb\\u00a7y")
    'Thành ủy'
    """
    return western_bytes(shown).decode("utf-8")


def western_bytes(shown: str) -> bytes:
    """The bytes that Windows-1252 shows so; ValueError for a character it has not."""
    try:
        return bytes(_CODES[c] for c in shown)
    except KeyError as error:
        raise ValueError(f"{error.args[0]!r} is not in Windows-1252") from None


# By name, the likelier first: where two read a short text as well, the first counts.
LEGACY: Mapping[str, Callable[[str], str]] = {
    "cp1258": read_cp1258,
    "tcvn3": read_tcvn3,
    "vni": read_vni,
    "viscii": read_viscii,
    "vps": read_vps,
}

"""Bytes to text: which encoding it is, told by its marks or by how Vietnamese the text is that comes out.

General detectors know one Vietnamese encoding: of twenty news texts, charset-normalizer 3.5 told all in Windows-1258,
took VNI and VISCII for Baltic or Nordic, and TCVN3 for Celtic or nothing. What decides here is the share of words that
can be Vietnamese syllables.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from vnextract.errors import InputError
from vnextract.reading.legacy import LEGACY, WESTERN, read_utf8
from vnextract.reading.spelling import count_syllables

SAMPLE = 8000  # bytes or characters that are tried; more change nothing
GOOD = 0.7  # share of marked words that are syllables; 0.94 and more in each of 350 news texts of 2017
DOUBTFUL = 0.5  # below it Unicode text is tried as a legacy encoding
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive, or a .docx"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet table"),
    (b"{\\rtf", "an RTF document"),
)
_PLAIN = re.compile("[A-Za-z]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f]")
_MODERN = re.compile("[\u1ea0-\u1ef9]")  # letters that no Western code page has
_UTF8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def content_of(data: bytes) -> str | None:
    """What some bytes are by their first ones, in words, if they are no text."""
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; line ends stay as they are.

    Names: ``utf-8``, ``utf-8-sig``, ``utf-16``, ``utf-32``, ``utf-16-le``, ``utf-16-be``, those of ``legacy.LEGACY``,
    ``windows-1252``; ``utf-8/tcvn3`` where it is Unicode made of TCVN3. InputError where it is no text.

    >>> decode("\\ufeffThành ủy".encode("utf-16-le"))
    ('Thành ủy', 'utf-16')
    >>> decode(b"Th\\xb5nh \\xf1y \\x96 H\\xe9i \\xae\\xe5ng")
    ('Thành ủy – Hội đồng', 'tcvn3')
    """
    if not data:
        raise InputError("the file is empty")
    if (content := content_of(data)) is not None:
        raise InputError(f"by its content {content}, not a text; give the file its own suffix")
    text, encoding = _decode(data)
    if not text.strip():
        raise InputError("the file holds nothing but white space")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if encoding is None and (at := data.find(b"\0")) >= 0:
        encoding = _wide(data)
        if encoding is None:
            raise InputError(f"a binary file, not a text: byte 0 at offset {at}")
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding is None and (found := _recognize(data)) is not None:
            return found
        raise InputError(
            f"not {(encoding or 'utf-8').upper()}: byte 0x{data[error.start]:02x} at offset {error.start}"
            f"{'' if encoding else ', nor any other encoding of Vietnamese'}; save the file as UTF-8"
        ) from None
    if "\0" in text:
        raise InputError(f"a binary file, not a text: character 0 at offset {text.index(chr(0))}")
    text, name = restore(text)
    return text, (encoding or "utf-8") + (f"/{name}" if name else "")


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: half of the bytes are the high ones of ASCII and Vietnamese letters."""
    if len(data) % 2 or len(data) < 16:
        return None
    sample = data[: SAMPLE - SAMPLE % 2]
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # Latin, combining marks, Vietnamese letters, punctuation.
        if high.count(0) > len(high) / 4 and sum(map(high.count, b"\x00\x01\x03\x1e\x20")) > 0.98 * len(high):
            shown = sample.decode(name, "replace")
            if not _CONTROL.search(shown):
                return name
    return None


def _recognize(data: bytes) -> tuple[str, str] | None:
    """Bytes that are no UTF-8 in the encoding that makes Vietnamese of them; Western text as it is."""
    shown = codecs.charmap_decode(data, "strict", WESTERN)[0]
    found = _best(shown)
    if found is not None:
        return found
    # Western only where there is little of it: a page of nothing but accented letters is something else.
    few = sum(byte > 0x7F for byte in data[:SAMPLE]) < 0.15 * len(data[:SAMPLE])
    if few and not _CONTROL.search(shown) and not _UTF8_PAIR.search(data):
        return shown, "windows-1252"
    return None


def _best(shown: str, at_least: float = GOOD) -> tuple[str, str] | None:
    """The reading of a Western-looking text that is the most Vietnamese, with its name."""
    if not _PLAIN.search(shown):  # half of the letters of Vietnamese are ASCII
        return None
    best: tuple[float, Callable[[str], str], str] | None = None
    for name, read in LEGACY.items():
        try:
            sample = read(shown[:SAMPLE])
        except ValueError:
            continue
        good, words = count_syllables(sample)
        share = good / words if words and not _CONTROL.search(sample) else 0.0
        if share >= at_least and (best is None or share > best[0]):
            best = (share, read, name)
    if best is None:
        return None
    try:
        return best[1](shown), best[2]
    except ValueError:
        return None


def restore(text: str) -> tuple[str, str | None]:
    """Unicode text that was made of a legacy encoding, or of UTF-8 twice, as it was meant, and the name; else as it is.

    >>> restore("Th«ng b¸o cña ñy ban nh©n d©n")
    ('Thông báo của ủy ban nhân dân', 'tcvn3')
    >>> restore("Thông báo")
    ('Thông báo', None)
    """
    if text.isascii() or _MODERN.search(text, 0, 400):  # the second costs nothing and ends it for nearly every text
        return text, None
    good, words = count_syllables(text[:SAMPLE])
    if not words or good >= DOUBTFUL * words:
        return text, None
    try:
        twice = read_utf8(text)
    except ValueError:
        return _best(text) or (text, None)
    return twice, "utf-8"

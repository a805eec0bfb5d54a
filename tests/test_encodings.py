"""Every encoding that Vietnamese was ever typed in comes out as Unicode, and what is no text says so."""

from __future__ import annotations

import codecs
import subprocess
import unicodedata
from shutil import which

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vnextract.errors import InputError
from vnextract.reading import legacy
from vnextract.reading.encodings import decode, restore
from vnextract.reading.legacy import LEGACY, WESTERN, western_bytes
from vnextract.reading.spelling import is_syllable

TEXT = "Ông Lò Văn Tám dự họp.\r\nThành ủy Đà Nẵng chủ trì.\r"
NEWS = (
    "Chiều 6/12, Ủy ban nhân dân tỉnh Hà Giả họp phiên thường kỳ, nghe báo cáo về tình hình kinh tế - xã hội. "
    "Ông Lò Văn Tám, Chủ tịch UBND tỉnh, yêu cầu các sở, ngành khẩn trương giải ngân vốn đầu tư công; "
    "đồng thời rà soát những dự án chậm tiến độ để xử lý dứt điểm trước ngày 31/12."
)
LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode(text: str, name: str) -> bytes:
    """Text in a legacy encoding: the inverse of what the reader does, made here from its tables."""
    if name == "cp1258":  # letters with their tone after them, as Windows writes them
        pieces = []
        for letter in text:
            parts = unicodedata.normalize("NFD", letter)
            plain = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
            pieces.append(plain + "".join(c for c in parts if c in TONES))
        return "".join(pieces).encode("cp1258")
    if name == "vni":
        shown = {letter: known for known, letter in legacy._vni_letters().items()}
    else:
        pieces_of = {"tcvn3": legacy._TCVN3, "viscii": legacy._VISCII, "vps": legacy._VPS}[name]
        shown = {letter: chr(code) for code, letter in legacy._table(pieces_of).items()}
    return western_bytes("".join(shown.get(letter, letter) for letter in text))


def test_every_letter_has_its_place_in_every_encoding() -> None:
    for name, read in LEGACY.items():
        capitals = LETTERS.upper() if name != "tcvn3" else "ĂÂÊÔƠƯĐ"
        for letter in LETTERS + capitals:
            assert read(codecs.charmap_decode(encode(letter, name), "strict", WESTERN)[0]) == letter, name


@pytest.mark.skipif(which("iconv") is None, reason="GNU iconv is not here")
@pytest.mark.parametrize(("name", "table"), [("tcvn3", "TCVN5712-1"), ("viscii", "VISCII"), ("cp1258", "CP1258")])
def test_tables_are_those_of_iconv(name: str, table: str) -> None:
    # Only the code that iconv has for both: the fonts of TCVN3 have punctuation where the standard has capitals.
    text = " ".join(LETTERS)
    found = subprocess.run(["iconv", "-f", table, "-t", "UTF-8"], input=encode(text, name), capture_output=True)
    if found.returncode:
        pytest.skip(f"this iconv does not know {table}")
    assert unicodedata.normalize("NFC", found.stdout.decode()) == text


@pytest.mark.parametrize("name", LEGACY)
def test_news_in_a_legacy_encoding(name: str) -> None:
    text = NEWS.replace("Ủy", "ủy") if name == "tcvn3" else NEWS
    data = encode(text, name)
    assert decode(data) == (text, name)
    # A word processor that did not know the font has made Unicode of it.
    shown = codecs.charmap_decode(data, "strict", WESTERN)[0]
    assert decode(shown.encode()) == (text, f"utf-8/{name}")
    assert decode(shown.encode("utf-16")) == (text, f"utf-16/{name}")


# Words with the marks that make the encodings differ; a text of eight is what detection is asked to tell.
WORDS = st.sampled_from(
    "nghị quyết thường vụ tỉnh ủy huyện đảng bộ hội đồng nhân dân giữa những người được trưởng phòng kỷ luật cảnh cáo bổ nhiệm "
    "miễn chức xã phường thị trấn bí thư khởi tố điều tra ngân hàng nhà nước việt quốc đường sắt ổn định lễ kỳ mỹ".split()
)


@given(st.lists(WORDS, min_size=8, max_size=30), st.sampled_from(sorted(LEGACY)))
def test_a_few_words_are_enough(words: list[str], name: str) -> None:
    text = " ".join(words)
    assume(sum(not word.isascii() for word in words) > 5)
    data = encode(text, name)
    try:
        data.decode()
    except UnicodeDecodeError:
        assert decode(data) == (text, name)


@given(st.text(st.sampled_from(LETTERS + LETTERS.upper() + "bcghnrt .,\r\n0"), min_size=1))
def test_unicode_is_never_changed(text: str) -> None:
    assume(text.strip())
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(encoding)) == (text, encoding)
    assert decode(("\ufeff" + text).encode("utf-16-be")) == (text, "utf-16")


def test_line_ends_stay() -> None:
    assert decode(TEXT.encode()) == (TEXT, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark(encoding: str) -> None:
    assert decode(NEWS.encode(encoding)) == (NEWS, encoding)


def test_capitals_typed_in_an_abc_font() -> None:
    shown = "ñY BAN NH¢N D¢N TØNH Hµ GI¶\nCéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\n§éc lËp - Tù do - H¹nh phóc"
    assert restore(shown) == (
        "ỦY BAN NHÂN DÂN TỈNH HÀ GIẢ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "tcvn3",
    )


def test_utf8_taken_for_western_is_undone() -> None:
    twice = codecs.charmap_decode(NEWS.encode(), "strict", WESTERN)[0]
    assert decode(twice.encode()) == (NEWS, "utf-8/utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "The minister said: “We agree.” It’s a café – and he left.",
        "Le président a déclaré à Genève que l’été serait très chaud.",
        "Ê-đê, Đắk Lắk, Krông Năng.",
        "Ngân hàng SHB",
        "25 °C, 5 €, ½ kg",
    ],
)
def test_other_unicode_is_left_alone(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


def test_western_text_is_read_as_such() -> None:
    text = "The minister said: “We agree.” It’s done – and he left for Genève."
    assert decode(text.encode("cp1252")) == (text, "windows-1252")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "nothing but white space"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (b"ab\x00\x01", "binary file, not a text: byte 0 at offset 2"),
        (b"%PDF-1.7\n", "by its content a PDF"),
        (b"PK\x03\x04...", "by its content a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", r"an old Office file \(.doc, .xls\)"),
        ("Thành ủy Đà Nẵng".encode() + "Thành ủy".encode("cp1258", "replace"), "not UTF-8: byte 0xe0 at offset 25"),
        ("Тысяча рублей, министерство обороны".encode("cp1251"), "nor any other encoding of Vietnamese"),
        ("人民政府工作报告".encode("gbk"), "not UTF-8"),
        (b"\xff\xfea\x00\x00\xd8", "not UTF-16"),
        ("a\x00b".encode("utf-16"), "binary file, not a text: character 0 at offset 1"),
    ],
)
def test_what_cannot_be_decoded_says_why(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        decode(data)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except InputError:
        return
    assert text.strip()
    assert "\0" not in text
    assert encoding


@pytest.mark.parametrize(
    ("word", "fits"),
    [
        ("khuỷu", True),
        ("giường", True),
        ("gìn", True),
        ("quyết", True),
        ("Hoà", True),
        ("xoong", True),
        ("THUỞ", True),
        ("mãc", False),
        ("ñy", False),
        ("lµ", False),
        ("ßng", False),
        ("đÀ", False),
        ("thứứ", False),
    ],
)
def test_syllables(word: str, fits: bool) -> None:
    assert is_syllable(word) is fits

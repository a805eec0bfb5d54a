"""Where personal names start and end."""

from __future__ import annotations

import pytest

from vnextract.analyze import analyze
from vnextract.document import Article
from vnextract.names.persons import name_at
from vnextract.names.words import is_vietnamese


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Văn An nói", "Nguyễn Văn An"),
        ("Trần Thị Kim Ngân nói", "Trần Thị Kim Ngân"),
        ("Lê Quang Tự Do, cục phó", "Lê Quang Tự Do"),
        ("Nguyễn Như Tuấn nói", "Nguyễn Như Tuấn"),
        ("Trần Tuấn Anh cho biết", "Trần Tuấn Anh"),
        ("Vũ Đức Đam Khẳng định", "Vũ Đức Đam"),
        ("NGUYỄN VĂN AN nói", "NGUYỄN VĂN AN"),
        ("Nguyễn Văn An Theo ông", "Nguyễn Văn An"),
        ("Giàng A Chu nói", "Giàng A Chu"),
    ],
)
def test_vietnamese_names(text: str, name: str) -> None:
    document = analyze(Article(text))
    hit = name_at(document, 0)
    assert hit is not None
    assert text[: document.syllables[hit[0] - 1].end] == name
    assert hit[1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kim Jong-un nói", "Kim Jong-un"),
        ("Donald J. Trump nói", "Donald J. Trump"),
        ("Ursula von der Leyen nói", "Ursula von der Leyen"),
        ("Mohammed bin Salman nói", "Mohammed bin Salman"),
        ("al-Thani nói", "al-Thani"),
        ("Phết-tha-von Phi-lạ-văn nói", "Phết-tha-von Phi-lạ-văn"),
        ("H'Hen Niê nói", "H'Hen Niê"),
        ("Y Thông nói", "Y Thông"),
        ("Giuse Nguyễn Năng nói", "Giuse Nguyễn Năng"),
        ("Thích Thiện Tâm nói", "Thích Thiện Tâm"),
    ],
)
def test_names_after_a_word_that_announces_them(text: str, name: str) -> None:
    document = analyze(Article(text))
    hit = name_at(document, 0, announced=True)
    assert hit is not None
    assert text[: document.syllables[hit[0] - 1].end] == name


@pytest.mark.parametrize("text", ["N.V.A khai", "T. khai", "Tỉnh Yên Bái họp", "Theo báo cáo"])
def test_no_names(text: str) -> None:
    assert name_at(analyze(Article(text)), 0, announced=True) is None


def test_vietnamese_syllables() -> None:
    assert all(is_vietnamese(s) for s in "nguyễn quý giàng khuyến hoằng yến".split())
    assert not any(is_vietnamese(s) for s in "trump putin obama jong".split())

"""How far a title runs, and which heads are public."""

from __future__ import annotations

import pytest

from vnextract.analyze import analyze
from vnextract.document import Article, Occupation, Title
from vnextract.officials.rules import read_officials


def titles(text: str) -> list[str]:
    return [m.text for m in read_officials(analyze(Article(text))) if isinstance(m, Title)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thủ tướng yêu cầu báo cáo.", ["Thủ tướng"]),
        ("Bí thư Thành ủy Đà Nẵng đề nghị.", ["Bí thư Thành ủy Đà Nẵng"]),
        ("Phó Thủ tướng Thường trực Chính phủ kết luận.", ["Phó Thủ tướng Thường trực Chính phủ"]),
        ("Bộ trưởng Tài chính Đức nói.", ["Bộ trưởng Tài chính Đức"]),
        ("chính quyền Tổng thống Mỹ", ["Tổng thống Mỹ"]),
        ("Trợ lý Bộ trưởng Ngoại giao có mặt.", ["Trợ lý Bộ trưởng Ngoại giao"]),
        ("đại biểu Quốc hội (ĐBQH) Trần Văn An hỏi", ["đại biểu Quốc hội (ĐBQH)"]),
        (
            "Trưởng phòng Quản lý thi và kiểm định chất lượng Trần Văn An nói",
            ["Trưởng phòng Quản lý thi và kiểm định chất lượng"],
        ),
        (
            "Thứ trưởng phụ trách chính sách quốc phòng Philippines Richard Roe nói",
            ["Thứ trưởng phụ trách chính sách quốc phòng Philippines"],
        ),
        ("Phó Chủ tịch tỉnh Cam Túc Ngu Hải Sơn bị bắt", ["Phó Chủ tịch tỉnh Cam Túc"]),
    ],
)
def test_a_title_runs_as_far_as_its_body_and_locality(text: str, wanted: list[str]) -> None:
    assert titles(text) == wanted


@pytest.mark.parametrize("text", ["Chủ tịch HĐQT họp.", "Hiệu trưởng họp.", "Giám đốc Công ty Hoa Mai họp."])
def test_an_occupation_is_no_title(text: str) -> None:
    found = read_officials(analyze(Article(text)))
    assert not [m for m in found if isinstance(m, Title)]
    assert [m for m in found if isinstance(m, Occupation)]

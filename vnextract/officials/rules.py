"""The rules for titles and officials with their examples; the extractors themselves stand in ``titles`` and ``officials``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vnextract.bodies.extractor import find_bodies
from vnextract.document import Document, Mention
from vnextract.names.places import find_places
from vnextract.officials.extractor import find_officials
from vnextract.officials.titles import find_titles
from vnextract.rules import Rule


def read_officials(document: Document) -> list[Mention]:
    """Titles and officials of a bare document, with the places and bodies they need."""
    found: list[Mention] = list(document.mentions)
    for extractor in (find_places, find_bodies, find_titles, find_officials):
        found.extend(extractor(document.with_mentions(found)))
    return found


def _only(name: str) -> Callable[[Document], Iterator[Mention]]:
    return lambda document: (m for m in read_officials(document) if m.rule == name)


RULES = (
    Rule(
        "official.title",
        _only("official.title"),
        (
            "⟦Chủ tịch UBND tỉnh Yên Bái⟧ đề nghị làm rõ.",
            "Ông Đỗ Văn Tám, ⟦nguyên Phó Giám đốc Sở Y tế⟧, nói.",
            "⟦Bộ trưởng Quốc phòng Philippines⟧ đến dự.",
            "⟦Chủ tịch xã Tân Lập⟧ trấn an người dân.",
            "⟦Giám đốc truyền thông Nhà Trắng⟧ từ chức.",
            "⟦Chủ tịch TP⟧ Lê Văn Tám nói.",
            "⟦Bộ trưởng Lao động được chỉ định⟧ Anna Berg từ chối.",
            "⟦Thủ tướng nước chủ nhà⟧ Anna Berg phát biểu.",
            "⟦TT⟧ Macron thăm Đức.",
            "⟦Vua⟧ Carlos thăm Hà Nội.",
            "⟦Phó Tổng KTNN⟧ Lê Văn Tám nói.",
        ),
        (
            "Công ty đã họp với khách hàng.",
            "Đường qua TT Trâu Quỳ.",
            "Hoàng tử Harry đến dự.",
            "Chính quyền địa phương vào cuộc.",
        ),
    ),
    Rule(
        "official.occupation",
        _only("official.occupation"),
        ("⟦Chủ tịch HĐQT⟧ không dự họp.", "⟦Hiệu trưởng⟧ xin lỗi tại buổi lễ."),
        ("Thủ tướng Chính phủ yêu cầu.",),
    ),
    Rule(
        "official.title_name",
        _only("official.title_name"),
        (
            "Bí thư Thành ủy Đà Nẵng ⟦Nguyễn Văn Quảng⟧ chủ trì hội nghị.",
            "Ông ⟦Trần Văn Bảy⟧, Chủ tịch UBND xã Tân Lập, cho biết.",
            "Tổng thống Mỹ ⟦Donald Trump⟧ phát biểu.",
            "Đại biểu Quốc hội ⟦Lê Quang Hữu Tâm⟧ Băn khoăn về nợ công.",
            "Cố vấn An ninh quốc gia ⟦H.R. Miller⟧ từ chức.",
            "Bị cáo gồm ⟦Lê Văn Tám⟧ (tức Lê Tư, 40 tuổi, cựu công an huyện Tân Lập).",
            "Hội đàm với Tổng thống Mỹ, Tổng thống Pháp ⟦Anna Berg⟧ hứa.",
            "Thứ trưởng Bộ KH&CN ⟦Lê Đại Dương⟧ dự.",
            "Cục trưởng Cục Thú y, Bộ Nông nghiệp ⟦Lê Văn Tám⟧ cho biết.",
            "Giám đốc Cơ quan Tình báo quốc gia ⟦Dan Miller⟧ nói.",
            "Lãnh đạo Đài Loan ⟦Thái Anh Văn⟧ phát biểu.",
        ),
        (
            "Ông Trần Văn Bảy, Giám đốc Công ty Hoa Mai, cho biết.",
            "Chủ tịch HĐQT Tổng công ty Hanoco bị khởi tố.",
            "Đường Nguyễn Văn Linh đã thông xe.",
        ),
    ),
    Rule(
        "official.known_name",
        _only("official.known_name"),
        (
            "Thượng tá ⟦Lê Văn Chín⟧ khẳng định.",
            "Ông ⟦Lê Văn Chín⟧ được bầu làm Chủ tịch UBND xã Tân Lập.",
        ),
        ("Anh Lê Văn Chín trồng cam.",),
    ),
    Rule(
        "official.short_name",
        _only("official.short_name"),
        (
            "Bộ trưởng Bộ Y tế Trần Thị Lan họp báo. Bà ⟦Lan⟧ nói dịch đã lui.",
            "Ông Đỗ Văn Tám, Giám đốc Sở Y tế, có mặt. Ông ⟦Tám⟧ xin lỗi.",
        ),
        ("Anh Tám trồng cam. Bà Lan bán cam.",),
    ),
)

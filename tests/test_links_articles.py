"""Whole articles: titles alone, acronyms, short citations and "Chỉ thị này" lead to the entity that they mean."""

from __future__ import annotations

import pytest

import vnextract as vx
from vnextract.document import Event
from vnextract.extraction import Extraction

SAND = """Lâm Đồng siết quản lý khai thác cát
Sáng 12/5, Bí thư Tỉnh ủy Lâm Đồng Trần Quốc Hưng chủ trì cuộc họp về khai thác cát. Cùng dự có Chủ tịch UBND tỉnh \
Lê Thị Thu Hà và Giám đốc Sở Tài nguyên và Môi trường Phạm Văn Khải.
Theo báo cáo của Sở TN&MT, tỉnh có 14 mỏ. Ông Khải cho biết UBND tỉnh đã ban hành Quyết định số 512/QĐ-UBND ngày \
3/4/2024 về đấu giá quyền khai thác.
Bí thư Tỉnh ủy yêu cầu các huyện kiểm tra bến bãi trong tháng 5 theo Quyết định 512.
Chủ tịch UBND tỉnh Lâm Đồng giao Sở TN&MT báo cáo trước ngày 30/5."""

CITY = """Đà Nẵng triển khai Chỉ thị 34
Chiều 6/12, Thành ủy Đà Nẵng tổ chức hội nghị quán triệt Chỉ thị số 34-CT/TU của Ban Thường vụ Thành ủy. Phó Bí thư \
Thường trực Thành ủy Nguyễn Hữu Sơn dự.
Tại hội nghị, ông Sơn cho biết Chỉ thị 34 kế thừa Chỉ thị số 29-CT/TU và Chỉ thị 05-CT/TW của Bộ Chính trị.
UBND TP ban hành Kế hoạch số 210/KH-UBND để thực hiện Chỉ thị này. HĐND TP giám sát.
Phó Bí thư Thường trực Thành ủy đề nghị các quận báo cáo trước ngày 20/12."""

AUDIT = """Thanh tra Chính phủ chỉ ra sai phạm tại hai tỉnh
Ngày 9/6, Thanh tra Chính phủ công bố Kết luận thanh tra số 1566/KL-TTCP về đất đai tại tỉnh Bến Tre và tỉnh Trà Vinh.
Theo kết luận, UBND tỉnh Bến Tre giao đất trái Luật Đất đai năm 2013. UBND tỉnh đã ra Quyết định số 88/QĐ-UBND.
Chủ tịch UBND tỉnh Trà Vinh Vũ Đức Long nói đã nhận Kết luận 1566. Ông Long giải thích Luật Đất đai chưa rõ.
Thủ tướng Lê Văn Chính có Công văn số 734/TTg-V.I. Thủ tướng Chính phủ yêu cầu hai tỉnh khắc phục."""

DRUGS = """Cục trưởng xin thôi chức
Bộ trưởng Bộ Y tế Ngô Thị Minh vừa ký Quyết định 2205/QĐ-BYT cho ông Bùi Thế Vinh, Cục trưởng Cục Quản lý Dược, thôi \
giữ chức vụ. Ông Bùi Thế Anh, Phó Cục trưởng, phụ trách Cục.
Bộ trưởng cảm ơn ông Vinh. Ông Thế Anh hứa làm tốt nhiệm vụ theo Quyết định 2205.
Nghị quyết 18-NQ/TW, Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII, được nhắc lại; Nghị quyết số 18 nêu yêu \
cầu tinh gọn."""

COMMUNE = """Chủ tịch xã xin lỗi dân
Chủ tịch UBND xã Bình An (huyện Thăng Bình, tỉnh Quảng Nam) Đinh Công Tráng xin lỗi 30 hộ dân. UBND xã thu sai 20 \
triệu đồng, UBND huyện chỉ đạo trả lại.
Theo Thông tư 200/2014/TT-BTC và Thông tư 133, việc thu không có căn cứ. Thông tư số 133/2016/TT-BTC đã nói rõ.
Huyện ủy Thăng Bình giao Ủy ban Kiểm tra Huyện ủy xem xét. Huyện ủy yêu cầu xong trước 15/8.
Chủ tịch UBND xã nói sẽ trả tiền trong tuần."""


def read(text: str) -> Extraction:
    return vx.extract(text, doc_id="a1", published="2024-05-13")


def act(doc: Extraction, agent: str, event_type: str) -> Event:
    (found,) = (e for e in doc.events if e.agent == agent and e.event_type == event_type)
    return found


@pytest.mark.parametrize(
    ("text", "agent", "event_type", "name"),
    [
        (SAND, "Bí thư Tỉnh ủy", "DIRECTION", "Trần Quốc Hưng"),
        (SAND, "Chủ tịch UBND tỉnh Lâm Đồng", "DIRECTION", "Lê Thị Thu Hà"),
        (SAND, "Khải", "STATEMENT", "Phạm Văn Khải"),
        (CITY, "Phó Bí thư Thường trực Thành ủy", "DIRECTION", "Nguyễn Hữu Sơn"),
        (CITY, "Sơn", "STATEMENT", "Nguyễn Hữu Sơn"),
        (AUDIT, "Thủ tướng Chính phủ", "DIRECTION", "Lê Văn Chính"),
        (DRUGS, "Bộ trưởng", "STATEMENT", "Ngô Thị Minh"),
        (DRUGS, "Thế Anh", "STATEMENT", "Bùi Thế Anh"),
        (COMMUNE, "Chủ tịch UBND xã", "STATEMENT", "Đinh Công Tráng"),
    ],
)
def test_titles_and_short_names_lead_to_their_bearer(text: str, agent: str, event_type: str, name: str) -> None:
    doc = read(text)
    (wanted,) = {o.entity_id for o in doc.officials if o.full_name == name}
    assert act(doc, agent, event_type).agent_id == wanted


@pytest.mark.parametrize(
    ("text", "short", "canonical"),
    [
        (SAND, "UBND tỉnh", "Ủy ban nhân dân tỉnh Lâm Đồng"),
        (SAND, "Sở TN&MT", "Sở Tài nguyên và Môi trường tỉnh Lâm Đồng"),
        (CITY, "UBND TP", "Ủy ban nhân dân thành phố Đà Nẵng"),
        (CITY, "HĐND TP", "Hội đồng nhân dân thành phố Đà Nẵng"),
        (CITY, "Thành ủy", "Thành ủy Đà Nẵng"),
        (COMMUNE, "UBND huyện", "Ủy ban nhân dân huyện Thăng Bình"),
        (COMMUNE, "UBND xã", "Ủy ban nhân dân xã Bình An"),
        (COMMUNE, "Ủy ban Kiểm tra Huyện ủy", "Ủy ban Kiểm tra Huyện ủy Thăng Bình"),
    ],
)
def test_bodies_take_the_locality_of_the_article(text: str, short: str, canonical: str) -> None:
    assert {b.canonical for b in read(text).bodies if b.text == short} == {canonical}


@pytest.mark.parametrize(
    ("text", "short", "whole", "how"),
    [
        (SAND, "Quyết định 512", "Quyết định số 512/QĐ-UBND", "full_citation + issuer_code and article_body"),
        (CITY, "Chỉ thị 34", "Chỉ thị số 34-CT/TU", "full_citation + other_citation"),
        (AUDIT, "Kết luận 1566", "Kết luận thanh tra số 1566/KL-TTCP", "full_citation + issuer_code"),
        (AUDIT, "Luật Đất đai", "Luật Đất đai năm 2013", "dated_citation"),
        (DRUGS, "Quyết định 2205", "Quyết định 2205/QĐ-BYT", "full_citation + issuer_code"),
        (DRUGS, "Nghị quyết số 18", "Nghị quyết 18-NQ/TW", "full_citation + other_citation"),
        (COMMUNE, "Thông tư 133", "Thông tư số 133/2016/TT-BTC", "full_citation + issuer_code"),
    ],
)
def test_short_citations_lead_to_the_full_one(text: str, short: str, whole: str, how: str) -> None:
    cited = {d.text: d for d in read(text).directives}
    assert cited[short].entity_id == cited[whole].entity_id
    assert cited[short].issuer_canonical == cited[whole].issuer_canonical
    assert cited[short].resolved_by == how


def test_codes_of_two_bodies_share_no_issuer() -> None:
    issuers = {d.text: d.issuer_canonical for d in read(CITY).directives}
    assert issuers["Chỉ thị số 29-CT/TU"] == "Thành ủy Đà Nẵng"
    assert issuers["Chỉ thị 05-CT/TW"] == "Bộ Chính trị"


def test_what_points_back_takes_up_what_the_sentence_before_began_with() -> None:
    doc = read(CITY)
    cited = {d.text: d.entity_id for d in doc.directives}
    assert set(act(doc, "UBND TP", "ISSUANCE").directive_ids) == {
        cited["Kế hoạch số 210/KH-UBND"],
        cited["Chỉ thị số 34-CT/TU"],
    }

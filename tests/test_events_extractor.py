"""Events: type, trigger, agent, time, place and status of each type; texts that tell of none; exactness of spans."""

from __future__ import annotations

import csv
import pickle
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnextract as vx
from vnextract.analyze import analyze
from vnextract.document import AFFECTING, EVENT_TYPES, Article, Event
from vnextract.entities import ENTITY_EXTRACTORS, run
from vnextract.events.candidate import accept, score
from vnextract.events.extractor import candidates

RULES = vx.Pipeline(model=None)  # the model has tests of its own

CASES = list(csv.DictReader((Path(__file__).parent / "cases" / "events.csv").open(encoding="utf-8")))


def find(text: str, event_type: str, trigger: str) -> Event | None:
    for event in RULES.extract(text).events:
        if event.event_type == event_type and trigger in event.text.lower():
            return event
    return None


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['event_type']}-{case['trigger']}-{case['text'][:24]}")
def test_case(case: dict[str, str]) -> None:
    event = find(case["text"], case["event_type"], case["trigger"])
    assert event is not None, RULES.extract(case["text"]).events
    assert event.agent is not None
    assert case["agent"] in event.agent or event.agent in case["agent"]
    assert event.time_text == (case["time_text"] or None)
    if case["place"]:
        assert event.place == case["place"]
    assert event.status == case["status"]
    role = "affected" if case["event_type"] in AFFECTING else "agent"
    assert [p.text for p in event.participants if p.role == role] == [event.agent]


def test_every_type_has_a_case() -> None:
    assert {case["event_type"] for case in CASES} == set(EVENT_TYPES)


# By type: look-alikes, private actors, occasions only, contents of orders, generic acts.
REJECTS = {
    "MEETING": ["Tại hội nghị, nhiều nông dân vui mừng.", "Đại hội cổ đông của công ty bầu hội đồng quản trị."],
    "ISSUANCE": ["Công ty Hoa Sen ban hành quy chế lương.", "Tòa nhà ký túc xá đã cũ."],
    "STATEMENT": [
        "Anh Trần Văn Mẫu, chủ cửa hàng, cho biết giá thịt đã giảm.",
        "Các tỉnh miền núi nói chung còn khó khăn.",
        "Chuyên gia cho rằng giá vàng sẽ tăng.",
        "Anh Trần Văn Mẫu, người từng làm ở chợ, cho biết giá đã giảm.",
    ],
    "DIRECTION": ["Khách hàng yêu cầu cửa hàng đổi máy.", "Tai nạn giao thông giảm mạnh trong dịp Tết."],
    "APPOINTMENT": ["Bà bầu nên ăn nhiều rau xanh.", "Công ty Hoa Sen bổ nhiệm giám đốc tài chính mới."],
    "REMOVAL": ["Huấn luyện viên từ chức sau trận thua."],
    "DISCIPLINE": ["Cầu thủ cần giữ kỷ luật trên sân."],
    "VISIT": ["Du khách đến thăm vườn hoa.", "Bác sĩ thăm khám cho bệnh nhi."],
    "INSPECTION": ["Học sinh làm bài kiểm tra học kỳ."],
    "PROSECUTION": ["Trận đấu bắt đầu lúc 19 giờ."],
    "ORGANIZATION": ["Nhóm bạn trẻ thành lập ban nhạc."],
    "AGREEMENT": ["Cầu thủ ký hợp đồng với câu lạc bộ."],
    "CEREMONY": ["Cô giáo tặng hoa cho học sinh giỏi."],
}


@pytest.mark.parametrize(("event_type", "text"), [(t, text) for t, texts in REJECTS.items() for text in texts])
def test_tells_of_no_event(event_type: str, text: str) -> None:
    assert [event for event in RULES.extract(text).events if event.event_type == event_type] == []


def test_a_denied_dismissal_is_denied() -> None:
    event = find("Bộ Y tế chưa cách chức ông Trịnh Văn Thử, Phó Cục trưởng Cục Quản lý dược.", "REMOVAL", "cách chức")
    assert event is None or event.status == "denied"


@pytest.mark.parametrize(
    ("text", "event_type", "trigger"),
    [
        (
            "Bộ Y tế bác bỏ thông tin ông Trịnh Văn Thử, Cục trưởng Cục Quản lý dược, bị cách chức.",
            "REMOVAL",
            "cách chức",
        ),
        ("Nhà Trắng phủ nhận việc sa thải Giám đốc FBI James Comey.", "REMOVAL", "sa thải"),
        (
            "Không có chuyện Bộ Công an khởi tố ông Trịnh Văn Thử, nguyên Giám đốc Sở Y tế tỉnh Lào Cai.",
            "PROSECUTION",
            "khởi tố",
        ),
    ],
)
def test_what_a_denial_governs_did_not_happen(text: str, event_type: str, trigger: str) -> None:
    event = find(text, event_type, trigger)
    assert event is None or event.status == "denied"


def test_a_day_to_come_is_planned() -> None:
    article = Article("Thủ tướng Chính phủ họp với Bộ Y tế ngày 8/12/2023.", published=date(2023, 12, 6))
    (event,) = RULES.extract(article).events
    assert event.status == "planned"


def test_directives_concerned() -> None:
    doc = RULES.extract("Thủ tướng Chính phủ ký Quyết định số 1289/QĐ-TTg về quy hoạch.")
    (event,) = [e for e in doc.events if e.event_type == "ISSUANCE"]
    assert [p.text for p in event.participants if p.role == "directive"] == ["Quyết định số 1289/QĐ-TTg"]


def test_candidates_carry_their_evidence() -> None:
    document = analyze(Article("Bộ Y tế cho biết dịch đã được khống chế."))
    document = document.with_mentions(run(document, ENTITY_EXTRACTORS))
    (candidate,) = [c for c in candidates(document) if c.hit.trigger.event_type == "STATEMENT"]
    assert "how adjacent" in candidate.evidence
    assert all(name == name.strip() for name in candidate.evidence)  # seed cells are stripped: a name must outlive it
    assert accept(candidate)
    assert score(candidate) > 0
    assert pickle.loads(pickle.dumps(candidate)) == candidate


@given(
    st.lists(
        st.sampled_from([case["text"] for case in CASES] + ['" ', "\n", "(", ") - ", "é\u0301", ", ông "]), max_size=6
    )
)
def test_spans_give_back_their_text(parts: list[str]) -> None:
    text = "".join(parts)
    for event in RULES.extract(text).events:
        assert text[event.start : event.end] == event.text
        for participant in event.participants:
            assert 0 <= participant.start < participant.end <= len(text)


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Nhân viên của Tổng thống Pháp cho biết hội nghị sẽ diễn ra vào cuối năm", "Nhân viên của Tổng thống Pháp"),
        ("Là địa phương cho biết đã sẵn sàng hỗ trợ Hà Nội", "địa phương"),
    ],
)
def test_how_a_text_ends_says_nothing_of_who_acts_first_in_it(text: str, agent: str) -> None:
    event = find(text, "STATEMENT", "cho biết")
    assert event is None or event.agent == agent
    assert event == find(text + ".", "STATEMENT", "cho biết")


@pytest.mark.parametrize("text", ["Bộ Y tế đề nghị địa phương này", "Thủ tướng yêu cầu các cơ quan trên"])
def test_a_text_may_end_in_a_pointing_word(text: str) -> None:
    assert [e.event_type for e in RULES.extract(text).events] == ["DIRECTION"]
    assert [e.event_type for e in RULES.extract(text + ".").events] == ["DIRECTION"]

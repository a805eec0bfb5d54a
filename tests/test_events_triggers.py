"""Every trigger row is held to its example; the company of a form decides its type; look-alikes do not fire."""

from __future__ import annotations

from pathlib import Path

import pytest

import vnextract as vx
from vnextract.analyze import analyze
from vnextract.document import AFFECTING, EVENT_TYPES, Article
from vnextract.events.triggers import find_triggers, trigger_lexicon
from vnextract.lexicon import seed_rows

RULES = vx.Pipeline(model=None)  # the model has tests of its own

ROWS = seed_rows("triggers")


def types_found(text: str) -> list[tuple[str, str]]:
    document = analyze(Article(text))
    return [
        (
            document.lowered[document.syllables[hit.first].start : document.syllables[hit.last - 1].end],
            hit.trigger.event_type,
        )
        for hit in find_triggers(document)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['form']}-{row['event_type']}-{row['pos']}")
def test_row_fires_in_its_example(row: dict[str, str]) -> None:
    assert (row["form"], row["event_type"]) in types_found(row["example"])


# Examples that need the context of an article: "form type", one a line; one that passes must leave the list.
NEEDS_CONTEXT = set(
    (Path(__file__).parent / "cases" / "triggers_in_context.txt").read_text(encoding="utf-8").split("\n")
)


def test_examples_yield_their_events() -> None:
    """Extraction as a whole finds what each example tells, but for the known few."""
    missed = {
        f"{row['form']} {row['event_type']}: {row['example']}"
        for row in ROWS
        if row["event_type"] not in {event.event_type for event in RULES.extract(row["example"]).events}
    }
    assert missed == NEEDS_CONTEXT - {""}
    assert len(missed) <= 0.06 * len(ROWS)


def test_rows_are_well_formed() -> None:
    for row in ROWS:
        assert row["event_type"] in EVENT_TYPES, row
        assert row["pos"] in ("verb", "state", "noun"), row
        assert row["pos"] != "state" or row["event_type"] in AFFECTING, row
        assert -9 < float(row["weight"]) < 9, row
    assert trigger_lexicon() is trigger_lexicon()


REJECTS = [
    "Tai nạn giao thông giảm mạnh",
    "Sinh viên ở ký túc xá",
    "Các tỉnh miền núi nói chung còn khó khăn",
    "Thủ tướng tiếp tục công việc",
    "Ủy ban Kiểm tra Trung ương",
    "Ban Chỉ đạo phòng, chống dịch",
    "Học sinh làm bài kiểm tra học kỳ",
    "Chánh Thanh tra Bộ Y tế",
    "Bộ Thông tin và Truyền thông",
    "Trận đấu bắt đầu lúc 19h",
    "Bà bầu nên ăn nhiều rau",
    "Mùa xuân bầu trời trong xanh",
    "Bàn giao hồ sơ",
    "Tổng thư ký Liên Hợp Quốc",
    "Cử tri và nhân dân",
    "đáp ứng yêu cầu của sản xuất",
    "Đại hội cổ đông thường niên",
    "Như đã nêu ở trên",
    "Đơn cử như vụ cháy chợ",
    "Anh em công nhân bảo vệ nhà máy",
    "Bác sĩ khám bệnh",
]


@pytest.mark.parametrize("text", REJECTS)
def test_look_alikes_do_not_fire(text: str) -> None:
    assert types_found(text) == []


def test_company_decides_the_type() -> None:
    assert types_found("Bộ trưởng ký quyết định")[0] == ("ký", "ISSUANCE")
    assert types_found("Bộ trưởng ký biên bản ghi nhớ") == [("ký", "AGREEMENT")]
    assert ("kiểm tra", "VISIT") in types_found("Phó Thủ tướng kiểm tra công trường")
    assert ("kiểm tra", "INSPECTION") in types_found("Đội quản lý thị trường kiểm tra cây xăng")


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Phó Thủ tướng Chính phủ kiểm tra các trạm y tế phường", "VISIT"),
        ("Sở Y tế Lào Cai kiểm tra các nhà thuốc", "INSPECTION"),
        ("Thanh tra Chính phủ kiểm tra dự án đường ven biển", "INSPECTION"),
    ],
)
def test_officials_visit_where_bodies_inspect(text: str, event_type: str) -> None:
    assert [event.event_type for event in RULES.extract(text).events] == [event_type]

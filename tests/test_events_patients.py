"""Whom an act befalls, in sentences of every shape, whether or not the words weigh enough for an event."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnextract.analyze import analyze
from vnextract.arbitrate import keep_longest
from vnextract.document import Article, Document
from vnextract.events.extractor import candidates
from vnextract.links.entities import link
from vnextract.pipeline import ENTITY_EXTRACTORS, run

CASES = (Path(__file__).parent / "cases" / "patients.txt").read_text(encoding="utf-8").splitlines()


def read(text: str) -> Document:
    document = analyze(Article(text))
    return document.with_mentions(link(document, keep_longest(run(document, ENTITY_EXTRACTORS))))


def befallen(document: Document) -> dict[int, str]:
    """Who the acts of a text befall, by where their words start."""
    return {
        document.syllables[c.hit.first].start: document.surface(c.actor.start, c.actor.end)
        for c in candidates(document)
        if c.actor is not None
    }


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    marked, _, patient = case.partition(" | ")
    found = befallen(read(marked.replace("⟦", "").replace("⟧", "")))
    assert found.get(marked.index("⟦")) == patient


@pytest.mark.parametrize(
    "text",
    ["Bác sĩ kỷ luật với 5 cốc cà phê mỗi ngày.", "Công an bắt 5 người trộm gà.", "Tòa xét xử hai người cháu bà Ba."],
)
def test_nobody_in_office(text: str) -> None:
    assert not any(actor.kind == "group" for c in candidates(read(text)) if (actor := c.actor) is not None)


def test_holder_of_an_office_by_one_act_holds_it_in_all() -> None:
    """Whom the titles leave out is no private person once a text tells of his office."""
    text = "Ông Nguyễn Thử bị bắt. Trước đó, Bộ Y tế bổ nhiệm ông Thử vào vị trí Giám đốc Ban Quản lý dự án."
    kinds = [c.actor.kind for c in candidates(read(text)) if c.actor is not None and c.hit.trigger.form != "làm"]
    assert "person" not in kinds


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Viện kiểm sát truy tố 9 bị can về tội tham ô tài sản.", True),
        ("Viện kiểm sát truy tố 9 bị can về tội cướp xe máy.", False),
    ],
)
def test_accused_of_a_crime_of_office(text: str, public: bool) -> None:
    kinds = {c.actor.kind for c in candidates(read(text)) if c.actor is not None and c.hit.trigger.form == "truy tố"}
    assert kinds == {"accused" if public else "private"}


def test_text_may_end_anywhere() -> None:
    """Every beginning of a text is read without error, though it stops in the middle of what an act befalls."""
    text = (
        "Công an tỉnh khởi tố bị can, bắt tạm giam đối với Trịnh Văn Thử (nguyên Giám đốc Sở Y tế), cách chức 2 cán bộ "
        "Sở Y tế của ông Mẫu và kỷ luật các ông: Trịnh Văn Ba, con trai ông Mẫu bị bắt trước tòa"
    )
    words = text.split()
    for end in range(len(words) + 1):
        candidates(read(" ".join(words[:end])))

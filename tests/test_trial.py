"""Rules of a user's own: checked on their examples, run beside the built-in ones, named in the output."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import regex

import vnextract as vx
from vnextract.document import Body, Document
from vnextract.entities import ENTITY_EXTRACTORS
from vnextract.errors import RuleError
from vnextract.trial import failures

_CLUB = regex.compile(r"Câu lạc bộ Hưu trí \p{Lu}\w+")


def find_clubs(document: Document) -> Iterator[Body]:
    for match in _CLUB.finditer(document.text):
        yield document.mention(Body, *match.span(), canonical=match[0], score=0.8)


GOOD = ("Sáng nay, ⟦Câu lạc bộ Hưu trí Hà⟧ họp.", "Tại ⟦Câu lạc bộ Hưu trí Nam⟧.")
CLUBS = vx.Rule("body.club", find_clubs, GOOD, ("Câu lạc bộ bóng đá Nam Định thắng.",))


def test_a_rule_that_keeps_its_word() -> None:
    assert failures(CLUBS) == []
    vx.check_rules([CLUBS])


def test_every_broken_word_is_told() -> None:
    bad = vx.Rule(
        "body.bad",
        find_clubs,
        ("không có gì", "⟦Hội⟧ họp", *GOOD),
        ("Câu lạc bộ Hưu trí Hà họp.", "Hội Nông dân họp."),
    )
    with pytest.raises(RuleError) as caught:
        vx.check_rules([CLUBS, bad])
    told = str(caught.value).splitlines()
    assert len(told) == 3
    assert "nothing is marked" in told[0]
    assert "found []" in told[1]
    assert "should leave alone: found ['Câu lạc bộ Hưu trí Hà']" in told[2]


def test_a_rule_joins_the_line_under_its_own_name() -> None:
    line = vx.Pipeline(extractors=[*ENTITY_EXTRACTORS, CLUBS])
    doc = line.extract("Ngày 3/4/2024, Câu lạc bộ Hưu trí Hà và UBND tỉnh Nghệ An tổ chức hội nghị.", doc_id="a")
    found = {body.text: (body.extractor, body.rule) for body in doc.bodies}
    assert found["Câu lạc bộ Hưu trí Hà"] == ("body.club", "body.club")
    assert found["UBND tỉnh Nghệ An"][0] != "body.club"
    assert vx.explain(doc, doc.bodies[0]).extractor == "body.club"
    assert doc.bodies[0].score == 0.8
    frame = doc.tables().bodies
    assert set(frame.extractor) >= {"body.club"}


def test_a_function_is_an_extractor_too() -> None:
    doc = vx.Pipeline(extractors=[find_clubs]).extract("Câu lạc bộ Hưu trí Hà họp.", doc_id="a")
    assert [(b.text, b.extractor) for b in doc.bodies] == [("Câu lạc bộ Hưu trí Hà", "find_clubs")]


def test_an_extractor_that_fails_is_an_error_row_in_a_batch() -> None:
    def broken(document: Document) -> list[Body]:
        raise ValueError("no luck")

    rows = vx.Pipeline(extractors=[broken]).rows(vx.Article("Ông Nam họp.", doc_id="a"))
    assert "no luck" in rows["articles"][0]["error"]

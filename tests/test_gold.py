"""Annotation folders: what is read is what is written, and what is wrong is said all at once."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnextract.document import Body, Directive, Event, Official, Position
from vnextract.errors import GoldError
from vnextract.gold import (
    GoldArticle,
    find_words,
    format_annotation,
    parse_annotation,
    read_gold,
    write_gold,
)

TEXT = (
    "Chiều 6/12, ông Lò Văn Pha, Chủ tịch UBND tỉnh, chủ trì hội nghị tại Sơn La.\n"
    "Ông Pha yêu cầu UBND\ntỉnh thực hiện Chỉ thị số 12-CT/TU ngày 3/5/2022 của Tỉnh ủy; UBND tỉnh báo cáo."
)
LINES = """\
# a comment, and an empty line

O | Lò Văn Pha | Chủ tịch UBND tỉnh | =Lò Văn Pha
O | Pha | - | =Lò Văn Pha
B | UBND tỉnh
B | UBND⏎tỉnh
B | UBND tỉnh
D | Chỉ thị số 12-CT/TU | type=Chỉ thị | code=12-CT/TU | form=code | date=2022-05-03 | issuer=Tỉnh ủy
E | MEETING | hội nghị | agent=Lò Văn Pha | time=Chiều 6/12 | place=Sơn La | norm=XXXX-12-06TAF
E | DIRECTION | yêu cầu | agent=Pha
"""


def test_every_kind_is_read() -> None:
    mentions = parse_annotation(LINES, TEXT)
    assert all(TEXT[m.start : m.end] == m.text for m in mentions)
    officials = [m for m in mentions if isinstance(m, Official)]
    assert [(m.text, m.titles, m.full_name) for m in officials] == [
        ("Lò Văn Pha", ("Chủ tịch UBND tỉnh",), "Lò Văn Pha"),
        ("Pha", (), "Lò Văn Pha"),
    ]
    assert [m.text for m in mentions if isinstance(m, Body)] == ["UBND tỉnh", "UBND\ntỉnh", "UBND tỉnh"]
    (directive,) = (m for m in mentions if isinstance(m, Directive))
    assert (directive.doc_type, directive.code, directive.date, directive.issuer) == (
        "Chỉ thị",
        "12-CT/TU",
        "2022-05-03",
        "Tỉnh ủy",
    )
    meeting, direction = (m for m in mentions if isinstance(m, Event))
    assert (meeting.agent, meeting.time_text, meeting.place, meeting.time) == (
        "Lò Văn Pha",
        "Chiều 6/12",
        "Sơn La",
        "XXXX-12-06TAF",
    )
    assert direction.time is None


def test_a_folder_comes_back_as_written(tmp_path: Path) -> None:
    article = GoldArticle("bản-1", TEXT, date(2022, 12, 6), "own", parse_annotation(LINES, TEXT))
    write_gold(tmp_path / "gold", [article])
    assert read_gold(tmp_path / "gold") == [article]


def test_what_is_annotated_in_part_says_so(tmp_path: Path) -> None:
    events = "".join(line + "\n" for line in LINES.splitlines() if line.startswith("E"))
    article = GoldArticle("a", TEXT, mentions=parse_annotation(events, TEXT), kinds=frozenset("E"))
    write_gold(tmp_path, [article])
    assert '"kinds": "E"' in (tmp_path / "meta.jsonl").read_text(encoding="utf-8")
    assert read_gold(tmp_path) == [article]
    (tmp_path / "meta.jsonl").write_text('{"doc_id": "a", "kinds": "EX"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match="kinds='EX': expected letters of OBDE"):
        read_gold(tmp_path)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text(
        "X | gì\nB | Bộ Y tế\nB\nO | Lò Văn Pha | Chủ tịch UBND tỉnh\nO | Pha | Bí thư | =Lò Văn Pha\n"
        "D | Chỉ thị số 12-CT/TU | type=Chỉ thị | form=coded\nE | PARTY | hội nghị\n"
        "E | MEETING | hội nghị | agent=Bộ Y tế | norm=6/12 | where=Sơn La\nB | Tỉnh ủy | skip=one\n"
        "B | Tỉnh ủy\nB | UBND tỉnh | skip=4\nD | Chỉ thị số 12-CT/TU | type=Chỉ thị | code=- | form=named | date=3/5\n",
        encoding="utf-8",
    )
    (tmp_path / "b.ann").write_text("", encoding="utf-8")
    (tmp_path / "meta.jsonl").write_text('{"doc_id": "a", "published": "6/12/2022"}\n', encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_gold(tmp_path)
    told = str(caught.value).splitlines()
    expected = [
        "meta.jsonl:1: expected an object",
        "a.ann:1: unknown kind 'X'",
        "a.ann:2: B 'Bộ Y tế' does not align",
        "a.ann:3: B without words",
        "a.ann:4: expected O | NAME | TITLES | =FULL NAME",
        "a.ann:5: title 'Bí thư' does not stand",
        "a.ann:6: D lacks code=",
        "a.ann:6: form=coded is none of",
        "a.ann:7: unknown event type 'PARTY'",
        "a.ann:8: E has no field 'where'",
        "a.ann:8: agent='Bộ Y tế' does not stand",
        "a.ann:8: norm=6/12 is no ISO",
        "a.ann:9: skip=one is no number",
        "a.ann:11: B 'UBND tỉnh' does not align with the text; it stands only before",
        "a.ann:12: date=3/5 is no YYYY-MM-DD",
        "b.ann: there is no b.txt",
    ]
    assert len(told) == len(expected), "\n".join(told)
    for line, start in zip(told, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_without_annotation_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GoldError, match="no such folder" if name == "missing" else r"no \.ann"):
        read_gold(tmp_path / name)


def test_another_unicode_form_is_told_as_such() -> None:
    with pytest.raises(GoldError, match="another Unicode form"):
        parse_annotation("B | Bộ Y tế", unicodedata.normalize("NFD", "Tại Bộ Y tế."))


def test_a_mention_that_cuts_a_word_cannot_be_written() -> None:
    with pytest.raises(GoldError, match="no word stands there"):
        format_annotation([Body(start=1, end=3, text="ộY")], "BộY tế")


def test_a_title_is_the_nearest_occurrence() -> None:
    text = "Chủ tịch huyện vắng. Chủ tịch huyện Giàng A Lử nói với Chủ tịch huyện Phù Yên."
    (official,) = parse_annotation("O | Giàng A Lử | Chủ tịch huyện | =Giàng A Lử", text)
    assert isinstance(official, Official)
    assert official.positions == (Position(21, 35, "Chủ tịch huyện", "Chủ tịch huyện"),)


WORDS = st.lists(st.sampled_from(["Sở", "Nội vụ", "Bộ", "UBND", "tỉnh", ",", "\n", "a-b"]), min_size=1, max_size=30)


@given(words=WORDS, data=st.data())
def test_any_mentions_come_back(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    mentions, at = [], 0
    for word in ("Sở", "Nội vụ", "UBND", "a-b") * 3:
        start = find_words(text, word, at)
        if start != -1 and data.draw(st.booleans()):
            mentions.append(Body(start=start, end=start + len(word), text=word, extractor="gold"))
            at = start + len(word)
    assert list(parse_annotation(format_annotation(mentions, text), text)) == mentions


@pytest.mark.bench
def test_the_bench_is_read_and_written_without_loss(bench: Path) -> None:
    articles = read_gold(bench / "dev")
    assert len(articles) > 300
    for article in articles:
        assert parse_annotation(format_annotation(article.mentions, article.text), article.text) == article.mentions

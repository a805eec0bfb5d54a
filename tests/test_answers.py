"""Posts, rosters, timelines and the graph of documents, from linked tables."""

from __future__ import annotations

import runpy
from pathlib import Path

import pandas as pd
import pytest

import vnextract as vx
from vnextract.document_graph import relation_in
from vnextract.errors import InputError
from vnextract.tables import Tables

ARTICLES = [
    ("a1", "2017-03-02", "Ông Lò Vi Tám, Chủ tịch UBND tỉnh Hà Giang, họp bàn về Chỉ thị số 05-CT/TW ngày 1/3."),
    ("a2", "2018-06-20", "Ngày 18/6, ông Lò Vi Tám, Chủ tịch UBND tỉnh Hà Giang, thăm huyện Yên Minh."),
    ("a3", "2018-06-21", "Ngày 18/6, Chủ tịch UBND tỉnh Hà Giang, ông Lò Vi Tám, thăm huyện Yên Minh."),
    ("a4", "2019-08-01", "Bà Vàng Thị Sua, Chủ tịch UBND tỉnh Hà Giang, cho biết tỉnh đã họp."),
    ("a5", "2019-09-01", "Ông Lò Vi Tám, nguyên Chủ tịch UBND tỉnh Hà Giang, nhận huân chương."),
    ("a6", "2019-09-01", "Bà Vàng Thị Sua, Phó Chủ tịch UBND tỉnh Lai Châu, phát biểu."),
    ("a7", "2019-10-01", "Ông Nguyễn Văn Hùng, Chủ tịch UBND huyện Yên Minh, cho biết đã họp dân."),
    ("a8", "2019-10-02", "Ông Nguyễn Văn Hùng, Giám đốc Sở Y tế tỉnh Cà Mau, cho biết dịch đã giảm."),
    ("a9", "2019-10-03", "Nghị định 46/2016/NĐ-CP của Chính phủ thay thế Nghị định 171/2013/NĐ-CP từ tháng 8."),
]


@pytest.fixture(scope="module")
def tables() -> Tables:
    frame = pd.DataFrame(ARTICLES, columns=["id", "date", "text"])
    return vx.link_articles(vx.extract_frame(frame, text="text", doc_id="id", published="date"))


def test_a_post_is_one_row_with_first_and_last_day(tables: Tables) -> None:
    posts = vx.posts(tables)
    chair = posts[posts.full_name == "Lò Vi Tám"]
    assert len(chair) == 1
    row = chair.iloc[0]
    assert (row.role, row.body, row.articles) == ("Chủ tịch", "Ủy ban nhân dân tỉnh Hà Giang", 4)
    assert (row.first_seen, row.last_seen) == (pd.Timestamp("2017-03-02"), pd.Timestamp("2018-06-21"))
    assert row.former_by == pd.Timestamp("2019-09-01")
    assert (row.first_doc_id, row.last_doc_id) == ("a1", "a3")


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("2017-01-01", {}),
        ("2018-01-01", {"Lò Vi Tám": "seen"}),
        ("2019-01-01", {"Lò Vi Tám": "last_known"}),
        ("2019-08-01", {"Vàng Thị Sua": "seen"}),
        ("2020-01-01", {"Vàng Thị Sua": "last_known"}),
    ],
)
def test_who_held_a_post_on_a_day(tables: Tables, day: str, holders: dict[str, str]) -> None:
    found = vx.roster(tables, "UBND tỉnh Hà Giang", on=day)
    assert dict(zip(found.full_name, found.certainty, strict=True)) == holders


def test_who_ever_held_a_post(tables: Tables) -> None:
    found = vx.roster(tables, body="Ủy ban nhân dân tỉnh Hà Giang")
    assert sorted(found.full_name) == ["Lò Vi Tám", "Vàng Thị Sua"]
    assert found.certainty.isna().all()


def test_a_timeline_tells_posts_and_events_once(tables: Tables) -> None:
    found = vx.timeline(tables, "lò vi tám")
    assert found.day.is_monotonic_increasing
    visits = found[found.what == "VISIT"]
    assert visits.articles.tolist() == [2]
    assert visits.day.tolist() == [pd.Timestamp("2018-06-18")]
    assert "post" in set(found.what)
    assert "former post" in set(found.what)


def test_namesakes_are_listed_not_mixed(tables: Tables) -> None:
    with pytest.raises(InputError, match=r"is 2 officials: o.*Chủ tịch UBND huyện Yên Minh"):
        vx.timeline(tables, "Nguyễn Văn Hùng")
    one = tables.officials[tables.officials.doc_id == "a8"].link_id.iloc[0]
    assert "post" in set(vx.timeline(tables, one).what)


def test_unknown_names_bring_near_ones(tables: Tables) -> None:
    with pytest.raises(InputError, match=r"no official is called 'Lò Vi Tắm'; near are: Lò Vi Tám"):
        vx.timeline(tables, "Lò Vi Tắm")
    with pytest.raises(InputError, match=r"no body is called 'UBND tỉnh Hà Gian'; near are: .*Hà Giang"):
        vx.roster(tables, "UBND tỉnh Hà Gian")


def test_documents_replace_and_are_issued(tables: Tables) -> None:
    edges = {(e.source, e.relation, e.target) for e in vx.citations(tables).itertuples()}
    assert ("Nghị định 46/2016/NĐ-CP", "replaces", "Nghị định 171/2013/NĐ-CP") in edges
    assert ("Chính phủ", "issues", "Nghị định 46/2016/NĐ-CP") in edges


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        (" sửa đổi, bổ sung một số điều của ", "amends"),
        (" về việc triển khai thực hiện ", "implements"),
        (" bãi bỏ ", "repeals"),
        (", căn cứ ", "cites"),
        (" và ", None),
        (", ", None),
    ],
)
def test_words_between_citations(words: str, relation: str | None) -> None:
    assert relation_in(words) == relation


def test_the_replaced_document_may_stand_first() -> None:
    text = "Nghị định 171/2013/NĐ-CP được thay thế bằng Nghị định 46/2016/NĐ-CP."
    edges = vx.citations(vx.link_articles(vx.extract_frame(pd.DataFrame({"text": [text]}))))
    row = edges[edges.relation == "replaces"].iloc[0]
    assert (row.source, row.target) == ("Nghị định 46/2016/NĐ-CP", "Nghị định 171/2013/NĐ-CP")


def test_tables_that_are_not_linked_are_refused() -> None:
    plain = vx.extract_frame(pd.DataFrame({"text": ["Bộ Y tế họp."]}))
    for question in (vx.posts, vx.citations, lambda t: vx.roster(t, "Bộ Y tế")):
        with pytest.raises(InputError, match="call link_articles"):
            question(plain)


def test_nothing_found_is_an_empty_frame() -> None:
    empty = vx.link_articles(vx.extract_frame(pd.DataFrame({"text": ["Trời đẹp."]})))
    assert vx.posts(empty).empty
    assert vx.citations(empty).empty


@pytest.mark.bench
@pytest.mark.slow
def test_links_agree_with_those_made_by_hand() -> None:
    """B-cubed on the half of the annotation that was only ever scored."""
    corpus = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "news-2017.jsonl.gz"
    if not corpus.is_file():
        pytest.skip("needs the corpus of 2017 beside the project")
    links = runpy.run_path(str(Path(__file__).resolve().parents[1] / "benchmarks" / "links.py"))
    gold = {kind: links["annotated"](kind, "test") for kind in links["KINDS"]}
    tables = links["linked"](corpus, {doc_id for mentions in gold.values() for doc_id, _, _ in mentions})
    for kind, mentions in gold.items():
        assert links["bcubed"](mentions, links["links_of"](tables, kind))[2] >= 0.93, kind

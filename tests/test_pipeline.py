"""The line: options, ids, dates, order, errors."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import blake2b, sha256
from typing import Any

import pandas as pd
import pytest

from vnextract.document import Article, Body, Document, Mention
from vnextract.entities import ENTITY_EXTRACTORS
from vnextract.errors import BudgetError, InputError, OptionError
from vnextract.pipeline import Pipeline, extract, extract_frame, extract_many

TEXT = "Chiều 6/12, Thành ủy Đà Nẵng họp bàn về Chỉ thị số 34-CT/TU của Ban Thường vụ Thành ủy."
OTHER = "Sáng nay, Ủy ban nhân dân huyện Mường Giả kiểm tra công tác phòng cháy."


def find_party(document: Document) -> Iterator[Mention]:
    """An extractor of a user: every "Thành ủy"."""
    at = document.text.find("Thành ủy")
    while at >= 0:
        yield document.mention(Body, at, at + 8, extractor="mine", rule="mine.party", score=0.6)
        at = document.text.find("Thành ủy", at + 1)


def test_doc_id_as_given_or_digest_of_the_text() -> None:
    assert extract(TEXT, doc_id="a1").doc_id == "a1"
    assert extract(TEXT).doc_id == blake2b(TEXT.encode(), digest_size=8).hexdigest()
    assert len(extract("\ud800").doc_id or "") == 16


def test_published_is_checked() -> None:
    assert extract(TEXT, published=datetime(2023, 12, 6, 23)).published == date(2023, 12, 6)
    with pytest.raises(InputError, match="published='hôm qua' is no date"):
        extract(TEXT, published="hôm qua")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"tokenizer": "spacy"}, "tokenizer='spacy': expected one of syllable, underthesea, pyvi"),
        ({"model": "my.model"}, "model='my.model': expected 'default', None"),
        ({"threshold": 2}, "threshold=2: expected a number from 0 to 1"),
        ({"time_limit": 0}, "time_limit=0: expected seconds above 0"),
    ],
)
def test_an_option_without_such_a_value_lists_what_there_is(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        Pipeline(**options)


@pytest.mark.parametrize("text", [None, 5, b"bytes"])
def test_what_is_no_text_is_refused(text: Any) -> None:
    with pytest.raises(InputError, match="expected a text or an Article"):
        extract(text)


def test_own_extractors_take_the_place_of_the_rules() -> None:
    doc = Pipeline(extractors=[find_party]).extract(TEXT)
    assert [(m.text, m.extractor, m.rule) for m in doc.bodies] == [("Thành ủy", "mine", "mine.party")] * 2
    both = Pipeline(extractors=[*ENTITY_EXTRACTORS, find_party]).extract(TEXT)
    assert {m.start for m in both.bodies} >= {m.start for m in extract(TEXT).bodies}


def test_threshold_drops_what_scores_below() -> None:
    assert not Pipeline(extractors=[find_party], threshold=0.7).extract(TEXT).bodies
    assert Pipeline(extractors=[find_party], threshold=0.6).extract(TEXT).bodies


def test_time_limit_is_looked_at_between_extractors() -> None:
    def slow(document: Document) -> Iterator[Mention]:
        time.sleep(0.06)
        yield from ()

    with pytest.raises(BudgetError, match="a1: the time limit was over before find_party"):
        Pipeline(extractors=[slow, find_party], time_limit=0.05).extract(TEXT, doc_id="a1")


def test_many_is_lazy_and_in_order() -> None:
    def articles() -> Iterator[str | Article]:
        yield Article(TEXT, doc_id="a", published=date(2023, 12, 6))
        yield OTHER
        raise AssertionError("read too far ahead")

    docs = extract_many(articles())
    assert [next(docs).text, next(docs).text] == [TEXT, OTHER]


def test_one_id_with_two_texts_is_an_error() -> None:
    docs = extract_many([Article(TEXT, doc_id="a"), Article(TEXT, doc_id="a"), Article(OTHER, doc_id="a")])
    assert [next(docs).doc_id, next(docs).doc_id] == ["a", "a"]
    with pytest.raises(InputError, match="doc_id 'a' was given before with another text"):
        next(docs)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The ministry said on Monday that the minister would resign before the end of the year.", "look Vietnamese"),
        ("Chieu 6/12, Thanh uy Da Nang to chuc hoi nghi ve cong tac phong chong tham nhung nam 2023.", "diacritics"),
        ("  \n ", "empty"),
        (TEXT, None),
        ("TP.HCM", None),
    ],
)
def test_what_is_not_vietnamese_gets_a_note(text: str, note: str | None) -> None:
    doc = extract(text, doc_id="a")
    told = doc.tables().articles.loc[0, "note"]
    if note is None:
        assert doc.notes == ()
        assert pd.isna(told)
    else:
        assert note in doc.notes[0]
        assert told == doc.notes[0]


def test_frame_to_tables() -> None:
    frame = pd.DataFrame(
        {
            "id": ["a", "b", "c", "a", "a", "d", "e"],
            "body": [TEXT, OTHER, TEXT, TEXT, OTHER, None, OTHER + "\ud800"],
            "day": ["2023-12-06", None, pd.NaT, None, None, None, None],
            "paper": ["Báo tỉnh", None, None, None, None, None, None],
        },
        dtype=object,
    )
    articles = extract_frame(frame, text="body", doc_id="id", published="day", source="paper").articles
    assert articles.doc_id.tolist() == frame.id.tolist()
    first = articles.loc[0]
    assert (first.text, first.source, first.published) == (TEXT, "Báo tỉnh", pd.Timestamp("2023-12-06"))
    assert (first.chars, first.sha256) == (len(TEXT), sha256(TEXT.encode()).hexdigest())
    assert articles.duplicate_of.fillna("-").tolist() == ["-", "-", "a", "a", "-", "-", "-"]
    errors = articles.error.fillna("").tolist()
    assert errors[:4] == [""] * 4
    assert "given before with another text" in errors[4]
    assert errors[5] == "the text is empty"
    assert "lone surrogate" in errors[6]
    assert pd.isna(articles.text[6])


def test_keys_stay_unique_where_an_article_is_repeated() -> None:
    frame = pd.DataFrame({"id": ["a", "a", "b"], "text": [TEXT, TEXT, TEXT]})
    bodies = extract_frame(frame, doc_id="id", pipeline=Pipeline(extractors=[find_party])).bodies
    assert bodies.doc_id.tolist() == ["a", "a", "b", "b"]
    assert not bodies.duplicated(["doc_id", "mention_id"]).any()


def test_frame_without_ids_counts_its_rows() -> None:
    assert extract_frame(pd.DataFrame({"text": [TEXT, OTHER]})).articles.doc_id.tolist() == ["#1", "#2"]


def test_a_bad_date_is_the_rows_error() -> None:
    frame = pd.DataFrame({"text": [TEXT, OTHER], "day": ["mai", "2023-12-06"]})
    errors = extract_frame(frame, published="day").articles.error
    assert "published='mai' is no date" in errors[0]
    assert pd.isna(errors[1])


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no column 'body', 'id'; it has text"):
        extract_frame(pd.DataFrame({"text": []}), text="body", doc_id="id")


def test_an_extractor_that_fails_is_the_articles_error() -> None:
    def broken(document: Document) -> Iterator[Mention]:
        if "huyện" in document.text:
            raise ZeroDivisionError("oh")
        yield from ()

    def odd(document: Document) -> Iterator[Mention]:
        yield document.mention(Body, 0, 4, level="galactic")

    frame = pd.DataFrame({"text": [TEXT, OTHER]})
    errors = extract_frame(frame, pipeline=Pipeline(extractors=[broken])).articles.error
    assert pd.isna(errors[0])
    assert "internal error" in errors[1]
    assert "ZeroDivisionError: oh" in errors[1]
    tables = extract_frame(frame, pipeline=Pipeline(extractors=[odd]))
    assert "bodies.level='galactic': expected one of central" in tables.articles.error[0]
    assert len(tables.bodies) == 0


@pytest.mark.parametrize(
    "piece",
    [
        "họp chỉ đạo yêu cầu phát biểu ",
        "Bộ Y tế yêu cầu UBND tỉnh ",
        "hôm nay họp, ",
        "Chủ tịch ",
        "Bộ Y tế ban hành Quyết định số 5/QĐ-BYT ngày 5/6, ",
        "1, 2/2024/NĐ-CP, ",
    ],
)
def test_a_text_without_marks_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        extract(piece * times)
        return time.process_time() - began

    seconds(10)
    assert seconds(400) < 9 * seconds(100)  # 4 times the text; comparing all pairs takes 16 times as long

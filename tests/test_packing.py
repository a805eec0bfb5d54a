"""The bundle of a page: offsets in UTF-16, sentences found again, strings once, chunks."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnextract as vx
from vnextract.packing import Page, bundle, chunked, entities, entity, heading, pack
from vnextract.tables import build_tables
from vnextract.text import tidy

ODD = "\ufeffSáng 5/3, U\u0309y ban nhân dân tỉnh Lào Cai  họp.\n\U0001f389\U0001f389 Ông Lò\u200b Văn\nTám chủ trì  cuộc họp."


def unpacked(packed: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le")


def test_every_row_leads_to_its_words_and_its_sentence() -> None:
    tables = vx.extract_frame(pd.DataFrame({"id": ["a", "b"], "text": ["Không có gì.", ODD]}), doc_id="id")
    packed = bundle(tables)
    rows, text = unpacked(packed.rows), [t for chunk in packed.chunks for t in unpacked(chunk)][1]
    assert text == ODD
    seen = 0
    for name in ("officials", "bodies", "events"):
        frame = getattr(tables, name)
        for i, (words, sentence) in enumerate(zip(frame["text"], frame["sentence"], strict=True)):
            table = rows[name]
            assert table["article"][i] == 1
            assert tidy(utf16(text, table["start"][i], table["end"][i])) == tidy(words)
            s = table["sentence"][i]
            assert tidy(utf16(text, rows["sentences"]["start"][s], rows["sentences"]["end"][s])) == sentence
            seen += 1
    assert seen >= 2


def test_the_same_tables_give_the_same_bundle() -> None:
    tables = vx.extract("Thành ủy Đà Nẵng ban hành Chỉ thị số 34-CT/TU.", doc_id="a").tables()
    assert bundle(tables) == bundle(tables)


def test_no_articles_and_no_mentions() -> None:
    assert bundle(build_tables({})).chunks == ()
    packed = bundle(vx.extract("", doc_id="a").tables())
    assert unpacked(packed.rows)["officials"]["article"] == []
    assert packed.chunk_sizes == (1,)


def test_an_article_that_could_not_be_read_and_half_a_character() -> None:
    tables = build_tables({"articles": [{"doc_id": "a", "error": "not UTF-8"}, {"doc_id": "b", "text": "x\ud800y"}]})
    packed = bundle(tables)
    assert [unpacked(chunk) for chunk in packed.chunks] == [["", "x\ufffdy"]]
    rows = unpacked(packed.rows)
    assert rows["strings"][rows["articles"]["error"][0]] == "not UTF-8"


@settings(max_examples=25)
@given(st.text(st.sampled_from("aộơ\u0309 \n\u200b\U0001f600.A"), max_size=40), st.data())
def test_a_sentence_is_found_again_around_its_mention(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inner = data.draw(st.integers(start, end))
    sentence = tidy(text[start:end])
    found = Page(text).sentence(sentence, inner, inner)
    assert 0 <= found[0] <= found[1] <= len(text)
    assert Page(text).utf16(len(text)) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("kind", "row", "label"),
    [
        ("official", {"text": "Tám", "full_name": "Lò Văn Tám"}, "Lò Văn Tám"),
        ("body", {"text": "Thành\nuỷ", "canonical": None}, "Thành uỷ"),
        ("directive", {"text": "Chỉ thị số 34 - CT/TU", "code": "34-CT/TU", "form": "code"}, "34-CT/TU"),
        (
            "directive",
            {"text": "Nghị quyết 10", "code": "10", "form": "number", "doc_type": "Nghị quyết"},
            "Nghị quyết 10",
        ),
        ("directive", {"text": "Luật Đất đai", "code": None, "form": "named"}, "Luật Đất đai"),
    ],
)
def test_what_is_counted_as_one(kind: str, row: dict[str, Any], label: str) -> None:
    assert entity(kind, row)[1] == label


def test_two_of_one_name_are_told_apart() -> None:
    texts = ["Ông Lò Văn Tám, Chủ tịch UBND tỉnh Hà Giang, nói.", "Ông Lò Văn Tám, Chánh án TAND tỉnh Cà Mau, nói."]
    rows: dict[str, list[Any]] = {}
    for number, text in enumerate(texts):
        for name, some in vx.extract(text, doc_id=str(number)).rows().items():
            rows.setdefault(name, []).extend(some)
    for number, row in enumerate(rows["officials"]):
        row["link_id"] = f"o{number}"
    keys, names = entities(build_tables(rows), "official")
    assert keys == ["o0", "o1"]
    assert list(names.values()) == [
        "Lò Văn Tám, Chủ tịch UBND tỉnh Hà Giang",
        "Lò Văn Tám, Chánh án TAND tỉnh Cà Mau",
    ]


def test_headings() -> None:
    assert heading(None, "\n\nHọp báo\nSáng nay ...") == "Họp báo"
    assert heading("Tiêu  đề", "...") == "Tiêu đề"
    assert len(heading(None, "một hai " * 90) or "") <= 140
    assert list(chunked([])) == []
    assert pack([1]) == pack([1])

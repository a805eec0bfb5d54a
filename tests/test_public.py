"""The public face: names, documentation, values."""

from __future__ import annotations

import inspect
import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnextract as vx
from vnextract.schema import MENTIONS

TEXT = (
    "Chiều 6/12, ông Lò Văn Tám, Ủy viên Trung ương Đảng, Bí thư Thành ủy Đà Nẵng, chủ trì hội nghị về Chỉ thị số "
    "34-CT/TU ngày 5/6/2017 của Ban Thường vụ Thành ủy. Ông Tám yêu cầu UBND thành phố thực hiện Nghị định 30/2020/NĐ-CP."
)


def test_every_public_name_is_there_and_documented() -> None:
    assert sorted(vx.__all__) == vx.__all__
    for name in vx.__all__:
        value = getattr(vx, name)
        assert name == "__version__" or inspect.getdoc(value), name
        assert name in dir(vx)


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'extrat'; it has .*extract"):
        _ = vx.extrat


def test_signatures_are_the_contract() -> None:
    def names(function: Any) -> list[str]:
        return list(inspect.signature(function).parameters)

    assert names(vx.extract) == ["text", "doc_id", "published"]
    assert names(vx.extract_frame)[:4] == ["frame", "text", "doc_id", "published"]
    assert names(vx.Article)[:5] == ["text", "doc_id", "title", "published", "source"]
    assert {"tokenizer", "extractors", "model", "threshold"} <= set(names(vx.Pipeline))
    assert names(vx.Tables.write) == ["self", "out", "format"]


def test_records_are_plain_and_have_the_fields_of_their_kind() -> None:
    doc = vx.extract(TEXT, doc_id="a1", published="2023-12-06")
    records = doc.records()
    assert json.loads(json.dumps(records)) == records
    common = ["kind", "mention_id", "entity_id", "start", "end", "text", "doc_id", "zone", "sentence"]
    columns = {c.name for c in MENTIONS}
    for record in records:
        assert list(record)[:9] == common
        assert TEXT[record["start"] : record["end"]] == record["text"]
        assert set(record) <= columns
        assert "" not in record.values()
        assert record["sentence"]
    assert len({r["mention_id"] for r in records}) == len(records)
    assert "34-CT/TU" in {r.get("code") for r in records}


def test_extractions_are_values() -> None:
    doc = vx.extract(TEXT, doc_id="a1", published="2023-12-06")
    assert doc == vx.extract(TEXT, doc_id="a1", published="2023-12-06")
    assert pickle.loads(pickle.dumps(doc)) == doc
    assert repr(doc) == (
        f"<Extraction a1: {len(doc.officials)} officials, {len(doc.bodies)} bodies, "
        f"{len(doc.directives)} directives, {len(doc.events)} events>"
    )


def test_every_mention_can_be_explained_by_a_named_proposer() -> None:
    doc = vx.extract(TEXT, published="2023-12-06")
    for mention in doc.mentions:
        told = vx.explain(doc, mention)
        assert told.evidence
        assert told.rule
        assert 0 < told.score <= 1
        assert mention.text.split()[0] in told.sentence


ANY = st.text(st.characters(codec="utf-8"), max_size=60) | st.lists(
    st.sampled_from(
        [
            "Thành ủy",
            "Thành ủy ",
            "ông",
            "Lò\u200b Văn Tám",
            ",",
            "34-CT/TU",
            "6/12",
            "\n",
            "Bí thư",
            "\u0301",
            "\u00ad",
            "İ",
        ]
    ),
    max_size=15,
).map(" ".join)


@given(ANY)
def test_offsets_give_back_the_text_of_any_string(text: str) -> None:
    doc = vx.extract(text)
    assert doc.text == text
    for record in doc.records():
        assert text[record["start"] : record["end"]] == record["text"]
    for sentence in doc.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)

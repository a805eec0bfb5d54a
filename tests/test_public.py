"""The public face: names, documentation, values."""

from __future__ import annotations

import inspect
import json
import pickle
import unicodedata
from pathlib import Path
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
    assert {"tokenizer", "extractors", "model", "seeds", "threshold"} <= set(names(vx.Pipeline))
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


# What articles are made of, and what a copy from the web puts between and inside its words.
PIECES = st.sampled_from(
    [
        "Thành ủy Đà Nẵng",
        "Ban Tổ chức Thành uỷ",
        "UBND tỉnh Yên Bái",
        "ông",
        "Lò\u200b Văn Tám",
        "Nguyễn Văn Quảng",
        "Bí\u00a0thư Thành\u00a0ủy",
        "Chủ tịch",
        "Quảng",
        "yêu cầu",
        "chủ trì hội\u00adnghị",
        "Chỉ thị số 34 – CT/TU",
        "khoản 2 Điều 5 Luật Đất đai năm 2013",
        "Chiều 6/12",
        ",",
        ".",
        "“",
        "(",
        "\n",
        "\u0301",
        "\u200d",
        "\u202f",
        "İ",
    ]
)
PROSE = st.lists(PIECES, max_size=20).map(" ".join)
ANY = st.text(st.characters(codec="utf-8"), max_size=60) | PROSE


def assert_spans_hold(doc: vx.Extraction, text: str) -> None:
    assert doc.text == text
    for mention in doc.mentions:
        assert text[mention.start : mention.end] == mention.text
        for part in (*getattr(mention, "positions", ()), *getattr(mention, "participants", ())):
            assert 0 <= part.start < part.end <= len(text)
        assert mention.evidence is None or 0 <= mention.evidence[0] < mention.evidence[1] <= len(text)
    for stretch in (*doc.sentences, *doc.zones):
        assert 0 <= stretch.start < stretch.end <= len(text)


@given(ANY)
def test_offsets_give_back_the_text_of_any_string(text: str) -> None:
    assert_spans_hold(vx.extract(text), text)


def facts(doc: vx.Extraction) -> list[dict[str, Any]]:
    """The records without what hangs on the form of the string: offsets, and ids made of offsets."""
    loose = {"start", "end", "mention_id"}
    return [
        {k: unicodedata.normalize("NFC", v) if k == "text" else v for k, v in record.items() if k not in loose}
        for record in doc.records()
    ]


@given(PROSE)
def test_a_decomposed_string_says_the_same(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    other = vx.extract(decomposed, doc_id="a", published="2023-12-06")
    assert_spans_hold(other, decomposed)
    assert facts(other) == facts(vx.extract(text, doc_id="a", published="2023-12-06"))


@pytest.mark.parametrize("backend", ["underthesea", "pyvi"])
def test_the_entities_do_not_hang_on_the_tokenizer(backend: str, samples: Path) -> None:
    pytest.importorskip(backend, reason=f"{backend} is not installed")
    line = vx.Pipeline(tokenizer=backend)
    same = every = 0
    for path in sorted(samples.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        ours, theirs = vx.extract(text), line.extract(text)
        assert_spans_hold(theirs, text)
        for kind in ("officials", "bodies", "directives"):
            assert getattr(ours, kind) == getattr(theirs, kind), path.name
        same += len(set(ours.events) & set(theirs.events))
        every += len(set(ours.events) | set(theirs.events))
    assert same >= 0.97 * every

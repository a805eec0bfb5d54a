"""Tables keep columns, types and values through every format."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vnextract.document import Article, Body, Directive, Event, Official, Participant, Position, Sentence
from vnextract.errors import FrameError, InputError, OptionError
from vnextract.extraction import Extraction
from vnextract.frames import build_frame, conform, mention_frame
from vnextract.pipeline import extract
from vnextract.schema import MENTIONS, TABLES, Column
from vnextract.storage import FORMATS
from vnextract.tables import Tables, build_tables, read_tables

TEXT = "Chiều 6/12, ông Lò Văn Tám, Bí thư Thành ủy Đà Nẵng, chủ trì hội nghị về Chỉ thị số 34-CT/TU."


def spot(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def sample() -> Extraction:
    """An extraction with one mention of each kind, made by hand."""
    title = spot("Bí thư Thành ủy Đà Nẵng")
    position = Position(title["start"], title["end"], title["text"], "Bí thư", "Thành ủy Đà Nẵng", body_id="b1")
    agent = Participant("agent", **spot("Lò Văn Tám"), entity_id="o1")
    return Extraction(
        article=Article(TEXT, doc_id="a1", published=date(2023, 12, 6), source="báo tỉnh"),
        published=date(2023, 12, 6),
        sentences=(Sentence(0, len(TEXT), 0, 0),),
        zones=(),
        officials=(
            Official(
                **spot("Lò Văn Tám"), full_name="Lò Văn Tám", positions=(position,), honorific="ông", entity_id="o1"
            ),
        ),
        bodies=(Body(**spot("Thành ủy Đà Nẵng"), level="provincial", branch="party", entity_id="b1"),),
        directives=(
            Directive(
                **spot("Chỉ thị số 34-CT/TU"),
                doc_type="Chỉ thị",
                code="34-CT/TU",
                provisions=("Điều 3", "khoản 2 Điều 5"),
            ),
        ),
        events=(
            Event(
                **spot("hội nghị"),
                event_type="MEETING",
                agent="Lò Văn Tám",
                agent_id="o1",
                time_text="Chiều 6/12",
                time="2023-12-06TAF",
                participants=(agent,),
                directive_ids=("d1",),
            ),
        ),
    )


def assert_same(left: Tables, right: Tables) -> None:
    for (name, a), (_, b) in zip(left.items(), right.items(), strict=True):
        pd.testing.assert_frame_equal(a, b, obj=name)


def test_columns_are_the_contract() -> None:
    common = ["doc_id", "mention_id", "entity_id", "start", "end", "text"]
    proof = ["zone", "sentence", "extractor", "rule", "score"]
    names = {name: [c.name for c in columns] for name, columns in TABLES.items()}
    assert names["articles"] == (
        "doc_id path title published source author encoding chars sha256 text duplicate_of note error".split()
    )
    assert names["positions"] == (
        "doc_id mention_id entity_id title role body body_id tenure link_id body_link_id".split()
    )
    assert names["participants"] == "doc_id event_id role entity_id text link_id".split()
    assert names["provisions"] == "doc_id mention_id entity_id provision article clause point".split()
    linked = {
        "bodies": "link_id parent predecessor successor valid_from valid_to",
        "events": "agent_link_id event_group plover ace",
    }
    for table, own in {
        "officials": "full_name honorific rank",
        "bodies": "canonical level branch locality",
        "directives": "doc_type number year type_code issuer_code code form date issuer issuer_canonical resolved_by",
        "events": "event_type agent agent_id time_text time place status",
    }.items():
        assert names[table] == [*common, *own.split(), *proof, *linked.get(table, "link_id").split()]


def test_a_full_article_fills_every_table() -> None:
    tables = sample().tables()
    assert {name: len(frame) for name, frame in tables.items()} == dict.fromkeys(TABLES, 1) | {"provisions": 2}
    assert tables.provisions.provision.tolist() == ["Điều 3", "khoản 2 Điều 5"]
    assert tables.provisions.article.tolist() == ["3", "5"]
    assert tables.positions.loc[0].dropna().to_dict() == {
        "doc_id": "a1",
        "mention_id": "o16-26",
        "entity_id": "o1",
        "title": "Bí thư Thành ủy Đà Nẵng",
        "role": "Bí thư",
        "body": "Thành ủy Đà Nẵng",
        "body_id": "b1",
        "tenure": "current",
    }
    assert tables.participants.loc[0, "event_id"] == tables.events.loc[0, "mention_id"]
    assert tables.articles.loc[0, "published"] == pd.Timestamp("2023-12-06")
    assert repr(tables) == "Tables(" + ", ".join(f"{name}={2 if name == 'provisions' else 1}" for name in TABLES) + ")"
    assert "<td>1</td>" in tables._repr_html_()


def test_participants_tell_the_affected_and_the_place_of_an_event() -> None:
    event = Event(**spot("hội nghị"), event_type="REMOVAL", agent="Lò Văn Tám", agent_id="o1", place="Đà Nẵng")
    told = replace(sample(), events=(event,)).tables().participants
    assert told[["role", "entity_id", "text"]].astype(object).fillna("-").to_numpy().tolist() == [
        ["affected", "o1", "Lò Văn Tám"],
        ["place", "-", "Đà Nẵng"],
    ]


def test_empty_article_keeps_columns_and_types() -> None:
    full, empty = sample(), extract("", doc_id="a1")
    assert len(empty.to_frame()) == 0
    assert empty.notes == ("the text is empty",)
    pd.testing.assert_series_equal(empty.to_frame().dtypes, full.to_frame().dtypes)
    for (_, a), (_, b) in zip(empty.tables().items(), full.tables().items(), strict=True):
        pd.testing.assert_series_equal(a.dtypes, b.dtypes)


def test_to_frame_joins_lists_and_leaves_unknown_missing() -> None:
    frame = sample().to_frame()
    assert frame.columns.tolist() == [c.name for c in MENTIONS]
    row = frame[frame.kind == "directive"].iloc[0]
    assert row.provisions == "Điều 3 ; khoản 2 Điều 5"
    assert pd.isna(row.titles)
    assert not (frame.select_dtypes("string") == "").any().any()
    assert str(frame.year.dtype) == "Int64"


def test_no_list_in_a_cell() -> None:
    for _, frame in sample().tables().items():
        assert not frame.map(lambda value: isinstance(value, list | tuple | dict)).any().any()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"role": "host"}, "participants.role='host': expected one of agent, affected"),
        ({"role": "agent", "event_id": None}, "participants.event_id is missing"),
        ({"role": "agent", "text": ["a"]}, "participants.text=\\['a'\\]: expected string"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(row: dict[str, Any], message: str) -> None:
    with pytest.raises(FrameError, match=message):
        build_frame(TABLES["participants"], [{"doc_id": "a", "event_id": "e1-2.VISIT"} | row], "participants")


def test_conform_names_the_column_that_is_absent_or_wrong() -> None:
    frame = build_frame(TABLES["participants"], [])
    with pytest.raises(FrameError, match="no column role"):
        conform(TABLES["participants"], frame.drop(columns="role"))
    wrong = pd.DataFrame({"role": ["host"]})
    with pytest.raises(FrameError, match="host"):
        conform([Column("role", "string", "", ("agent",))], wrong)


POOL = {
    "string": st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
    "integer": st.none() | st.integers(0, 2**53),
    "number": st.none() | st.floats(0, 1),
    "date": st.none() | st.dates(),
}
POOLS = st.fixed_dictionaries({dtype: st.lists(values, min_size=1, max_size=9) for dtype, values in POOL.items()})
STAND_IN = {"string": "x", "integer": 1}


def rows_from(pools: dict[str, list[Any]], count: int) -> dict[str, list[dict[str, Any]]]:
    """Rows for every table, their cells dealt out from few drawn values (drawing each cell takes too long)."""

    def dealt(column: Column, number: int) -> Any:
        pool: list[Any] = [None, *column.values] if column.values else pools[column.dtype]
        value = pool[(number * 7 + len(column.name) + len(column.meaning)) % len(pool)]
        needed = column.values[0] if column.values else STAND_IN.get(column.dtype)
        return needed if value is None and column.required else value

    return {name: [{c.name: dealt(c, n) for c in columns} for n in range(count)] for name, columns in TABLES.items()}


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(pools=POOLS, count=st.integers(0, 3))
def test_any_table_reads_back_equal(pools: dict[str, list[Any]], count: int, format: str, tmp_path: Path) -> None:
    tables = build_tables(rows_from(pools, count))
    tables.write(tmp_path / format, format)
    assert_same(read_tables(tmp_path / format), tables)


AWKWARD = ['a"b,c\r\nd\re\n', "NA", "null", "-", " x ", "\u2028|\x85", "a\x00b", "x" * 3_000_000]


@pytest.mark.parametrize("format", FORMATS)
def test_awkward_texts_read_back_equal(format: str, tmp_path: Path) -> None:
    day = date(2023, 12, 6)
    tables = build_tables({"articles": [{"doc_id": repr(t[:9]), "text": t, "published": day} for t in AWKWARD]})
    tables.write(tmp_path, format)
    assert_same(read_tables(tmp_path), tables)


FORMULAS = ["=1+1", "+84 236", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "'", "'90s", "a=b", "x\n=1"]


def test_no_csv_cell_begins_like_a_formula_and_all_read_back_equal(tmp_path: Path) -> None:
    tables = build_tables({"articles": [{"doc_id": text, "title": text} for text in FORMULAS]})
    tables.write(tmp_path, "csv")
    with (tmp_path / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row["title"] for row in csv.DictReader(file)]
    assert [cell for cell in cells if cell[0] in "=+-@\t\r\n＝＋－＠"] == []
    assert cells[-2:] == ["a=b", "x\n=1"]
    assert_same(read_tables(tmp_path), tables)


def test_empty_tables_read_back_with_types(tmp_path: Path) -> None:
    for format in FORMATS:
        build_tables({}).write(tmp_path / format, format)
        assert_same(read_tables(tmp_path / format), build_tables({}))


def test_same_tables_same_bytes(tmp_path: Path) -> None:
    for out in ("a", "b"):
        sample().tables().write(tmp_path / out)
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_write_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OptionError, match="parquet, csv, jsonl, sqlite"):
        sample().tables().write(tmp_path, "xlsx")
    with pytest.raises(InputError, match="is a file"):
        sample().tables().write(tmp_path / "file")
    with pytest.raises(FrameError, match=r"articles\.text cannot be stored"):
        extract("một \ud800 hai", doc_id="a").tables().write(tmp_path / "out")
    assert not list((tmp_path / "out").glob("*"))


def test_read_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        read_tables(tmp_path / "absent")
    with pytest.raises(InputError, match="holds no tables"):
        read_tables(tmp_path)
    tables = sample().tables()
    tables.write(tmp_path, "csv")
    tables.write(tmp_path, "jsonl")
    with pytest.raises(InputError, match="csv and jsonl"):
        read_tables(tmp_path)
    assert_same(read_tables(tmp_path, "csv"), tables)
    (tmp_path / "events.jsonl").write_text("{broken")
    with pytest.raises(FrameError, match=r"events\.jsonl"):
        read_tables(tmp_path, "jsonl")


def test_mention_frame_of_nothing() -> None:
    assert mention_frame([]).columns.tolist() == [c.name for c in MENTIONS]

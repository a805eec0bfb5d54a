"""Rows of a user's own: they add, change and drop words for their pipeline alone; bad rows are all named."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import pandas as pd
import pytest

import vnextract as vx
from vnextract.errors import SeedError
from vnextract.lexicon import first_cell, per_seeds, seed_rows, seed_tables, shipped_rows, using
from vnextract.vocabulary import CLOSED, NUMERIC, read_vocabulary

TEXT = "Trưởng khu phố cổ Trần Văn Mẫn cho biết tuyến phố sẽ đóng. Ngày 5/6/2024, Tổ công nghệ số cộng đồng họp bàn."
MINE = {
    "titles": [
        {"form": "trưởng khu phố cổ", "role": "Trưởng khu phố cổ", "scope": "none", "standing": "public", "deputy": ""}
    ]
}


def officials(seeds: object) -> list[tuple[str, tuple[str, ...]]]:
    doc = vx.Pipeline(seeds=seeds).extract(TEXT, doc_id="a")  # type: ignore[arg-type]
    return [(o.full_name, o.titles) for o in doc.officials]


def test_a_row_adds_a_title_for_this_pipeline_alone() -> None:
    assert officials(MINE) == [("Trần Văn Mẫn", ("Trưởng khu phố cổ",))]
    assert officials(None) == []


def test_a_folder_a_file_a_frame_and_dicts_say_the_same(tmp_path: Path) -> None:
    frame = pd.DataFrame(MINE["titles"])
    file = tmp_path / "titles.csv"
    frame.to_csv(file, index=False)
    seeds = [MINE, {"titles": frame}, {"titles": file}, file, str(tmp_path), read_vocabulary(MINE)]
    assert {overlay.digest for given in seeds if (overlay := read_vocabulary(given))} == {read_vocabulary(MINE).digest}  # type: ignore[arg-type, union-attr]
    assert all(officials(given) == officials(MINE) for given in seeds)


def test_a_row_overrides_and_a_row_removes() -> None:
    text = "Bộ trưởng Bộ Y tế Lê Thị Hoa phát biểu."
    assert len(vx.Pipeline().extract(text).officials) == 1
    gone = {"titles": [{"form": "bộ trưởng", "remove": "yes"}]}
    assert vx.Pipeline(seeds=gone).extract(text).officials == ()
    other = read_vocabulary({"places": [{"form": "Đà Nẵng", "level": "foreign"}]})
    assert other is not None
    (row,) = other.tables["places"]
    shipped = next(row for row in shipped_rows("places") if first_cell(row) == "đà nẵng")
    assert row == shipped | {"level": "foreign"}, "cells left out keep what the package says"
    with using(other):
        assert [r["level"] for r in seed_rows("places") if first_cell(r) == "đà nẵng"] == ["foreign"]


def test_a_new_trigger_weighs_as_much_as_others_do() -> None:
    seeds = read_vocabulary({"triggers": [{"form": "tụ họp bàn", "event_type": "MEETING", "pos": "verb"}]})
    assert seeds is not None
    assert float(seeds.tables["triggers"][0]["weight"]) == pytest.approx(
        pd.Series([float(r["weight"]) for r in shipped_rows("triggers")]).median()
    )


def test_what_is_compiled_is_kept_once_for_each_vocabulary() -> None:
    made = []

    @per_seeds
    def count(table: str) -> int:
        made.append(table)
        return len(seed_rows(table))

    mine, before = read_vocabulary(MINE), count("titles")
    with using(mine):
        assert count("titles") == count("titles") == before + 1
        with using(None):
            assert count("titles") == before
    assert count("titles") == before
    assert made == ["titles", "titles"]


def test_a_pipeline_with_rows_of_its_own_travels_to_another_process() -> None:
    line = pickle.loads(pickle.dumps(vx.Pipeline(seeds=MINE)))
    assert line == vx.Pipeline(seeds=MINE) != vx.Pipeline()
    assert len(line.extract(TEXT).officials) == 1


def test_a_run_remembers_whose_rows_it_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    from vnextract.runs.batch import extract_files

    extract_files([tmp_path / "in"], tmp_path / "out", pipeline=vx.Pipeline(seeds=MINE))
    assert list(vx.read_tables(tmp_path / "out").officials.full_name) == ["Trần Văn Mẫn"]
    with pytest.raises(vx.VnextractError, match="seeds was"):
        extract_files([tmp_path / "in"], tmp_path / "out")


@pytest.mark.parametrize(
    ("seeds", "says"),
    [
        ({"title": []}, "no table 'title'; there are: actors, bodies"),
        ({"titles": [{"form": "x", "rang": "1"}]}, "row:1: no column rang; titles has form, role"),
        ({"titles": [{"form": " ", "scope": "none"}]}, "form is empty"),
        ({"titles": [{"form": "trưởng trại", "scope": "all", "standing": "public"}]}, "scope='all': expected one of"),
        ({"titles": [{"form": "trưởng trại", "remove": "yes"}]}, "'trưởng trại' cannot be removed: titles has no such"),
        ({"titles": [{"form": "bộ trưởng", "remove": "no"}]}, "remove='no': expected yes or nothing"),
        ({"triggers": [{"form": "họp", "weight": "much"}]}, "weight='much' is no number"),
        ({"cues": [{"form": "\u200b", "kind": "agency"}]}, "holds no syllable"),
        ({"units": [{"form": "tổ hợp", "sector": "private", "example": "tập đoàn"}]}, "does not stand in its example"),
        ({"places": [{"form": "An Lĩnh", "level": "provincial", "unit": "tỉnh", "valid_from": "1/7"}]}, "is no day"),
        (7, "expected a folder, a CSV file or a dict of tables, not a int"),
        ("/no/such/folder", "is no CSV file and no folder"),
    ],
)
def test_a_bad_row_is_named(seeds: object, says: str) -> None:
    with pytest.raises(SeedError) as caught:
        read_vocabulary(seeds)  # type: ignore[arg-type]
    assert says in str(caught.value)


def test_all_bad_rows_are_named_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "titles.csv").write_text("form,scope\ntrưởng trại,all\nbộ trưởng,body\n,none\n", encoding="utf-8")
    (tmp_path / "towns.csv").write_text("form\nA\n", encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        read_vocabulary({"titles": [{"form": "a", "scope": "x"}, {"form": "b", "scope": "y"}], "towns": []})
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "seeds['titles'] row",
        "seeds['titles'] row",
        "seeds['titles'] row",
        "seeds['titles'] row",
        "seeds",
    ]
    with pytest.raises(SeedError, match=r"titles.csv:4: form is empty"):
        read_vocabulary(tmp_path)


def test_columns_of_known_values_are_columns() -> None:
    for table, columns in CLOSED.items():
        assert set(columns) <= set(shipped_rows(table)[0]), table
    assert {column for table in seed_tables() for column in shipped_rows(table)[0]} >= set(NUMERIC)


def test_every_row_of_the_package_would_be_taken_from_a_user() -> None:
    for table in seed_tables():
        if table != "words":
            read_vocabulary({table: list(shipped_rows(table))[:40]})


def test_the_command_line_takes_a_folder(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from vnextract.cli import app

    (tmp_path / "mine").mkdir()
    with (tmp_path / "mine" / "titles.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(MINE["titles"][0]))
        writer.writeheader()
        writer.writerows(MINE["titles"])
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ran = CliRunner().invoke(app, ["show", str(tmp_path / "a.txt"), "--seeds", str(tmp_path / "mine")])
    assert ran.exit_code == 0
    assert "Trần Văn Mẫn" in ran.output

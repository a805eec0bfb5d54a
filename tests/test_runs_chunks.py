"""Large inputs are cut: tables by rows, archives by members; the tables that come out are those of the whole."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from vnextract.pipeline import Pipeline
from vnextract.reading import find_inputs
from vnextract.runs import chunks
from vnextract.runs.batch import extract_files, extract_folder
from vnextract.runs.chunks import Chunk, chunks_of, digest_of
from vnextract.tables import read_tables

TEXT = "Ông Lò Văn Tám, Bí thư Huyện ủy, dự họp số {n}."


def lines(count: int) -> Iterator[str]:
    for n in range(count):
        bad = n % 10 == 3
        yield "{broken" if bad else json.dumps({"id": f"r{n}", "text": TEXT.format(n=n)}, ensure_ascii=False)


def jsonl(folder: Path, count: int = 30) -> Path:
    (folder / "a.jsonl").write_text("\n".join(lines(count)), encoding="utf-8")
    return folder / "a.jsonl"


def packed(folder: Path) -> Path:
    with gzip.open(folder / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines(30)))
    return folder / "a.jsonl.gz"


def table(folder: Path) -> Path:
    rows = [{"doc_id": f"r{n}", "text": TEXT.format(n=n)} for n in range(30)]
    pd.DataFrame(rows).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


def archive(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for n in range(20):
            file.writestr(f"t{n:02}.txt", TEXT.format(n=n))
        file.writestr("m.jsonl", "\n".join(lines(30)))
        file.writestr("note.md", "passed over")
    return folder / "a.zip"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "PART_FILES", 4)
    monkeypatch.setattr(chunks, "PART_BYTES", 400)


def cut(path: Path) -> list[Chunk]:
    return list(chunks_of(find_inputs([path])))


@pytest.mark.parametrize("make", [jsonl, packed, table, archive])
def test_what_comes_out_does_not_depend_on_the_cuts(
    make: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path)
    whole = extract_folder(path, progress=False)
    assert len(cut(path)) == 1
    monkeypatch.setattr(chunks, "PART_FILES", 4)
    monkeypatch.setattr(chunks, "PART_BYTES", 400)
    pieces = cut(path)
    assert len(pieces) > 6
    assert [chunk.number for chunk in pieces] == list(range(len(pieces)))
    assert 0 < sum(chunk.size for chunk in pieces) <= path.stat().st_size
    assert max(len(chunk.articles or ()) for chunk in pieces) <= 4
    for (name, a), (_, b) in zip(whole.items(), extract_folder(path, progress=False).items(), strict=True):
        pd.testing.assert_frame_equal(a, b, obj=name)


def test_of_a_table_that_grew_only_the_end_is_read_again(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = jsonl(tmp_path)
    before = [digest_of(chunk) for chunk in cut(path)]
    jsonl(tmp_path, 37)
    after = [digest_of(chunk) for chunk in cut(path)]
    assert len(after) > len(before)
    assert after[: len(before) - 1] == before[:-1]


def test_an_archive_that_changed_is_seen(tmp_path: Path, small: None) -> None:
    path = archive(tmp_path)
    before = [digest_of(chunk) for chunk in cut(path)]
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("t99.txt", TEXT.format(n=99))
    assert [digest_of(chunk) for chunk in cut(path)][: len(before) - 1] == before[:-1]
    assert len(cut(path)) >= len(before)
    assert [digest_of(chunk) for chunk in cut(path)] != before


def test_a_large_input_that_breaks_is_an_error_row(tmp_path: Path, small: None) -> None:
    data = packed(tmp_path).read_bytes()
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    (tmp_path / "b.zip").write_bytes(b"PK\3\4" * 200)
    (tmp_path / "c.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    summary = extract_files([tmp_path / "a.jsonl.gz", tmp_path / "b.zip", tmp_path / "c.txt"], tmp_path / "out")
    errors = dict(summary.failures)
    assert "the packed data are damaged" in errors["a.jsonl.gz"]
    assert "no zip archive that can be read" in errors["b.zip"]
    assert read_tables(tmp_path / "out").articles.set_index("doc_id").loc["c.txt", "error"] is pd.NA


@pytest.mark.slow
def test_rows_in_workers(tmp_path: Path, small: None) -> None:
    path = jsonl(tmp_path)
    extract_files([path], tmp_path / "one", format="csv")
    extract_files([path], tmp_path / "two", format="csv", workers=2, pipeline=Pipeline())
    for file in sorted((tmp_path / "one").glob("*.csv")):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()

"""Runs into a folder: order, resume after a kill, locks, options, atomic files. Real files, real processes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from vnextract.document import Article
from vnextract.errors import InputError, NothingFoundError, OptionError
from vnextract.pipeline import Pipeline, Rows
from vnextract.reading import find_inputs
from vnextract.runs import chunks
from vnextract.runs import folder as runs
from vnextract.runs.batch import Summary, extract_files, extract_folder
from vnextract.runs.chunks import chunks_of
from vnextract.runs.folder import locked
from vnextract.tables import Tables, read_tables

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Chiều 6/12, ông Lò Văn {n}, Bí thư Thành ủy Đà Nẵng, làm việc với UBND huyện Mường Giả về Chỉ thị số {n}-CT/TU."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(10, 19):
        (folder / f"a{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    (folder / "copy.txt").write_text(TEXT.format(n=10), encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\x89PNG\x00")
    return folder


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "PART_FILES", 4)
    monkeypatch.setattr(runs, "GROUP", 6)
    monkeypatch.setattr(runs, "FILE_GROUPS", 1)


def assert_same(left: Tables, right: Tables) -> None:
    for (name, a), (_, b) in zip(left.items(), right.items(), strict=True):
        pd.testing.assert_frame_equal(a, b, obj=name)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_folder_to_tables_in_memory(articles: Path) -> None:
    tables = extract_folder(articles, published="2023-12-06", progress=False)
    assert tables.articles.doc_id.tolist() == [*(f"a{n}.txt" for n in range(10, 19)), "binary.txt", "copy.txt"]
    last = tables.articles.set_index("doc_id")
    assert last.loc["copy.txt", "duplicate_of"] == "a10.txt"
    assert last.loc["binary.txt", "error"] == "by its content a picture, not a text; give the file its own suffix"
    assert last.loc["a10.txt", "published"] == pd.Timestamp("2023-12-06")
    assert last.loc["a10.txt", "encoding"] == "utf-8"


@pytest.mark.slow
def test_files_hold_what_memory_holds_whatever_the_number_of_workers(
    articles: Path, tmp_path: Path, small_parts: None
) -> None:
    expected = extract_folder(articles, progress=False)
    for workers in (1, 2):
        summary = extract_files([articles], tmp_path / f"out{workers}", workers=workers)
        assert summary.failures == (
            ("binary.txt", "by its content a picture, not a text; give the file its own suffix"),
        )
        assert summary.rows == {name: len(frame) for name, frame in expected.items()}
        assert_same(read_tables(tmp_path / f"out{workers}"), expected)
    assert files_of(tmp_path / "out1") == files_of(tmp_path / "out2")
    assert (tmp_path / "out1" / "articles" / "part-00001.parquet").is_file()
    assert not (tmp_path / "out1" / ".work").exists()


@pytest.mark.parametrize("format", ["csv", "jsonl", "sqlite"])
def test_every_format_joins_the_parts(articles: Path, tmp_path: Path, small_parts: None, format: str) -> None:
    extract_files([articles], tmp_path / "out", format=format)
    assert_same(read_tables(tmp_path / "out"), extract_folder(articles, progress=False))


def count_reads(monkeypatch: pytest.MonkeyPatch, stop_at: int | None = None) -> list[str]:
    """The ids that go through the pipeline; the run is interrupted at the given number."""
    done: list[str] = []
    rows = Pipeline.rows

    def counted(self: Pipeline, article: Article) -> Rows:
        if len(done) == stop_at:
            raise KeyboardInterrupt
        done.append(article.doc_id or "")
        return rows(self, article)

    monkeypatch.setattr(Pipeline, "rows", counted)
    return done


def test_an_interrupted_run_goes_on_where_it_stopped(
    articles: Path, tmp_path: Path, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract_files([articles], tmp_path / "whole")
    with monkeypatch.context() as patch:
        count_reads(patch, stop_at=6)
        with pytest.raises(KeyboardInterrupt):
            extract_files([articles], tmp_path / "out")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["complete"] is False
    with pytest.raises(InputError, match="holds no tables"):
        read_tables(tmp_path / "out")
    done = count_reads(monkeypatch)
    extract_files([articles], tmp_path / "out")
    assert done[0] == "a14.txt"
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_parts_are_made_anew_after_an_input_that_changed(
    articles: Path, tmp_path: Path, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        count_reads(patch, stop_at=9)
        with pytest.raises(KeyboardInterrupt):
            extract_files([articles], tmp_path / "out")
    (articles / "a15.txt").write_text(TEXT.format(n=99), encoding="utf-8")
    done = count_reads(monkeypatch)
    extract_files([articles], tmp_path / "out")
    assert done[0] == "a14.txt"
    assert_same(read_tables(tmp_path / "out"), extract_folder(articles, progress=False))


def test_a_complete_run_is_not_done_again_unless_inputs_changed(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = extract_files([articles], tmp_path / "out")
    done = count_reads(monkeypatch)
    again = extract_files([articles], tmp_path / "out")
    assert (again.was_complete, again.rows, again.failed, done) == (True, first.rows, first.failed, [])
    (articles / "new.txt").write_text("Tin mới của tỉnh.", encoding="utf-8")
    assert extract_files([articles], tmp_path / "out").rows["articles"] == first.rows["articles"] + 1
    assert "new.txt" in done


def test_other_options_are_refused_and_overwrite_starts_anew(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract_files([articles], out, format="csv")
    (out / "mine.txt").write_text("stays")
    for options in (
        {"format": "jsonl"},
        {"format": "csv", "published": "2023-12-06"},
        {"format": "csv", "kinds": ["event"]},
    ):
        with pytest.raises(OptionError, match=r"was made with other options: .* was .* and is now .*--overwrite"):
            extract_files([articles], out, **options)  # type: ignore[arg-type]
    extract_files([articles], out, format="jsonl", overwrite=True)
    assert not list(out.glob("*.csv"))
    assert (out / "mine.txt").read_text() == "stays"
    assert_same(read_tables(out), extract_folder(articles, progress=False))


def test_kinds_choose_tables(articles: Path, tmp_path: Path) -> None:
    summary = extract_files([articles], tmp_path / "out", kinds=["official", "directive"])
    written = sorted(f.stem for f in (tmp_path / "out").glob("*.parquet"))
    assert written == sorted(summary.rows) == "articles directives officials positions provisions".split()
    assert len(read_tables(tmp_path / "out").events) == 0
    with pytest.raises(OptionError, match="kinds='person': expected some of official, body, directive, event"):
        extract_files([articles], tmp_path / "out", kinds=["person"])


def test_the_second_run_on_a_folder_gets_a_clear_error(articles: Path, tmp_path: Path) -> None:
    with locked(tmp_path / "out"), pytest.raises(InputError, match="another run is writing to"):
        extract_files([articles], tmp_path / "out")
    assert extract_files([articles], tmp_path / "out").files == 11


def test_calls_that_cannot_be_served(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    with pytest.raises(NothingFoundError, match=r"nothing to read in .*; expected files of \.txt"):
        extract_files([tmp_path / "empty"], tmp_path / "out")
    with pytest.raises(NothingFoundError, match=r"nothing to read in .*; expected files of \.txt"):
        extract_folder(tmp_path / "empty")
    with pytest.raises(InputError, match="is a file; give a folder"):
        extract_files([articles], tmp_path / "file")
    with pytest.raises(OptionError, match="workers=0"):
        extract_files([articles], tmp_path / "out", workers=0)
    with pytest.raises(OptionError, match="cannot be sent to a worker"):
        extract_files([articles], tmp_path / "out", workers=2, pipeline=Pipeline(extractors=[lambda document: ()]))


def test_damaged_run_file_is_named(articles: Path, tmp_path: Path) -> None:
    extract_files([articles], tmp_path / "out")
    (tmp_path / "out" / "run.json").write_text("{")
    with pytest.raises(InputError, match=r"run\.json is damaged"):
        extract_files([articles], tmp_path / "out")


def test_one_id_with_two_texts_across_folders(articles: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a10.txt").write_text("Một bài khác.", encoding="utf-8")
    summary = extract_files([articles, other], tmp_path / "out")
    assert ("a10.txt", "doc_id 'a10.txt' was given before with another text") in summary.failures


def test_parts_are_cut_by_number_and_size(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = find_inputs([articles]).files
    monkeypatch.setattr(chunks, "PART_BYTES", 300)
    cut = list(chunks_of(sources))
    assert [source for chunk in cut for source in chunk.sources] == list(sources)
    assert max(len(chunk.sources) for chunk in cut) < 4 < len(cut)


def test_summary_is_a_value() -> None:
    assert Summary(Path("out"), "csv", 1) == Summary(Path("out"), "csv", 1)

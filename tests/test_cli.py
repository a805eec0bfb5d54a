"""The command line, as a user meets it: real processes for the exit codes, in-process calls for the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from vnextract.cli import app, main
from vnextract.runs import batch
from vnextract.schema import TABLES
from vnextract.tables import read_tables

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Chiều 6/12, ông Lò Văn Tám, Bí thư Thành ủy Đà Nẵng, ký Chỉ thị số 34-CT/TU về cải cách hành chính."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(TEXT, encoding="utf-8")
    return articles


def call(*arguments: object) -> tuple[int, str, str]:
    """A real process: exit code, stdout, stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "vnextract", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def here(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: object
) -> tuple[int, str, str]:
    """The same in this process."""
    monkeypatch.setattr(sys, "argv", ["vnextract", *map(str, arguments)])
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    out, err = capsys.readouterr()
    return code, out, err


def test_extract_reads_writes_and_sums_up(folder: Path, tmp_path: Path) -> None:
    code, out, err = call("extract", folder, "-o", tmp_path / "out", "--published", "2023-12-06")
    assert (code, err) == (0, "")  # no progress bar where stderr is no terminal
    assert out.splitlines()[0] == "1 of 1 articles read"
    assert "1  directives" in out
    assert f"Tables in {tmp_path / 'out'}, as parquet" in out
    assert sorted(f.stem for f in (tmp_path / "out").glob("*.parquet")) == sorted(TABLES)
    tables = read_tables(tmp_path / "out")
    assert tables.articles.loc[0, "published"] == pd.Timestamp("2023-12-06")
    assert tables.directives.loc[0, "code"] == "34-CT/TU"


def test_exit_3_when_some_inputs_failed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "bin[ary].txt").write_bytes(b"\x00\x01")
    (folder / "latin.txt").write_bytes("Thành ủ".encode()[:-1])
    code, out, err = here(capsys, monkeypatch, "extract", folder, "-o", tmp_path / "out", "--format", "csv")
    assert code == 3
    assert out.startswith("1 of 4 articles read")
    assert "3 could not be read" in err
    assert "empty.txt: the file is empty" in err
    assert "bin[ary].txt: a binary file, not a text: byte 0 at offset 0" in err
    assert "latin.txt: not UTF-8: byte 0xe1 at offset 7" in err
    assert read_tables(tmp_path / "out").articles.error.notna().sum() == 3


def test_exit_1_when_nothing_could_be_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_bytes(b"\xff")
    code, out, err = here(capsys, monkeypatch, "extract", folder, "-o", tmp_path / "out")
    assert (code, out.splitlines()[0]) == (1, "0 of 1 articles read")
    assert "a.txt: not UTF-8" in err
    (folder / "a.txt").unlink()
    code, out, err = here(capsys, monkeypatch, "extract", folder, "-o", tmp_path / "out2")
    assert (code, out) == (1, "")
    assert err.startswith(f"vnextract: nothing to read in {folder}; expected files of .txt, .html, ")
    assert not (tmp_path / "out2").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "{absent}", "-o", "{out}"], "vnextract: no such file or folder: "),
        (["extract", "{folder}"], "Missing option '--out'"),
        (["extract", "{folder}", "-o", "{out}", "--format", "xlsx"], "Invalid value for '--format'"),
        (["extract", "{folder}", "-o", "{out}", "--workers", "0"], "Invalid value for '--workers'"),
        (
            ["extract", "{folder}", "-o", "{out}", "--kinds", "people"],
            "kinds='people': expected some of official, body",
        ),
        (["extract", "{folder}", "-o", "{out}", "--published", "6/12"], "published='6/12' is no date"),
        (["extract", "{folder}", "-o", "{folder}/a.txt"], "a.txt is a file; give a folder"),
        (["extract", "{folder}", "-o", "{out}", "--time-limit", "-1"], "time_limit=-1.0: expected seconds above 0"),
        (["show", "{absent}"], "no such file or folder"),
        (["show", "{folder}"], "is a folder; give one file"),
        (["evaluate", "{absent}"], "no such folder: "),
        (["unknown"], "No such command 'unknown'"),
    ],
)
def test_exit_2_when_the_call_was_wrong(
    folder: Path,
    tmp_path: Path,
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    filled = [a.format(folder=folder, absent=tmp_path / "absent", out=tmp_path / "out") for a in arguments]
    code, out, err = here(capsys, monkeypatch, *filled)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())
    assert "Traceback" not in err


def test_the_same_command_again_and_another_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("extract", folder, "-o", tmp_path / "out")
    assert here(capsys, monkeypatch, *command)[0] == 0
    code, out, _ = here(capsys, monkeypatch, *command)
    assert (code, out.splitlines()[0]) == (0, "1 of 1 articles read; nothing had changed since the last run")
    code, _, err = here(capsys, monkeypatch, *command, "--kinds", "directive")
    assert code == 2
    assert "kinds was None and is now ['directive']" in err
    code, out, _ = here(capsys, monkeypatch, *command, "--kinds", " directive, body", "--overwrite")
    assert code == 0
    assert [line.split()[-1] for line in out.splitlines()[1:-1]] == ["bodies", "directives", "provisions"]


def test_stopping_says_how_to_go_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "extract_files", stopped)
    code, _, err = here(capsys, monkeypatch, "extract", folder, "-o", tmp_path / "out")
    assert (code, err) == (130, "vnextract: stopped; the same command again goes on from here\n")


def test_show_highlights_and_lists(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = here(capsys, monkeypatch, "show", folder / "a.txt", "--published", "2023-12-06")
    assert (code, err) == (0, "")
    assert "a.txt · published 2023-12-06" in out
    assert "34-CT/TU · Chỉ thị" in out
    (folder / "en.txt").write_text("The minister said on Monday that the ministry would publish its report soon.")
    assert "does not look Vietnamese" in here(capsys, monkeypatch, "show", folder / "en.txt")[1]


@pytest.mark.parametrize(
    ("data", "message"), [(b"", "the file is empty"), (b"a\x00", "binary"), (b"\xff", "not UTF-8")]
)
def test_show_says_why_a_file_cannot_be_read(
    folder: Path, data: bytes, message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "bad.txt").write_bytes(data)
    code, _, err = here(capsys, monkeypatch, "show", folder / "bad.txt")
    assert code == 1
    assert err.startswith("vnextract: ")
    assert "bad.txt" in err
    assert message in err


def test_samples_are_written_once_and_not_over_others(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = tmp_path / "samples"
    code, out, _ = here(capsys, monkeypatch, "samples", goal)
    assert code == 0
    assert f"{len(list(samples.glob('*.txt')))} sample articles in" in out
    assert sorted(f.name for f in goal.iterdir()) == sorted(f.name for f in samples.iterdir())
    assert here(capsys, monkeypatch, "samples", goal)[0] == 0
    one = min(goal.glob("*.txt"))
    one.write_text("mine")
    code, _, err = here(capsys, monkeypatch, "samples", goal)
    assert (code, one.read_text()) == (2, "mine")
    assert "--overwrite replaces it" in err
    assert here(capsys, monkeypatch, "samples", goal, "--overwrite")[0] == 0
    assert one.read_text() != "mine"


def test_evaluate_prints_scores(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for file in (*sorted(samples.glob("01-*")), samples / "meta.jsonl"):
        (gold / file.name).write_bytes(file.read_bytes())
    code, out, _ = here(capsys, monkeypatch, "evaluate", gold, "--errors", 1)
    assert code == 0
    assert "1 articles" in out
    assert "directive" in out
    (tmp_path / "none").mkdir()
    assert here(capsys, monkeypatch, "evaluate", tmp_path / "none")[0] == 2


def test_help_names_every_command_and_option() -> None:
    runner = CliRunner(env={"COLUMNS": "120", "TERM": "dumb"})
    told = runner.invoke(app, ["--help"]).output
    for command in ("extract", "show", "evaluate", "train", "report", "samples"):
        assert command in told
        assert runner.invoke(app, [command, "--help"]).exit_code == 0
    told = runner.invoke(app, ["extract", "--help"]).output
    for (
        option
    ) in "--out --format --workers --kinds --published --overwrite --tokenizer --model --time-limit --quiet".split():
        assert option in told


def test_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).output.startswith("vnextract 0.")


def test_train_without_its_extra_or_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "vnextract.model.training", raising=False)
    monkeypatch.delitem(sys.modules, "vnextract.model.learning", raising=False)
    code, _, err = here(capsys, monkeypatch, "train", tmp_path, "-o", tmp_path / "model")
    assert code == 2
    assert "vnextract[train]" in err


def test_a_model_that_is_none(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    article = next(iter(sorted(samples.glob("*.txt"))))
    assert here(capsys, monkeypatch, "show", article, "--model", "none")[0] == 0
    code, _, err = here(capsys, monkeypatch, "show", article, "--model", tmp_path)
    assert code == 2
    assert "vnextract train" in err

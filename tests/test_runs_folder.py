"""Runs that are killed, starved or disturbed end with the tables of a run that was not. Real processes, real signals."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vnextract.document import Document, Mention
from vnextract.errors import OutputError, WorkerError
from vnextract.pipeline import Pipeline, warm_up
from vnextract.runs import chunks, workers
from vnextract.runs import folder as runs
from vnextract.runs.batch import Summary, extract_files
from vnextract.tables import read_tables

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the tests fork and kill")

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Chiều 6/12, ông Lò Văn {who}, Bí thư Thành ủy Đà Nẵng, kiểm tra UBND huyện về Điều 3 Chỉ thị số {n}-CT/TU. "
KILLS = 20
FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else multiprocessing.get_context()


def fill(folder: Path, count: int) -> Path:
    """A folder of small articles, some equal to others, some unreadable."""
    folder.mkdir()
    for n in range(count):
        (folder / f"a{n:03}.txt").write_bytes(b"\0" if n % 31 == 7 else text_of(n).encode())
    return folder


def text_of(n: int) -> str:
    return TEXT.format(n=n - n % 9 % 4, who=("Tám", "Bảy", "Nam", "Lan")[n % 4]) * (1 + n % 3)


def contents(out: Path) -> dict[str, Any]:
    """What a run left: bytes of text formats, frames of the others."""
    files = {f.name: f.read_bytes() for f in out.iterdir() if f.suffix in (".csv", ".jsonl")}
    return files or {name: frame.to_dict("list") for name, frame in read_tables(out).items()}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small parts, and workers that are forks of this process: it has read the seeds and loaded Arrow."""

    warm_up()
    monkeypatch.setattr(chunks, "PART_FILES", 7)
    monkeypatch.setattr(runs, "GROUP", 40)
    monkeypatch.setattr(runs, "FILE_GROUPS", 2)
    monkeypatch.setattr(workers, "_context", lambda: FORK)


def launch(function: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """A fork of this process that calls the function and tells its success by its exit code."""

    def call() -> None:
        os.close(2)
        os.open(os.devnull, os.O_WRONLY)
        try:
            function(*args, **options)
        except BaseException:
            os._exit(1)
        os._exit(0)

    process = FORK.Process(target=call)
    process.start()
    return process


def children_of(pid: int | None) -> list[int]:
    """The living processes whose parent is this one."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, state, parent = int(stat.parent.name), *stat.read_text().rsplit(")", 1)[1].split()[:2]
        except (OSError, ValueError):
            continue
        if int(parent) == pid and state != "Z":
            found.append(name)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("format", ["parquet", "csv", "jsonl", "sqlite"])
def test_killed_at_any_moment_it_ends_with_the_same_tables(tmp_path: Path, quick: None, format: str) -> None:
    moments = random.Random(format)
    articles, out = fill(tmp_path / "articles", 90), tmp_path / "out"
    began = time.monotonic()
    extract_files([articles], tmp_path / "whole", format=format, workers=2)
    took = time.monotonic() - began
    expected = contents(tmp_path / "whole")
    kills = 0
    while kills < KILLS // 4:
        shutil.rmtree(out, ignore_errors=True)
        for _ in range(50):
            run = launch(extract_files, [articles], out, format=format, workers=2)
            run.join(moments.uniform(0, took / 2))
            # Now the parent, now a worker of it.
            victims = [run.pid, *children_of(run.pid)] if run.is_alive() else []
            if victims:
                os.kill(moments.choice([run.pid, moments.choice(victims)]), signal.SIGKILL)
                kills += 1
            run.join()
            if run.exitcode == 0:
                break
        assert json.loads((out / "run.json").read_text())["complete"] is True
        assert contents(out) == expected
        assert sorted(f.name for f in out.iterdir() if f.name.startswith(".")) == [".lock"]


@pytest.mark.slow
def test_any_number_of_workers_writes_the_same_bytes(tmp_path: Path, quick: None) -> None:
    articles = fill(tmp_path / "articles", 60)
    outs = []
    for count in (1, 2, 4):
        extract_files([articles], tmp_path / f"out{count}", format="csv", workers=count)
        outs.append(contents(tmp_path / f"out{count}"))
    assert outs[0] == outs[1] == outs[2]
    assert all(content.count(b"\n") > 2 for content in outs[0].values())


def doom(document: Document) -> Iterator[Mention]:
    """An extractor that some articles are too much for."""
    import re

    if document.text.startswith("Treo"):
        re.search(r"(a+)+b", "a" * 64)  # a call into C that does not come back
    if document.text.startswith("Chết"):
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


@pytest.mark.slow
def test_articles_that_hang_or_kill_cost_themselves_alone(tmp_path: Path, quick: None) -> None:
    articles = fill(tmp_path / "articles", 20)
    (articles / "a003.txt").write_text("Treo máy.", encoding="utf-8")
    (articles / "a005.txt").write_text("Chết máy.", encoding="utf-8")
    line = Pipeline(extractors=[doom], model=None, time_limit=0.2)
    summary = extract_files([articles], tmp_path / "out", workers=2, pipeline=line)
    assert summary.rows["articles"] == 20
    assert dict(summary.failures) == {
        "a003.txt": "it took longer than the 0.2 s that an article may take",
        "a005.txt": "2 worker processes died on it (SIGKILL)",
        "a007.txt": "a binary file, not a text: byte 0 at offset 0",
    }


@pytest.mark.slow
def test_workers_that_cannot_start_end_the_run(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_serve", lambda pipe, work: os._exit(7))
    with pytest.raises(WorkerError, match=r"die at their start .*exit code 7"):
        extract_files([fill(tmp_path / "articles", 3)], tmp_path / "out", workers=2)


@pytest.mark.slow
def test_a_full_disk_ends_the_run_with_a_reason_and_nothing_lost(tmp_path: Path, quick: None) -> None:
    articles = fill(tmp_path / "articles", 60)
    extract_files([articles], tmp_path / "whole", format="jsonl")

    def starve(out: Path, format: str, limit: int, count: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        with pytest.raises(OutputError, match=r"cannot write to .*; what was done stands, .* goes on from there"):
            extract_files([articles], out, format=format, workers=count)

    # Too small for a part, then for the tables; with and without workers.
    for format, limit, count in (
        ("jsonl", 2_000, 1),
        ("jsonl", 2_000, 2),
        ("jsonl", 40_000, 2),
        ("sqlite", 40_000, 1),
        ("parquet", 5_000, 1),
        ("csv", 40_000, 1),
    ):
        run = launch(starve, tmp_path / format, format, limit, count)
        run.join()
        assert run.exitcode == 0, (format, limit)
        assert not [f for f in (tmp_path / format).iterdir() if f.name not in (".work", ".lock", "run.json")]
    assert list((tmp_path / "jsonl" / ".work").glob("part-*.arrow"))
    extract_files([articles], tmp_path / "jsonl", format="jsonl")
    assert contents(tmp_path / "jsonl") == contents(tmp_path / "whole")


def test_parts_that_stand_are_not_made_again_and_those_of_changed_inputs_are(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = fill(tmp_path / "articles", 40)
    with monkeypatch.context() as patch:
        patch.setattr(runs.Run, "publish", lambda self, count: os.kill(os.getpid(), signal.SIGINT) or time.sleep(5))
        with pytest.raises(KeyboardInterrupt):
            extract_files([articles], tmp_path / "out")
    (articles / "a016.txt").write_text(text_of(99), encoding="utf-8")
    read: list[str] = []
    rows = Pipeline.rows
    monkeypatch.setattr(Pipeline, "rows", lambda self, article: read.append(article.doc_id) or rows(self, article))
    extract_files([articles], tmp_path / "out")
    assert read == [f"a{n:03}.txt" for n in range(14, 21)]
    extract_files([articles], tmp_path / "whole")
    for (name, a), (_, b) in zip(
        read_tables(tmp_path / "out").items(), read_tables(tmp_path / "whole").items(), strict=True
    ):
        pd.testing.assert_frame_equal(a, b, obj=name)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_command_stopped_leaves_no_worker_and_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    articles, out = fill(tmp_path / "articles", 60), tmp_path / "out"
    script = tmp_path / "run.py"
    script.write_text(
        "from vnextract.runs import chunks\nchunks.PART_FILES = 4\n"
        "if __name__ == '__main__':\n    from vnextract.cli import main\n    main()"
    )
    command = [sys.executable, str(script), "extract", str(articles), "--workers", "2", "-o", str(out)]
    run = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, start_new_session=True
    )
    while run.poll() is None and not list((out / ".work").glob("part-*.arrow")):
        time.sleep(0.005)
    assert run.poll() is None, "it ended before it could be stopped"
    (server,) = [pid for pid in children_of(run.pid) if children_of(pid)]
    family = [server, *children_of(server)]
    assert len(family) == 3
    os.killpg(run.pid, how) if how == signal.SIGINT else run.kill()
    _, told = run.communicate()
    if how == signal.SIGINT:
        assert run.returncode == 130
        assert told == b"vnextract: stopped; the same command again goes on from here\n"
    end = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in family) and time.monotonic() < end:
        time.sleep(0.02)
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []
    parts_then = {f.name: f.stat().st_mtime_ns for f in (out / ".work").glob("part-*.arrow")}
    assert parts_then
    summary: Summary = extract_files([articles], out, workers=1, pipeline=Pipeline(time_limit=60.0))
    assert summary.rows["articles"] == 60

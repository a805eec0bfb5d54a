"""Inputs are listed in order of their ids, each once, and never all at a time."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from vnextract.reading import find_inputs

NAMES = [
    "a.txt",
    "a/b.txt",
    "a/c/d.txt",
    "a-b.txt",
    "a/.hidden/e.txt",
    ".f.txt",
    "b.png",
    "z/a.txt",
    "z.jsonl.gz",
    "Đ.txt",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(name)
    return tmp_path / "in"


def ids(*paths: Path) -> list[str]:
    return [source.doc_id for source in find_inputs(paths)]


def test_the_order_is_that_of_the_ids(folder: Path) -> None:
    expected = sorted(n for n in NAMES if ".hidden" not in n and n not in (".f.txt", "b.png"))
    assert ids(folder) == expected
    assert find_inputs([folder]).passed_over == 1
    assert find_inputs([folder]).survey.files == len(expected)
    assert find_inputs([folder]).survey.size == sum(len(name.encode()) for name in expected)


def test_several_paths_are_merged_and_what_is_reached_twice_is_read_once(folder: Path) -> None:
    everything = ids(folder)
    assert ids(folder, folder / "a", folder / "a.txt", folder) == everything
    assert ids(folder / "a", folder) == sorted([*(n for n in everything if not n.startswith("a/")), "b.txt", "c/d.txt"])
    assert ids(folder / "z.jsonl.gz", folder / "a.txt") == ["a.txt", "z.jsonl.gz"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links(folder: Path, tmp_path: Path) -> None:
    everything = ids(folder)
    (tmp_path / "outside.txt").write_text("x")
    (folder / "in.txt").symlink_to(folder / "a.txt")  # listed itself
    (folder / "to-hidden.txt").symlink_to(folder / ".f.txt")
    (folder / "out1.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "out2.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "broken.txt").symlink_to(tmp_path / "absent.txt")
    (folder / "round.txt").symlink_to(folder / "round.txt")
    (folder / "up").symlink_to(tmp_path)
    assert ids(folder) == sorted([*everything, "to-hidden.txt", "out1.txt", "broken.txt", "round.txt"])


def test_memory_is_that_of_one_folder(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"{n:02}").mkdir()
        for k in range(100):
            (tmp_path / f"{n:02}" / f"{k:03}.txt").touch()
    tracemalloc.start()
    count = sum(1 for _ in find_inputs([tmp_path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4000
    assert peak < 300_000

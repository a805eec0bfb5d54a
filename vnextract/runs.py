"""One run into one folder: the lock, ``run.json``, the parts done so far, and the tables put in place at the end.

A part is a number of inputs, in order. Its rows are written to ``OUT/.work/part-00000.new`` and the folder renamed
once, so a run killed at any moment leaves only whole parts, and the same command goes on after the last of them. A
part counts as done while its chain digest fits: the digest of its inputs and of the part before it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from vnextract.errors import InputError, OptionError
from vnextract.lexicon import seed_root
from vnextract.schema import TABLES
from vnextract.storage import FORMATS, SQLITE_NAME, WRITERS, read_arrow, replacing, rows_to_arrow, write_sqlite

RUN = "run.json"


def seeds_digest() -> str:
    """16 hex digits over the names and bytes of all seed tables."""
    digest = blake2b(digest_size=8)
    for file in sorted(seed_root().iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """What is remembered of a part: its chain digest, the articles in it, those that failed, rows a table."""

    chain: str
    articles: list[tuple[str, str]] = field(default_factory=list)  # doc_id, digest of the text
    failed: list[tuple[str, str]] = field(default_factory=list)  # doc_id, error
    rows: dict[str, int] = field(default_factory=dict)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The only run on a folder; InputError for the second. The lock is the system's: it dies with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+b") as file:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(f"another run is writing to {folder}; wait for it or give another folder") from None
        yield


@dataclass(frozen=True, slots=True)
class Run:
    """The folder of a run, its format, its tables and its options."""

    folder: Path
    format: str
    tables: tuple[str, ...]
    options: Mapping[str, Any]

    @property
    def work(self) -> Path:
        return self.folder / ".work"

    def begin(self, overwrite: bool = False) -> dict[str, Any]:
        """What ``run.json`` says of an earlier run with the same options; OptionError if its options were others."""
        file = self.folder / RUN
        before: dict[str, Any] = {}
        if file.is_file() and not overwrite:
            try:
                before = json.loads(file.read_text(encoding="utf-8"))
                then = dict(before["options"])
            except (ValueError, KeyError, TypeError):
                raise InputError(f"{file} is damaged; give another folder, or --overwrite to start anew") from None
            now = json.loads(json.dumps(dict(self.options)))
            if changed := [key for key in sorted({*now, *then}) if now.get(key) != then.get(key)]:
                told = ", ".join(f"{key} was {then.get(key)!r} and is now {now.get(key)!r}" for key in changed)
                raise OptionError(
                    f"{self.folder} was made with other options: {told}; give another folder, or --overwrite"
                )
        else:
            shutil.rmtree(self.work, ignore_errors=True)
        return before

    def record(self, **state: Any) -> None:
        """Write ``run.json``: the options and how far the run is."""
        with replacing(self.folder / RUN) as file:
            text = json.dumps({"options": dict(self.options), **state}, ensure_ascii=False, indent=1)
            file.write_text(text + "\n", encoding="utf-8")

    def done(self, number: int, chain: str) -> Part | None:
        """A part done before, if it was made of these inputs after these parts."""
        try:
            known = json.loads((self._part(number) / "part.json").read_text(encoding="utf-8"))
            return Part(**known) if known["chain"] == chain else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, number: int, rows: Mapping[str, list[dict[str, Any]]], part: Part) -> None:
        """Write a part; it is there when its folder is renamed."""
        import pyarrow.parquet as pq

        goal = self._part(number)
        new = goal.with_suffix(".new")
        for old in (new, goal):
            shutil.rmtree(old, ignore_errors=True)
        new.mkdir(parents=True)
        for name in self.tables:
            pq.write_table(rows_to_arrow(name, rows[name]), new / f"{name}.parquet", compression="zstd")
        known = {"chain": part.chain, "articles": part.articles, "failed": part.failed, "rows": part.rows}
        (new / "part.json").write_text(json.dumps(known), encoding="utf-8")
        os.replace(new, goal)

    def publish(self, count: int) -> None:
        """The parts as the tables of the format asked for, in the place of those of an earlier run."""
        ready = self.work / "ready"
        shutil.rmtree(ready, ignore_errors=True)
        ready.mkdir(parents=True)
        parts = [self._part(number) for number in range(count)]
        if self.format == "sqlite":
            write_sqlite(((name, self._read(parts, name)) for name in self.tables), ready / SQLITE_NAME)
        elif self.format == "parquet" and count > 1:
            for name in self.tables:
                (ready / name).mkdir()
                for part in parts:
                    shutil.copyfile(part / f"{name}.parquet", ready / name / f"{part.name}.parquet")
        else:
            for name in self.tables:
                WRITERS[self.format](name, self._read(parts, name), ready / f"{name}.{self.format}")
        for old in list(self._published()):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        for new in sorted(ready.iterdir()):
            os.replace(new, self.folder / new.name)

    def close(self) -> None:
        """Drop the parts; the tables are in place."""
        shutil.rmtree(self.work, ignore_errors=True)

    def _part(self, number: int) -> Path:
        return self.work / f"part-{number:05d}"

    def _read(self, parts: Sequence[Path], name: str) -> Iterable[Any]:
        return (read_arrow(name, part / f"{name}.parquet", "parquet") for part in parts)

    def _published(self) -> Iterator[Path]:
        names = [f"{table}.{format}" for table in TABLES for format in FORMATS[:3]]
        for path in (self.folder / name for name in [*names, *TABLES, SQLITE_NAME]):
            # Only what a run writes: a folder of that name with anything else in it is not ours.
            if path.is_file() or (path.is_dir() and all(f.match("part-*.parquet") for f in path.iterdir())):
                yield path

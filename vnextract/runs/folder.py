"""One run into one folder: the lock, ``run.json``, the parts done so far, and the tables put in place at the end.

Parts are made in any order and stand in ``OUT/.work`` until all are there. Then they are read in order, one at a time,
settled and written as the tables of the format asked for, which are renamed into ``OUT``. A run killed at any moment
leaves whole parts only; the same command goes on with those that are missing.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnextract.errors import InputError, OptionError
from vnextract.lexicon import seed_root
from vnextract.merge.articles import link_groups
from vnextract.pipeline import Seen
from vnextract.runs.parts import part_file, settled
from vnextract.schema import TABLES
from vnextract.storage import FORMATS, SQLITE_NAME, table_writers
from vnextract.vocabulary import Seeds, read_vocabulary

if TYPE_CHECKING:
    import pyarrow as pa

RUN = "run.json"
GROUP = 512  # articles written at a time, a row group of Parquet: what the parent holds in memory
FILE_GROUPS = 64  # of them to a file of a Parquet dataset
SHOWN_FAILURES = 100  # failures told in ``run.json``; all stand in ``articles.error``


def seeds_digest(seeds: Seeds = None) -> str:
    """16 hex digits over the names and bytes of all seed tables, those of a user's own rows after them."""
    digest = blake2b(digest_size=8)
    for file in sorted(seed_root().iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    own = read_vocabulary(seeds)
    return digest.hexdigest() if own is None else f"{digest.hexdigest()}+{own.digest}"


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


@dataclass(slots=True)
class Counts:
    """Rows of each table, inputs that failed, and the first of these with the reason."""

    rows: dict[str, int]
    failed: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)


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
            self.close()
        for left in self.work.glob(".*.tmp"):  # what a killed worker was writing
            left.unlink(missing_ok=True)
        return before

    def record(self, **state: Any) -> None:
        """Write ``run.json``: the options and how far the run is."""
        text = json.dumps({"options": dict(self.options), **state}, ensure_ascii=False, indent=1)
        self.work.mkdir(exist_ok=True)
        new = self.work / RUN  # a run killed at this moment leaves nothing beside its tables
        new.write_text(text + "\n", encoding="utf-8")
        os.replace(new, self.folder / RUN)

    def publish(self, count: int) -> Counts:
        """The first ``count`` parts as tables, in the place of those of an earlier run."""
        ready = self.work / "ready"
        shutil.rmtree(ready, ignore_errors=True)
        ready.mkdir(parents=True)
        counts = Counts(dict.fromkeys(self.tables, 0))
        groups = self._groups(count, counts)
        if self.options.get("link"):
            # The first of its two passes over the parts counts in vain.
            passes = iter([Counts(dict.fromkeys(self.tables, 0)), counts])
            groups = link_groups(lambda: self._groups(count, next(passes)))
        if self.format == "parquet":
            self._write_dataset(groups, ready)
        else:
            with table_writers(self.tables, ready, self.format) as write:
                for group in groups:
                    write(group)
        for old in list(self._published()):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        for new in sorted(ready.iterdir()):
            os.replace(new, self.folder / new.name)
        return counts

    def close(self) -> None:
        """Drop the parts; the tables are in place."""
        shutil.rmtree(self.work, ignore_errors=True)

    def _groups(self, count: int, counts: Counts) -> Iterator[dict[str, pa.Table]]:
        """The tables of all parts in order, settled, some parts at a time."""
        import pyarrow as pa

        with seen_on_disk(self.work / "seen.sqlite") as seen:
            waiting: list[dict[str, pa.Table]] = []
            for number in range(count):
                part = settled(part_file(self.work, number), seen)
                counts.failed += len(part.failed)
                counts.failures += part.failed[: SHOWN_FAILURES - len(counts.failures)]
                for name in self.tables:
                    counts.rows[name] += len(part.tables[name])
                waiting.append(part.tables)
                if number == count - 1 or sum(len(tables["articles"]) for tables in waiting) >= GROUP:
                    yield {name: pa.concat_tables(tables[name] for tables in waiting) for name in self.tables}
                    waiting = []

    def _write_dataset(self, groups: Iterator[dict[str, pa.Table]], ready: Path) -> None:
        """A file a table where all fits in one, else a folder of files."""
        files = 0
        for first in groups:
            part = ready / f"part-{files:05d}"
            with table_writers(self.tables, part, "parquet") as write:
                write(first)
                for _, group in zip(range(FILE_GROUPS - 1), groups, strict=False):
                    write(group)
            files += 1
        for part in sorted(ready.iterdir()):
            for name in self.tables:
                goal = ready / f"{name}.parquet" if files == 1 else ready / name / f"{part.name}.parquet"
                goal.parent.mkdir(exist_ok=True)
                os.replace(part / f"{name}.parquet", goal)
            part.rmdir()

    def _published(self) -> Iterator[Path]:
        names = [f"{table}.{format}" for table in TABLES for format in FORMATS[:3]]
        for path in (self.folder / name for name in [*names, *TABLES, SQLITE_NAME]):
            # Only what a run writes: a folder of that name with anything else in it is not ours.
            if path.is_file() or (path.is_dir() and all(f.match("part-*.parquet") for f in path.iterdir())):
                yield path


class _Column(MutableMapping[str, str]):
    """A table of a database as a mapping."""

    def __init__(self, db: sqlite3.Connection, name: str) -> None:
        self._db, self._name = db, name
        db.execute(f"CREATE TABLE {name} (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")

    def __getitem__(self, key: str) -> str:
        row = self._db.execute(f"SELECT value FROM {self._name} WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return str(row[0])

    def __setitem__(self, key: str, value: str) -> None:
        self._db.execute(f"REPLACE INTO {self._name} VALUES (?, ?)", (key, value))

    def __delitem__(self, key: str) -> None:
        self._db.execute(f"DELETE FROM {self._name} WHERE key = ?", (key,))

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._db.execute(f"SELECT key FROM {self._name}"))

    def __len__(self) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {self._name}").fetchone()[0])


@contextmanager
def seen_on_disk(file: Path) -> Iterator[Seen]:
    """The articles met so far, kept in a file: a run over ten million articles must not hold their ids in memory."""
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -16000"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        yield Seen(_Column(db, "digests"), _Column(db, "firsts"))
    file.unlink(missing_ok=True)

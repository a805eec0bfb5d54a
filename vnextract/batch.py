"""Many files to tables: one process or several, in order, in bounded memory; a bad file is an error row."""

from __future__ import annotations

import multiprocessing
import multiprocessing.process
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b, sha256
from itertools import islice
from pathlib import Path
from typing import Any

from vnextract.document import KINDS, Article
from vnextract.errors import InputError, NothingFoundError, OptionError, WorkerError
from vnextract.model import model_digest
from vnextract.pipeline import Pipeline, Rows, Seen, error_rows, merge_rows, settle
from vnextract.reading import Input, Inputs, describe, find_inputs, parse_published, read_articles, read_bytes
from vnextract.runs import Part, Run, locked, seeds_digest
from vnextract.schema import TABLE_OF, TABLES
from vnextract.storage import check_format
from vnextract.tables import Tables, build_tables
from vnextract.version import __version__

PART_FILES, PART_BYTES = 512, 16 << 20  # inputs a part: some seconds of work, some megabytes of rows
TASK_FILES = 16  # inputs handed to a worker at a time
AHEAD = 4  # tasks a worker may be ahead of the one awaited

Progress = Callable[[int], None]
OF_KIND = {
    "official": ("officials", "positions"),
    "directive": ("directives", "provisions"),
    "event": ("events", "participants"),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run into a folder found: files read, those that failed with the reason, rows a table."""

    out: Path
    format: str
    files: int
    failed: tuple[tuple[str, str], ...] = ()
    rows: dict[str, int] = field(default_factory=dict)
    passed_over: int = 0
    was_complete: bool = False


def read_rows(sources: Sequence[Input], pipeline: Pipeline, published: date | None) -> list[Rows]:
    """The rows of each article in some files; what cannot be read is a row with its error."""
    return [rows for source in sources for rows in _file_rows(source, pipeline, published)]


def _file_rows(source: Input, pipeline: Pipeline, published: date | None) -> Iterator[Rows]:
    data = b""
    try:
        data = read_bytes(source)
        for article in read_articles(source, data):
            yield pipeline.rows(article if article.published else replace(article, published=published))
    except InputError as error:
        known = describe(replace(source, told={}), data)
        yield error_rows(known if data else replace(known, sha256=None), str(error))


def _work(sources: Sequence[Input]) -> list[Rows]:
    return read_rows(sources, *_state)


_state: tuple[Pipeline, date | None] = (Pipeline(), None)  # of a worker process


def _start(pipeline: Pipeline, published: date | None) -> None:
    """Set up a worker: it ignores Ctrl-C (the parent stops it) and ends when its parent dies."""
    global _state
    _state = (pipeline, published)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


Reader = Callable[[Iterable[Sequence[Input]]], Iterator[list[Rows]]]


@contextmanager
def reader(pipeline: Pipeline, published: date | None, workers: int) -> Iterator[Reader]:
    """A function from tasks to their rows, in order; with several workers it runs a few tasks ahead."""
    if workers < 1:
        raise OptionError(f"workers={workers}: expected 1 or more")
    if workers == 1:
        yield lambda tasks: (read_rows(task, pipeline, published) for task in tasks)
        return
    try:
        pickle.dumps(pipeline)
    except Exception as error:
        raise OptionError(f"workers={workers}: an extractor cannot be sent to a worker: {error}") from None
    # Spawned workers hold no lock and no thread of ours.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start, (pipeline, published))

    def run(tasks: Iterable[Sequence[Input]]) -> Iterator[list[Rows]]:
        rest = iter(tasks)
        waiting: deque[Future[list[Rows]]] = deque(pool.submit(_work, t) for t in islice(rest, workers * AHEAD))
        while waiting:
            try:
                rows = waiting.popleft().result()
            except BrokenProcessPool:
                raise WorkerError("a worker process died, killed or out of memory; try fewer workers") from None
            yield rows
            waiting.extend(pool.submit(_work, t) for t in islice(rest, 1))

    try:
        yield run
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def tasks_of(sources: Sequence[Input]) -> Iterator[Sequence[Input]]:
    for at in range(0, len(sources), TASK_FILES):
        yield sources[at : at + TASK_FILES]


def parts_of(sources: Sequence[Input]) -> Iterator[Sequence[Input]]:
    """The inputs cut into parts, by number and size, the same for any number of workers."""
    part: list[Input] = []
    size = 0
    for source in sources:
        more = source.file.stat().st_size if source.file.exists() else 0
        if part and (len(part) == PART_FILES or size + more > PART_BYTES):
            yield part
            part, size = [], 0
        part.append(source)
        size += more
    if part:
        yield part


def digest_of(sources: Sequence[Input], before: str) -> str:
    """The digest of some inputs, ids, metadata and bytes, chained to the one before."""
    digest = blake2b(before.encode(), digest_size=16)
    for source in sources:
        try:
            content = sha256(read_bytes(source)).hexdigest()
        except InputError as error:
            content = str(error)
        digest.update(repr((source.doc_id, sorted(source.told.items()), content)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def tables_of(kinds: Sequence[str] | None) -> tuple[str, ...]:
    """The tables that hold the kinds asked for; all without any.

    >>> tables_of(["directive", "event"])
    ('articles', 'directives', 'events', 'participants', 'provisions')
    """
    for kind in kinds or ():
        if kind not in KINDS:
            raise OptionError(f"kinds={kind!r}: expected some of {', '.join(KINDS)}")
    wanted = {table for kind in kinds or KINDS for table in OF_KIND.get(kind, (TABLE_OF[kind],))}
    return tuple(name for name in TABLES if name == "articles" or name in wanted)


def extract_files(
    paths: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    format: str = "parquet",
    workers: int = 1,
    kinds: Sequence[str] | None = None,
    published: str | date | None = None,
    overwrite: bool = False,
    pipeline: Pipeline | None = None,
    progress: Callable[[Inputs], Progress] | None = None,
) -> Summary:
    """Files and folders to tables in the folder ``out``; the same call again goes on where it stopped.

    ``published`` is the day of articles that ``metadata.csv`` tells none for. ``progress`` is given the inputs and
    returns a function that is called with the number of files done since the last call.
    """
    line, day = pipeline or Pipeline(), parse_published(published)
    inputs = find_inputs(paths)
    if not inputs.files:
        raise NothingFoundError(f"no .txt files in {', '.join(map(str, paths))}")
    options = {
        "version": __version__,
        "seeds": seeds_digest(),
        "model": model_digest(line.model) if line.model is not None else None,
        "paths": [Path(path).as_posix() for path in paths],
        "format": check_format(format),
        "kinds": list(kinds) if kinds else None,
        "published": day.isoformat() if day else None,
        "tokenizer": line.tokenizer,
        "threshold": line.threshold,
        "time_limit": line.time_limit,
    }
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; give a folder")
    run = Run(folder, format, tables_of(kinds), options)
    with locked(folder):
        before = run.begin(overwrite)
        advance = progress(inputs) if progress else lambda _: None
        return _run(run, inputs, before, line, day, workers, advance)


def _run(
    run: Run, inputs: Inputs, before: dict[str, Any], line: Pipeline, day: date | None, workers: int, advance: Progress
) -> Summary:
    groups = list(parts_of(inputs.files))
    chains: list[str] = []
    for group in groups:
        chains.append(digest_of(group, chains[-1] if chains else ""))
    if before.get("complete") and before.get("inputs") == chains[-1]:
        advance(len(inputs.files))
        return _summary(run, inputs, before, was_complete=True)
    run.record(complete=False)
    seen = Seen()
    failed: list[tuple[str, str]] = []
    counts = dict.fromkeys(run.tables, 0)
    with reader(line, day, workers) as read:
        for number, (group, chain) in enumerate(zip(groups, chains, strict=True)):
            part = run.done(number, chain)
            if part is None:
                part = _make_part(run, number, group, chain, read, seen, advance)
            else:
                for doc_id, digest in part.articles:
                    seen.remember(doc_id, digest)
                advance(len(group))
            failed.extend(part.failed)
            counts = {name: counts[name] + part.rows[name] for name in run.tables}
    run.publish(len(groups))
    state = {"failed": failed, "rows": counts}
    run.record(complete=True, inputs=chains[-1], **state)
    run.close()
    return _summary(run, inputs, state)


def _make_part(
    run: Run, number: int, group: Sequence[Input], chain: str, read: Reader, seen: Seen, advance: Progress
) -> Part:
    settled: list[Rows] = []
    for task in read(tasks_of(group)):
        settled.extend(settle(rows, seen) for rows in task)
        advance(len(task))
    rows = merge_rows(settled)
    articles = [(r["doc_id"], seen.digests[r["doc_id"]]) for r in rows["articles"] if r["doc_id"] in seen.digests]
    failed = [(row["doc_id"], row["error"]) for row in rows["articles"] if row.get("error")]
    part = Part(chain, articles, failed, {name: len(rows[name]) for name in run.tables})
    run.save(number, rows, part)
    return part


def _summary(run: Run, inputs: Inputs, state: dict[str, Any], was_complete: bool = False) -> Summary:
    return Summary(
        out=run.folder,
        format=run.format,
        files=len(inputs.files),
        failed=tuple((doc_id, error) for doc_id, error in state["failed"]),
        rows=dict(state["rows"]),
        passed_over=inputs.passed_over,
        was_complete=was_complete,
    )


def extract_folder(
    folder: str | os.PathLike[str],
    *,
    published: str | date | None = None,
    workers: int = 1,
    progress: bool = True,
    pipeline: Pipeline | None = None,
) -> Tables:
    """The articles below a folder, or one file, as tables in memory; a progress bar in a terminal or notebook.

    ``published`` is the day of articles that the folder's ``metadata.csv`` tells none for. For more than fits into
    memory: ``vnextract extract FOLDER -o OUT``, then ``read_tables``.
    """
    from tqdm import tqdm

    inputs = find_inputs([folder])
    if not inputs.files:
        raise NothingFoundError(f"no .txt files in {folder}")
    seen = Seen()
    quiet = not (progress and (sys.stderr.isatty() or "ipykernel" in sys.modules))
    bar = tqdm(total=len(inputs.files), unit="file", disable=quiet)
    rows: list[Rows] = []
    with bar, reader(pipeline or Pipeline(), parse_published(published), workers) as read:
        for task in read(tasks_of(inputs.files)):
            rows.extend(settle(part, seen) for part in task)
            bar.update(len(task))
    return build_tables(merge_rows(rows))


def article_of(file: str | os.PathLike[str]) -> Article:
    """The first article in a file; InputError for a folder, NothingFoundError where there is none to read."""
    if Path(file).is_dir():
        raise InputError(f"{file} is a folder; give one file")
    (source,) = find_inputs([file]).files
    try:
        return next(iter(read_articles(source, read_bytes(source))))
    except InputError as error:
        raise NothingFoundError(f"{file}: {error}") from None

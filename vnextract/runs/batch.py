"""Many files to tables: one process or several, whatever their number; a bad file is an error row.

Inputs are cut into chunks; each becomes a part, made by a worker (``parts``, ``workers``); when all parts are there they
are joined into tables (``runs``). Neither step holds more than a few parts in memory.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vnextract.document import KINDS, Article
from vnextract.errors import InputError, NothingFoundError, OptionError, OutputError
from vnextract.model.tagger import model_digest
from vnextract.pipeline import Pipeline
from vnextract.reading import SUFFIXES, Columns, Inputs, Unread, find_inputs, parse_published, read_articles
from vnextract.runs.chunks import Chunk, chunks_of, digest_of
from vnextract.runs.folder import Run, locked, seeds_digest
from vnextract.runs.parts import Made, PartMaker
from vnextract.runs.progress import Bar, Progress, Tally, silent
from vnextract.runs.workers import Beat, Crew
from vnextract.schema import TABLE_OF, TABLES
from vnextract.storage import check_format
from vnextract.tables import Tables, read_tables
from vnextract.version import __version__

OF_KIND = {
    "official": ("officials", "positions"),
    "directive": ("directives", "provisions"),
    "event": ("events", "participants"),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run into a folder found: files, rows a table, articles that failed and the first of these with the reason."""

    out: Path
    format: str
    files: int
    rows: dict[str, int] = field(default_factory=dict)
    failed: int = 0
    failures: tuple[tuple[str, str], ...] = ()
    passed_over: int = 0
    was_complete: bool = False


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
    columns: Columns | None = None,
    overwrite: bool = False,
    link: bool = True,
    pipeline: Pipeline | None = None,
    progress: Progress = silent,
) -> Summary:
    """Files and folders to tables in the folder ``out``; the same call again goes on where it stopped.

    ``published`` is the day of articles that tell none themselves, nor ``metadata.csv`` for them. ``columns`` names the
    columns of tables of articles. ``link``: whether to link what is the same in all articles (``link_articles``), which
    takes one or two kilobytes of memory an article. With several ``workers``, or a pipeline
    with a time limit, articles are read in worker processes: one that takes too long, or kills its worker, becomes an
    error row. ``progress`` is told how far the run is, some times a second.
    """
    line, day = pipeline or Pipeline(), parse_published(published)
    if workers < 1:
        raise OptionError(f"workers={workers}: expected 1 or more")
    inputs = find_inputs(paths, columns)
    if not inputs.survey.files:
        where = ", ".join(map(str, paths))
        raise NothingFoundError(f"nothing to read in {where}; expected files of {', '.join(SUFFIXES)}")
    options = {
        "version": __version__,
        "seeds": seeds_digest(line.seeds),
        "model": model_digest(line.model) if line.model is not None else None,
        "paths": [Path(path).as_posix() for path in paths],
        "format": check_format(format),
        "kinds": list(kinds) if kinds else None,
        "published": day.isoformat() if day else None,
        "columns": asdict(columns or Columns()),
        "tokenizer": line.tokenizer,
        "threshold": line.threshold,
        "time_limit": line.time_limit,
        "link": link,
    }
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; give a folder")
    run = Run(folder, format, tables_of(kinds), options)
    try:
        with locked(folder):
            before = run.begin(overwrite)
            return _run(run, inputs, before, PartMaker(run.work, run.tables, line, day), workers, progress)
    except (OSError, sqlite3.OperationalError) as error:
        told = getattr(error, "strerror", None) or error
        raise OutputError(
            f"cannot write to {folder}: {told}; what was done stands, and the same command goes on from there"
        ) from error


def _run(
    run: Run, inputs: Inputs, before: dict[str, Any], make: PartMaker, workers: int, progress: Progress
) -> Summary:
    if before.get("complete") and _unchanged(inputs, before["parts"]):
        run.close()
        return _summary(run, inputs, before, was_complete=True)
    run.record(complete=False)
    tally = Tally(inputs.survey.size, progress)
    digests: dict[int, str] = {}
    for made in _make_parts(make, chunks_of(inputs), workers, tally):
        tally.finish(made.chunk.number, made.chunk.size, made.articles, made.failed)
        digests[made.chunk.number] = made.digest
    tally.write()
    counts = run.publish(len(digests))
    state = {"rows": counts.rows, "failed": counts.failed, "failures": counts.failures}
    run.record(complete=True, **state, parts=[digests[number] for number in range(len(digests))])
    run.close()
    return _summary(run, inputs, state)


def _make_parts(make: PartMaker, chunks: Iterable[Chunk], workers: int, tally: Tally) -> Iterator[Made]:
    def watch(chunk: Chunk, beat: Beat) -> None:
        tally.beat(chunk.number, beat.size, beat.articles, beat.failed)

    limit = make.pipeline.time_limit
    if workers == 1 and limit is None:
        for chunk in chunks:
            yield make(chunk, {}, partial(watch, chunk))
        return
    with Crew(make, workers, limit, watch) as crew:
        yield from crew.run(chunks)


def _unchanged(inputs: Inputs, digests: Sequence[str]) -> bool:
    """Whether the inputs are those of a complete run; the first chunk that differs ends the look."""
    rest = iter(digests)
    return all(digest_of(c) == next(rest, None) for c in chunks_of(inputs)) and not any(rest)


def _summary(run: Run, inputs: Inputs, state: dict[str, Any], was_complete: bool = False) -> Summary:
    return Summary(
        out=run.folder,
        format=run.format,
        files=inputs.survey.files,
        rows=dict(state["rows"]),
        failed=state["failed"],
        failures=tuple((doc_id, error) for doc_id, error in state["failures"]),
        passed_over=inputs.passed_over,
        was_complete=was_complete,
    )


def extract_folder(
    folder: str | os.PathLike[str],
    *,
    published: str | date | None = None,
    workers: int = 1,
    progress: bool = True,
    link: bool = True,
    pipeline: Pipeline | None = None,
) -> Tables:
    """The articles below a folder, or one file, as tables in memory; a progress bar in a terminal or notebook.

    ``published`` is the day of articles that the folder's ``metadata.csv`` tells none for. For more than fits into
    memory: ``vnextract extract FOLDER -o OUT``, then ``read_tables``. ``link``: whether to link what is the same in all
    articles (``link_articles``).
    """
    shown = progress and (sys.stderr.isatty() or "ipykernel" in sys.modules)
    with TemporaryDirectory(prefix="vnextract-") as out, Bar() if shown else nullcontext(silent) as show:
        extract_files([folder], out, workers=workers, published=published, link=link, pipeline=pipeline, progress=show)
        return read_tables(out)


def article_of(file: str | os.PathLike[str]) -> Article:
    """The first article in a file; InputError for a folder, NothingFoundError where there is none to read."""
    if Path(file).is_dir():
        raise InputError(f"{file} is a folder; give one file")
    (source,) = find_inputs([file]).files
    first = next(read_articles(source), None)
    if first is None or isinstance(first, Unread):
        raise NothingFoundError(f"{file}: {first.error if first else 'it holds no article'}")
    return first

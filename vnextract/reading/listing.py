"""Which inputs there are below some paths, in order of their ids, however many: they are walked, not held."""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from vnextract.errors import InputError
from vnextract.reading.inputs import (
    DESCRIBING,
    METADATA,
    RUN,
    STDIN,
    SUFFIXES,
    Columns,
    Input,
    path_key,
    read_metadata,
    readable,
    spool,
    suffix_of,
)

Told = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Survey:
    """How many inputs there are, how large they are together, and how many files were passed over for their kind."""

    files: int
    size: int
    passed_over: int


@dataclass(frozen=True, slots=True)
class _Root:
    """A file or folder given, where it is with all links followed, and its name as an input if it is a file."""

    path: str
    real: str
    file: str | None = None

    def holds(self, real: str) -> bool:
        """Whether a file, all links followed, is listed below this root."""
        if self.file is not None:
            return real == self.real
        inner = real.removeprefix(self.real.rstrip(os.sep) + os.sep)
        return inner != real and not any(part.startswith(".") for part in inner.split(os.sep))


class Inputs:
    """The inputs below some paths. Each iteration walks the folders anew; memory is that of the largest folder."""

    def __init__(self, roots: Iterable[_Root], columns: Columns) -> None:
        self._roots, self._columns = tuple(roots), columns

    def __iter__(self) -> Iterator[Input]:
        return (found for found in self._walked() if found is not None)

    @property
    def files(self) -> tuple[Input, ...]:
        """All inputs at once."""
        return tuple(self)

    @cached_property
    def survey(self) -> Survey:
        """What one walk through all of them counts."""
        files = size = passed_over = 0
        for found in self._walked():
            passed_over += found is None
            files += found is not None
            size += 0 if found is None else size_of(found)
        return Survey(files, size, passed_over)

    @property
    def passed_over(self) -> int:
        return self.survey.passed_over

    def _walked(self) -> Iterator[Input | None]:
        """The inputs in order; None for each file that was passed over."""
        met: set[str] = set()  # where links lead to
        walks = [self._below(number, met) for number in range(len(self._roots))]
        return (found for _, _, found in heapq.merge(*walks, key=lambda step: step[:2]))

    def _below(self, number: int, met: set[str]) -> Iterator[tuple[str, str, Input | None]]:
        root = self._roots[number]
        if root.file is not None:
            if not any(other.holds(root.real) for other in self._roots[:number]):
                told = read_metadata(Path(root.path).parent).get(path_key(root.file), {}) if root.file != STDIN else {}
                yield root.file, root.path, Input(root.file, Path(root.path), told, self._columns)
            return
        for name, path, told, is_link in _walk(root.path, "", ()):
            real = os.path.realpath(path) if is_link else root.real + path[len(root.path) :]
            if any(other.holds(real) for other in (self._roots if is_link else self._roots[:number])):
                if not is_link or os.path.exists(real):
                    continue
            elif is_link and os.path.exists(real):
                if real in met:
                    continue
                met.add(real)
            known = suffix_of(name)[0] in SUFFIXES
            yield name, path, Input(name, Path(path), told, self._columns) if known else None


def find_inputs(paths: Iterable[str | os.PathLike[str]], columns: Columns | None = None) -> Inputs:
    """The files to read: each file given, and in each folder given the files of known kinds, hidden ones apart.

    ``-`` is standard input. A path that does not exist raises InputError. A file that is reached in several ways is
    read once, as the path given first has it.
    """
    roots = []
    for given in paths:
        path = os.fspath(given)
        if path == STDIN:
            file = str(spool())
            roots.append(_Root(file, os.path.realpath(file), STDIN))
        elif os.path.isdir(path):
            roots.append(_Root(path, os.path.realpath(path)))
        elif os.path.lexists(path):
            roots.append(_Root(path, os.path.realpath(path), readable(os.path.basename(path))))
        else:
            raise InputError(f"no such file or folder: {path}")
    return Inputs(roots, columns or Columns())


def size_of(source: Input) -> int:
    """Bytes of an input; 0 for one that is not there: it is told of when it is read."""
    try:
        return source.file.stat().st_size
    except OSError:
        return 0


def _walk(
    folder: str, prefix: str, tables: tuple[tuple[str, Told], ...]
) -> Iterator[tuple[str, str, Mapping[str, str], bool]]:
    """The visible files below a folder, in order of their ids: id, path, the nearest ``metadata.csv`` row, is it a link.

    ``tables``: the ``metadata.csv`` met on the way, each with the prefix of ids of its folder.
    """
    try:
        with os.scandir(folder) as found:
            visible = [(readable(e.name) + "/" * _is_folder(e), e) for e in found if e.name[0] != "."]
    except OSError:  # what may not be entered is not there
        return
    entries = sorted(visible, key=lambda pair: pair[0])
    names = {entry.name for _, entry in entries}
    if RUN in names:
        return
    if METADATA in names:
        tables = (*tables, (prefix, read_metadata(Path(folder))))
    for name, entry in entries:
        if name.endswith("/"):
            if not entry.is_symlink():
                yield from _walk(entry.path, prefix + name, tables)
        elif entry.name not in DESCRIBING:
            doc_id = prefix + name
            rows = (table.get(path_key(doc_id.removeprefix(top))) for top, table in reversed(tables))
            yield doc_id, entry.path, next((row for row in rows if row is not None), {}), entry.is_symlink()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False

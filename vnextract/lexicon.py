"""Seed tables and what is made of them: a trie that finds the longest form at a syllable.

``seed_rows`` is the one place that opens a seed file, from the installed package ``vnextract.seeds`` or, in a bare
checkout, from the sibling folder. ``Lexicon`` maps forms to any payload. Within ``using`` the rows of an ``Overlay``
stand over those of the package; whatever is compiled from rows is kept by ``per_seeds``, once for each overlay.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from importlib import import_module, resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from vnextract.errors import SeedError
from vnextract.syllables import keys

if TYPE_CHECKING:
    from importlib.abc import Traversable

_DAY: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A form found: syllables ``[first, last)`` and the payload of the lexicon."""

    first: int
    last: int
    value: T


class Lexicon(Generic[T]):
    """Forms to payloads, looked up by longest match on syllable boundaries, in any letter case.

    >>> lexicon = Lexicon([("ủy ban", "short"), ("ủy ban nhân dân", "long")])
    >>> lexicon.longest(("tại", "ủy", "ban", "nhân", "dân", "xã"), 1)
    Hit(first=1, last=5, value='long')
    """

    __slots__ = ("_root", "first_keys")

    first_keys: Final[frozenset[str]]  # the keys with which forms start: the quick test before ``longest``

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        self._root: dict[Any, Any] = {}
        for form, value in forms:
            node = self._root
            sequence = keys(form)
            if not sequence:
                raise SeedError(f"the form {form!r} of {value!r} holds no syllable")
            for key in sequence:
                node = node.setdefault(key, {})
            node.setdefault(None, value)  # the first row of a form wins
        self.first_keys = frozenset(self._root)

    def longest(self, sequence: Sequence[str], at: int) -> Hit[T] | None:
        """The longest form that starts at syllable ``at``, or None."""
        node: Any = self._root
        value: Any = None
        last = -1
        i, n = at, len(sequence)
        while i < n and (node := node.get(sequence[i])) is not None:
            i += 1
            if None in node:
                last, value = i, node[None]
        return None if last < 0 else Hit(at, last, value)

    def prefixes(self, sequence: Sequence[str], at: int) -> list[Hit[T]]:
        """Every form that starts at syllable ``at``, longest first."""
        found: list[Hit[T]] = []
        node: Any = self._root
        for i in range(at, len(sequence)):
            node = node.get(sequence[i])
            if node is None:
                break
            if None in node:
                found.append(Hit(at, i + 1, node[None]))
        found.reverse()
        return found

    def find(self, sequence: Sequence[str], first: int = 0, last: int | None = None) -> Iterator[Hit[T]]:
        """Longest forms from left to right, not overlapping."""
        if last is not None:
            sequence = sequence[:last]
        free = first
        for at in self.openings(sequence):
            if at >= free and (hit := self.longest(sequence, at)) is not None:
                yield hit
                free = hit.last

    def openings(self, sequence: Sequence[str]) -> list[int]:
        """The syllables at which a form may start, by themselves and the syllable after: the quick test before ``longest``."""
        root = self._root
        return [
            i
            for i, key in enumerate(sequence)
            if key in root and (None in (node := root[key]) or (i + 1 < len(sequence) and sequence[i + 1] in node))
        ]


def seed_root() -> Traversable:
    """The folder of seed files: the installed package, or the sibling of the checkout."""
    try:
        import_module("vnextract.seeds")
        return resources.files("vnextract.seeds")
    except ModuleNotFoundError:
        return Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Overlay:
    """Rows of a user's own by table: each takes the place of all rows of the package with its first cell, or is added.

    Two overlays with the same digest are the same.
    """

    digest: str
    tables: Mapping[str, tuple[Row, ...]] = field(compare=False)
    removed: Mapping[str, frozenset[str]] = field(compare=False)  # first cells of rows to drop, in lower case

    def over(self, name: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows of a table as this overlay leaves them; its own come first, as the first row of a form wins."""
        own = self.tables.get(name, ())
        gone = self.removed.get(name, frozenset()) | {first_cell(row) for row in own}
        return (*own, *(row for row in rows if first_cell(row) not in gone))


def first_cell(row: Row) -> str:
    """What tells a row from others, in lower case: its first cell."""
    return next(iter(row.values())).casefold()


_overlay: ContextVar[Overlay | None] = ContextVar("overlay", default=None)


@contextmanager
def using(overlay: Overlay | None) -> Iterator[None]:
    """Within it, in this thread or task, seed tables are read with the overlay's rows; None: those of the package."""
    token = _overlay.set(overlay)
    try:
        yield
    finally:
        _overlay.reset(token)


def per_seeds(function: F) -> F:
    """``functools.cache`` for what is compiled from seed rows: kept once for each overlay in use.

    The value for the package's own rows is kept for good, those of the last few overlays beside it.
    """
    own = cache(function)
    others = lru_cache(maxsize=8)(lambda _overlay: cache(function))

    @wraps(function)
    def kept(*args: Any) -> Any:
        overlay = _overlay.get()
        return own(*args) if overlay is None else others(overlay)(*args)

    return kept  # type: ignore[return-value]


@per_seeds
def seed_rows(name: str) -> tuple[Row, ...]:
    """The rows of ``seeds/<name>.csv``, stripped, in file order, with those of the overlay in use.

    Raises SeedError when the file is missing, a row has too many or too few cells, its first cell is empty, or a cell
    of ``valid_from`` or ``valid_to`` is no ISO day, month or year.
    """
    rows = shipped_rows(name)
    overlay = _overlay.get()
    return rows if overlay is None else overlay.over(name, rows)


@cache
def shipped_rows(name: str) -> tuple[Row, ...]:
    """The rows that come with the package, whatever overlay is in use."""
    path = seed_root() / f"{name}.csv"
    if not path.is_file():
        raise SeedError(f"no seed table {name!r}; there are: {', '.join(seed_tables())}")
    return parse_rows(path.read_text(encoding="utf-8"), f"seeds/{name}.csv")


def seed_tables() -> list[str]:
    """The names of the tables that come with the package, sorted."""
    return sorted(p.name.removesuffix(".csv") for p in seed_root().iterdir() if p.name.endswith(".csv"))


def parse_rows(text: str, where: str) -> tuple[Row, ...]:
    """CSV text to rows, every bad row listed in one SeedError."""
    reader = csv.reader(io.StringIO(text))
    rows: list[Row] = []
    bad: list[str] = []
    header = next(reader, [])
    days = [column for column in ("valid_from", "valid_to") if column in header]
    for cells in filter(None, reader):
        if len(cells) != len(header):
            bad.append(f"{where}:{reader.line_num}: expected {len(header)} cells ({', '.join(header)})")
            continue
        row = dict(zip(header, map(str.strip, cells), strict=True))
        if not row[header[0]]:
            bad.append(f"{where}:{reader.line_num}: {header[0]} is empty")
            continue
        for column in days:
            if row[column] and not _DAY.fullmatch(row[column]):
                bad.append(f"{where}:{reader.line_num}: {column}={row[column]!r} is no day, month or year (2025-07-01)")
        rows.append(row)
    if bad:
        raise SeedError("\n".join(bad))
    return tuple(rows)

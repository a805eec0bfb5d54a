"""A user's own vocabulary over the package's: rows that add a word, give one another meaning, or drop it."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, Union

from vnextract.errors import SeedError
from vnextract.lexicon import Lexicon, Overlay, Row, first_cell, parse_rows, seed_tables, shipped_rows
from vnextract.syllables import keys

if TYPE_CHECKING:
    import pandas as pd

REMOVE: Final = "remove"  # a column that users' tables may have: "yes" drops the package's rows of that form

# Columns of a few known values: a value that no row of the package has would be silently without effect.
CLOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "actors": ("kind",),
    "bodies": ("family", "alone", "level", "branch"),
    "body_fields": ("kind", "ministry"),
    "citation_words": ("role",),
    "cues": ("kind",),
    "doc_types": ("number",),
    "honorifics": ("kind", "gender"),
    "issuers": ("branch", "level"),
    "places": ("level", "unit"),
    "surnames": ("origin", "strength"),
    "titles": ("scope", "standing", "deputy"),
    "triggers": ("event_type", "pos"),
    "units": ("sector",),
}
NUMERIC: Final = ("weight", "count", "names")

TableSource = Union[str, "os.PathLike[str]", "pd.DataFrame", Iterable[Mapping[str, object]]]
Seeds = Union[None, Overlay, str, "os.PathLike[str]", Mapping[str, TableSource]]


def read_vocabulary(seeds: Seeds) -> Overlay | None:
    """What a caller gives as ``seeds`` to the overlay that the line uses; None for nothing.

    ``seeds``: a folder of CSV files named like the package's tables (``titles.csv``); one such file; or a dict from
    table name to a CSV file, a DataFrame or dicts. A row takes the place of all rows of the package with the same first
    cell, or is added; with ``yes`` in a column ``remove`` it only drops them. Columns left out keep the package's
    values for that word; for a new word they are empty, numbers the middle of the package's.

    Raises SeedError that lists every bad row: an unknown table or column, an empty first cell, a value that a
    column of known values does not have, a form that does not stand in its example.

    >>> mine = read_vocabulary({"titles": [{"form": "trưởng khu đô thị", "role": "trưởng khu đô thị", "scope": "place",
    ...                                     "standing": "public"}]})
    >>> mine.tables["titles"][0]["scope"]
    'place'
    """
    if seeds is None or isinstance(seeds, Overlay):
        return seeds
    bad: list[str] = []
    tables: dict[str, tuple[Row, ...]] = {}
    removed: dict[str, frozenset[str]] = {}
    for name, source in _sources(seeds):
        if name not in (known := seed_tables()):
            bad.append(f"seeds: no table {name!r}; there are: {', '.join(known)}")
            continue
        try:
            rows, where = _rows(name, source)
        except SeedError as error:
            bad.append(str(error))
            continue
        start = 2 if isinstance(source, (str, os.PathLike)) else 1  # a file's first line is its header
        checked = (_checked(name, given, f"{where}:{number}", bad) for number, given in enumerate(rows, start))
        good = [row for row in checked if row is not None]
        removed[name] = frozenset(first_cell(row) for row in good if row.pop(REMOVE, "") == "yes")
        tables[name] = tuple(row for row in good if first_cell(row) not in removed[name])
    if bad:
        raise SeedError("\n".join(bad))
    told = json.dumps([tables, {name: sorted(forms) for name, forms in removed.items()}], sort_keys=True)
    return Overlay(blake2b(told.encode(), digest_size=8).hexdigest(), tables, removed)


def _sources(seeds: str | os.PathLike[str] | Mapping[str, TableSource]) -> list[tuple[str, TableSource]]:
    if isinstance(seeds, Mapping):
        return list(seeds.items())
    if not isinstance(seeds, (str, os.PathLike)):
        raise SeedError(f"seeds: expected a folder, a CSV file or a dict of tables, not a {type(seeds).__name__}")
    path = Path(seeds)
    if path.is_file():
        return [(path.stem, path)]
    files = sorted(path.glob("*.csv")) if path.is_dir() else []
    if not files:
        raise SeedError(f"seeds: {path} is no CSV file and no folder of CSV files named {', '.join(seed_tables())}")
    return [(file.stem, file) for file in files]


def _rows(name: str, source: TableSource) -> tuple[list[Row], str]:
    """The rows of one source as strings, and what to call it in errors."""
    if isinstance(source, (str, os.PathLike)):
        try:
            text = Path(source).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise SeedError(f"{source}: cannot be read as UTF-8 text: {error}") from None
        where = str(source)
    elif hasattr(source, "to_csv"):
        text, where = source.to_csv(index=False, lineterminator="\n"), f"seeds[{name!r}] row"
    else:
        text, where = _as_csv(name, source), f"seeds[{name!r}] row"
    return list(parse_rows(text, where)), where


def _as_csv(name: str, source: Iterable[Mapping[str, object]]) -> str:
    rows = [dict(row) for row in source]
    header = list(shipped_rows(name)[0])
    header += sorted({column for row in rows for column in row} - set(header))
    file = io.StringIO()
    writer = csv.DictWriter(file, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: "" if value is None else value for key, value in row.items()} for row in rows)
    return file.getvalue()


def _checked(name: str, given: Row, where: str, bad: list[str]) -> Row | None:
    """A row with all columns of its table, or None with what is wrong put down in ``bad``."""
    shipped = shipped_rows(name)
    columns = list(shipped[0])
    if unknown := sorted(set(given) - {*columns, REMOVE}):
        bad.append(f"{where}: no column {', '.join(unknown)}; {name} has {', '.join(columns)}, {REMOVE}")
        return None
    first = columns[0]
    if not given.get(first):
        bad.append(f"{where}: {first} is empty")
        return None
    if given.get(REMOVE, "") not in ("", "yes"):
        bad.append(f"{where}: {REMOVE}={given[REMOVE]!r}: expected yes or nothing")
        return None
    known = next((row for row in shipped if first_cell(row) == given[first].casefold()), None)
    if given.get(REMOVE) == "yes":
        if known is None:
            bad.append(f"{where}: {given[first]!r} cannot be removed: {name} has no such {first}")
        return None if known is None else dict(known) | given
    row = {column: given.get(column) or (known or {}).get(column, "") for column in columns}
    before = len(bad)
    if not keys(row[first]):
        bad.append(f"{where}: {first}={row[first]!r} holds no syllable")
    elif (
        first == "form" and given.get("example") and not list(Lexicon([(row[first], True)]).find(keys(row["example"])))
    ):
        bad.append(f"{where}: {row[first]!r} does not stand in its example {row['example']!r}")
    for column in CLOSED.get(name, ()):
        if row[column] not in (values := {r[column] for r in shipped}):
            bad.append(
                f"{where}: {column}={row[column]!r}: expected one of {', '.join(sorted(v or '(empty)' for v in values))}"
            )
    for column in (column for column in NUMERIC if column in row):
        row[column] = row[column] or str(median(float(r[column]) for r in shipped))
        try:
            float(row[column])
        except ValueError:
            bad.append(f"{where}: {column}={row[column]!r} is no number")
    return row if len(bad) == before else None

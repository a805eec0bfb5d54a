"""``Tables``: one typed DataFrame a kind of observation, written to and read from a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from vnextract.errors import InputError
from vnextract.frames import build_frame
from vnextract.schema import TABLES, Row
from vnextract.storage import (
    FORMATS,
    check_format,
    from_arrow,
    read_arrow,
    table_files,
    table_writers,
    to_arrow,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tables:
    """What was found in a number of articles, as DataFrames that join on ``doc_id``, ``mention_id``, ``entity_id``."""

    articles: pd.DataFrame
    officials: pd.DataFrame
    bodies: pd.DataFrame
    directives: pd.DataFrame
    events: pd.DataFrame
    positions: pd.DataFrame
    participants: pd.DataFrame
    provisions: pd.DataFrame

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Name and frame of each table."""
        for name in TABLES:
            yield name, getattr(self, name)

    def write(self, out: str | os.PathLike[str], format: str = "parquet") -> None:
        """Write every table to the folder ``out``, made if it is not there, replacing tables of that format.

        ``format`` is parquet, csv, jsonl (a file a table) or sqlite (one file, ``tables.sqlite``). Files are
        renamed into place when all are complete.
        """
        folder = Path(out)
        if folder.exists() and not folder.is_dir():
            raise InputError(f"{folder} is a file; give a folder")
        check_format(format)
        arrow = {name: to_arrow(name, frame) for name, frame in self.items()}
        with table_writers(arrow, folder, format) as write:
            write(arrow)

    def __repr__(self) -> str:
        return f"Tables({', '.join(f'{name}={len(frame)}' for name, frame in self.items())})"

    def _repr_html_(self) -> str:
        return summary_html(self)


def summary_html(tables: Tables) -> str:
    """A batch in a few lines: how many articles from when to when, and of each table how many rows about what."""
    articles = tables.articles
    days = articles["published"].dropna()
    failed = int(articles["error"].notna().sum())
    told = [f"{len(articles):,} articles"]
    if len(days):
        told.append(f"published {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}")
    if failed:
        told.append(f"{failed:,} could not be read (<code>articles.error</code>)")
    rows = "".join(
        f"<tr><td style='text-align:left'><code>{name}</code></td><td>{len(frame):,}</td>"
        f"<td style='text-align:left'>{escape(_most_frequent(name, frame))}</td></tr>"
        for name, frame in tables.items()
        if name != "articles"
    )
    return (
        f"<div><p><b>{told[0]}</b>{''.join(f' · {part}' for part in told[1:])}</p><table><thead><tr>"
        "<th style='text-align:left'>table</th><th>rows</th><th style='text-align:left'>most frequent</th>"
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


TELLING = {
    "officials": "full_name",
    "bodies": "canonical",
    "directives": "code",
    "events": "event_type",
    "positions": "role",
    "participants": "role",
    "provisions": "provision",
}


def _most_frequent(name: str, frame: pd.DataFrame, most: int = 4) -> str:
    counts = frame[TELLING[name]].dropna().astype(str).value_counts()
    ranked = sorted(counts[counts > 0].items(), key=lambda pair: (-pair[1], str(pair[0])))
    return ", ".join(f"{value} ({count:,})" for value, count in ranked[:most])


def build_tables(rows: Mapping[str, Iterable[Row]]) -> Tables:
    """Rows by table name as tables; a table without rows keeps its columns.

    >>> build_tables({})
    Tables(articles=0, officials=0, bodies=0, directives=0, events=0, positions=0, participants=0, provisions=0)
    """
    return Tables(**{name: build_frame(columns, rows.get(name, ()), name) for name, columns in TABLES.items()})


def found_formats(folder: Path) -> list[str]:
    """The formats in which a folder holds tables."""
    return [f for f in FORMATS if any(table_files(folder, name, f) for name in TABLES)]


def read_tables(path: str | os.PathLike[str], format: str | None = None) -> Tables:
    """The tables in a folder that ``Tables.write`` or ``vnextract extract`` wrote; equal to what was written.

    A table that is not there (``--kinds``) comes back empty. InputError when there is none at all, or when the
    folder holds several formats and ``format`` does not say which.
    """
    import pyarrow as pa

    folder = Path(path)
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder of tables")
    formats = [check_format(format)] if format else found_formats(folder)
    if not formats:
        raise InputError(f"{folder} holds no tables; expected {', '.join(f'articles.{f}' for f in FORMATS[:3])} ...")
    if len(formats) > 1:
        raise InputError(f"{folder} holds tables in {' and '.join(formats)}; say which with format=")
    frames = {}
    for name, columns in TABLES.items():
        files = table_files(folder, name, formats[0])
        tables = [read_arrow(name, file, formats[0]) for file in files]
        frames[name] = from_arrow(name, pa.concat_tables(tables)) if tables else build_frame(columns, (), name)
    return Tables(**frames)

"""What every engine does with a partition: articles to one wide frame that holds the rows of all tables.

A wide frame has each column of each table once, and beside them the table a row belongs to, the place of its
article among all articles, and the digest of the article's text. So an extraction is done once, whatever tables are
asked for, and what one article has to do with another is settled from three columns of one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vnextract.errors import InputError
from vnextract.frames import conform
from vnextract.pipeline import Pipeline, Seen, read_frame, text_digest
from vnextract.schema import TABLES, Column
from vnextract.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

TABLE, PLACE, DIGEST = "_table", "_place", "_digest"  # no column of a table starts so
WIDE: Mapping[str, Column] = {
    TABLE: Column(TABLE, "string", "the table that the row belongs to"),
    PLACE: Column(PLACE, "integer", "place of the article among all articles"),
    DIGEST: Column(DIGEST, "string", "digest of the article's text"),
    **{column.name: column for columns in TABLES.values() for column in columns},
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an article is among the others: the same as an earlier one, given before, or at odds with its id."""

    duplicate_of: str | None = None
    error: str | None = None
    is_repeated: bool = False


Verdicts = Mapping[int, Verdict]


def widen(frame: pd.DataFrame, places: Iterable[int], columns: Mapping[str, str], line: Pipeline) -> pd.DataFrame:
    """The articles of a partition as a wide frame, of plain objects; ``places``: where each one stands among all."""
    import pandas as pd

    rows = []
    for place, found in zip(places, read_frame(frame, columns, line), strict=True):
        text = found["articles"][0]["text"]
        of_article = {PLACE: place, DIGEST: None if text is None else text_digest(text)}
        for name, more in found.items():
            rows += [{**row, **of_article, TABLE: name} for row in more]
    wide: pd.DataFrame = pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in WIDE})
    return wide


def keys_of(wide: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Place, id and digest of the articles that were read."""
    read = wide[(wide[TABLE] == "articles") & wide[DIGEST].notna()]
    return list(zip(read[PLACE], read["doc_id"], read[DIGEST], strict=True))


def settle_keys(keys: Iterable[tuple[int, str, str]]) -> Verdicts:
    """The articles that are not the first of their kind, by place; as ``pipeline.settle`` does it for one process."""
    seen, found = Seen(), {}
    for place, doc_id, digest in sorted(keys):
        try:
            first = seen.place(doc_id, digest)
        except InputError as error:
            found[place] = Verdict(error=str(error), is_repeated=True)
        else:
            if first is not None:
                found[place] = Verdict(duplicate_of=first, is_repeated=first == doc_id)
    return found


def table_of(wide: pd.DataFrame, name: str, verdicts: Verdicts) -> pd.DataFrame:
    """One table out of a wide frame, in its declared types, in the light of all other partitions."""
    rows = wide[wide[TABLE] == name]
    if name == "articles":
        rows = rows.copy()
        for at, place in rows[PLACE].items():
            if (verdict := verdicts.get(place)) is not None:
                rows.at[at, "duplicate_of"] = verdict.duplicate_of
                if verdict.error is not None:
                    rows.at[at, "error"], rows.at[at, "note"] = verdict.error, None
    else:
        repeated = {place for place, verdict in verdicts.items() if verdict.is_repeated}
        rows = rows[~rows[PLACE].isin(repeated)]
    return conform(TABLES[name], rows, name)


def gather(frames: Mapping[str, Any], fetch: Callable[[Any], pd.DataFrame]) -> Tables:
    """The tables of an engine in memory; ``fetch`` gets one frame."""
    return Tables(**{name: conform(TABLES[name], fetch(frames[name]), name) for name in TABLES})

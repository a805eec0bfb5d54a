"""Spark: a DataFrame of articles in, DataFrames out, by ``mapInPandas`` with declared schemas.

>>> articles = spark.read.parquet("articles/")  # doctest: +SKIP
>>> tables = extract_frame(articles, text="text", doc_id="doc_id", published="published")  # doctest: +SKIP
>>> tables["officials"].write.parquet("officials/")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from vnextract.engines.partition import DIGEST, PLACE, TABLE, WIDE, Verdicts, gather, settle_keys, table_of, widen
from vnextract.pipeline import Pipeline, frame_columns
from vnextract.schema import TABLES, Column
from vnextract.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {"string": "string", "integer": "bigint", "number": "double", "date": "date"}


def schema_of(columns: Iterable[Column]) -> str:
    """The schema of some columns in Spark's words.

    >>> schema_of(TABLES["participants"])
    '`doc_id` string, `event_id` string, `role` string, `entity_id` string, `text` string'
    """
    return ", ".join(f"`{column.name}` {_TYPES[column.dtype]}" for column in columns)


def extract_frame(
    frame: Any,
    text: str = "text",
    doc_id: str = "doc_id",
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    pipeline: Pipeline | None = None,
) -> dict[str, Any]:
    """A Spark DataFrame of articles, one a row, to a Spark DataFrame for each table.

    The arguments name its columns, as in ``vnextract.extract_frame``, whose rows these are. The extraction is done
    here, once, and cached by the executors (``persist``: memory, then disk); ids and digests of the texts, some dozen
    bytes an article, come to the driver. InputError for a column that is not there.
    """
    from pyspark.sql import functions as F

    columns = frame_columns(frame.columns, text, doc_id, published, title, source)
    placed = frame.select(*dict.fromkeys(columns.values()), F.monotonically_increasing_id().alias(PLACE))
    read = partial(_read, columns=columns, pipeline=pipeline)
    wide = placed.mapInPandas(read, schema_of(WIDE.values())).persist()
    keys = wide.where((wide[TABLE] == "articles") & wide[DIGEST].isNotNull()).select(PLACE, "doc_id", DIGEST)
    verdicts = settle_keys((row[0], row[1], row[2]) for row in keys.toLocalIterator())
    return {
        name: wide.where(wide[TABLE] == name).mapInPandas(
            partial(_take, name=name, verdicts=verdicts), schema_of(TABLES[name])
        )
        for name in TABLES
    }


def _read(
    batches: Iterator[pd.DataFrame], columns: Mapping[str, str], pipeline: Pipeline | None
) -> Iterator[pd.DataFrame]:
    line = pipeline or Pipeline()
    for batch in batches:
        yield widen(batch, batch[PLACE].tolist(), columns, line)


def _take(batches: Iterator[pd.DataFrame], name: str, verdicts: Verdicts) -> Iterator[pd.DataFrame]:
    for batch in batches:
        # Arrow knows neither pandas' categories nor its missing integers as Spark wants them.
        plain = table_of(batch, name, verdicts).astype(object)
        yield plain.where(plain.notna(), None)


def collect(tables: Mapping[str, Any]) -> Tables:
    """The tables in memory, on the driver."""
    return gather(tables, lambda frame: frame.toPandas())

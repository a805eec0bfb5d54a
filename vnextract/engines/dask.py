"""Dask: a DataFrame of articles in, DataFrames out, over its partitions.

>>> import dask.dataframe as dd, pandas as pd  # doctest: +SKIP
>>> articles = dd.read_parquet("articles/*.parquet")  # doctest: +SKIP
>>> tables = extract_frame(articles, text="text", doc_id="doc_id", published="published")  # doctest: +SKIP
>>> tables["officials"].to_parquet("officials/")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vnextract.engines.partition import gather, keys_of, settle_keys, table_of, widen
from vnextract.frames import build_frame
from vnextract.pipeline import Pipeline, frame_columns
from vnextract.schema import TABLES
from vnextract.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

PARTITION = 1 << 32  # places in a partition


def extract_frame(
    frame: Any,
    text: str = "text",
    doc_id: str = "doc_id",
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    pipeline: Pipeline | None = None,
) -> dict[str, Any]:
    """A Dask DataFrame of articles, one a row, to a Dask DataFrame for each table; nothing is computed yet.

    The arguments name its columns, as in ``vnextract.extract_frame``, whose rows these are, in the same order. Every
    table hangs on the extraction of all partitions: compute several of them in one ``dask.compute``, or
    ``dask.persist`` them first. InputError for a column that is not there.
    """
    import dask
    from dask import dataframe as dd

    columns = frame_columns(frame.columns, text, doc_id, published, title, source)
    wanted = list(dict.fromkeys(columns.values()))
    read = dask.delayed(_read, pure=False)
    wide = [read(part, number, columns, pipeline) for number, part in enumerate(frame[wanted].to_delayed())]
    verdicts = dask.delayed(_settle)([dask.delayed(keys_of)(part) for part in wide])
    table = dask.delayed(table_of)
    return {
        name: dd.from_delayed(
            [table(part, name, verdicts) for part in wide], meta=build_frame(TABLES[name], ()), verify_meta=False
        )
        for name in TABLES
    }


def _read(part: pd.DataFrame, number: int, columns: Mapping[str, str], pipeline: Pipeline | None) -> pd.DataFrame:
    places = range(number * PARTITION, number * PARTITION + len(part))
    return widen(part, places, columns, pipeline or Pipeline())


def _settle(keys: list[list[tuple[int, str, str]]]) -> Any:
    return settle_keys(key for part in keys for key in part)


def collect(tables: Mapping[str, Any]) -> Tables:
    """The tables in memory, computed together."""
    import dask

    computed = dict(zip(tables, dask.compute(*tables.values()), strict=True))
    return gather(computed, lambda frame: frame)

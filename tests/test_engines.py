"""Dask and Spark on real local clusters: row by row what one process finds."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import vnextract as vx
from vnextract.engines.partition import WIDE, keys_of, settle_keys, table_of, widen
from vnextract.errors import InputError
from vnextract.pipeline import Pipeline
from vnextract.schema import TABLES
from vnextract.tables import Tables

LINE = Pipeline(model=None)
COLUMNS = {"text": "body", "doc_id": "id", "published": "day", "title": "head"}


@pytest.fixture(scope="module")
def articles(samples: Path) -> pd.DataFrame:
    """The sample articles, with a repeated one, an equal text, an id with two texts, an empty text, a bad date."""
    told = pd.read_csv(samples / "metadata.csv").set_index("path")
    rows = [
        {"id": file.stem, "body": file.read_text(encoding="utf-8"), "day": told.published.get(file.name), "head": "Tin"}
        for file in sorted(samples.glob("*.txt"))[:7]
    ]
    rows += [
        rows[1],
        rows[2] | {"id": "copy"},
        rows[3] | {"body": "Ông Lò Văn Tám, Bí thư Tỉnh ủy Hà Giả, họp báo."},
        rows[4] | {"id": "empty", "body": " "},
        rows[5] | {"id": "day", "body": "Ông Lò Văn Tám dự họp.", "day": "mai"},
        rows[6] | {"id": "last", "body": "Bà Vừ Thị Mỷ, Chủ tịch UBND xã Nà Ngần, cho biết đã họp dân.", "head": None},
    ]
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def expected(articles: pd.DataFrame) -> Tables:
    tables = vx.extract_frame(articles, **COLUMNS, pipeline=LINE)
    assert tables.articles.duplicate_of.notna().sum() == 2
    assert tables.articles.error.notna().sum() == 3
    assert len(tables.events) > 20
    return tables


def assert_same(found: Tables, expected: Tables) -> None:
    for (name, left), (_, right) in zip(found.items(), expected.items(), strict=True):
        pd.testing.assert_frame_equal(left, right, obj=name)


def test_partitions_together_hold_what_one_process_holds(articles: pd.DataFrame, expected: Tables) -> None:
    parts = [widen(articles[at : at + 5], range(at, at + 5), COLUMNS, LINE) for at in (0, 5)]
    parts.append(widen(articles[10:], range(10, len(articles)), COLUMNS, LINE))
    verdicts = settle_keys(key for part in reversed(parts) for key in keys_of(part))
    found = {name: pd.concat([table_of(part, name, verdicts) for part in parts]) for name in TABLES}
    assert_same(Tables(**{name: frame.reset_index(drop=True) for name, frame in found.items()}), expected)


def test_a_column_has_one_type_in_all_tables() -> None:
    for columns in TABLES.values():
        assert not any(column.name.startswith("_") for column in columns)
        for column in columns:
            assert WIDE[column.name].dtype == column.dtype


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, worker_dashboard_address=None
        ) as local,
        distributed.Client(local) as client,
    ):
        yield client


@pytest.mark.slow
def test_dask(cluster: Any, articles: pd.DataFrame, expected: Tables) -> None:
    dd = pytest.importorskip("dask.dataframe", reason="Dask is not installed")
    from vnextract.engines.dask import collect, extract_frame

    frame = dd.from_pandas(articles, npartitions=4, sort=False)
    assert frame.npartitions > 2
    tables = extract_frame(frame, **COLUMNS, pipeline=LINE)
    assert list(tables) == list(TABLES)
    import dask

    (tables,) = dask.persist(tables)
    assert_same(collect(tables), expected)
    events = tables["events"]
    assert events.event_type.value_counts().compute().to_dict() == expected.events.event_type.value_counts().to_dict()
    with pytest.raises(InputError, match="no column 'text', 'doc_id'; it has id, body, day, head"):
        extract_frame(frame)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed (400 MB; extra 'spark')")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Java is not installed")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        sql.SparkSession.builder.master("local[2]")
        .appName("vnextract tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.slow
def test_spark(spark: Any, articles: pd.DataFrame, expected: Tables) -> None:
    from pyspark.sql.types import StringType, StructField, StructType

    from vnextract.engines.spark import collect, extract_frame

    schema = StructType([StructField(name, StringType()) for name in articles.columns])
    rows = articles.astype(object).where(articles.notna(), None).values.tolist()
    frame = spark.createDataFrame(rows, schema).coalesce(3)
    tables = extract_frame(frame, **COLUMNS, pipeline=LINE)
    assert_same(collect(tables), expected)
    counts = {row[0]: row[1] for row in tables["events"].groupBy("event_type").count().collect()}
    assert counts == expected.events.event_type.value_counts().loc[lambda n: n > 0].to_dict()
    with pytest.raises(InputError, match="no column 'text', 'doc_id'; it has id, body, day, head"):
        extract_frame(frame)

"""Rows to typed DataFrames: the columns of ``vnextract.schema``, nothing else, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from vnextract.errors import FrameError
from vnextract.schema import MENTIONS, Column, Row, check_rows

if TYPE_CHECKING:
    import pandas as pd

LIST_JOINT = " ; "


def pandas_type(column: Column) -> Any:
    """The pandas dtype of a column; strings on the Python storage, the one that holds any str."""
    import pandas as pd

    if column.values:
        return pd.CategoricalDtype(pd.Index(column.values, dtype=object), ordered=False)
    if column.dtype == "string":
        return pd.StringDtype("python")
    return {"integer": pd.Int64Dtype(), "number": pd.Float64Dtype(), "date": "datetime64[s]"}[column.dtype]


def _series(column: Column, values: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    known = [None if value is None or value == "" else value for value in values]
    if column.dtype == "date":
        return pd.Series([pd.NaT if v is None else pd.Timestamp(v) for v in known], dtype="datetime64[s]")
    return pd.Series(known, dtype=object).astype(pandas_type(column))


def build_frame(columns: Iterable[Column], rows: Iterable[Row], where: str = "frame") -> pd.DataFrame:
    """Checked rows as a frame; missing keys and "" become missing values, keys without a column are left out.

    >>> from vnextract.schema import TABLES
    >>> build_frame(TABLES["participants"], []).columns.tolist()
    ['doc_id', 'event_id', 'role', 'entity_id', 'text', 'link_id']
    """
    import pandas as pd

    columns, rows = tuple(columns), list(rows)
    check_rows(columns, rows, where)
    frame: pd.DataFrame = pd.DataFrame({c.name: _series(c, [row.get(c.name) for row in rows]) for c in columns})
    return frame


def conform(columns: Iterable[Column], frame: pd.DataFrame, where: str = "frame") -> pd.DataFrame:
    """Any frame with these columns in the declared order and types; FrameError when one is absent or does not fit."""
    import pandas as pd

    columns = tuple(columns)
    absent = [c.name for c in columns if c.name not in frame.columns]
    if absent:
        raise FrameError(f"{where} has no column {', '.join(absent)}; it has {', '.join(map(str, frame.columns))}")
    try:
        frame = frame.reset_index(drop=True)
        whole: pd.DataFrame = pd.DataFrame({c.name: _conform_series(c, frame[c.name]) for c in columns})
        return whole
    except (ValueError, TypeError) as error:
        raise FrameError(f"{where}: a value does not fit its column: {error}") from error


def _conform_series(column: Column, series: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    if column.dtype == "date":
        days: pd.Series[Any] = pd.to_datetime(series).astype("datetime64[s]")
        return days
    if series.dtype == pandas_type(column):
        return series
    plain = series.astype(object)
    plain = plain.where(plain.notna(), None)
    if column.values:
        unknown = sorted(set(plain.dropna()) - set(column.values))
        if unknown:
            raise ValueError(f"{column.name}={unknown[0]!r}: expected one of {', '.join(column.values)}")
    typed: pd.Series[Any] = plain.astype(pandas_type(column))
    return typed


def cell_rows(table: Any, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns of a frame, or of an Arrow table, as tuples; a missing value is None."""
    return zip(*(_cells(table[column]) for column in columns), strict=True)


def _cells(column: Any) -> list[Any]:
    if hasattr(column, "to_pylist"):
        cells: list[Any] = column.to_pylist()
    else:
        cells = column.astype(object).where(column.notna(), None).tolist()
    return cells


def mention_frame(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Records of any kinds as one flat frame, lists joined by " ; "."""
    rows = (
        {name: LIST_JOINT.join(value) if isinstance(value, list) else value for name, value in record.items()}
        for record in records
    )
    return build_frame(MENTIONS, rows, "to_frame()")

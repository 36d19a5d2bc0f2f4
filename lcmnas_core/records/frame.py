"""A store as a pandas frame: one line per measurement, one column per field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lcmnas_core.records.rows import COLUMNS
from lcmnas_core.records.store import Rows, Store

if TYPE_CHECKING:
    import pandas as pd


def measurements_frame(
    store: Store, rows: Rows = "latest", columns: Sequence[str] = tuple(COLUMNS)
) -> pd.DataFrame:
    """The rows of `store` in the canonical order, one column per name of `rows.COLUMNS`.

    Real numbers are float64 with NaN where null; integers are int64, or nullable Int64 where the column
    allows null (`epoch`, `peak_bytes`); `settings` is canonical JSON text; times are UTC timestamps.

    Args:
        store: an open store.
        rows: `"latest"` for the latest attempt of every key, `"all"` for every attempt.
        columns: the ones wanted; naming few makes a large store several times faster to read.
    """
    import pandas as pd

    cells = list(zip(*store.rows(rows, columns), strict=True)) or [()] * len(columns)
    filled = {name: _series(name, column) for name, column in zip(columns, cells, strict=True)}
    return pd.DataFrame(filled, columns=list(columns))


def _series(name: str, cells: tuple[object, ...]) -> pd.Series:
    import pandas as pd

    kind = COLUMNS[name]
    if kind.startswith("REAL"):
        return pd.Series(cells, dtype="float64")
    if kind.startswith("INTEGER"):
        return pd.Series(cells, dtype="int64" if kind.endswith("NOT NULL") else "Int64")
    text = pd.Series(cells, dtype=object)
    if not name.endswith("_at"):
        return text
    return pd.to_datetime(text, format="ISO8601", utc=True).astype("datetime64[us, UTC]")

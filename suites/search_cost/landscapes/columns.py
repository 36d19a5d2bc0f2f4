"""From columns of a table to arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from lcmnas_core.errors import StoreError
from lcmnas_core.spaces.space import FiniteSpace
from lcmnas_core.tables import Table

from ..landscape import Floats, Signal, Truth

if TYPE_CHECKING:
    import pandas as pd


def rows_of(table: Table, space: FiniteSpace[Any]) -> dict[Any, int]:
    """Architectures of the space to rows of the table.

    Raises:
        StoreError: the table lacks some.
    """
    rows = {space.parse(arch): row for row, arch in enumerate(table.frame.index)}
    if len(rows) != len(space) or len(table.frame) != len(space):
        raise StoreError(
            f"table {table.card.name} holds {len(rows)} of the {len(space)} architectures of {space.name}; "
            "a search is replayed on complete tables only"
        )
    return rows


def numbers(series: pd.Series[float]) -> Floats:
    """The values in the order of the rows."""
    return np.asarray(series, dtype=np.float64)


def sizes(space: FiniteSpace[Any], rows: Mapping[Any, int]) -> dict[str, Signal]:
    """Counts of every architecture as it is written, by arithmetic: as scores they cost nothing.

    At the space's published size. What a table counted may be of another architecture that computes the same:
    to know which do is more than a search has for nothing.
    """
    counts = [space.counts(each, space.settings) for each in sorted(rows, key=rows.__getitem__)]
    return {
        "params": Signal(np.array([float(each.params) for each in counts])),
        "macs": Signal(np.array([float(each.macs) for each in counts])),
    }


def other_runs(runs: pd.DataFrame) -> Truth:
    """The mean of all runs but the first, which a search is shown."""
    count = runs.shape[1] - 1
    which = " of the other run" if count == 1 else f", mean of the other {count} runs"
    return Truth(numbers(runs.iloc[:, 1:].mean(axis=1, skipna=False)), f"test accuracy{which}")

"""Frames at the door: the right columns, at least one row, plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd

from lcmnas_core.errors import LcmnasError

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, Cell]
Frames: TypeAlias = Mapping[str, pd.DataFrame]


class FrameError(LcmnasError):
    """A frame is absent, empty, or lacks columns that a section reads."""


def required(frames: Frames, name: str, columns: Iterable[str]) -> pd.DataFrame:
    """The frame called `name`, with `columns` and at least one row.

    Raises:
        FrameError: the frame is absent, lacks columns (all are named, beside those present), or is empty.
    """
    if name not in frames:
        raise FrameError(f"no frame {name!r}; given: {', '.join(sorted(frames)) or 'none'}")
    frame = frames[name]
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        present = ", ".join(map(str, frame.columns)) or "none"
        raise FrameError(f"frame {name!r} lacks {', '.join(missing)}; present: {present}")
    if frame.empty:
        raise FrameError(f"frame {name!r} has no rows; a page needs at least one")
    return frame


def optional(frames: Frames, name: str, columns: Iterable[str]) -> pd.DataFrame | None:
    """As `required`, but None where the frame is absent or empty."""
    if name not in frames or frames[name].empty:
        return None
    return required(frames, name, columns)


def plain(value: object) -> Cell:
    """A cell as plain Python: numpy scalars unwrapped; NaN, NaT and infinity become None."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value if isinstance(value, (bool, int, str)) else str(value)


def rows_of(frame: pd.DataFrame, columns: Iterable[str]) -> list[dict[str, Cell]]:
    """The frame's rows as plain dictionaries, `columns` only, in the frame's order."""
    names = list(columns)
    cells = [[plain(value) for value in frame[name].tolist()] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def of_population(frame: pd.DataFrame, population: str) -> pd.DataFrame:
    """The rows of one population."""
    return frame[frame["population"] == population]

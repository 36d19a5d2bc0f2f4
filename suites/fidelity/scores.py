"""Zero-cost scores of a run, as signals beside the trainings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .plan import asks
from .readings import Price, Readings, Signal
from .request import Own, Request

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("value", "standalone_cpu_s")
"""The columns of a measurements frame that this suite reads, beside `key`."""

Scored = Mapping[str, tuple[float, float]]
"""By key of a measurement: value and stand-alone CPU seconds, NaN where there is none."""


def scored(measurements: pd.DataFrame) -> Scored:
    """What was measured, by key."""
    numbers = measurements[list(COLUMNS)].astype("float64").itertuples(index=False, name=None)
    return dict(zip(measurements["key"], numbers, strict=True))


def with_scores(request: Request, own: Own, readings: Readings, known: Scored) -> Readings:
    """The readings with one more signal for each proxy that scored anything."""
    by_arch = [[known.get(ask.identity.key) for ask in asks(request, own, arch)] for arch in readings.archs]
    return replace(readings, signals=(*readings.signals, *_signals(request, by_arch)))


def _signals(request: Request, by_arch: list[list[tuple[float, float] | None]]) -> Iterator[Signal]:
    for proxy, column in zip(request.proxies, zip(*by_arch, strict=True), strict=False):
        found = np.array([each or (np.nan, np.nan) for each in column], dtype=np.float64)
        values, seconds = found[:, 0], found[~np.isnan(found[:, 1]), 1]
        if not np.isnan(values).all():
            price = Price(seconds=float(seconds.mean()) if seconds.size else None)
            yield Signal(proxy.name, "proxy", values, price, proxy.higher_is_better)

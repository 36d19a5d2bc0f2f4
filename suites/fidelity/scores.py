"""Zero-cost scores of a run, as signals beside the trainings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .plan import asks
from .readings import Failure, Price, Readings, Signal
from .request import Own, Request

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Score:
    """One measurement: value and stand-alone CPU seconds are NaN where there is none."""

    value: float
    seconds: float
    status: str
    reason: str


Scored = Mapping[str, Score]
"""By key of a measurement."""


def scored(measurements: pd.DataFrame) -> Scored:
    """What was measured, by key."""
    numbers = (measurements[name].astype("float64") for name in ("value", "standalone_cpu_s"))
    words = (measurements[name].fillna("").astype(str) for name in ("status", "error_message"))
    rows = zip(*numbers, *words, strict=True)
    return dict(zip(measurements["key"], (Score(*row) for row in rows), strict=True))


def with_scores(request: Request, own: Own, readings: Readings, known: Scored) -> Readings:
    """The readings with one more signal for each proxy that scored anything, and the scores that failed."""
    by_arch = [[known.get(ask.identity.key) for ask in asks(request, own, arch)] for arch in readings.archs]
    return replace(
        readings,
        signals=(*readings.signals, *_signals(request, readings, by_arch)),
        failures=(*readings.failures, *_failures(request, readings.archs, by_arch)),
    )


def _failures(
    request: Request, archs: tuple[str, ...], by_arch: list[list[Score | None]]
) -> Iterator[Failure]:
    for arch, row in zip(archs, by_arch, strict=True):
        for proxy, score in zip(request.proxies, row, strict=True):
            if score is not None and score.status != "ok":
                yield Failure(proxy.name, arch, score.status, score.reason)


def _signals(request: Request, readings: Readings, by_arch: list[list[Score | None]]) -> Iterator[Signal]:
    for proxy, column in zip(request.proxies, zip(*by_arch, strict=True), strict=False):
        found = np.array([(each.value, each.seconds) if each else (np.nan, np.nan) for each in column])
        values, seconds = found[:, 0], found[~np.isnan(found[:, 1]), 1]
        if not np.isnan(values).all():
            price = _price(request.image_passes.get(proxy.name), readings, ~np.isnan(values))
            price = replace(price, seconds=float(seconds.mean()) if seconds.size else None)
            yield Signal(proxy.name, "proxy", values, price, proxy.higher_is_better)


def _price(passes: int | None, readings: Readings, known: npt.NDArray[np.bool_]) -> Price:
    """Of so many passes of one image through the architectures that have a score; without seconds."""
    if passes is None or readings.macs is None or not readings.whole.macs:
        return Price()
    macs = passes * float(readings.macs[known].mean())
    return Price(macs=macs, share=macs / readings.whole.macs)

"""Accuracy against cost with the published points, three kinds of GPU-days never mixed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from ..figures.error_and_cost import KINDS, error_and_cost
from ..frame import Row, rows_of
from ..section import Picture, Section
from ..strategies import label
from ..table import Column, Shown, Table
from ..wording import NOTHING, fixed, number, percent, several

COLUMNS = (
    "method",
    "landscape",
    "dataset",
    "space",
    "error",
    "gpu_days_measured",
    "gpu_days_simulated",
    "gpu_days_published",
    "source",
    "verified",
    "conflict",
)
ELSEWHERE = "published on other spaces"
_PANELS = 8
_OURS = "this run"
_TITLE = "Accuracy against cost"


def costs(rows: pd.DataFrame) -> Section:
    """How many points of each kind there are, a panel for each landscape, every point as a row."""
    found = [row for row in rows_of(rows, COLUMNS) if any(_days(row, kind) is not None for kind in KINDS)]
    if not found:
        return Section("costs", _TITLE, "No landscape has seconds of a GPU, so there are no GPU-days.")
    panels = _panels(found)
    picture = Picture(
        "error-and-cost",
        alt="Test error against GPU-days, simulated and published marked differently; the table has all",
        caption="A panel for each landscape, and one for CIFAR-10 on other spaces. Published errors are of "
        "full-size networks on GPUs of many kinds: between panels nothing compares. Dashed: the front of "
        "each kind, along which nothing is both cheaper and better.",
        draw=lambda: error_and_cost(panels),
    )
    table = Table(
        "costs", "Every point, its cost in the column of its kind", _columns(), tuple(found), COLUMNS, True
    )
    return Section(
        "costs",
        _TITLE,
        _finding(found),
        tables=(table,),
        pictures=(picture,) if panels else (),
        caveat="Simulated: seconds recorded in a table, on the machine it was made on; those of CPUs are "
        "left out. Published: as printed; GPUs and protocols differ from row to row. A replay trains "
        "nothing: nothing is measured.",
    )


def _days(row: Row, kind: str) -> float | None:
    return number(row[f"gpu_days_{kind}"])


def _panels(found: Sequence[Row]) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Landscapes of this run by name, then CIFAR-10 elsewhere; zero has no place on a logarithmic axis."""
    here = list(dict.fromkeys(str(row["landscape"]) for row in found if row["source"] == _OURS))
    panels: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for row in found:
        elsewhere = row["landscape"] is None and row["dataset"] == "CIFAR-10"
        title = f"CIFAR-10, {ELSEWHERE}" if elsewhere else str(row["landscape"])
        error = number(row["error"])
        for kind in KINDS:
            if (days := _days(row, kind)) and error is not None and (elsewhere or title in here):
                panels.setdefault(title, {}).setdefault(kind, []).append((days, error))
    return dict(list(panels.items())[:_PANELS])


def _finding(found: Sequence[Row]) -> str:
    counts = {kind: sum(_days(row, kind) is not None for row in found) for kind in KINDS}
    simulated = [row for row in found if _days(row, "simulated") is not None]
    words = (
        f"{several(counts['simulated'], 'point')} simulated here, {counts['published']} published, "
        f"{counts['measured'] or 'none'} measured."
    )
    if not simulated:
        return f"{words} Landscapes without seconds of a GPU have no GPU-days."
    lowest: dict[str, Row] = {}
    for row in sorted(simulated, key=lambda row: number(row["error"]) or 0.0):
        lowest.setdefault(str(row["landscape"]), row)
    told = [
        f"{label(str(row['method']))} on {place}, {percent(row['error'], 2)} after "
        f"{days(_days(row, 'simulated'))} GPU-days"
        for place, row in lowest.items()
    ]
    return f"{words} Lowest error simulated: {'; '.join(told)}."


def _columns() -> tuple[Column, ...]:
    return (
        Column("method", "Method", _method, "text"),
        Column("landscape", "On", _place, "text"),
        Column("dataset", "Data set", lambda row: Shown(str(row["dataset"])), "text"),
        Column("error", "Error", lambda row: Shown(percent(row["error"], 2)), "percent"),
        Column("gpu_days_measured", "GPU-days, measured", _shown("measured")),
        Column("gpu_days_simulated", "GPU-days, simulated", _shown("simulated")),
        Column("gpu_days_published", "GPU-days, published", _shown("published")),
    )


def _method(row: Row) -> Shown:
    name = str(row["method"])
    return Shown(label(name) if row["source"] == _OURS else name)


def _place(row: Row) -> Shown:
    return Shown(str(row["landscape"] or row["space"] or NOTHING))


def _shown(kind: str) -> Callable[[Row], Shown]:
    return lambda row: Shown(days(_days(row, kind)))


def days(value: float | None) -> str:
    """GPU-days with as many digits as they deserve: `3,150`, `0.21`, `0.00063`."""
    if value is None:
        return NOTHING
    if value >= 0.1:
        return f"{value:,.0f}" if value >= 100 else fixed(value, 2)
    return np.format_float_positional(value, precision=2, fractional=False, trim="-")

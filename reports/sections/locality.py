"""Whether near architectures are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

import numpy as np
import pandas as pd

from ..figures.locality import Curve, locality_panels
from ..frame import Row, rows_of
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import NOTHING, count, fixed, interval, number, points, several

COLUMNS = (
    "landscape",
    "distance",
    "pairs",
    "networks",
    "mean_difference",
    "low",
    "high",
    "shuffled_low",
    "shuffled_high",
    "correlation",
    "corr_low",
    "corr_high",
    "corr_shuffled_low",
    "corr_shuffled_high",
)
WALKS = (
    "landscape",
    "lag",
    "autocorrelation",
    "low",
    "high",
    "shuffled_low",
    "shuffled_high",
    "correlation_length",
)
_CHANCE = "Grey: where the curve lies in 95% of cases once accuracies are dealt out at random."


def locality(rows: pd.DataFrame, walks: pd.DataFrame | None, suffix: str = "") -> Section:
    """How far locality reaches beyond chance, and how long walks remember; curves; the numbers, folded."""
    found = rows_of(rows, COLUMNS[1:])
    lags = [] if walks is None else rows_of(walks, WALKS[1:])
    curves = _curves(rows, walks)
    picture = Picture(
        f"locality{suffix}",
        alt="Difference and correlation of accuracies by distance, and autocorrelation of random walks",
        caption=f"Of pairs at each distance (single changes): mean difference of accuracies, and their "
        f"correlation{'; and the autocorrelation of random walks' if lags else ''}. {_CHANCE}",
        draw=lambda: locality_panels(curves),
    )
    tables = [_table(f"locality{suffix}", "Pairs by distance", _pair_columns(), found, COLUMNS[1:])]
    if lags:
        tables.append(_table(f"walks{suffix}", "Random walks by lag", _walk_columns(), lags, WALKS[1:]))
    return Section(
        f"locality{suffix}",
        "Locality",
        f"{_reach(found)} {_memory(lags)}".strip(),
        tables=tuple(tables),
        pictures=(picture,),
        caveat="Architectures that are one network written in several ways count once. Intervals are over "
        "networks and over walks.",
    )


def _reach(found: Sequence[Row]) -> str:
    """Up to which distance pairs correlate more than chance allows; what comes after a gap does not count."""
    beyond = list(takewhile(_is_beyond_chance, found))
    near = found[0]
    if not beyond:
        return (
            f"Architectures {_apart(near)} are no more alike than chance allows (correlation "
            f"{fixed(near['correlation'], 2)}): undecided whether there is locality at all."
        )
    correlation, difference = fixed(near["correlation"], 2), points(near["mean_difference"])
    return (
        f"Up to {_apart(beyond[-1])}, accuracies are more alike than chance allows: {_apart(near)} they "
        f"correlate {correlation} and differ by {difference} points on average, at the largest distance by "
        f"{points(found[-1]['mean_difference'])}."
    )


def _is_beyond_chance(row: Row) -> bool:
    return (number(row["correlation"]) or 0.0) > (number(row["corr_shuffled_high"]) or np.inf)


def _apart(row: Row) -> str:
    """`one change apart`, `3 changes apart`; of a span of distances `about 5.1 changes apart`."""
    distance, changes = number(row["distance"]) or 0.0, _changes(row)
    if distance == 1:
        return "one change apart"
    return f"{changes if distance.is_integer() else f'about {changes}'} changes apart"


def _changes(row: Row) -> str:
    """Every distance alone as it is, the mean of a span of them with a decimal."""
    distance = number(row["distance"]) or 0.0
    return fixed(distance, 0 if distance.is_integer() else 1)


def _memory(lags: Sequence[Row]) -> str:
    if not lags:
        return ""
    length = int(number(lags[0]["correlation_length"]) or 0)
    return f"The correlation length of random walks is {several(length, 'step')} (autocorrelation above 1/e)."


def _curves(rows: pd.DataFrame, walks: pd.DataFrame | None) -> list[Curve]:
    corr = ("correlation", "corr_low", "corr_high", "corr_shuffled_low", "corr_shuffled_high")
    plain = ("low", "high", "shuffled_low", "shuffled_high")
    found = [
        _curve(rows, "distance", "difference (points)", ("mean_difference", *plain), 100),
        _curve(rows, "distance", "correlation", corr),
    ]
    if walks is not None:
        found.append(_curve(walks, "lag", "walks: autocorrelation", ("autocorrelation", *plain)))
    return found


def _curve(rows: pd.DataFrame, across: str, up: str, names: tuple[str, ...], times: float = 1) -> Curve:
    steps, *values = (rows[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in (across, *names))
    value, low, high, shuffled_low, shuffled_high = (times * each for each in values)
    return Curve(across, up, steps, value, low, high, shuffled_low, shuffled_high)


def _table(
    name: str, caption: str, columns: tuple[Column, ...], rows: Sequence[Row], data: tuple[str, ...]
) -> Table:
    return Table(name, caption, columns, tuple(rows), data, folded=True)


def _pair_columns() -> tuple[Column, ...]:
    return (
        Column("distance", "Changes", lambda row: Shown(_changes(row))),
        Column("pairs", "Pairs", lambda row: Shown(count(row["pairs"]))),
        Column("mean_difference", "Difference", lambda row: Shown(points(row["mean_difference"]))),
        Column("low", "95% interval", _points("low", "high")),
        Column("shuffled_low", "By chance", _points("shuffled_low", "shuffled_high")),
        Column("correlation", "Correlation", lambda row: Shown(fixed(row["correlation"]))),
        Column("corr_low", "95% interval", _interval("corr_low", "corr_high")),
        Column("corr_shuffled_low", "By chance", _interval("corr_shuffled_low", "corr_shuffled_high")),
    )


def _walk_columns() -> tuple[Column, ...]:
    return (
        Column("lag", "Steps", lambda row: Shown(count(row["lag"]))),
        Column("autocorrelation", "Autocorrelation", lambda row: Shown(fixed(row["autocorrelation"]))),
        Column("low", "95% interval", _interval("low", "high")),
        Column("shuffled_low", "By chance", _interval("shuffled_low", "shuffled_high")),
    )


def _interval(low: str, high: str) -> Callable[[Row], Shown]:
    return lambda row: Shown(interval(row[low], row[high]))


def _points(low: str, high: str) -> Callable[[Row], Shown]:
    def show(row: Row) -> Shown:
        known = number(row[low]) is not None and number(row[high]) is not None
        return Shown(f"{points(row[low])} to {points(row[high])}" if known else NOTHING)

    return show

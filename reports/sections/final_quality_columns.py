"""The columns of the table of final quality."""

from __future__ import annotations

from collections.abc import Callable

from ..frame import Row
from ..strategies import kind, label
from ..table import Column, Shown
from ..wording import amount, cost, count, fixed, number, percent, points, slug

COLUMNS = (
    "landscape",
    "strategy",
    "unit",
    "budget",
    "accuracy",
    "accuracy_low",
    "accuracy_high",
    "mean",
    "low",
    "high",
    "median",
    "area",
    "area_low",
    "area_high",
    "evaluations",
    "questions",
    "simulated_cost",
    "simulated_gpu_days",
    "simulated_macs",
    "is_tuned_here",
    "n",
)
"""Columns of the frame `finals`: one row per landscape and strategy."""


def columns() -> tuple[Column, ...]:
    """The visible columns."""
    return (
        Column("strategy", "Strategy", _strategy, "text"),
        Column("accuracy", "Accuracy", _accuracy, "percent", "mean over seeds, 95% interval"),
        Column("mean", "Regret", _regret, hint="points that it lacks to the best, mean over seeds"),
        Column("area", "Area", _area, hint="mean regret over the logarithm of cost, points"),
        Column("evaluations", "Trained", _shown(lambda row: fixed(row["evaluations"], 1)), hint="whole ones"),
        Column("questions", "Asked", _shown(lambda row: count(row["questions"])), hint="free ones included"),
        Column(
            "simulated_cost",
            "Spent",
            _shown(lambda row: cost(row["simulated_cost"], str(row["unit"]))),
            hint="simulated: what the table says",
        ),
        Column(
            "simulated_gpu_days",
            "GPU-days, simulated",
            _shown(lambda row: fixed(row["simulated_gpu_days"], 3)),
            hint="seconds of the table's own machine",
        ),
        Column("simulated_macs", "MACs", _shown(lambda row: amount(row["simulated_macs"])), hint="simulated"),
        Column("n", "Seeds", _shown(lambda row: count(row["n"]))),
    )


def _shown(write: Callable[[Row], str]) -> Callable[[Row], Shown]:
    return lambda row: Shown(write(row))


def _strategy(row: Row) -> Shown:
    strategy = str(row["strategy"])
    mark, hint = (" †", "tuned on this landscape") if row["is_tuned_here"] else ("", "")
    return Shown(label(strategy) + mark, family=slug(kind(strategy)), hint=hint)


def _accuracy(row: Row) -> Shown:
    known = number(row["accuracy_low"]) is not None
    aside = f"{percent(row['accuracy_low'], 2)} to {percent(row['accuracy_high'], 2)}" if known else ""
    return Shown(percent(row["accuracy"], 2), aside=aside)


def _regret(row: Row) -> Shown:
    return Shown(points(row["mean"]), aside=_interval(row, "low", "high"))


def _area(row: Row) -> Shown:
    return Shown(points(row["area"]), aside=_interval(row, "area_low", "area_high"))


def _interval(row: Row, low: str, high: str) -> str:
    return "" if number(row[low]) is None else f"{points(row[low])} to {points(row[high])}"

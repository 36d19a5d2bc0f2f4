"""What was printed, beside what is replayed here."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..frame import Row, rows_of
from ..section import Section
from ..strategies import label
from ..table import Column, Shown, Table, Tone
from ..wording import NOTHING, count, listing, number, percent, points, seconds, sentence

COLUMNS = (
    "landscape",
    "strategy",
    "printed_method",
    "printed_accuracy",
    "printed_seconds",
    "accuracy",
    "low",
    "high",
    "difference",
    "simulated_cost",
    "n",
    "source",
    "verified",
)
_TONES: dict[str, Tone] = {"inside": "good", "outside": "bad", "undecided": "unsure"}


def literature(rows: pd.DataFrame) -> Section:
    """Which printed accuracies lie inside our intervals; the table."""
    found: list[Row] = [{**row, "verdict": _verdict(row)} for row in rows_of(rows, COLUMNS)]
    table = Table(
        "literature",
        caption="Printed accuracies beside ours",
        columns=_columns(),
        rows=tuple(found),
        data=(*COLUMNS, "verdict"),
    )
    return Section(
        "literature",
        "Beside the literature",
        _finding(found),
        tables=(table,),
        caveat="A printed mean outside our interval need not disagree: it has an uncertainty of its own, and "
        "other settings, seeds and budgets. On CIFAR-10 searches are told the mean of two trainings of 12 "
        "epochs and pay for one, so what they are told may be less noisy than in printed searches. "
        "Differences are in points.",
    )


def _verdict(row: Row) -> str:
    low, high, printed = (number(row[name]) for name in ("low", "high", "printed_accuracy"))
    if low is None or high is None or printed is None:
        return "undecided"
    return "inside" if low <= printed <= high else "outside"


def _finding(found: Sequence[Row]) -> str:
    told = []
    for strategy in dict.fromkeys(str(row["strategy"]) for row in found):
        mine = [row for row in found if row["strategy"] == strategy]
        printed = [number(row["printed_accuracy"]) or 0.0 for row in mine]
        between = percent(min(printed), 2)
        if len(printed) > 1:
            between += f" to {percent(max(printed), 2)}"
        told.append(f"{label(strategy)} {percent(mine[0]['accuracy'], 2)} here, {between} printed")
    inside = sum(row["verdict"] == "inside" for row in found)
    undecided = sum(row["verdict"] == "undecided" for row in found)
    tail = f"{inside} of {len(found)} printed means lie inside our interval"
    tail += f", {undecided} undecided." if undecided else "."
    return f"{sentence(listing(told))}. {tail}"


def _columns() -> tuple[Column, ...]:
    return (
        Column("strategy", "Strategy", lambda row: Shown(label(str(row["strategy"]))), "text"),
        Column("accuracy", "Here", _ours, "percent", "mean over seeds, 95% interval"),
        Column(
            "simulated_cost", "Spent", lambda row: Shown(seconds(row["simulated_cost"])), hint="simulated"
        ),
        Column(
            "printed_accuracy", "Printed", lambda row: Shown(percent(row["printed_accuracy"], 2)), "percent"
        ),
        Column(
            "printed_seconds", "In", lambda row: Shown(seconds(row["printed_seconds"])), hint="as printed"
        ),
        Column("difference", "Here − printed", lambda row: Shown(points(row["difference"], signed=True))),
        Column("verdict", "Printed is", _told, "text", "where the printed mean lies to our interval"),
        Column("n", "Seeds", lambda row: Shown(count(row["n"]))),
        Column("source", "Source", lambda row: Shown(str(row["source"] or NOTHING)), "text"),
    )


def _ours(row: Row) -> Shown:
    known = number(row["low"]) is not None
    return Shown(
        percent(row["accuracy"], 2),
        aside=f"{percent(row['low'], 2)} to {percent(row['high'], 2)}" if known else "",
    )


def _told(row: Row) -> Shown:
    verdict = str(row["verdict"])
    return Shown(verdict, tone=_TONES[verdict])

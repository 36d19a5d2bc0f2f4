"""What training noise leaves to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from ..frame import Row, rows_of
from ..section import Section
from ..table import Column, Shown, Table
from ..wording import count, fixed, interval, number, sentence
from .verdicts import bounds

COLUMNS = ("kind", "tau", "low", "high", "n", "note")
AIM = 0.7
"""The tau between two trainings that tables of our own are made for."""
_TITLE = "Noise ceiling"


def noise_ceiling(rows: pd.DataFrame | None, suffix: str = "") -> Section:
    """What a score without noise would reach, how well two trainings agree, each with its note."""
    name = f"ceiling{suffix}"
    told = [] if rows is None else [row for row in rows_of(rows, COLUMNS) if number(row["tau"]) is not None]
    if not told:
        return Section(
            name,
            _TITLE,
            "Not known here: of two trainings of each architecture, this table has one. A τ of 1 would ask a "
            "setting to foretell the noise too.",
        )
    columns = (
        Column("kind", "What it is", lambda row: Shown(str(row["kind"])), "text"),
        Column("tau", "τ", lambda row: Shown(fixed(row["tau"]))),
        Column("low", "95% interval", lambda row: Shown(interval(row["low"], row["high"]))),
        Column("n", "n", lambda row: Shown(count(row["n"]))),
        Column("note", "Between", lambda row: Shown(str(row["note"] or "")), "text"),
    )
    table = Table(name, "Ceilings", columns, tuple(told), COLUMNS)
    return Section(name, _TITLE, " ".join(_finding(told)), tables=(table,))


def _finding(told: Sequence[Row]) -> Iterator[str]:
    *reachable, seeds = told
    for row in reachable:
        yield f"{sentence(str(row['kind']))}: τ = {fixed(row['tau'])}."
    known = bounds(seeds["low"], seeds["high"])
    tau = f"τ = {fixed(seeds['tau'])}" + (f" ({known})" if known else "")
    yield f"{sentence(str(seeds['kind']))}: {tau}, n = {count(seeds['n'])}."
    if (number(seeds["tau"]) or 0.0) < AIM:
        yield (
            f"That is below the {AIM} aimed for: these architectures differ little beside the noise of "
            "training, and a second whole training is itself a poor judge of them."
        )

"""Where the time of a search goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

import pandas as pd

from ..figures.phases import phase_bars
from ..frame import Row, rows_of
from ..methods import in_order, label
from ..outcome import Outcome
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import listing, number, percent, seconds
from .method_column import METHOD

COLUMNS = ("search", "phase", "cpu_s")
"""Columns of the frame `phases`: CPU seconds of each phase of a search, phases in the order they come."""

_LEAST = 0.05


def phases(rows: pd.DataFrame, found: Sequence[Outcome], cpus: Sequence[str] = ()) -> Section:
    """The largest phases of every method, bars, the numbers; `cpus` are those that seconds were taken on."""
    names = list(dict.fromkeys(map(str, rows["phase"])))
    spent = _spent(rows, {each.search: each.method for each in found}, names)
    lines = tuple(
        {"method": method, "total": sum(parts.values()), **parts} for method, parts in spent.items()
    )
    columns = (
        METHOD,
        Column("total", "All", lambda row: Shown(seconds(row["total"]))),
        *(_column(name) for name in names),
    )
    picture = Picture(
        "phases",
        alt="CPU seconds of each phase of a search, by method; as in the table",
        caption="Median over the seeds of a method, phase by phase.",
        draw=lambda: phase_bars(spent, names),
    )
    return Section(
        "phases",
        "Time per phase",
        _finding(spent),
        tables=(
            Table("phases", "CPU seconds of one search", columns, lines, ("method", "total", *names), True),
        ),
        pictures=(picture,),
        caveat=" ".join(filter(None, (_untimed(spent), _several(cpus)))),
    )


def _spent(
    rows: pd.DataFrame, method_of: Mapping[str, str], names: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Median CPU seconds by method and phase; a phase that a search lacks took it none."""
    searches: dict[str, dict[str, float]] = {}
    for row in rows_of(rows, COLUMNS):
        if (search := str(row["search"])) in method_of and (spent := number(row["cpu_s"])) is not None:
            parts = searches.setdefault(search, dict.fromkeys(names, 0.0))
            parts[str(row["phase"])] += spent
    return {
        method: {
            name: median(parts[name] for search, parts in searches.items() if method_of[search] == method)
            for name in names
        }
        for method in in_order(method_of[search] for search in searches)
    }


def _finding(spent: Mapping[str, Mapping[str, float]]) -> str:
    method, parts = next(iter(spent.items()))
    total = sum(parts.values()) or 1.0
    shares = sorted(((value / total, name) for name, value in parts.items()), reverse=True)
    told = [f"{name} {percent(share)}" for share, name in shares if share >= _LEAST]
    return f"A search of {label(method)} takes {seconds(total)} of CPU: {listing(told)}."


def _several(cpus: Sequence[str]) -> str:
    if len(cpus) < 2:
        return ""
    named = listing(cpus)
    return f"Seconds were taken on several CPUs ({named}) and compare no methods; multiply-adds do."


def _untimed(spent: Mapping[str, Mapping[str, float]]) -> str:
    looking = [
        parts for method, parts in spent.items() if method.partition("@")[0] in ("lcmnas", "random_layer")
    ]
    if not looking or any(parts.get("reference networks") for parts in looking):
        return ""
    return (
        "Scores of the reference networks come with the package: searches that look at them are charged "
        "their multiply-adds, but their seconds are in no phase and no total."
    )


def _column(name: str) -> Column:
    def show(row: Row) -> Shown:
        total, value = row["total"], row[name]
        assert isinstance(total, float) and isinstance(value, (int, float))
        return Shown(seconds(value), aside=percent(value / total) if total else "")

    return Column(name, name, show)

"""How good the networks are that the searches end with, and what a search spends on the way."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..ahead import RULE, Estimate, Lead, lead
from ..figures.rows_of_intervals import Line, interval_rows
from ..frame import Cell, Row, rows_of
from ..section import Picture, Section
from ..strategies import BASELINE, label
from ..table import Table
from ..wording import cost, listing, number, percent, several
from .final_quality_columns import COLUMNS, columns

DATA = COLUMNS[1:]


def final_quality(rows: pd.DataFrame, best: float | None, suffix: str = "") -> Section:
    """Leader, random search against the others, settings chosen here; forest; table.

    `best` is the highest accuracy there is, a fraction.
    """
    found = sorted(rows_of(rows, DATA), key=lambda row: (-_of(row, "accuracy"), str(row["strategy"])))
    picture = Picture(
        f"final-quality{suffix}",
        alt="Mean accuracy of what each strategy found with its interval, best on top, as in the table",
        caption="Mean accuracy over seeds of the networks found, with its 95% bootstrap interval"
        + (", and the best that there is." if best is not None else "."),
        draw=lambda: interval_rows(
            [_line(row) for row in found],
            "accuracy of what was found (%)",
            None if best is None else (100 * best, "best there is"),
        ),
    )
    table = Table(
        f"final-quality{suffix}", "Final quality, best strategy first", columns(), tuple(found), DATA
    )
    return Section(
        f"final-quality{suffix}",
        "Final quality",
        _finding(found),
        tables=(table,),
        pictures=(picture,),
        caveat=" ".join(filter(None, (_tuned(found), RULE))),
    )


def _of(row: Row, name: str) -> float:
    return number(row[name]) or 0.0


def _line(row: Row) -> Line:
    low, high = (_in_percent(row[name]) for name in ("accuracy_low", "accuracy_high"))
    accuracy = _of(row, "accuracy")
    return Line(str(row["strategy"]), 100 * accuracy, low, high, percent(accuracy, 2))


def _in_percent(value: Cell) -> float | None:
    known = number(value)
    return None if known is None else 100 * known


def _finding(found: Sequence[Row]) -> str:
    regrets = [
        Estimate(str(row["strategy"]), _of(row, "mean"), number(row["low"]), number(row["high"]))
        for row in found
    ]
    first = found[0]
    spent = cost(first["budget"], str(first["unit"]))
    words = f"{label(str(first['strategy']))} ends highest at {percent(first['accuracy'], 2)}"
    if number(first["accuracy_low"]) is not None:
        words += f" ({percent(first['accuracy_low'], 2)} to {percent(first['accuracy_high'], 2)})"
    return f"With {spent} to spend, {words}{_rest(lead(regrets))} {_against_baseline(regrets)}".strip()


def _rest(here: Lead) -> str:
    if not here.undecided:
        return ", ahead of all others." if here.behind else "."
    named = listing([label(each.name) for each in here.undecided])
    return f"; undecided from {named}." if here.behind else "; who is ahead is undecided."


def _against_baseline(regrets: Sequence[Estimate]) -> str:
    chance = next((each for each in regrets if each.name == BASELINE), None)
    others = [each for each in regrets if each.name != BASELINE]
    if chance is None or not others:
        return ""
    better = [label(each.name) for each in others if each.below(chance)]
    worse = [label(each.name) for each in others if chance.below(each)]
    undecided = len(others) - len(better) - len(worse)
    told = [
        *([f"{listing(better)} {_is(len(better))} better"] if better else []),
        *([f"{listing(worse)} {_is(len(worse))} worse"] if worse else []),
        *(
            [f"{several(undecided, 'strategy', 'strategies')} {_is(undecided)} undecided"]
            if undecided
            else []
        ),
    ]
    return f"Against {label(BASELINE)}, {'; '.join(told)}."


def _is(amount: int) -> str:
    return "is" if amount == 1 else "are"


def _tuned(found: Sequence[Row]) -> str:
    names = [label(str(row["strategy"])) for row in found if row["is_tuned_here"]]
    if not names:
        return ""
    verb = "was" if len(names) == 1 else "were"
    return f"† {listing(names)} {verb} tuned on this landscape: what they reach here is no fair test."

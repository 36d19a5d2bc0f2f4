"""Epochs by architecture against equal epochs, at equal total cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from ..cheap_setting import Agreement
from ..figures.budgets import budget_taus, policy_name
from ..frame import Row, rows_of
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import count, fixed, number, percent, sentence
from .budget_epochs import EPOCHS, epoch_picture, epoch_table
from .verdicts import bounds, difference, told, verdict

COLUMNS = (
    "policy",
    "budget",
    "cost_ratio",
    "epochs_least",
    "epochs_mean",
    "epochs_most",
    "n",
    "tau",
    "low",
    "high",
    "minus_constant",
    "minus_low",
    "minus_high",
    "verdict",
)
CONTROL = "control"
_TITLE = "Epochs by architecture"
_WORDS = {"supported": "better", "contradicted": "worse", "undecided": "undecided"}


def budgets_section(rows: pd.DataFrame | None, given: pd.DataFrame | None, suffix: str = "") -> Section:
    """Whether any policy ranks better than equal epochs, tau by policy, who gets how many epochs."""
    name = f"budgets{suffix}"
    found = [] if rows is None else rows_of(rows, COLUMNS)
    if not found:
        return Section(
            name,
            _TITLE,
            "Not compared here: policies go by the depth and width of chains of layers, and by curves over "
            "epochs; of this table they are not known.",
        )
    of_each = [] if given is None else rows_of(given, EPOCHS)
    shared = [*_tau_picture(name, found), *epoch_picture(f"{name}-epochs", of_each)]
    return Section(
        name,
        _TITLE,
        " ".join(_finding(budget, found) for budget in _budgets(found)),
        tables=(
            Table(name, "Policies at equal cost", _columns(), tuple(found), COLUMNS),
            *((epoch_table(f"{name}-epochs", of_each),) if of_each else ()),
        ),
        pictures=tuple(shared),
        caveat="All policies are read from the same curves, so none is a schedule of its own; in "
        "multiply-adds each costs at most what equal epochs cost, its numbers of epochs scaled by one "
        "factor. "
        "The published rule counts narrowings of a search; here one is a thirty-second of the widest mean "
        "width, our definition. Better and worse: the simultaneous 95% "
        "interval of the difference does not hold zero.",
    )


def _budgets(rows: Sequence[Row]) -> list[float]:
    return list(dict.fromkeys(number(row["budget"]) or 0.0 for row in rows))


def _finding(budget: float, rows: Sequence[Row]) -> str:
    mine = [row for row in rows if row["budget"] == budget]
    control = next((row for row in mine if row["verdict"] == CONTROL), None)
    lead = (
        f"At {percent(budget)} of the schedule equal epochs rank with τ = {fixed(control['tau'])}"
        if control
        else ""
    )
    others = [
        f"{policy_name(str(row['policy']))} {_WORDS.get(str(row['verdict']), row['verdict'])} "
        f"({told(row, 'minus_constant', 'minus_low', 'minus_high')})"
        for row in mine
        if row is not control
    ]
    return sentence("; ".join(filter(None, (lead, *others)))) + "."


def _tau_picture(name: str, rows: Sequence[Row]) -> Iterator[Picture]:
    policies = dict.fromkeys(str(row["policy"]) for row in rows)
    known = {(str(row["policy"]), row["budget"]): _agreement(row) for row in rows}
    taus = {budget: {policy: known.get((policy, budget)) for policy in policies} for budget in _budgets(rows)}
    if any(known.values()):
        yield Picture(
            name,
            alt="Kendall's tau of each policy with its interval, a panel for each budget; as in the table",
            caption="95% bootstrap intervals over networks; the intervals of the differences, which decide, "
            "are in the table.",
            draw=lambda: budget_taus(taus),
        )


def _agreement(row: Row) -> Agreement | None:
    tau = number(row["tau"])
    return None if tau is None else Agreement(tau, number(row["low"]), number(row["high"]))


def _columns() -> tuple[Column, ...]:
    return (
        Column("policy", "Policy", lambda row: Shown(policy_name(str(row["policy"]))), "text"),
        Column("budget", "Budget", lambda row: Shown(percent(row["budget"])), "percent", "of the schedule"),
        Column("verdict", "Than equal epochs", _verdict, "text"),
        Column("tau", "τ", lambda row: Shown(fixed(row["tau"]), aside=bounds(row["low"], row["high"]))),
        Column(
            "minus_constant",
            "Difference",
            lambda row: difference(row, "minus_constant", "minus_low", "minus_high"),
            hint="in τ, from equal epochs, with its simultaneous 95% interval",
        ),
        Column("cost_ratio", "Cost reached", lambda row: Shown(percent(row["cost_ratio"], 1)), "percent"),
        Column("epochs_mean", "Epochs", _epochs, hint="mean, least to most"),
        Column("n", "n", lambda row: Shown(count(row["n"]))),
    )


def _verdict(row: Row) -> Shown:
    shown = verdict(row)
    word = str(row["verdict"])
    return Shown(shown.text.replace(word, _WORDS.get(word, word)), tone=shown.tone)


def _epochs(row: Row) -> Shown:
    return Shown(
        fixed(row["epochs_mean"], 1), aside=f"{count(row['epochs_least'])} to {count(row['epochs_most'])}"
    )

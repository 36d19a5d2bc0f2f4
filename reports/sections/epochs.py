"""How the ranking grows while networks train."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lcmnas_core.fidelity import Reduction

from ..cheap_setting import Agreement, CheapSetting
from ..figures.epochs import QUANTITIES, Curve, epochs_plot
from ..frame import Row, rows_of
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import count, fixed, interval, number, percent
from .ceiling import Ceiling
from .cheap_settings import ENDS

COLUMNS = ("quantity", "higher_is_better", "epoch", "schedule", "n", "tau", "low", "high", "truth")
_TITLE = "τ by epoch"
_NEARLY = 0.9
LOSSES = "loss_sum"


def epochs_section(
    rows: pd.DataFrame | None, found: Sequence[CheapSetting], ceiling: Ceiling | None, suffix: str = ""
) -> Section:
    """When the ranking of the last epoch is nearly reached, losses against accuracies, the curves.

    `found` adds schedules of their own, which a look at a longer one is not.
    """
    name = f"epochs{suffix}"
    if rows is None or rows.empty:
        return Section(
            name, _TITLE, f"This table has no curves over epochs. {_schedules_only(found)}".strip()
        )
    told = rows_of(rows, COLUMNS)
    curves = [
        curve
        for quantity in dict.fromkeys(str(row["quantity"]) for row in told)
        if (curve := _curve(quantity, told)).epochs
    ]
    schedules = _schedules(found)
    bound = f" Dotted: {ceiling.kind}." if ceiling else ""
    picture = Picture(
        name,
        alt="Kendall's tau with long training over the epochs, a line for each quantity; as in the table",
        caption="One training, looked at as it goes; bands: 95% bootstrap intervals over "
        f"architectures. A look at epoch k of a longer schedule is no schedule of k epochs.{bound}",
        draw=lambda: epochs_plot(curves, schedules, ceiling.tau if ceiling else None),
    )
    table = Table(name, "τ at every epoch shown", _columns(), tuple(told), COLUMNS, folded=True)
    return Section(
        name,
        _TITLE,
        " ".join(filter(None, (*(_grown(curve, told) for curve in curves), _losses(curves)))),
        tables=(table,),
        pictures=(picture,) if curves else (),
        caveat=_caveat(told, curves, next((each for each in found if each.is_whole), None)),
    )


def _curve(quantity: str, told: Sequence[Row]) -> Curve:
    known = [
        (int(number(row["epoch"]) or 0), _agreement(row))
        for row in told
        if row["quantity"] == quantity and number(row["tau"]) is not None
    ]
    return Curve(quantity, [epoch for epoch, _ in known], [each for _, each in known])


def _agreement(row: Row) -> Agreement:
    """Turned so that higher is better."""
    tau, low, high = number(row["tau"]) or 0.0, number(row["low"]), number(row["high"])
    known = Agreement(tau, low, high)
    return known if row["higher_is_better"] else known.turned()


def _schedules(found: Sequence[CheapSetting]) -> dict[int, Agreement]:
    return {
        Reduction.parse(each.setting).e: known
        for each in found
        if each.kind == "short" and (known := each.agreement()) is not None
    }


def _schedules_only(found: Sequence[CheapSetting]) -> str:
    parts = [
        f"A schedule of {epochs} epochs ranks with τ = {known}."
        for epochs, known in _schedules(found).items()
    ]
    return " ".join(parts)


def _grown(curve: Curve, told: Sequence[Row]) -> str:
    schedule = next(int(number(row["schedule"]) or 0) for row in told)
    taus = [each.value for each in curve.agreements]
    words = (
        f"By {_name(curve)} τ goes from {fixed(taus[0])} after epoch {curve.epochs[0]} of {schedule} to "
        f"{fixed(taus[-1])} after epoch {curve.epochs[-1]}"
    )
    if taus[-1] <= 0:
        return f"{words}."
    reached = next(epoch for epoch, tau in zip(curve.epochs, taus, strict=True) if tau >= _NEARLY * taus[-1])
    return f"{words}; {percent(_NEARLY)} of that is first reached at epoch {reached}."


def _name(curve: Curve) -> str:
    return QUANTITIES.get(curve.quantity, ("", curve.quantity))[1].split(",")[0]


def _losses(curves: Sequence[Curve]) -> str:
    """The two kinds of curve a quarter of the way, by their intervals."""
    losses = next((each for each in curves if each.quantity == LOSSES), None)
    other = next((each for each in curves if each.quantity != LOSSES), None)
    if losses is None or other is None:
        return ""
    epoch = max(1, round(max(losses.epochs) / 4))
    shared = sorted(set(losses.epochs) & set(other.epochs), key=lambda each: (abs(each - epoch), each))
    if not shared:
        return ""
    one, two = (each.agreements[list(each.epochs).index(shared[0])] for each in (losses, other))
    verdict = "undecided which is better (intervals overlap)"
    if two.below(one) or one.below(two):
        word = "better" if two.below(one) else "worse"
        verdict = f"summed losses rank {word} (intervals apart)"
    return f"At epoch {shared[0]}: summed losses {one}, {_name(other)} {two}; {verdict}."


def _caveat(told: Sequence[Row], curves: Sequence[Curve], whole: CheapSetting | None) -> str:
    parts = [f"Held to: {told[0]['truth']}."]
    if whole is not None:
        parts.append(f"{ENDS} {whole.setting}, the same training at its end, ranks with {whole.agreement()}.")
    if any(each.agreements[-1].value == 1 for each in curves):
        parts.append("The last epoch is the truth itself, so its τ is 1 by construction.")
    if any(not row["higher_is_better"] for row in told):
        parts.append("Losses are better lower: their raw τ is negative, in the figure its sign is turned.")
    return " ".join(parts)


def _columns() -> tuple[Column, ...]:
    return (
        Column("quantity", "Quantity", lambda row: Shown(str(row["quantity"]).replace("_", " ")), "text"),
        Column("epoch", "Epoch", lambda row: Shown(count(row["epoch"]))),
        Column("tau", "τ", lambda row: Shown(fixed(row["tau"])), hint="of the raw number"),
        Column("low", "95% interval", lambda row: Shown(interval(row["low"], row["high"]))),
        Column("n", "n", lambda row: Shown(count(row["n"]))),
    )

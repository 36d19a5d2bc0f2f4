"""One cheap way of ranking architectures: how well it ranks, with which interval, at which cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Literal

import pandas as pd

from .frame import rows_of
from .pareto import front
from .wording import fixed, interval

Measure = Literal["tau", "rho"]
Cost = Literal["cost_s", "cost_macs", "cost_ratio"]

KINDS = {
    "reduction": "training, reduced as named",
    "short": "short schedule",
    "epoch": "look at the whole training",
    "loss_sum": "summed training losses",
    "proxy": "score without training",
}
"""Kinds of settings in the order of legends, and what a reader calls them."""
CURVES = ("epoch", "loss_sum")
"""Kinds that are points of one curve."""


@dataclass(frozen=True)
class Agreement:
    """A rank correlation turned so that higher is better; the ends are None where there is no interval."""

    value: float
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """`0.684 (0.489 to 0.826)`."""
        bounds = "" if self.low is None else f" ({interval(self.low, self.high)})"
        return f"{fixed(self.value)}{bounds}"

    def turned(self) -> Agreement:
        """That of the negative."""
        low, high = (None if end is None else -end for end in (self.high, self.low))
        return Agreement(-self.value, low, high)

    def below(self, other: Agreement) -> bool:
        """Whether this interval lies wholly below the other."""
        return self.high is not None and other.low is not None and self.high < other.low


@dataclass(frozen=True)
class CheapSetting:
    """One row of the frame `settings` of one population; taus and rhos are of the raw number.

    Costs are means over architectures, `cost_ratio` is the share of the whole training; None where unknown.
    Of the architectures `begun`, `n` have a value; `note` says what else is to be known, or nothing.
    Where nothing was reduced, it `is_whole`.
    `minus_whole` is what its tau is above that of the whole training under another seed than the truth's, on
    those that have both and with the sign turned where lower is better; `verdict` is better, worse, undecided
    or, for that training itself, whole; all None where no second training was made.
    """

    setting: str
    kind: str
    is_whole: bool
    higher_is_better: bool
    n: int
    begun: int
    tau: float | None
    low: float | None
    high: float | None
    rho: float | None
    rho_low: float | None
    rho_high: float | None
    minus_whole: float | None
    minus_low: float | None
    minus_high: float | None
    verdict: str | None
    cost_macs: float | None
    cost_s: float | None
    cost_ratio: float | None
    seconds_of: str
    truth: str
    note: str

    def agreement(self, measure: Measure = "tau") -> Agreement | None:
        """Turned so that higher is better; None where undefined."""
        value, low, high = (
            (self.tau, self.low, self.high) if measure == "tau" else (self.rho, self.rho_low, self.rho_high)
        )
        if value is None:
            return None
        known = Agreement(value, low, high)
        return known if self.higher_is_better else known.turned()

    def cost(self, axis: Cost) -> float | None:
        """What it costs on that axis; None where unknown or nothing."""
        return {"cost_s": self.cost_s, "cost_macs": self.cost_macs, "cost_ratio": self.cost_ratio}[
            axis
        ] or None


COLUMNS = tuple(field.name for field in fields(CheapSetting))


def cheap_settings(rows: pd.DataFrame) -> list[CheapSetting]:
    """Those of one population, strongest first; undefined ones last, equal ones by name."""
    found = [CheapSetting(**row) for row in rows_of(rows, COLUMNS)]  # type: ignore[arg-type]
    return sorted(found, key=lambda each: (-_strength(each, "tau"), each.setting))


def clock(found: Iterable[CheapSetting]) -> str:
    """What the seconds of these settings were counted on: `CPU`, or `CPU and GPU`."""
    return " and ".join(dict.fromkeys(each.seconds_of for each in found))


def placed(found: Iterable[CheapSetting], axis: Cost, measure: Measure = "tau") -> list[CheapSetting]:
    """Those that have a place on a figure: both a cost and a rank correlation."""
    return [each for each in found if each.cost(axis) is not None and each.agreement(measure) is not None]


def cheapest(found: Sequence[CheapSetting], axis: Cost, measure: Measure = "tau") -> list[CheapSetting]:
    """Settings that no other is both at least as cheap and stronger than, cheapest first, equals by name.

    Of those alone that have a value for as many architectures as any. What costs nothing may keep others out,
    but has no place itself.
    """
    priced = [each for each in complete(found) if getattr(each, axis) is not None and each.agreement(measure)]
    by_name = sorted(priced, key=lambda each: each.setting)
    kept = front(by_name, lambda each: each.cost(axis) or 0, lambda each: _strength(each, measure))
    return [each for each in kept if each.cost(axis) is not None]


def complete(found: Sequence[CheapSetting]) -> list[CheapSetting]:
    """Those with a value for as many architectures as any: taus of fewer are not of the same sample."""
    most = max((each.n for each in found), default=0)
    return [each for each in found if each.n == most]


def _strength(each: CheapSetting, measure: Measure) -> float:
    known = each.agreement(measure)
    return float("-inf") if known is None else known.value

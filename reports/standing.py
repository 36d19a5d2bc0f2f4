"""One line of the leaderboard, typed and in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from .frame import of_population, rows_of


@dataclass(frozen=True)
class Standing:
    """How one proxy ranks one population; every number may be missing.

    Taus are of the raw score; `higher_is_better` says which sign is good. `regret` and `precision_at_10` are
    fractions, `standalone_cpu_s` is the median over architectures.
    """

    proxy: str
    version: str
    higher_is_better: bool
    n: int
    coverage: float | None
    seeds: int
    tau: float | None
    tau_low: float | None
    tau_high: float | None
    tau_a: float | None
    spearman: float | None
    weighted_tau: float | None
    tie_share: float | None
    tau_worst: float | None
    tau_common: float | None
    n_common: int | None
    precision_at_10: float | None
    top_decile_tau: float | None
    regret: float | None
    beats_params: str | None
    minus_params: float | None
    minus_params_low: float | None
    minus_params_high: float | None
    standalone_cpu_s: float | None
    standalone_cpu_s_p95: float | None
    seed_tau: float | None
    tau_same_size: float | None
    partial_tau: float | None
    note: str | None

    @property
    def strength(self) -> float | None:
        """Tau with its sign turned where lower scores are better."""
        return self.tau if self.tau is None or self.higher_is_better else -self.tau


COLUMNS = tuple(field.name for field in fields(Standing))
_WHOLE = ("n", "seeds", "n_common")


def standings(leaderboard: pd.DataFrame, population: str) -> list[Standing]:
    """The population's proxies, strongest first; undefined taus last, equal ones by name."""
    found = [_standing(row) for row in rows_of(of_population(leaderboard, population), COLUMNS)]
    return sorted(found, key=lambda each: (each.strength is None, -(each.strength or 0.0), each.proxy))


def _standing(row: dict[str, Any]) -> Standing:
    whole = {name: None if row[name] is None else int(row[name]) for name in _WHOLE}
    return Standing(**{**row, **whole, "version": str(row["version"])})


def baseline(found: Sequence[Standing], proxy: str) -> Standing | None:
    """The line of `proxy`, where it has a tau."""
    return next((each for each in found if each.proxy == proxy and each.tau is not None), None)

"""What to do with architectures that a proxy failed on: leave out, rank last, or keep common ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

import numpy as np
import numpy.typing as npt

from lcmnas_core.errors import UnknownName
from lcmnas_core.metrics.vectors import Floats, Integers, Scores, table_with_gaps


class Policy(StrEnum):
    """How failed scores enter a ranking.

    * `drop`: leave out the architectures this proxy failed on, and print the coverage.
    * `worst`: rank them last in the proxy's direction, tied with each other.
    * `common`: keep only architectures that every proxy scored; the fair ground for comparing proxies.
    """

    DROP = "drop"
    WORST = "worst"
    COMMON = "common"


@dataclass(frozen=True)
class Kept:
    """What a policy leaves of one proxy's scores.

    Attributes:
        scores: finite, (kept,).
        rows: which architectures they belong to, ascending, (kept,): `truth[rows]` goes with them.
        coverage: share of all architectures on which this proxy did not fail, whatever the policy; None when
            there is no architecture.
    """

    scores: Floats
    rows: Integers
    coverage: float | None


def keep(
    scores: Scores, policy: Policy | str, *, higher_is_better: Mapping[str, bool] | None = None
) -> dict[str, Kept]:
    """Apply one failure policy to the scores of several proxies on the same architectures.

    Args:
        scores: one vector per proxy, (n,); NaN marks a failed architecture.
        policy: `drop`, `worst` or `common`.
        higher_is_better: direction of each proxy, read by `worst` only; True where not named.

    Raises:
        InvalidScoresError: lengths that differ, or infinite scores.
        UnknownName: no such policy.
    """
    table = table_with_gaps(scores)
    if policy not in list(Policy):
        raise UnknownName("failure policy", policy, [each.value for each in Policy])
    chosen = Policy(policy)
    scored = {name: ~np.isnan(values) for name, values in table.items()}
    if chosen is Policy.COMMON:
        everywhere = reduce(np.logical_and, scored.values())
        return {name: _kept(values, everywhere, scored[name]) for name, values in table.items()}
    if chosen is Policy.DROP:
        return {name: _kept(values, scored[name], scored[name]) for name, values in table.items()}
    directions = higher_is_better or {}
    filled = {name: _failures_last(values, directions.get(name, True)) for name, values in table.items()}
    everything = np.ones(len(next(iter(table.values()))), bool)
    return {name: _kept(values, everything, scored[name]) for name, values in filled.items()}


def _kept(values: Floats, chosen: npt.NDArray[np.bool_], scored: npt.NDArray[np.bool_]) -> Kept:
    coverage = float(scored.mean()) if scored.size else None
    return Kept(values[chosen], np.flatnonzero(chosen), coverage)


def _failures_last(values: Floats, higher_is_better: bool) -> Floats:
    """Failures one step beyond the worst score; where every one failed, all are equal."""
    failed = np.isnan(values)
    if failed.all():
        return np.zeros_like(values)
    worst = np.nanmin(values) if higher_is_better else np.nanmax(values)
    beyond = np.nextafter(worst, -np.inf if higher_is_better else np.inf)
    return np.where(failed, beyond, values)

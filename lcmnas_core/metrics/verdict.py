"""Has a proxy become worse? Two score sets on the same architectures, told apart by a paired interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.errors import UsageError
from lcmnas_core.metrics.uncertainty import Interval, RankBootstrap, bootstrap_taus, max_t_reach
from lcmnas_core.metrics.vectors import Floats, InvalidScoresError, Scores, same_length, table_with_gaps

MINIMUM_FOR_GATE: Final = 100
"""A verdict needs this many architectures scored in both sets."""

RESAMPLES: Final = 2000
"""More than an interval needs, as the bounds lie further out."""


class TooFewArchitecturesError(UsageError):
    """A verdict was asked for on fewer than `MINIMUM_FOR_GATE` architectures."""


class Verdict(StrEnum):
    """What the paired interval allows to say of the new scores."""

    WORSE = "worse"
    BETTER = "better"
    NOT_DISTINGUISHABLE = "not distinguishable"


@dataclass(frozen=True)
class Comparison:
    """One proxy before and after.

    Attributes:
        verdict: in the proxy's own direction: of a lower-is-better proxy, a tau nearer -1 is better.
        old: tau-b of the old raw scores; None where undefined.
        new: tau-b of the new raw scores; None where undefined.
        difference: new - old; None where one is undefined.
        interval: its two one-sided bounds, each at the stated confidence; None where there is no difference.
        n: architectures scored in both sets.
    """

    verdict: Verdict
    old: float | None
    new: float | None
    difference: float | None
    interval: Interval | None
    n: int


def compare(
    old: Scores,
    new: Scores,
    truth: npt.ArrayLike,
    *,
    higher_is_better: Mapping[str, bool] | None = None,
    confidence: float = 0.99,
    clusters: npt.ArrayLike | None = None,
    seed: int = 0,
) -> dict[str, Comparison]:
    r"""Compare two score sets of the same proxies on the same architectures, proxy by proxy.

    .. math:: d_k + q s_k < 0, \quad q = Q_{confidence}\Bigl(\max_k (d_k - d_k^*) / s_k\Bigr)

    makes proxy k worse, with :math:`d_k = \tau_{new,k} - \tau_{old,k}` in its direction, :math:`d^*_k` the
    paired bootstrap draws of it and s their standard deviation. By the maximum the bounds hold for all
    proxies at once: when nothing changed but noise, the chance that *any* of them is called worse is about
    1 - `confidence`, or less.

    A proxy whose tau became undefined (its scores are now constant) is worse. NaN marks a failed
    architecture, left out where either set lacks it.

    Args:
        old: one vector per proxy, (n,).
        new: the same names and architectures, (n,).
        truth: (n,), finite and not constant.
        higher_is_better: direction of each proxy; True where not named.
        confidence: of each one-sided bound.
        clusters: as in `bootstrap_taus`.
        seed: as in `bootstrap_taus`.

    Raises:
        InvalidScoresError: names or lengths that differ, values that are not finite, or a constant truth.
        TooFewArchitecturesError: fewer than `MINIMUM_FOR_GATE` scored in both sets.
    """
    before, after = _common(old, new)
    first, second = (
        bootstrap_taus(scores, truth, resamples=RESAMPLES, clusters=clusters, seed=seed)
        for scores in (before, after)
    )
    if np.unique(np.asarray(truth)).size < 2:
        raise InvalidScoresError("the truth is constant, so nothing can rank it; give another target")
    directions = higher_is_better or {}
    signs = {name: 1 if directions.get(name, True) else -1 for name in before}
    bounds = _bounds(first, second, signs, confidence)
    return {name: _comparison(first, second, name, bounds.get(name)) for name in before}


@dataclass(frozen=True)
class _Bounds:
    """One-sided bounds of the difference of the raw taus, and what they say in the proxy's direction."""

    interval: Interval
    verdict: Verdict


def _common(old: Scores, new: Scores) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Both tables with a gap wherever either has one."""
    before, after = table_with_gaps(old), table_with_gaps(new)
    if before.keys() != after.keys():
        odd = ", ".join(sorted(before.keys() ^ after.keys()))
        raise InvalidScoresError(f"only one of the two score sets has {odd}; give the same proxies in both")
    gaps = {}
    for name in before:
        same_length(before[name], after[name], f"old {name}", f"new {name}")
        gaps[name] = np.isnan(before[name]) | np.isnan(after[name])
        common = int(np.count_nonzero(~gaps[name]))
        if common < MINIMUM_FOR_GATE:
            raise TooFewArchitecturesError(
                f"{name} has {common} architectures scored in both sets; a verdict needs {MINIMUM_FOR_GATE}"
            )
    return _masked(before, gaps), _masked(after, gaps)


def _masked(table: dict[str, Floats], gaps: dict[str, npt.NDArray[np.bool_]]) -> dict[str, Floats]:
    return {name: np.where(gaps[name], np.nan, values) for name, values in table.items()}


def _bounds(
    first: RankBootstrap, second: RankBootstrap, signs: Mapping[str, int], confidence: float
) -> dict[str, _Bounds]:
    """Simultaneous bounds of every difference that exists, by name."""
    differences = {
        name: sign * (after - before)
        for name, sign in signs.items()
        if (before := first.values[name]) is not None and (after := second.values[name]) is not None
    }
    if not differences:
        return {}
    values = np.array(list(differences.values()))
    draws = np.array([signs[name] * (second.draws[name] - first.draws[name]) for name in differences])
    highs = values + max_t_reach(values, draws, confidence, one_sided=True)
    lows = values - max_t_reach(-values, -draws, confidence, one_sided=True)
    return {
        name: _Bounds(_raw(low, high, signs[name], confidence), _verdict(low, high))
        for name, low, high in zip(differences, lows, highs, strict=True)
    }


def _raw(low: float, high: float, sign: int, confidence: float) -> Interval:
    ends = sorted((sign * float(low), sign * float(high)))
    return Interval(ends[0], ends[1], confidence)


def _verdict(low: float, high: float) -> Verdict:
    if high < 0:
        return Verdict.WORSE
    return Verdict.BETTER if low > 0 else Verdict.NOT_DISTINGUISHABLE


def _comparison(first: RankBootstrap, second: RankBootstrap, name: str, bounds: _Bounds | None) -> Comparison:
    before, after, n = first.values[name], second.values[name], first.n[name]
    if bounds is None or before is None or after is None:
        lost = before is not None and after is None
        verdict = Verdict.WORSE if lost else Verdict.NOT_DISTINGUISHABLE
        return Comparison(verdict, before, after, None, None, n)
    return Comparison(bounds.verdict, before, after, after - before, bounds.interval, n)

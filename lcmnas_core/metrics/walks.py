"""How long a random walk of single changes remembers the accuracy it came from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.locality import RESAMPLES, Estimate, estimate
from lcmnas_core.metrics.pair_sums import PairSums, centred, of_shuffles, pair_terms, shuffles
from lcmnas_core.metrics.resampling import resample, units
from lcmnas_core.metrics.vectors import Integers, InvalidScoresError, vector
from lcmnas_core.seeding import rng_for

Step = Callable[[Integers, np.random.Generator], Integers]
"""From places, (w,), to one neighbour of each, (w,)."""

LAGS: Final = 12
THRESHOLD: Final = math.exp(-1)


@dataclass(frozen=True)
class LagPoint:
    """Correlation of the accuracies of architectures `lag` steps apart on a walk."""

    lag: int
    autocorrelation: Estimate


def random_walks(step: Step, starts: Integers, steps: int, rng: np.random.Generator) -> Integers:
    """Places visited by walks from `starts`, (w,), in `steps` steps, (w, steps + 1)."""
    visited = [starts]
    for _ in range(steps):
        visited.append(step(visited[-1], rng))
    return np.stack(visited, axis=1)


def walk_autocorrelation(
    visited: Integers,
    values: npt.ArrayLike,
    *,
    lags: int = LAGS,
    clusters: npt.ArrayLike | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[LagPoint, ...]:
    r"""Autocorrelation of accuracy along random walks, at lags 1 to `lags`.

    .. math:: r(k) = \mathrm{Corr}(a(x_t), a(x_{t+k}))

    over all walks and times together. Over a whole space of L places with q choices each, an accuracy that is
    a sum over places has r(k) = (1 - q / (L (q - 1)))^k. Walks that come back count, so r of shuffled
    accuracies is not 0 at lag 2 but the chance of having come back: compare with the band.

    Intervals resample walks, for steps of one walk are not independent; on a complete table they say how far
    the number of walks carries, and nothing else.

    Args:
        visited: places in `values`, one walk per row, (w, t).
        values: accuracy of each architecture, (n,).
        lags: the longest lag, below t.
        clusters: label per architecture, (n,), of those that are one network: shuffled as one, so that the
            band tells what being written in several ways brings by itself.
        resamples: bootstrap samples, and as many shuffles.
        seed: same arguments, same numbers.

    Raises:
        InvalidScoresError: values that are not finite, or walks too short for the lags.
    Source: Weinberger, 1990, doi:10.1007/BF00202749.
    """
    truth = vector(values, "values").astype(np.float64)
    if not 1 <= lags < visited.shape[1]:
        raise InvalidScoresError(
            f"lag {lags} on walks of {visited.shape[1] - 1} steps; give 1 to {visited.shape[1] - 1}"
        )
    weights = resample(len(visited), resamples, seed=seed).astype(np.float64)
    chance = shuffles(truth, units(truth.size, clusters), resamples, rng_for("walks", seed))
    once, found = np.ones((len(visited), 1)), []
    for lag in range(1, lags + 1):
        ends = np.stack([visited[:, :-lag], visited[:, lag:]])
        terms = pair_terms(*centred(truth)[ends]).sum(axis=2)
        given, drawn = (PairSums(*terms @ each).correlation() for each in (once, weights))
        shuffled = of_shuffles(ends.reshape(2, -1), chance).correlation()
        found.append(LagPoint(lag, estimate(given, drawn, shuffled, len(visited))))
    return tuple(found)


def correlation_length(points: Iterable[LagPoint]) -> int:
    """The largest lag with an autocorrelation above 1/e; 0 where none has, as lag 0 always does."""
    above = [each.lag for each in points if (each.autocorrelation.value or 0.0) > THRESHOLD]
    return max(above, default=0)

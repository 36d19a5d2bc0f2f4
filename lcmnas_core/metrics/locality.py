"""Do architectures that are near each other perform alike? The curve of likeness against distance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.pair_sums import PairSums, of_shuffles, of_weights, shuffles
from lcmnas_core.metrics.resampling import resample, units
from lcmnas_core.metrics.uncertainty import Interval, percentile_interval
from lcmnas_core.metrics.vectors import Floats, Integers, InvalidScoresError, vector
from lcmnas_core.seeding import rng_for

Distance = Callable[[Integers, Integers], npt.NDArray[Any]]
"""Distances of many pairs at once: places of the first, (p,), and of the second, (p,), to (p,)."""

RESAMPLES: Final = 400
AMONG: Final = 800
POINTS: Final = 12
"""More distinct distances than this are put together."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of different architectures; all arrays (p,)."""

    first: Integers
    second: Integers
    distance: Floats


@dataclass(frozen=True)
class Estimate:
    """A number of a landscape.

    Attributes:
        value: as measured; None where undefined.
        interval: of a bootstrap over architectures, or over walks; None where too few are behind it.
        shuffled: where it lies once the accuracies are dealt out at random; None where undefined.
    """

    value: float | None
    interval: Interval | None
    shuffled: Interval | None


@dataclass(frozen=True)
class LocalityPoint:
    """All pairs at one distance, or in one span of distances.

    Attributes:
        distance: mean distance of the pairs.
        pairs: how many.
        difference: mean absolute difference of the two accuracies.
        correlation: Pearson's, of the two accuracies.
    """

    distance: float
    pairs: int
    difference: Estimate
    correlation: Estimate


def drawn_pairs(
    n: int,
    distance: Distance | npt.NDArray[Any],
    rng: np.random.Generator,
    *,
    clusters: npt.ArrayLike | None = None,
    among: int = AMONG,
) -> Pairs:
    """All pairs among `among` architectures drawn from n; of all n where there are no more.

    Args:
        n: how many architectures there are.
        distance: a function of places, or the matrix of distances, (n, n).
        rng: chooses the architectures.
        clusters: label per architecture, (n,), of those that are one network or share one training. At most
            one of each takes part: that a network performs like itself is no locality.
        among: how many take part.

    Raises:
        InvalidScoresError: not one label per architecture, or distances that are not finite.
    """
    # In random order the first of each cluster is a random member of it, and the clusters are shuffled too.
    order = rng.permutation(n)
    firsts = np.unique(units(n, clusters)[order], return_index=True)[1]
    members = np.sort(order[np.sort(firsts)[:among]])
    left, right = np.triu_indices(members.size, 1)
    first, second = members[left], members[right]
    apart = distance(first, second) if callable(distance) else distance[first, second]
    return Pairs(first, second, vector(apart, "distance").astype(np.float64))


def locality_curve(
    pairs: Pairs,
    values: npt.ArrayLike,
    *,
    points: int = POINTS,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[LocalityPoint, ...]:
    r"""Likeness of accuracies against the distance of architectures.

    .. math:: E\bigl[|a_i - a_j| : d_{ij} = d\bigr], \qquad \mathrm{Corr}(a_i, a_j : d_{ij} = d)

    both over unordered pairs, the correlation symmetric in i and j. Over a whole space of L places with q
    choices each, an accuracy that is a sum over places has Corr(d) = 1 - (d / L) q / (q - 1).

    Intervals resample architectures and keep the pairs among those drawn: one architecture is in many pairs,
    so pairs are not independent, and resampling them would make intervals far too narrow. Where pairs are few
    for the architectures they join, these intervals are too wide rather than too narrow.

    Args:
        pairs: of places in `values`, by `drawn_pairs`.
        values: accuracy of each architecture, (n,).
        points: distances beyond so many distinct ones are put together in spans of equally many pairs.
        resamples: bootstrap samples, and as many shuffles.
        seed: same arguments, same curve.

    Raises:
        InvalidScoresError: values that are not finite, or fewer than the pairs name.
    Source: Gopal et al., 2023, arXiv:2307.03110; the estimators are this project's.
    """
    truth = vector(values, "values").astype(np.float64)
    members, places = np.unique(np.stack([pairs.first, pairs.second]), return_inverse=True)
    if members.size and members[-1] >= truth.size:
        raise InvalidScoresError(f"pairs name architecture {members[-1]}, but there are {truth.size} values")
    ends, n, taking_part = places.reshape(2, -1), members.size, truth[members]
    weights = resample(n, resamples, seed=seed).astype(np.float64)
    chance = shuffles(taking_part, np.arange(n), resamples, rng_for("locality", seed))
    found = []
    for rows in _classes(pairs.distance, points):
        here = ends[:, rows]
        given = of_weights(here, taking_part, np.ones((n, 1)))
        drawn, shuffled = of_weights(here, taking_part, weights), of_shuffles(here, chance)
        behind = np.unique(here).size
        difference, correlation = (
            estimate(quantity(given), quantity(drawn), quantity(shuffled), behind)
            for quantity in (PairSums.mean_difference, PairSums.correlation)
        )
        found.append(LocalityPoint(float(pairs.distance[rows].mean()), rows.size, difference, correlation))
    return tuple(found)


def estimate(given: Floats, drawn: Floats, shuffled: Floats, behind: int) -> Estimate:
    """A measured number, (1,), with what its resamples, (b,), and shuffles, (b,), say of it."""
    value = None if np.isnan(given[0]) else float(given[0])
    # Shuffles are drawn from the very distribution their band is of, however few the architectures.
    return Estimate(value, percentile_interval(drawn, behind), percentile_interval(shuffled, shuffled.size))


def _classes(distance: Floats, points: int) -> Iterator[Integers]:
    """Places of the pairs of each distance, or of each of `points` spans, the nearest first."""
    distinct, label = np.unique(distance, return_inverse=True)
    if distinct.size > points:
        edges = np.quantile(distance, np.arange(1, points) / points)
        label = np.searchsorted(edges, distance, side="right")
    order = np.argsort(label, kind="stable")
    yield from (rows for rows in np.split(order, np.flatnonzero(np.diff(label[order])) + 1) if rows.size)

"""Sums over pairs of architectures, under many weightings or many shuffles at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from lcmnas_core.metrics.vectors import Floats, Integers

CHUNK: Final = 2**11
"""Pairs handled at once; bounds the memory, not the result."""

ROUNDING: Final = 1e-12


@dataclass(frozen=True)
class PairSums:
    """Over the pairs (i, j) of weight w, for each of b weightings or shuffles; all arrays (b,).

    Attributes:
        weight: sum of w.
        difference: sum of w |a_i - a_j|.
        product: sum of w a_i a_j.
        mean: sum of w (a_i + a_j) / 2.
        square: sum of w (a_i^2 + a_j^2) / 2.
    """

    weight: Floats
    difference: Floats
    product: Floats
    mean: Floats
    square: Floats

    def mean_difference(self) -> Floats:
        """Mean absolute difference, (b,); NaN where no pair has weight."""
        return _ratio(self.difference, self.weight)

    def correlation(self) -> Floats:
        r"""Pearson's correlation, symmetric in the two of a pair, (b,); NaN where all values are equal.

        .. math:: r = \frac{\overline{a_i a_j} - \bar a^2}{\overline{a^2} - \bar a^2}
        """
        mean, square = _ratio(self.mean, self.weight), _ratio(self.square, self.weight)
        variance = square - mean**2
        spread = np.where(variance > ROUNDING * square, variance, 0.0)
        return _ratio(_ratio(self.product, self.weight) - mean**2, spread)


def pair_terms(a: Floats, b: Floats) -> Floats:
    """What `PairSums` sums, in its order, for the two values of each pair, (...): (5, ...)."""
    return np.stack([np.ones_like(a), np.abs(a - b), a * b, (a + b) / 2, (a**2 + b**2) / 2])


def of_weights(ends: Integers, values: Floats, weights: Floats) -> PairSums:
    """Sums over the pairs `ends`, (2, p), weighing w_i w_j by each column of `weights`, (n, b)."""
    terms = pair_terms(*centred(values)[ends])
    sums = np.zeros((len(terms), weights.shape[1]))
    for rows in _chunks(ends):
        first, second = ends[:, rows]
        sums += terms[:, rows] @ (weights[first] * weights[second])
    return PairSums(*sums)


def of_shuffles(ends: Integers, shuffled: Floats) -> PairSums:
    """Sums over the pairs `ends`, (2, p), each of weight 1, for each column of `shuffled` values, (n, b)."""
    values = shuffled - shuffled.mean()
    difference, product = np.zeros((2, values.shape[1]))
    for rows in _chunks(ends):
        a, b = values[ends[0, rows]], values[ends[1, rows]]
        difference += np.abs(a - b).sum(axis=0)
        product += np.einsum("pb,pb->b", a, b)
    half_degree = np.bincount(ends.ravel(), minlength=len(values)) / 2
    weight = np.full(values.shape[1], float(ends.shape[1]))
    return PairSums(weight, difference, product, half_degree @ values, half_degree @ values**2)


def shuffles(values: Floats, unit: Integers, count: int, rng: np.random.Generator) -> Floats:
    """`values` dealt out anew `count` times, (n, count).

    Members of one unit keep a common value, that of another unit's first member.
    """
    firsts = np.unique(unit, return_index=True)[1]
    dealt = rng.permuted(np.repeat(values[firsts][:, None], count, axis=1), axis=0)
    given: Floats = dealt[unit]
    return given


def centred(values: Floats) -> Floats:
    """`values` minus their mean; equal values give exact zeros."""
    return values - (values.mean() if np.ptp(values) else values[0]) if values.size else values


def _chunks(ends: Integers) -> Iterator[slice]:
    return (slice(start, start + CHUNK) for start in range(0, ends.shape[1], CHUNK))


def _ratio(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below != 0)

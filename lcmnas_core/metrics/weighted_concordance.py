"""Tau-b of many resamples at once: pairs counted with integer weights, exactly.

Architecture i drawn w_i times stands for w_i equal copies. Copies are tied with each other in both vectors,
so they drop out of tau-b as any tied pair does. With A, B and E the sums of squared weights of the groups
equal in the first, in the second and in both vectors, N the sum of the weights and D the weight of the
discordant pairs,

    tau_b = (N^2 - A - B + E - 4 D) / sqrt((N^2 - A) (N^2 - B)).

D is counted by blocks. Sorted by the first vector (ties by the second), architecture i has the place q_i in
the order of the second (ties by the first); a pair i < j is discordant when q_i > q_j. Cut both orders into
blocks of b. Pairs inside a block of either order are matrix products with b x b masks; what all other pairs
add depends on their two blocks only. With b about sqrt(n) a resample costs 3 n sqrt(n) multiply-adds, all of
them in matrix products, instead of the n^2 of the whole sign matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.resampling import Weights, by_parts
from lcmnas_core.metrics.vectors import Floats, Integers, Vector, dense_ranks

CELLS: Final = 2**24
"""Weights held as floating-point numbers at once: 64 MB."""

Reals = npt.NDArray[Any]


def resampled_taus(first: Vector, second: Vector, weights: Weights) -> Floats:
    """Tau-b of each weighted sample, (resamples,); NaN where one of the vectors is constant in it.

    Args:
        first: scores, (n,). Only their order matters.
        second: truths, (n,).
        weights: how often each architecture was drawn, (n, resamples).
    """
    if first.size < 2:
        return np.full(weights.shape[1], np.nan)
    sample = _Sample.of(first, second)
    return by_parts(sample.taus, weights, CELLS)


@dataclass(frozen=True)
class _Sample:
    """Both orders of one pair of vectors.

    Attributes:
        by_first: architectures sorted by the first vector, ties by the second, (n,).
        by_second: places in `by_first`, sorted by the second vector, ties by the first, (n,).
        first: ranks of the first vector along `by_first`; equal values share one.
        second: ranks of the second vector along `by_second`.
        both: numbers of the groups equal in both vectors, along `by_first`.
    """

    by_first: Integers
    by_second: Integers
    first: Integers
    second: Integers
    both: Integers

    @classmethod
    def of(cls, first: Vector, second: Vector) -> _Sample:
        left, right = dense_ranks(first), dense_ranks(second)
        pair = left * (right.size + 1) + right
        by_first = np.argsort(pair, kind="stable")
        right = right[by_first]
        by_second = np.argsort(right, kind="stable")
        return cls(by_first, by_second, left[by_first], right[by_second], dense_ranks(pair)[by_first])

    def taus(self, weights: Weights) -> Floats:
        rows = weights[self.by_first].astype(_exact_type(weights))
        columns = rows[self.by_second]
        pairs = rows.sum(axis=0, dtype=np.float64) ** 2
        in_first, in_second = _squares(rows, self.first), _squares(columns, self.second)
        discordant = discordant_weight(self.by_second, rows, columns)
        agreement = pairs - in_first - in_second + _squares(rows, self.both) - 4 * discordant
        ordered = np.sqrt((pairs - in_first) * (pairs - in_second))
        taus: Floats = np.full_like(pairs, np.nan)
        np.divide(agreement, ordered, out=taus, where=ordered > 0)
        return taus


def _block(n: int) -> int:
    return int(min(256, max(16, 1 << round(np.log2(n) / 2))))


def _exact_type(weights: Weights) -> type[np.float32] | type[np.float64]:
    """Float32 where no partial sum can leave its exact integers, below 2^24; float64 otherwise."""
    heaviest, n = int(weights.max(initial=0)), len(weights)
    return np.float32 if heaviest**2 * max(_block(n) ** 2, n) < 2**24 else np.float64


def _squares(weights: Reals, group: Integers) -> Floats:
    """Sum over groups of the squared weight of each, (resamples,); `group` (n,) counts up from 0."""
    sums = weights if group[-1] == group.size - 1 else _group_sums(weights, group)
    wide = None if sums is weights else np.float64  # a group may weigh too much for float32 to square
    squares: Floats = np.einsum("gr,gr->r", sums, sums, dtype=wide).astype(np.float64)
    return squares


def _group_sums(weights: Reals, group: Integers) -> Reals:
    """Weight of each group, (groups, resamples), by one small product a block: `reduceat` is far slower."""
    block = _block(group.size)
    sums = np.zeros((group[-1] + 1, weights.shape[1]), weights.dtype)
    for start in range(0, group.size, block):
        part, drawn = group[start : start + block], weights[start : start + block]
        members = np.arange(part[0], part[-1] + 1)[:, None] == part[None, :]
        sums[part[0] : part[-1] + 1] += members.astype(weights.dtype) @ drawn
    return sums


def discordant_weight(by_second: Integers, rows: Reals, columns: Reals) -> Floats:
    """Sum of w_i w_j over the discordant pairs, (resamples,).

    Args:
        by_second: places in the first order, sorted by the second vector, (n,).
        rows: weights along the first order, (n, resamples).
        columns: weights along the second order, (n, resamples).
    """
    block = _block(by_second.size)
    place = np.empty_like(by_second)
    place[by_second] = np.arange(by_second.size)
    first_block = by_second // block
    within_first = _inside(place, rows, block)
    # Pairs of one second-block lie in two first-blocks, or they were counted a line above.
    within_second = _inside(first_block, columns, block)
    return within_first + within_second + _across(place // block, rows, block)


def _inside(values: Integers, weights: Reals, block: int) -> Floats:
    """Weight of the inversions of `values` (n,) inside each block, (resamples,)."""
    total = np.zeros(weights.shape[1])
    for start in range(0, values.size, block):
        part, drawn = values[start : start + block], weights[start : start + block]
        greater_before = np.triu(part[:, None] > part[None, :], 1).astype(weights.dtype)
        total += np.einsum("br,br->r", greater_before @ drawn, drawn)
    return total


def _across(second_block: Integers, weights: Reals, block: int) -> Floats:
    """Weight of the pairs in an earlier first-block and a later second-block, (resamples,)."""
    blocks = -(-second_block.size // block)
    total = np.zeros(weights.shape[1])
    seen = np.zeros((blocks, weights.shape[1]))  # weight so far, in second-blocks later than each
    for start in range(0, second_block.size, block):
        part, drawn = second_block[start : start + block], weights[start : start + block]
        later = (part[None, :] > np.arange(-1, blocks)[:, None]).astype(weights.dtype)
        beyond = later @ drawn  # (1 + blocks, resamples): weight in second-blocks -1, 0, 1, ... and later
        total += np.einsum("sr,sr->r", beyond[:-1] - beyond[1:], seen)
        seen += beyond[1:]
    return total

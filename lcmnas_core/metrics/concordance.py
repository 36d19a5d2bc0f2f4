"""How the pairs of two vectors agree, counted exactly in O(n log n)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.vectors import Integers, Vector, dense_ranks, paired, same_length, vector

BLOCK: Final = 16


@dataclass(frozen=True)
class Concordance:
    """Exact numbers of pairs.

    Attributes:
        pairs: pairs compared; with strata, only those inside one stratum.
        concordant: pairs that both vectors order alike.
        discordant: pairs that they order oppositely.
        tied_first: pairs equal in the first vector (those equal in both included).
        tied_second: pairs equal in the second vector (those equal in both included).
        tied_both: pairs equal in both.
    """

    pairs: int
    concordant: int
    discordant: int
    tied_first: int
    tied_second: int
    tied_both: int

    @property
    def tau_a(self) -> float | None:
        """(C - D) / pairs; None when one of the vectors orders no pair."""
        if self.tied_first == self.pairs or self.tied_second == self.pairs:
            return None
        return (self.concordant - self.discordant) / self.pairs

    @property
    def tau_b(self) -> float | None:
        """(C - D) / sqrt((pairs - tied first)(pairs - tied second)); None when that is 0 / 0."""
        ordered = (self.pairs - self.tied_first) * (self.pairs - self.tied_second)
        return (self.concordant - self.discordant) / math.sqrt(ordered) if ordered else None


def concordance(
    first: npt.ArrayLike, second: npt.ArrayLike, strata: npt.ArrayLike | None = None
) -> Concordance:
    r"""Count concordant, discordant and tied pairs of two vectors, (n,) each.

    .. math:: C - D = P - T_1 - T_2 + T_{12} - 2D

    where D is the number of strict inversions left in the second vector after sorting by the first, ties
    in the first by the second (Knight). With `strata`, (n,), only pairs of equal stratum count.

    Raises:
        InvalidScoresError: values that are not finite, or lengths that differ.
    Source: Knight, 1966, doi:10.1080/01621459.1966.10480879.
    """
    left, right = (dense_ranks(each) for each in paired(first, second))
    total = left.size * (left.size - 1) // 2
    if strata is not None:
        stratum = dense_ranks(vector(strata, "strata"))
        same_length(left, stratum, "scores", "strata")
        # Stratum first, rank second: across strata both vectors agree, so no inversion is counted there.
        left, right = (dense_ranks(stratum * left.size + each) for each in (left, right))
        total = _tied_pairs(stratum)
    if not total:
        return Concordance(0, 0, 0, 0, 0, 0)
    tied_first, tied_second = _tied_pairs(left), _tied_pairs(right)
    columns = int(right.max()) + 1
    # One number per architecture, sorted: by the first vector, among equals by the second.
    key = np.sort((left * columns + right).astype(np.min_scalar_type(left.size * columns)))
    tied_both = _tied_pairs(dense_ranks(key)) if tied_first and tied_second else 0
    discordant = inversions(key % columns, columns)
    concordant = total - tied_first - tied_second + tied_both - discordant
    return Concordance(total, concordant, discordant, tied_first, tied_second, tied_both)


def _tied_pairs(ranks: Integers) -> int:
    sizes = np.bincount(ranks)
    return int(sizes @ (sizes - 1)) // 2


def inversions(sequence: Vector, bound: int) -> int:
    r"""The number of i < j with sequence[i] > sequence[j], for integers in [0, bound), (n,).

    A merge sort from blocks of `BLOCK` upwards. At each level all pairs of neighbouring runs are merged by
    one sort of the keys :math:`2v + s`, s = 1 in the right run; as equal values put the left one first, the
    left values behind a right one are exactly those strictly greater.
    """
    blocks = 1 << (-(-sequence.size // BLOCK) - 1).bit_length()
    # The narrowest integer that holds a key: numpy sorts 16-bit numbers several times faster than 64-bit.
    keys = np.full(blocks * BLOCK, 2 * bound, np.min_scalar_type(2 * bound + 1))
    np.multiply(sequence, 2, out=keys[: sequence.size], casting="unsafe")
    # (BLOCK, blocks): whole rows are compared at once.
    rows = np.ascontiguousarray(keys.reshape(blocks, BLOCK).T)
    count = sum(int(np.count_nonzero(rows[:-lag] > rows[lag:])) for lag in range(1, BLOCK))
    half = BLOCK
    while half < keys.size:
        keys.reshape(-1, 2, half)[:, 1] |= 1
        runs = keys.reshape(-1, 2 * half)
        runs.sort(axis=1)
        side = runs & 1
        # Left values behind the k-th right one, at place p: half - (p - k). Summed over k and over the runs:
        places = (side.astype(np.float64) @ np.arange(2.0 * half)).sum()
        count += len(runs) * (half * half + half * (half - 1) // 2) - int(places)
        runs ^= side
        half *= 2
    return count

"""Which of several methods are told apart by their ranks: Friedman's test, Nemenyi's critical difference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.vectors import Floats, InvalidScoresError


@dataclass(frozen=True)
class AverageRanks:
    """Ranks of k methods over N blocks.

    Attributes:
        ranks: average rank of each method, 1 is best, ties share theirs, (k,).
        blocks: N.
        statistic: Friedman's chi-square with correction for ties; None where every block ties all methods.
        p: its upper tail under equal methods, chi-square with k - 1 degrees of freedom.
        critical_difference: two methods are told apart where their average ranks differ by this much.
    """

    ranks: Floats
    blocks: int
    statistic: float | None
    p: float | None
    critical_difference: float


def average_ranks(
    values: npt.ArrayLike, *, higher_is_better: bool = False, confidence: float = 0.95
) -> AverageRanks:
    r"""Rank the columns of `values`, (N, k), within every row.

    .. math:: \chi^2 = \frac{(k - 1) \sum_j \bigl(R_j - N \tfrac{k+1}{2}\bigr)^2}
        {\sum_{ij} r_{ij}^2 - \tfrac14 N k (k+1)^2}

    with r the ranks and R their sums. The rows must be independent of each other; whether the numbers of one
    row belong together (a data set) or not (the n-th seed of each method) matters for power only.

    Raises:
        InvalidScoresError: fewer than two methods, no block, or numbers that are not finite.
    Source: Demsar, JMLR 7, 2006, sections 3.2.2 and 3.2.3; ties: Conover, 1999, section 5.8.
    """
    from scipy.stats import chi2, rankdata

    table = np.asarray(values, np.float64)
    if table.ndim != 2 or not table.shape[0] or table.shape[1] < 2 or not np.isfinite(table).all():
        raise InvalidScoresError(
            f"values has shape {table.shape}; give finite numbers, a row for each block, a column for "
            "each of two methods or more"
        )
    blocks, methods = table.shape
    ranks = rankdata(-table if higher_is_better else table, axis=1)
    between = (methods - 1) * np.square(ranks.sum(axis=0) - blocks * (methods + 1) / 2).sum()
    within = np.square(ranks).sum() - blocks * methods * (methods + 1) ** 2 / 4
    statistic = float(between / within) if within > 0 else None
    return AverageRanks(
        ranks=ranks.mean(axis=0),
        blocks=blocks,
        statistic=statistic,
        p=None if statistic is None else float(chi2.sf(statistic, methods - 1)),
        critical_difference=critical_difference(methods, blocks, confidence),
    )


def critical_difference(methods: int, blocks: int, confidence: float = 0.95) -> float:
    r"""Nemenyi's critical difference of average ranks, for all pairs at once.

    .. math:: CD = \frac{q_{1 - \alpha, k, \infty}}{\sqrt 2} \sqrt{\frac{k (k + 1)}{6 N}}

    with q the quantile of the studentized range. Source: Demsar, JMLR 7, 2006, section 3.2.2.
    """
    return _quantile(methods, confidence) * float(np.sqrt(methods * (methods + 1) / (12 * blocks)))


@lru_cache
def _quantile(methods: int, confidence: float) -> float:
    from scipy.stats import studentized_range

    return float(studentized_range.ppf(confidence, methods, np.inf))

"""Rank agreement of a score with the truth. Undefined is None, never 0 and never NaN."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.concordance import concordance
from lcmnas_core.metrics.vectors import (
    Floats,
    Integers,
    InvalidScoresError,
    Vector,
    dense_ranks,
    paired,
    vector,
)

MINIMUM_TO_PRINT: Final = 10
"""A tau over fewer architectures is not printed."""


def kendall_tau(scores: npt.ArrayLike, truth: npt.ArrayLike) -> float | None:
    r"""Kendall's tau-b of the raw score, exact, in O(n log n).

    .. math:: \tau_b = \frac{C - D}{\sqrt{(P - T_{score})(P - T_{truth})}}

    over the P = n(n - 1)/2 pairs of architectures: C ordered alike, D oppositely, T tied. Shapes (n,).
    None when undefined: fewer than two architectures, or one vector is constant.

    Raises:
        InvalidScoresError: values that are not finite, or lengths that differ.
    Source: Kendall, 1945, doi:10.1093/biomet/33.3.239.
    """
    return concordance(scores, truth).tau_b


def kendall_tau_a(scores: npt.ArrayLike, truth: npt.ArrayLike) -> float | None:
    r"""Kendall's tau-a: :math:`(C - D) / P`, ties counted as no agreement; None as in `kendall_tau`.

    Source: Kendall, 1938, doi:10.1093/biomet/30.1-2.81.
    """
    return concordance(scores, truth).tau_a


def stratified_tau(scores: npt.ArrayLike, truth: npt.ArrayLike, strata: npt.ArrayLike) -> float | None:
    r"""Tau-b over the pairs inside equal strata only, for instance of equal parameter count.

    .. math:: \tau_s = \frac{\sum_g (C_g - D_g)}{\sqrt{\sum_g (P_g - T_{score,g}) \sum_g (P_g - T_{truth,g})}}

    Every pair weighs the same, so large strata count for more. `concordance(...).pairs` tells how many pairs
    are behind it. None when no stratum holds a pair that both vectors could order. Shapes (n,).
    """
    return concordance(scores, truth, strata).tau_b


def partial_tau(scores: npt.ArrayLike, truth: npt.ArrayLike, given: npt.ArrayLike) -> float | None:
    r"""Kendall's partial tau: agreement of score and truth with a third variable z held fixed.

    .. math:: \tau_{st \cdot z} =
        \frac{\tau_{st} - \tau_{sz}\tau_{tz}}{\sqrt{(1 - \tau_{sz}^2)(1 - \tau_{tz}^2)}}

    None when one of the three taus is undefined, or `given` orders the score or the truth perfectly.
    Shapes (n,). Source: Kendall, 1942, doi:10.1093/biomet/32.3-4.277.
    """
    plain, score_given, truth_given = (
        kendall_tau(scores, truth),
        kendall_tau(scores, given),
        kendall_tau(truth, given),
    )
    if plain is None or score_given is None or truth_given is None:
        return None
    left = (1 - score_given**2) * (1 - truth_given**2)
    return (plain - score_given * truth_given) / math.sqrt(left) if left > 0 else None


def spearman(scores: npt.ArrayLike, truth: npt.ArrayLike) -> float | None:
    r"""Spearman's rho: Pearson's correlation of the mid-ranks; None as in `kendall_tau`.

    .. math:: \rho = \frac{\sum_i (r_i - \bar r)(s_i - \bar s)}
        {\sqrt{\sum_i (r_i - \bar r)^2 \sum_i (s_i - \bar s)^2}}

    Shapes (n,). Source: Spearman, 1904, doi:10.2307/1412159.
    """
    first, second = (_mid_ranks(each) for each in paired(scores, truth))
    spread = math.sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / spread if spread else None


def weighted_tau(
    scores: npt.ArrayLike, truth: npt.ArrayLike, *, higher_is_better: bool = True
) -> float | None:
    r"""Top-heavy tau: an exchange of the architectures ranked r and s (0 the best) weighs 1/(r+1) + 1/(s+1).

    The weights come from the rank by score and by truth in turn, and the two values are averaged. The sign is
    that of the raw score; `higher_is_better=False` puts the weight on low scores. None as in `kendall_tau`.
    Shapes (n,). Source: Vigna, 2015, arXiv:1404.3325; the computation is scipy's.
    """
    from scipy import stats  # loads for half a second, which no other metric needs

    first, second = (dense_ranks(each) for each in paired(scores, truth))
    if not first.any() or not second.any():
        return None
    sign = 1 if higher_is_better else -1
    return sign * float(stats.weightedtau(sign * first, second).statistic)


def tie_share(scores: npt.ArrayLike) -> float | None:
    """Share of the pairs of architectures that have equal scores, in [0, 1]; None below two architectures."""
    counts = concordance(scores, scores)
    return counts.tied_first / counts.pairs if counts.pairs else None


def bands(values: npt.ArrayLike, *, width: float = 0.05) -> Integers:
    r"""Number of the geometric band each positive value lies in, (n,): strata of about equal size.

    .. math:: b_i = \lfloor \log v_i / \log(1 + width) \rfloor

    Two values of one band differ by less than the share `width`.

    Raises:
        InvalidScoresError: a value is not positive, or `width` is not.
    """
    numbers = vector(values, "values")
    if width <= 0 or (numbers.size and numbers.min() <= 0):
        raise InvalidScoresError(
            "bands need positive values and a positive width; drop or shift the others first"
        )
    return np.floor(np.log(numbers) / math.log1p(width)).astype(np.int64)


def _mid_ranks(values: Vector) -> Floats:
    """Mean rank among equals, minus the mean over all, (n,)."""
    ranks = dense_ranks(values)
    sizes = np.bincount(ranks)
    middle = np.cumsum(sizes) - (sizes + 1) / 2
    centred: Floats = middle[ranks] - (values.size - 1) / 2
    return centred

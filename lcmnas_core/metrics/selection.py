"""What choosing by a score brings: precision, recall, tau among the best, and accuracy lost.

Where scores tie, who is chosen is a matter of chance; every number here except `top_tau` is then the exact
expectation over random tie-breaking. No sampling is done anywhere.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.rank import MINIMUM_TO_PRINT, kendall_tau
from lcmnas_core.metrics.vectors import Floats, InvalidScoresError, Vector, dense_ranks, paired

DECILE: Final = 0.1


def precision_at(
    scores: npt.ArrayLike,
    truth: npt.ArrayLike,
    fraction: float = DECILE,
    *,
    relevant: float | None = None,
    higher_is_better: bool = True,
) -> float | None:
    r"""Expected share of the best-scored `fraction` that is among the truly best `relevant` (same if None).

    .. math:: \frac{1}{m} \sum_i P(i \in \text{top-}m\text{ by score})
        P(i \in \text{top-}r\text{ by truth})

    with m and r the fractions of n, rounded up. Chance level: r / n. None of no architecture. Shapes (n,).

    Raises:
        InvalidScoresError: values that are not finite, lengths that differ, or a fraction outside (0, 1].
    """
    found, chosen, _ = _overlap(scores, truth, (fraction, relevant), higher_is_better)
    return found / chosen if chosen else None


def recall_at(
    scores: npt.ArrayLike,
    truth: npt.ArrayLike,
    fraction: float = DECILE,
    *,
    relevant: float | None = None,
    higher_is_better: bool = True,
) -> float | None:
    """Expected share of the truly best `relevant` that is among the best-scored `fraction`.

    The expected number found is that of `precision_at`, divided by r instead of m. Raises and None as there.
    """
    found, _, wanted = _overlap(scores, truth, (fraction, relevant), higher_is_better)
    return found / wanted if wanted else None


def top_tau(scores: npt.ArrayLike, truth: npt.ArrayLike, fraction: float = DECILE) -> float | None:
    """Tau-b among the truly best `fraction` (rounded up; all that tie with the last of them included).

    None where undefined, and below `MINIMUM_TO_PRINT` architectures: with a decile that is below about 100.

    Raises:
        InvalidScoresError: values that are not finite, lengths that differ, or a fraction outside (0, 1].
    """
    first, second = paired(scores, truth)
    if not first.size:
        return None
    best = second >= np.sort(second)[-_count(fraction, first.size)]
    return kendall_tau(first[best], second[best]) if np.count_nonzero(best) >= MINIMUM_TO_PRINT else None


def regret(
    scores: npt.ArrayLike, truth: npt.ArrayLike, *, shortlist: int = 1, higher_is_better: bool = True
) -> float | None:
    r"""Expected accuracy lost by training only the `shortlist` best-scored architectures and taking the best.

    .. math:: \max_i t_i - E\Bigl[\max_{i \in \text{top-}M\text{ by score}} t_i\Bigr] \ge 0

    `shortlist=1` is the regret of the argmax. In the unit of the truth; None of no architecture. Shapes (n,).

    Raises:
        InvalidScoresError: values that are not finite, lengths that differ, or a shortlist outside 1..n.
    """
    first, second = paired(scores, truth)
    if not first.size:
        return None
    _check_count(shortlist, first.size, "shortlist")
    ranks = _best_first(first, higher_is_better)
    limit = np.sort(ranks)[shortlist - 1]
    sure, tied = second[ranks < limit], np.sort(second[ranks == limit])[::-1]
    # Of the tied ones so many are taken at random; whatever they bring counts only above the sure ones.
    gains = np.maximum(tied, sure.max(initial=tied[-1]))
    return float(second.max() - gains @ _chance_of_maximum(tied.size, shortlist - sure.size))


def search_regret(
    scores: npt.ArrayLike, truth: npt.ArrayLike, candidates: int, *, higher_is_better: bool = True
) -> float | None:
    r"""Expected accuracy lost by taking the best-scored of `candidates` random architectures.

    .. math:: E_S\Bigl[\max_{i \in S} t_i - t_{\arg\max_{i \in S} s_i}\Bigr], \quad |S| = N

    Exact over all subsets S of the n architectures. `candidates=n` is `regret`; a constant score gives what a
    random choice loses. In the unit of the truth; None of no architecture. Shapes (n,).

    Raises:
        InvalidScoresError: values that are not finite, lengths that differ, or candidates outside 1..n.
    """
    first, second = paired(scores, truth)
    if not first.size:
        return None
    _check_count(candidates, first.size, "candidates")
    chance = _chance_of_maximum(first.size, candidates)
    ranks = _best_first(first, higher_is_better)
    # Equal scores share their chances equally: one mean truth per group of equals, best group first.
    mean = np.bincount(ranks, second) / np.bincount(ranks)
    chosen = mean[np.sort(ranks)]
    return float((np.sort(second)[::-1] - chosen) @ chance)


def _overlap(
    scores: npt.ArrayLike, truth: npt.ArrayLike, fractions: tuple[float, float | None], higher_is_better: bool
) -> tuple[float, int, int]:
    """Expected size of the intersection, and the sizes of the chosen and of the relevant set."""
    first, second = paired(scores, truth)
    fraction, relevant = fractions
    chosen = _count(fraction, first.size)
    wanted = chosen if relevant is None else _count(relevant, first.size)
    by_score = _chance_inside(_best_first(first, higher_is_better), chosen)
    by_truth = _chance_inside(_best_first(second, True), wanted)
    return float(by_score @ by_truth), chosen, wanted


def _best_first(values: Vector, higher_is_better: bool) -> Vector:
    ranks = dense_ranks(values)
    return ranks.max(initial=0) - ranks if higher_is_better else ranks


def _chance_inside(ranks: Vector, count: int) -> Floats:
    """Probability of each to be among the first `count` under random tie-breaking, (n,)."""
    sizes = np.bincount(ranks)
    places = count - (np.cumsum(sizes) - sizes)
    chances: Floats = np.clip(places / sizes, 0.0, 1.0)[ranks]
    return chances


def _chance_of_maximum(n: int, drawn: int) -> Floats:
    """Chance that the j-th largest of n is the largest of r taken at random: C(n-j, r-1) / C(n, r), (n,)."""
    later = np.arange(1, n)
    steps = np.clip(n - later - drawn + 1, 0, None) / (n - later)
    chances: Floats = drawn / n * np.concatenate(([1.0], np.cumprod(steps)))
    return chances


def _count(fraction: float, n: int) -> int:
    if not 0 < fraction <= 1:
        raise InvalidScoresError(
            f"fraction is {fraction}; give a share above 0 and up to 1, for instance 0.1"
        )
    # 0.07 * 100 is 7.000000000000001, which must not round up to 8.
    return math.ceil(round(fraction * n, 9))


def _check_count(count: int, n: int, name: str) -> None:
    if not 1 <= count <= n:
        raise InvalidScoresError(
            f"{name} is {count}, but there are {n} architectures; give a number from 1 to {n}"
        )

"""How high tau can get at all: noise between training seeds, and what tau would be without it.

The conversions assume a Gaussian copula, under which tau and the correlation of the latent normals are one:
rho = sin(pi tau / 2) (Greiner). In rho, noise acts by the classical attenuation formula.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import numpy.typing as npt

from lcmnas_core.metrics.rank import kendall_tau
from lcmnas_core.metrics.vectors import InvalidScoresError


def seed_tau(trainings: Sequence[npt.ArrayLike]) -> float | None:
    """Mean tau-b over the pairs of training seeds; `trainings` is (seeds, n). None where a pair has none.

    The same number for scores says how well a proxy agrees with itself under another seed.

    Raises:
        InvalidScoresError: fewer than two seeds, values that are not finite, or lengths that differ.
    """
    if len(trainings) < 2:
        raise InvalidScoresError(f"agreement between seeds needs at least 2 of them, got {len(trainings)}")
    taus = [kendall_tau(first, second) for first, second in combinations(trainings, 2)]
    defined = [tau for tau in taus if tau is not None]
    return sum(defined) / len(defined) if len(defined) == len(taus) else None


def ceiling_tau(between_seeds: float, *, seeds: int = 1) -> float | None:
    r"""Tau that the noiseless truth itself would reach against a truth averaged over `seeds` trainings.

    .. math:: \tau_{max} = \tfrac{2}{\pi} \arcsin \sqrt{r}, \quad r = \frac{S \rho}{1 + (S - 1) \rho}

    with :math:`\rho = \sin(\pi \tau / 2)` of `between_seeds` (`seed_tau`). None when that is not positive.
    Source: Spearman, 1910, and Brown, 1910 (r).
    """
    reliability = _reliability(between_seeds, seeds)
    return None if reliability is None else _tau(math.sqrt(reliability))


def attenuation_corrected_tau(tau: float, between_seeds: float, *, seeds: int = 1) -> float | None:
    r"""Tau that a score would have against a truth without training noise.

    .. math:: \tau_c = \tfrac{2}{\pi} \arcsin \frac{\sin(\pi \tau / 2)}{\sqrt{r}}

    with r as in `ceiling_tau`. Capped at -1 and 1; None when `between_seeds` is not positive.
    Source: Spearman, 1904, doi:10.2307/1412159.
    """
    reliability = _reliability(between_seeds, seeds)
    if reliability is None:
        return None
    return _tau(max(-1.0, min(1.0, _rho(tau) / math.sqrt(reliability))))


def _reliability(between_seeds: float, seeds: int) -> float | None:
    rho = _rho(between_seeds)
    return seeds * rho / (1 + (seeds - 1) * rho) if rho > 0 else None


def _rho(tau: float) -> float:
    return math.sin(math.pi * tau / 2)


def _tau(rho: float) -> float:
    return 2 / math.pi * math.asin(rho)

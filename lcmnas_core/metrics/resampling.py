"""Bootstrap resamples as integer weights: how often each architecture was drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.vectors import Floats, Integers, InvalidScoresError, dense_ranks
from lcmnas_core.seeding import rng_for

Weights = npt.NDArray[np.uint16]

BATCH: Final = 2**20
"""Draws made at once; bounds the memory, not the result."""


def resample(n: int, resamples: int, *, clusters: npt.ArrayLike | None = None, seed: int = 0) -> Weights:
    """Weights of bootstrap samples of `n` architectures, (n, resamples).

    Each sample draws as many units as there are, with replacement. The units are the architectures or, when
    `clusters` (n,) names the class of each, whole classes: members of one class are not independent.
    Depends on `n`, `resamples`, `clusters` and `seed` only, so every proxy sees the same samples.

    Raises:
        InvalidScoresError: fewer than one resample, or not one cluster label per architecture.
    """
    if resamples < 1:
        raise InvalidScoresError(f"resamples is {resamples}; give at least 1")
    unit = units(n, clusters)
    if not n:
        return np.zeros((0, resamples), np.uint16)
    count = int(unit.max()) + 1
    rng = rng_for("bootstrap", seed)
    batch = max(1, BATCH // count)
    drawn = [_draw(min(batch, resamples - start), count, rng) for start in range(0, resamples, batch)]
    weights: Weights = np.concatenate(drawn).T[unit]
    return np.ascontiguousarray(weights)


def units(n: int, clusters: npt.ArrayLike | None) -> Integers:
    """Number of the unit each architecture is drawn with, (n,): its own, or that of its cluster.

    Raises:
        InvalidScoresError: not one label per architecture.
    """
    labels = np.arange(n) if clusters is None else np.asarray(clusters)
    if labels.shape != (n,):
        raise InvalidScoresError(
            f"clusters has shape {labels.shape}; give one label per architecture, shape ({n},)"
        )
    return dense_ranks(labels)


def by_parts(statistic: Callable[[Weights], Floats], weights: Weights, cells: int) -> Floats:
    """`statistic` of every resample, (resamples,), from parts of `weights` of about `cells` entries."""
    columns = max(1, cells // len(weights))
    starts = range(0, weights.shape[1], columns)
    return np.concatenate([statistic(weights[:, start : start + columns]) for start in starts])


def _draw(rows: int, count: int, rng: np.random.Generator) -> Weights:
    drawn = rng.integers(0, count, (rows, count)) + count * np.arange(rows)[:, None]
    return np.bincount(drawn.ravel(), minlength=rows * count).reshape(rows, count).astype(np.uint16)

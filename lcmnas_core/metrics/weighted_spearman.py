"""Spearman's rho of weighted samples: the resamples of a bootstrap all at once."""

from __future__ import annotations

from functools import partial

import numpy as np

from lcmnas_core.metrics.resampling import Weights, by_parts
from lcmnas_core.metrics.vectors import Floats, dense_ranks

CELLS = 2**21
"""Weights held as floating-point numbers at once."""


def resampled_rhos(first: Floats, second: Floats, weights: Weights) -> Floats:
    r"""Rho of each weighted sample, (resamples,); NaN where one of the vectors is constant in it.

    An architecture drawn w times stands for w equal copies: with mid-ranks r and s among all copies,

    .. math:: \rho = \frac{\sum w (r - \bar r)(s - \bar s)}
        {\sqrt{\sum w (r - \bar r)^2 \sum w (s - \bar s)^2}}

    Args:
        first: scores, (n,); only their order matters.
        second: truths, (n,).
        weights: how often each architecture was drawn, (n, resamples).
    """
    if first.size < 2:
        return np.full(weights.shape[1], np.nan)
    return by_parts(partial(_rhos, first, second), weights, CELLS)


def _rhos(first: Floats, second: Floats, weights: Weights) -> Floats:
    drawn = weights.astype(np.float64)
    one, other = _centred(first, drawn), _centred(second, drawn)
    shared = np.einsum("ij,ij,ij->j", drawn, one, other)
    spread = np.sqrt(
        np.einsum("ij,ij,ij->j", drawn, one, one) * np.einsum("ij,ij,ij->j", drawn, other, other)
    )
    defined = spread > 0
    rhos: Floats = np.divide(shared, spread, out=np.full(spread.shape, np.nan), where=defined)
    return rhos


def _centred(values: Floats, drawn: Floats) -> Floats:
    """Mid-ranks among the copies minus their mean, (n, resamples)."""
    ranks = dense_ranks(values)
    order = np.argsort(ranks, kind="stable")
    starts = np.flatnonzero(np.diff(ranks[order], prepend=-1))
    sizes = np.add.reduceat(drawn[order], starts, axis=0)
    middle = np.cumsum(sizes, axis=0) - (sizes - 1) / 2
    centred: Floats = middle[ranks] - (drawn.sum(axis=0) + 1) / 2
    return centred

"""Vectors checked at the door, so that every metric may trust what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from lcmnas_core.errors import UsageError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Vector = npt.NDArray[Any]
Scores = Mapping[str, npt.ArrayLike]


class InvalidScoresError(UsageError):
    """Scores or truths that no metric can be taken of: wrong shape, wrong kind, or not finite."""


def vector(values: npt.ArrayLike, name: str) -> Vector:
    """`values` as a one-dimensional array of finite real numbers, (n,).

    Raises:
        InvalidScoresError: another shape, another kind of value, or NaN or infinity among them.
    """
    array = np.asarray(values)
    if array.ndim != 1:
        raise InvalidScoresError(
            f"{name} has shape {array.shape}; give one number per architecture, shape (n,)"
        )
    if array.size == 0:
        return array.astype(np.float64)
    if array.dtype.kind not in "buif":
        raise InvalidScoresError(f"{name} holds {array.dtype} values; give real numbers")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        count = int(np.count_nonzero(~np.isfinite(array)))
        raise InvalidScoresError(
            f"{name} holds {count} values that are not finite; apply a failure policy first (metrics.keep)"
        )
    return array


def paired(scores: npt.ArrayLike, truth: npt.ArrayLike) -> tuple[Vector, Vector]:
    """Both as checked vectors of one length.

    Raises:
        InvalidScoresError: one of them is no vector of finite numbers, or their lengths differ.
    """
    first, second = vector(scores, "scores"), vector(truth, "truth")
    same_length(first, second, "scores", "truth")
    return first, second


def same_length(first: Vector, second: Vector, name: str, other: str) -> None:
    """Refuse two vectors that cannot describe the same architectures.

    Raises:
        InvalidScoresError: the lengths differ.
    """
    if first.size != second.size:
        raise InvalidScoresError(
            f"{name} has {first.size} values, {other} has {second.size}; give both for the same architectures"
        )


def scores_with_gaps(values: npt.ArrayLike, name: str) -> Floats:
    """Scores in which NaN marks a failed architecture, (n,).

    Raises:
        InvalidScoresError: another shape or kind of value, or an infinity among them.
    """
    array = np.asarray(values)
    if array.dtype.kind in "buif":
        array = array.astype(np.float64)
        present = ~np.isnan(array)
        vector(array if array.ndim != 1 else array[present], name)
    else:
        vector(array, name)
    return array


def table_with_gaps(scores: Scores) -> dict[str, Floats]:
    """One checked vector per proxy, all of one length; NaN marks a failed architecture.

    Raises:
        InvalidScoresError: no proxy at all, lengths that differ, or what `scores_with_gaps` refuses.
    """
    table = {name: scores_with_gaps(values, name) for name, values in scores.items()}
    if not table:
        raise InvalidScoresError("no scores were given; give at least one proxy")
    first = next(iter(table))
    for name, values in table.items():
        same_length(table[first], values, first, name)
    return table


def dense_ranks(values: Vector) -> Integers:
    """0 for the smallest value, 1 for the next larger one, ...; equal values share a rank, (n,)."""
    order = np.argsort(values)
    ordered = values[order]
    steps = np.zeros(values.size, np.int64)
    np.cumsum(ordered[1:] != ordered[:-1], out=steps[1:])
    ranks = np.empty_like(steps)
    ranks[order] = steps
    return ranks

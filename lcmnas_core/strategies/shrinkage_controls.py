"""Plain ways to shrink a space, which LISSNAS is held against."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lcmnas_core.errors import UsageError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def random_subset(n: int, size: int, rng: np.random.Generator) -> Integers:
    """Places of `size` of n architectures, each as likely, ascending, (size,).

    Raises:
        UsageError: not 1 to n.
    """
    _check(size, n)
    return np.sort(rng.permutation(n)[:size]).astype(np.int64)


def operation_pruning(codes: Integers, seen: Integers, values: Floats, size: int) -> Integers:
    """Places left once operations are struck out one after the other, ascending: at least `size` of them.

    Struck out is that operation of a place whose architectures, of those evaluated and left, have the lowest
    mean value: among all but the last operation of a place, and those that would leave less than `size`. One
    that no evaluated architecture left has is not struck out, for nothing is known of it.

    Args:
        codes: one integer per place and architecture, (n, places).
        seen: the architectures evaluated, (k,).
        values: of them, (k,).
        size: how many are to be left at least.

    Raises:
        UsageError: not 1 to n.
    """
    _check(size, len(codes))
    left = np.ones(len(codes), bool)
    while True:
        known = left[seen]
        worst_first = _ranked(codes[seen[known]], values[known])
        pruned = (left & (codes[:, place] != operation) for place, operation in worst_first)
        enough = next((each for each in pruned if np.count_nonzero(each) >= size), None)
        if enough is None:
            return np.flatnonzero(left)
        left = enough


def single_ball(
    codes: Integers, seen: Integers, values: Floats, size: int, rng: np.random.Generator
) -> Integers:
    """Places of the `size` architectures nearest to the best one evaluated, itself among them, ascending.

    Distance is the number of places in which codes, (n, places), differ; who belongs of those equally far is
    drawn. `seen` and `values` as in `operation_pruning`; the first of equals is the best.

    Raises:
        UsageError: not 1 to n.
    """
    _check(size, len(codes))
    centre = codes[seen[int(np.argmax(values))]]
    apart = np.count_nonzero(codes != centre, axis=1)
    drawn = np.lexsort((rng.random(len(codes)), apart))
    return np.sort(drawn[:size]).astype(np.int64)


def _ranked(codes: Integers, values: Floats) -> list[tuple[int, int]]:
    """(place, operation) of all in `codes`, (k, places), by the mean of `values`, (k,), lowest first."""
    means = {
        (place, int(operation)): float(values[codes[:, place] == operation].mean())
        for place in range(codes.shape[1])
        for operation in np.unique(codes[:, place])
    }
    return sorted(means, key=lambda each: means[each])


def _check(size: int, n: int) -> None:
    if not 1 <= size <= n:
        raise UsageError(f"{size} architectures of {n} cannot be left; give 1 to {n}")

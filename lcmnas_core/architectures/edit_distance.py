"""How far two written chains are apart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def edit_distance(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    r"""Least number of replaced, inserted and deleted elements that lead from `one` to `other` (Levenshtein).

    .. math:: d_{ij} = \min(d_{i-1,j} + 1,\; d_{i,j-1} + 1,\; d_{i-1,j-1} + [a_i \ne b_j])
    """
    above = list(range(len(other) + 1))
    for i, element in enumerate(one, start=1):
        row = [i]
        for j, candidate in enumerate(other, start=1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (element != candidate)))
        above = row
    return above[-1]

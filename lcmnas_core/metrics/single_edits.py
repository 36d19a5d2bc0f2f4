"""Which architectures of a finite set are one change apart, and what hangs together by such changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lcmnas_core.metrics.vectors import Integers, InvalidScoresError, dense_ranks


@dataclass(frozen=True)
class SingleEdits:
    """The graph of single changes.

    Attributes:
        starts: (n + 1,); the neighbours of architecture i stand in `others` from starts[i] to starts[i + 1].
        others: (edges,), both directions of each edge.
    """

    starts: Integers
    others: Integers

    def of(self, place: int) -> Integers:
        """The neighbours of one architecture, ascending, (degree,)."""
        found: Integers = self.others[self.starts[place] : self.starts[place + 1]]
        return found

    def step(self, places: Integers, rng: np.random.Generator) -> Integers:
        """A neighbour of each, uniformly; who has none stays. Shapes (w,)."""
        degree = self.starts[places + 1] - self.starts[places]
        chosen = self.starts[places] + (rng.random(places.size) * degree).astype(np.int64)
        alone = degree == 0
        moved: Integers = np.where(alone, places, self.others[np.where(alone, 0, chosen)])
        return moved


def coded(codes: npt.ArrayLike) -> Integers:
    """`codes` checked: one row of integers per architecture, (n, places).

    Raises:
        InvalidScoresError: another shape or kind of value.
    """
    array = np.asarray(codes)
    if array.ndim != 2 or array.dtype.kind not in "iu":
        raise InvalidScoresError(
            f"codes are {array.dtype} of shape {array.shape}; give integers, one row per architecture"
        )
    return array.astype(np.int64)


def single_edits(codes: npt.ArrayLike) -> SingleEdits:
    """The pairs of rows of `codes`, (n, places), that differ in exactly one place.

    Raises:
        InvalidScoresError: as `coded`, or an architecture that comes twice.
    """
    rows = coded(codes)
    n, width = rows.shape
    before, behind = _prefixes(rows), _prefixes(rows[:, ::-1])[::-1]
    distinct = np.unique(before[-1]).size
    if distinct < n:
        raise InvalidScoresError(f"{n} rows of codes, {distinct} of them distinct; give each once")
    # Differing in place p alone is agreeing in all before it and in all behind it.
    ends = [_within_groups(before[place] * n + behind[place + 1]) for place in range(width)]
    one, other = np.concatenate([np.zeros((2, 0), np.int64), *ends], axis=1)
    sources, others = np.concatenate([one, other]), np.concatenate([other, one])
    order = np.argsort(sources * n + others)
    starts = np.concatenate([[0], np.cumsum(np.bincount(sources, minlength=n))])
    return SingleEdits(starts, others[order])


def pockets(codes: npt.ArrayLike) -> Integers:
    """Number of the connected part each architecture is in when single changes within the set connect, (n,).

    Raises:
        InvalidScoresError: as `single_edits`.
    """
    from scipy.sparse import csgraph, csr_array

    edits = single_edits(codes)
    n = edits.starts.size - 1
    graph = csr_array((np.ones(edits.others.size, bool), edits.others, edits.starts), shape=(n, n))
    labels: Integers = csgraph.connected_components(graph, directed=False)[1]
    return labels


def _prefixes(rows: Integers) -> list[Integers]:
    """For each p up to the width, numbers below n that are equal where the first p places are, (n,) each."""
    found = [np.zeros(len(rows), np.int64)]
    for column in rows.T:
        numbers = dense_ranks(column)
        # Ranked anew at each place, so that the numbers stay small however many places there are.
        found.append(dense_ranks(found[-1] * (numbers.max(initial=0) + 1) + numbers))
    return found


def _within_groups(group: Integers) -> Integers:
    """Every pair of members of one group, (2, pairs)."""
    order = np.argsort(group)
    ranked = group[order]
    found = [np.zeros((2, 0), np.int64)]
    for lag in range(1, group.size):
        same = ranked[lag:] == ranked[:-lag]
        if not same.any():
            break
        found.append(np.stack([order[:-lag][same], order[lag:][same]]))
    return np.concatenate(found, axis=1)

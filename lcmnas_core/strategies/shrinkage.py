"""How LISSNAS shrinks a space: pockets of neighbours around the seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from lcmnas_core.errors import UsageError

A = TypeVar("A")
Neighbours = Callable[[A], Iterable[A]]

CLUSTER_SHARE = 3
"""At most one seed in so many is of one cluster."""


@dataclass(frozen=True)
class Shrinkage:
    """How fast a space shrinks; the defaults are this project's, for the paper's are not at hand.

    Attributes:
        sample: n, architectures of each space that are evaluated.
        seed_share: q, best of the sample that become seeds.
        radius: h, edits between a seed and the far end of its pocket; one less each time, down to one.
        pocket: m, architectures of a pocket beside its seed.
        times: T, shrinkings at most.
        cap: architectures of a shrunk space at most.
        patience: standard errors of the mean by which it must have risen.
    """

    sample: int = 200
    seed_share: float = 0.1
    radius: int = 2
    pocket: int = 50
    times: int = 5
    cap: int = 1_000
    patience: float = 1.0

    def __post_init__(self) -> None:
        if min(self.sample, self.radius, self.pocket, self.times) < 1 or not 0 < self.seed_share <= 1:
            raise UsageError(f"a sample, radius, pocket and time of one, a share in (0, 1], got {self}")
        if self.cap < self.seeds:
            raise UsageError(f"a space of at most {self.cap} has no room for {self.seeds} seeds")

    @property
    def seeds(self) -> int:
        """How many seeds a sample gives at most."""
        return max(1, round(self.seed_share * self.sample))

    def radius_of(self, time: int) -> int:
        """That of the pockets of the `time`-th shrinking, from 0."""
        return max(1, self.radius - time)


def ball(centre: A, neighbours: Neighbours[A], radius: int) -> list[A]:
    """Everything within `radius` edits of `centre`, by rising distance; `centre` is the first."""
    found = {centre: None}
    shell = [centre]
    for _ in range(radius):
        shell = [each for one in shell for each in neighbours(one)]
        shell = [each for each in dict.fromkeys(shell) if each not in found]
        found.update(dict.fromkeys(shell))
    return list(found)


def seeds_apart(ranked: Iterable[A], neighbours: Neighbours[A], radius: int, most: int) -> list[A]:
    """The first `most` of `ranked` (best first), but at most a third of them, at least one, of one cluster.

    An architecture is of the cluster of the first, and so best, leader within `radius` edits; where there is
    none it leads a new cluster. So fewer than `most` are found where there are less than three clusters.
    """
    clusters: list[frozenset[A]] = []
    sizes: list[int] = []
    seeds: list[A] = []
    for each in ranked:
        if len(seeds) == most:
            break
        place = next((n for n, cluster in enumerate(clusters) if each in cluster), len(clusters))
        if place == len(clusters):
            clusters.append(frozenset(ball(each, neighbours, radius)))
            sizes.append(0)
        if sizes[place] < max(1, most // CLUSTER_SHARE):
            sizes[place] += 1
            seeds.append(each)
    return seeds


def shrunk(
    seeds: Sequence[A], neighbours: Neighbours[A], radius: int, shrinkage: Shrinkage, rng: np.random.Generator
) -> tuple[A, ...]:
    """The seeds and a pocket around each, every architecture once; within the cap seeds come first."""
    pockets: dict[A, None] = {}
    for seed in seeds:
        around = ball(seed, neighbours, radius)[1:]
        drawn = rng.permutation(len(around))[: shrinkage.pocket]
        pockets.update(dict.fromkeys(around[place] for place in drawn))
    beside = [each for each in pockets if each not in set(seeds)]
    room = rng.permutation(len(beside))[: shrinkage.cap - len(seeds)]
    return (*seeds, *(beside[place] for place in sorted(room)))

"""Are near architectures alike? The frames `locality` and `walks` of landscapes.

`locality`, a row for each distance of a landscape: `pairs` at it, their `mean_difference` of accuracies with
its interval `low` to `high`, their `correlation` with `corr_low` to `corr_high`, and where either lies once
accuracies are dealt out at random: `shuffled_low` to `shuffled_high`, `corr_shuffled_low` to
`corr_shuffled_high`. `landscape` and `distance` name the row, `networks` says how many took part.

`walks`, a row for each lag on random walks of single changes: `landscape`, `lag`, `autocorrelation`, `low`,
`high`, `shuffled_low`, `shuffled_high`, and `correlation_length`, equal in all rows of a landscape.

Accuracies are fractions; NaN stands for what is undefined and for intervals of too few.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.errors import UsageError
from lcmnas_core.metrics.locality import Distance, Estimate, Pairs, drawn_pairs, locality_curve
from lcmnas_core.metrics.single_edits import single_edits
from lcmnas_core.metrics.uncertainty import Interval
from lcmnas_core.metrics.walks import correlation_length, random_walks, walk_autocorrelation
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces.nasbench201_classes import TRAINED, function_class
from lcmnas_core.spaces.space import SPACES, UnboundedSpace
from lcmnas_core.tables.table import Table

from .coding import coding_of
from .landscape import Floats, Landscape, Truth

if TYPE_CHECKING:
    import pandas as pd

WALKS, STEPS = 300, 48

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Terrain:
    """Architectures by place, how well each does, and how far they are apart.

    Attributes:
        accuracy: of each architecture, (n,).
        distance: least number of single changes between many pairs of places at once.
        networks: equal labels mean one network written in several ways, (n,).
        codes: of a finite space whose single changes replace what stands in one place, (n, places).
    """

    name: str
    accuracy: Floats
    distance: Distance
    networks: Integers
    codes: Integers | None = None


def terrain_of(landscape: Landscape, truth: Truth) -> Terrain:
    """The terrain of a complete table."""
    codes = np.array(list(coding_of(landscape.rows).tokens.values()), np.int64)
    return Terrain(
        name=landscape.name,
        accuracy=truth.quality[list(landscape.rows.values())],
        distance=lambda first, second: np.count_nonzero(codes[first] != codes[second], axis=1),
        networks=_labels(map(_network, landscape.rows)),
        codes=codes,
    )


def terrain_of_networks(table: Table) -> Terrain:
    """The terrain of the trained networks of an unbounded space, failed ones left out.

    Raises:
        UsageError: the table's space has no distance.
    """
    space: Any = SPACES[table.card.space]
    if not isinstance(space, UnboundedSpace):
        raise UsageError(
            f"table {table.card.name} is of space {space.name}, which has no distance of its own"
        )
    truth = table.truth().dropna()
    architectures = [space.parse(each) for each in truth.index]

    def distance(first: Integers, second: Integers) -> Integers:
        pairs = zip(first, second, strict=True)
        return np.array([space.distance(architectures[i], architectures[j]) for i, j in pairs], np.int64)

    return Terrain(table.card.name, np.array(truth, np.float64), distance, _labels(architectures))


def locality(terrains: Iterable[Terrain], *, seed: int = 0) -> pd.DataFrame:
    """The frame `locality`."""
    import pandas as pd

    return pd.DataFrame([row for each in terrains for row in _curve(each, seed)])


def walks(terrains: Iterable[Terrain], *, seed: int = 0) -> pd.DataFrame:
    """The frame `walks`, of the terrains that have codes."""
    import pandas as pd

    return pd.DataFrame([row for each in terrains for row in _lags(each, seed)])


def _curve(terrain: Terrain, seed: int) -> Iterator[dict[str, Any]]:
    rng = rng_for("locality", terrain.name, seed)
    pairs = drawn_pairs(terrain.accuracy.size, terrain.distance, rng, clusters=terrain.networks)
    for point in locality_curve(pairs, terrain.accuracy, seed=seed):
        yield {
            "landscape": terrain.name,
            "distance": point.distance,
            "pairs": point.pairs,
            "networks": _members(pairs),
            **_columns(point.difference, "mean_difference", ""),
            **_columns(point.correlation, "correlation", "corr_"),
        }


def _members(pairs: Pairs) -> int:
    return np.unique(np.stack([pairs.first, pairs.second])).size


def _lags(terrain: Terrain, seed: int) -> Iterator[dict[str, Any]]:
    if terrain.codes is None:
        return
    rng = rng_for("walks", terrain.name, seed)
    starts = rng.integers(terrain.accuracy.size, size=WALKS)
    visited = random_walks(single_edits(terrain.codes).step, starts, STEPS, rng)
    found = walk_autocorrelation(visited, terrain.accuracy, clusters=terrain.networks, seed=seed)
    for point in found:
        yield {
            "landscape": terrain.name,
            "lag": point.lag,
            **_columns(point.autocorrelation, "autocorrelation", ""),
            "correlation_length": correlation_length(found),
        }


def _columns(estimate: Estimate, name: str, prefix: str) -> dict[str, float]:
    low, high = _ends(estimate.interval)
    shuffled_low, shuffled_high = _ends(estimate.shuffled)
    return {
        name: np.nan if estimate.value is None else estimate.value,
        f"{prefix}low": low,
        f"{prefix}high": high,
        f"{prefix}shuffled_low": shuffled_low,
        f"{prefix}shuffled_high": shuffled_high,
    }


def _ends(interval: Interval | None) -> tuple[float, float]:
    return (np.nan, np.nan) if interval is None else (interval.low, interval.high)


@cache
def _network(architecture: Any) -> Hashable:
    match architecture:
        case Cell():
            return function_class(architecture, TRAINED)
        case BlockChain():
            return architecture.settled
    return str(architecture)


def _labels(networks: Iterable[Hashable]) -> Integers:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(each, len(numbers)) for each in networks], np.int64)

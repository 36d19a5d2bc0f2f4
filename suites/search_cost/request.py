"""Everything that decides a run of this suite, fully resolved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from lcmnas_core.records.measurement import Frozen, Setting

from ..suite_request import SuiteRequest

NAME = "search-cost"
VERSION = 4
"""History: 1 first released suite; 2 never to come near the best is told in numbers; 3 only an incumbent
that held at some cost has come near it; 4 making a strategy counts as suggesting."""

WITHIN = (0.01, 0.005)
"""A point and half a point of accuracy: what it costs to come so near the best is reported."""


class Arena(Frozen):
    """A landscape with its budget, and what there is to win on it."""

    name: str
    space: str
    family: str = Field(description="landscapes of one family are trainings of the same architectures")
    table: str
    table_sha256: str
    sha256: str = Field(description="of the table and of released scores beside it")
    table_is_ours: bool
    dataset: str
    architectures: int
    unit: Literal["seconds", "evaluations"]
    seconds_of: Literal["gpu", "cpu"] | None = Field(
        default=None, description="what its seconds were counted on; null where that is not known"
    )
    budget: float
    grid: tuple[float, ...] = Field(description="costs at which regret is taken, the last is the budget")
    has_macs: bool = Field(description="whether multiply-adds of its trainings are known")
    shown: str = Field(description="what searches are told")
    reported: str = Field(description="what they are held to")
    best: float = Field(description="the highest accuracy there is, of those reported")
    random_regret: float = Field(description="what an architecture drawn at random lacks on average")


class Networks(Frozen):
    """A table of trained networks that is no landscape, for its space is unbounded."""

    table: str
    sha256: str


class Contest(Frozen):
    """One strategy on one landscape, under all seeds."""

    arena: str
    strategy: str
    version: str
    settings: dict[str, Setting]


class Request(SuiteRequest):
    """One resolved run: equal requests plan equal jobs. Stored with the run; restored from its JSON."""

    suite: Literal["search-cost"] = "search-cost"
    suite_version: int = VERSION
    arenas: tuple[Arena, ...]
    networks: tuple[Networks, ...] = ()
    contests: tuple[Contest, ...] = Field(min_length=1)
    first_seed: int
    seeds: int
    block: int

    def arena(self, name: str) -> Arena:
        """The arena called `name`."""
        return next(each for each in self.arenas if each.name == name)

    def blocks(self) -> Iterator[range]:
        """The seeds, in the blocks that one job each does."""
        end = self.first_seed + self.seeds
        for first in range(self.first_seed, end, self.block):
            yield range(first, min(first + self.block, end))

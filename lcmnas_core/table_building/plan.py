"""What a table of our own consists of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.training.recipe import Recipe


@dataclass(frozen=True)
class Entry:
    """An architecture to train, and those that it stands for.

    Attributes:
        class_key: equal for architectures that train alike.
        members: every architecture of its class in the population, itself included.
        live: whether the input reaches the output.
        params: trainable scalars of the written architecture.
        macs: multiply-adds of the written architecture, one image.
    """

    population: str
    arch: str
    class_key: str
    members: tuple[str, ...]
    live: bool
    params: int
    macs: int


@dataclass(frozen=True)
class TablePlan:
    """Everything that decides a table; `card` lacks only what the trainings will tell."""

    card: TableCard
    settings: BuildSettings
    recipe: Recipe
    seeds: tuple[int, ...]
    entries: tuple[Entry, ...]

    def trainings(self) -> Iterator[tuple[Entry, int]]:
        """Every training in the order of work: a population is completed seed by seed before the next."""
        for population in self.card.populations:
            for seed in self.seeds:
                yield from ((entry, seed) for entry in self.entries if entry.population == population)

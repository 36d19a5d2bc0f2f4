"""What a table of our own consists of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.reduced_settings import reduced_settings
from lcmnas_core.fidelity import Reduction
from lcmnas_core.tables.schema import TableCard
from lcmnas_core.tables.trainings import FULL
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.reduction import reduced_recipe


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
class Planned:
    """One training: of an entry, under a seed, whole or reduced."""

    entry: Entry
    seed: int
    reduction: Reduction | None = None

    @property
    def recipe(self) -> str:
        """What the row calls its recipe."""
        return FULL if self.reduction is None else str(self.reduction)

    @property
    def key(self) -> tuple[str, str, str, int]:
        """The `Training.key` of its row."""
        return (self.entry.population, self.entry.arch, self.recipe, self.seed)


@dataclass(frozen=True)
class TablePlan:
    """Everything that decides a table; `card` lacks only what the trainings will tell.

    Attributes:
        reductions: cheaper trainings, under the first seed only.
        reduced: the entries that are trained under each of them.
    """

    card: TableCard
    settings: BuildSettings
    recipe: Recipe
    seeds: tuple[int, ...]
    entries: tuple[Entry, ...]
    reductions: tuple[Reduction, ...] = ()
    reduced: tuple[Entry, ...] = ()

    def trainings(self) -> Iterator[Planned]:
        """Every training in the order of work: whole ones first, a population seed by seed; then the reduced.

        A reduction is completed before the next, so that each tells of all its entries as soon as it is done.
        """
        for population in self.card.populations:
            for seed in self.seeds:
                yield from (Planned(each, seed) for each in self.entries if each.population == population)
        for reduction in self.reductions:
            yield from (Planned(each, self.seeds[0], reduction) for each in self.reduced)

    def recipe_of(self, planned: Planned) -> Recipe:
        """The recipe of one training."""
        return reduced_recipe(self.recipe, planned.reduction) if planned.reduction else self.recipe

    def settings_of(self, planned: Planned) -> BuildSettings:
        """The size of the network in one training."""
        return reduced_settings(self.settings, planned.reduction) if planned.reduction else self.settings

"""From options to a request in which nothing is left open: budgets, grids, who enters where and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.space import SPACES, UnboundedSpace
from lcmnas_core.tables import TABLES, load

from .entrants import ENTRANTS
from .ground import ground_of
from .landscapes import LANDSCAPES, landscape
from .options import Options, read_options
from .request import Arena, Contest, Networks, Request

GRID_POINTS = 12
GRID_SPAN = 1_000
"""The last cost of a grid over the first: from scores of a few networks to all trainings of the budget."""

ALL = ("all",)


def resolve(preset: str | None, overrides: Mapping[str, object]) -> Request:
    """The request that a preset and overriding options amount to; loads the tables.

    Raises:
        UnknownName, UsageError: a name or value is wrong.
        MissingError: a table is not at hand.
        StoreError: it is damaged, or not complete.
    """
    options = read_options(preset, overrides)
    names = tuple(dict.fromkeys(map(LANDSCAPES.canonical, options.landscapes)))
    arenas = tuple(_arena(name, options.budget) for name in names)
    if options.budget is not None and len({each.unit for each in arenas}) > 1:
        raise UsageError("one budget is no budget in seconds and in evaluations; name landscapes of one kind")
    contests = tuple(contest for each in arenas for contest in _contests(each, options.strategies))
    _everybody_enters(options, contests)
    return Request(
        preset=preset or "none",
        arenas=arenas,
        networks=tuple(map(_networks, options.networks)),
        contests=contests,
        first_seed=options.first_seed,
        seeds=options.seeds,
        block=options.block,
    )


def _networks(name: str) -> Networks:
    table = load(name)
    if not isinstance(SPACES[table.card.space], UnboundedSpace):
        raise UsageError(f"the space of table {name} is finite; name it among the landscapes")
    return Networks(table=table.card.name, sha256=table.sha256)


def grid(budget: float, unit: str) -> tuple[float, ...]:
    """Costs at equal ratios up to the budget: whole evaluations, or seconds to three digits.

    Raises:
        UsageError: a budget of one evaluation is no search.
    """
    if unit == "evaluations":
        if budget <= 1:
            raise UsageError(f"budget is {budget:g} evaluations; give more than 1")
        whole = np.unique(np.round(np.geomspace(1, budget, GRID_POINTS)))
        return (*(float(each) for each in whole if each < budget), budget)
    costs = np.geomspace(budget / GRID_SPAN, budget, GRID_POINTS)[:-1]
    return (*(float(f"{each:.3g}") for each in costs), budget)


def _arena(name: str, budget: float | None) -> Arena:
    shown, truth = landscape(name)
    site = LANDSCAPES[name]
    spent = budget or site.budget
    return Arena(
        name=name,
        space=shown.space.name,
        family=site.family,
        table=site.table,
        table_sha256=load(site.table).sha256,
        sha256=shown.sha256,
        table_is_ours=TABLES[site.table].ours,
        dataset=shown.dataset,
        architectures=len(shown.rows),
        unit=shown.unit,
        seconds_of=shown.seconds_of,
        budget=spent,
        grid=grid(spent, shown.unit),
        has_macs=shown.macs is not None,
        shown=shown.shown,
        reported=truth.reported,
        best=truth.best,
        random_regret=truth.random_regret,
    )


def _contests(arena: Arena, strategies: tuple[str, ...]) -> Iterator[Contest]:
    ground = ground_of(landscape(arena.name)[0], arena.budget)
    wanted = tuple(ENTRANTS) if strategies == ALL else strategies
    for strategy in dict.fromkeys(map(ENTRANTS.canonical, wanted)):
        entrant = ENTRANTS[strategy]
        if entrant.fits(ground):
            yield Contest(
                arena=arena.name, strategy=strategy, version=entrant.version, settings=entrant.settings
            )


def _everybody_enters(options: Options, contests: tuple[Contest, ...]) -> None:
    entered = {each.strategy for each in contests}
    for strategy in () if options.strategies == ALL else options.strategies:
        if strategy not in entered:
            raise UsageError(
                f"strategy {strategy} can be used on none of {', '.join(options.landscapes)}: a score that "
                "it asks for is not known there, trainings cannot pause, or its paper sets no limits there"
            )

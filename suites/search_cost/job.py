"""What one job does: replay searches of one strategy on one landscape under a block of seeds."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

import numpy as np

from lcmnas_core.engines.job import JSON
from lcmnas_core.errors import StoreError
from lcmnas_core.metrics.search_curves import area_under_regret, cost_to_reach, value_at
from lcmnas_core.records.measurement import Cost, Identity, Outcome
from lcmnas_core.records.outcomes import value_outcome
from lcmnas_core.seeding import seed_for

from .asks import AREA, EVALUATIONS, IS_REACHED, MACS, QUESTIONS, REACHED, REGRET, SPENT
from .entrants import ENTRANTS
from .ground import Ground, ground_of
from .landscape import Landscape, Truth
from .landscapes import landscape
from .replay import Trajectory, replay


@dataclass(frozen=True)
class Held:
    """A search, held to what its landscape reports.

    Attributes:
        regrets: of every incumbent, (k,).
        span: the costs between which the area is taken.
        before: regret until there is an incumbent.
    """

    search: Trajectory
    regrets: Sequence[float]
    span: tuple[float, float]
    before: float

    def value(self, quantity: str, at: float | None) -> float:
        """One number of the search."""
        costs = self.search.costs
        if quantity == REGRET and at is not None:
            return float(value_at(costs, self.regrets, [at], self.before)[0])
        if quantity in (REACHED, IS_REACHED) and at is not None:
            reached = cost_to_reach(costs, self.regrets, at)
            if quantity == IS_REACHED:
                return float(reached is not None)
            return self.search.spent if reached is None else reached
        if quantity == AREA:
            return area_under_regret(costs, self.regrets, self.span, self.before)
        totals = {
            SPENT: self.search.spent,
            EVALUATIONS: self.search.evaluations,
            QUESTIONS: self.search.questions,
        }
        if self.search.macs is not None:
            totals[MACS] = self.search.macs
        return totals[quantity]


def outcomes(task: dict[str, JSON], identities: Sequence[Identity]) -> list[Outcome]:
    """One outcome for each identity, in order; all name one strategy on one landscape, with one budget.

    Raises:
        StoreError: the table is not the one that the run was planned with.
    """
    started = time.process_time()
    first = identities[0]
    name = str(first.settings["landscape"])
    shown, truth = landscape(name)
    if shown.sha256 != first.data_sha256:
        raise StoreError(f"landscape {name} is not the one this run was planned with; plan a new run")
    grid = cast("list[float]", task["grid"])
    span = (grid[0], grid[-1])
    searches = {each.seed: each for each in identities}
    ground = ground_of(shown, cast("float", first.settings["budget"]))
    held = {seed: _held(each, ground, (shown, truth), span) for seed, each in searches.items()}
    spent = time.process_time() - started
    return [_outcome(held[each.seed], each, spent) for each in identities]


def _held(
    identity: Identity, ground: Ground, place: tuple[Landscape, Truth], span: tuple[float, float]
) -> Held:
    """The search that `identity` names; its seed differs from landscape to landscape."""
    shown, truth = place
    seed = seed_for("search cost", shown.name, identity.seed)
    begin = partial(ENTRANTS[identity.estimator].make, ground, seed)
    search = replay(begin, shown, cast("float", identity.settings["budget"]))
    return Held(search, truth.regret[np.array(search.incumbents, int)].tolist(), span, truth.random_regret)


def _outcome(held: Held, identity: Identity, spent: float) -> Outcome:
    cost = Cost(wall_s=held.search.wall_s, cpu_s=held.search.cpu_s, shared_cpu_s=spent)
    at = cast("float | None", identity.settings.get("at"))
    return value_outcome(held.value(identity.quantity, at), cost)

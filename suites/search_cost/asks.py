"""What is recorded of a search, and the identity of each of these values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lcmnas_core.records.measurement import Identity, Setting

from .request import NAME, WITHIN, Arena, Contest, Request

REGRET, AREA = "regret", "area_under_regret"
REACHED, IS_REACHED = "cost_to_reach", "is_reached"
"""A search that never came so near has its whole cost for the first, and 0 for the second."""

SPENT, EVALUATIONS, MACS, QUESTIONS = "simulated_cost", "evaluations", "simulated_macs", "questions"
TOTALS = (AREA, SPENT, EVALUATIONS, MACS, QUESTIONS)
FOUND = "incumbent"
"""Stands where a record names its architecture: what a search has found is what it reports on."""


@dataclass(frozen=True)
class Asked:
    """One value of every search of a contest.

    Attributes:
        quantity: regret, or another name of this module.
        at: the cost at which regret is taken, or the regret that is to be reached; None for a total.
    """

    quantity: str
    at: float | None = None

    def settings(self, arena: Arena, contest: Contest) -> dict[str, Setting]:
        """What an identity says beside its fields."""
        place: dict[str, Setting] = {} if self.at is None else {"at": self.at}
        return {**contest.settings, "landscape": arena.name, "budget": arena.budget, **place}


def asked(arena: Arena) -> Iterator[Asked]:
    """Every value of one search, in order."""
    yield from (Asked(REGRET, cost) for cost in arena.grid)
    yield from (Asked(quantity, within) for quantity in (REACHED, IS_REACHED) for within in WITHIN)
    yield from (Asked(total) for total in TOTALS if total != MACS or arena.has_macs)


def identities(request: Request, contest: Contest, seed: int) -> Iterator[Identity]:
    """One for each value of one search."""
    arena = request.arena(contest.arena)
    for each in asked(arena):
        yield Identity(
            suite=NAME,
            suite_version=request.suite_version,
            space=arena.space,
            arch=FOUND,
            estimator=contest.strategy,
            estimator_version=contest.version,
            quantity=each.quantity,
            dataset=arena.dataset,
            data_sha256=arena.sha256,
            split="test",
            seed=seed,
            settings=each.settings(arena, contest),
        )

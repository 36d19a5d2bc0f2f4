"""From the name of a method to its strategy."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import EpochPolicy
from lcmnas_core.search.drawing import Drawing
from lcmnas_core.search.graph_drawing import WITHOUT_FITNESS, GraphDrawing
from lcmnas_core.search.request import GRAPH_SPACES, Search
from lcmnas_core.spaces.macro_micro import DEEPEST, SHALLOWEST, WIDEST
from lcmnas_core.strategies.econas import EcoNas
from lcmnas_core.strategies.greedy_macro_micro import GreedyMacroMicro, longest_walk
from lcmnas_core.strategies.lcmnas import Lcmnas, Member, Turnover
from lcmnas_core.strategies.random_search import RandomSearch
from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution
from lcmnas_core.strategies.strategy import Strategy
from lcmnas_core.tracing.references import REFERENCES
from lcmnas_core.training.epoch_policies import EPOCH_POLICIES

TOURNAMENT_SHARE = 0.25
"""Of the population, as in the published runs of regularized evolution on CIFAR-10 (25 of 100)."""
CHILDREN = 2
MOST_PER_BUDGET = 4
FROM_GRAPHS = {
    "lcmnas": "Evolution of whole networks by graphs learnt from good ones",
    "random_layer": "LCMNAS with layers and settings drawn uniformly: an ablation",
    "random_model": "LCMNAS with parents drawn without regard to fitness: an ablation",
    "random_both": "LCMNAS with both drawn so: an ablation",
}
"""LCMNAS and its ablations, with a line on each: they draw from a pool of graphs that grows."""
MACRO_MICRO = "macro_micro"


@dataclass(frozen=True)
class Method:
    """What there is to know of a method.

    Attributes:
        summary: what it is, in a line.
        strategy: of a search, the first parents of those that draw from a pool of graphs, and its drawing.
        check: raises UsageError for a search that it has no use for.
        evaluations: candidates that it values at most, budgets aside.
        trainings: short trainings that those come to.
    """

    summary: str
    strategy: Callable[[Search, Sequence[Member], Drawing[Any]], Strategy[Any]]
    check: Callable[[Search], None]
    evaluations: Callable[[Search], int]
    trainings: Callable[[Search], float]


def strategy(search: Search, members: Sequence[Member], drawing: Drawing[Any]) -> Strategy[Any]:
    """The strategy of `search`; `members` are the first parents of those that draw from a pool of graphs.

    Raises:
        UsageError: the method has no use for the space.
    """
    check_method(search)
    return METHODS[search.method].strategy(search, members, drawing)


def check_method(search: Search) -> None:
    """Raise UsageError where the method of `search` has no use for its space or its short training."""
    METHODS[search.method].check(search)


def evaluations(search: Search) -> int:
    """Candidates that a search values at most; within a budget that many small networks may come to more."""
    return METHODS[search.method].evaluations(search) * (MOST_PER_BUDGET if _is_bounded(search) else 1)


def trainings(search: Search) -> float:
    """How many of its short trainings the evaluations of a search come to, budgets aside."""
    return METHODS[search.method].trainings(search)


def jobs(search: Search, paid: float = math.inf) -> int:
    """Jobs of a search, about: reference networks that are trained, candidates, finalists, the winner.

    `paid` is how many short trainings its budget comes to.
    """
    share = min(1.0, paid / trainings(search))
    trains_references = search.reference_fitness == "train" and looks_at_references(search)
    ending = search.ending
    return (
        len(REFERENCES) * trains_references
        + math.ceil(share * METHODS[search.method].evaluations(search))
        + ending.finalists
        + ending.seeds * (ending.training is not None)
    )


def looks_at_references(search: Search) -> bool:
    """Whether the fitness of the reference networks decides anything, and is therefore paid for."""
    return search.method in FROM_GRAPHS and search.method not in WITHOUT_FITNESS


def _is_bounded(search: Search) -> bool:
    return search.budget_macs is not None or search.budget_images is not None


def _of_generations(search: Search) -> int:
    turnover = Turnover(search.population, search.generations)
    return turnover.new * turnover.generations


def _any_space(search: Search) -> None:
    """Nothing is asked of the space, nor of the short training."""


def _check_graphs(search: Search) -> None:
    if search.space not in GRAPH_SPACES:
        raise UsageError(
            f"{search.method} writes networks from graphs, which space {search.space} is not made of; "
            f"{GRAPH_SPACES[0]} is; random_search and regularized_evolution search any space"
        )


def _check_walk(search: Search) -> None:
    if search.space != MACRO_MICRO:
        raise UsageError(f"greedy_macro_micro walks through space {MACRO_MICRO}, not {search.space}")
    if search.estimation.weight:
        raise UsageError("greedy_macro_micro holds accuracies to thresholds; give --weight 0")
    rules = search.walk.rules
    if rules.shallowest < SHALLOWEST or rules.deepest > DEEPEST or rules.widest > WIDEST:
        raise UsageError(
            f"{MACRO_MICRO} has chains of {SHALLOWEST} to {DEEPEST} layers, at most {WIDEST} channels wide, "
            f"but the walk goes from {rules.shallowest} to {rules.deepest} layers and begins "
            f"{rules.widest} wide; give --set deepest=, --set widest="
        )


def _check_stages(search: Search) -> None:
    hierarchy, training = search.hierarchy, search.estimation.training
    ends = tuple(hierarchy.stage_epochs * stage for stage in range(1, hierarchy.stages + 1))
    if training.checkpoint_epochs() != ends:
        raise UsageError(
            f"econas trains in stages that end at epochs {ends}, the recipe is evaluated at "
            f"{training.checkpoint_epochs()}"
        )


def _lcmnas(search: Search, members: Sequence[Member], drawing: Drawing[Any]) -> Strategy[Any]:
    assert isinstance(drawing, GraphDrawing)  # its spaces have no other
    turnover = Turnover(search.population, search.generations, search.method not in WITHOUT_FITNESS)
    fitness = search.estimation.mixture.fitness
    return Lcmnas(members, turnover, drawing.from_pool, drawing.graph_of, fitness, search.seed)


def _random_search(search: Search, members: Sequence[Member], drawing: Drawing[Any]) -> Strategy[Any]:
    per_round = Turnover(search.population, search.generations).new
    return RandomSearch(drawing.draw, evaluations(search), per_round, search.seed)


def _regularized_evolution(search: Search, members: Sequence[Member], drawing: Drawing[Any]) -> Strategy[Any]:
    ageing = Ageing(
        population=search.population,
        tournament=max(2, round(TOURNAMENT_SHARE * search.population)),
        children=CHILDREN,
        evaluations=evaluations(search),
    )
    fitness = search.estimation.mixture.fitness
    return RegularizedEvolution(drawing.draw, drawing.mutated, ageing, fitness, search.seed)


def _econas(search: Search, members: Sequence[Member], drawing: Drawing[Any]) -> Strategy[Any]:
    fitness = search.estimation.mixture.fitness
    hierarchy = search.hierarchy
    if _is_bounded(search):
        hierarchy = replace(hierarchy, cycles=MOST_PER_BUDGET * hierarchy.stages * hierarchy.cycles)
    return EcoNas(drawing.draw, drawing.mutated, hierarchy, fitness, search.seed)


def _greedy_macro_micro(search: Search, members: Sequence[Member], drawing: Drawing[Any]) -> Strategy[Any]:
    return GreedyMacroMicro(search.walk.rules, _policy(search), lambda chain: drawing.counts(chain).params)


def _policy(search: Search) -> EpochPolicy:
    return EPOCH_POLICIES[search.walk.policy](search.walk.first_epochs)


def _epochs_of_walk(search: Search) -> list[int]:
    return longest_walk(search.walk.rules, _policy(search))


METHODS: Mapping[str, Method] = {
    **{
        name: Method(summary, _lcmnas, _check_graphs, _of_generations, _of_generations)
        for name, summary in FROM_GRAPHS.items()
    },
    "random_search": Method(
        "As many draws of the space", _random_search, _any_space, _of_generations, _of_generations
    ),
    "regularized_evolution": Method(
        "Children of the best of a tournament; the oldest die (Real et al., arXiv:1802.01548)",
        _regularized_evolution,
        _any_space,
        _of_generations,
        _of_generations,
    ),
    "econas": Method(
        "Training goes on, stage by stage, for those that keep looking good (Zhou et al., arXiv:2001.01233)",
        _econas,
        _check_stages,
        evaluations=lambda search: search.hierarchy.evaluations,
        trainings=lambda search: search.hierarchy.evaluations / search.hierarchy.stages,
    ),
    "greedy_macro_micro": Method(
        "Depth, width, then each layer of a chain (Siddiqui et al., arXiv:2502.03553)",
        _greedy_macro_micro,
        _check_walk,
        evaluations=lambda search: len(_epochs_of_walk(search)),
        trainings=lambda search: sum(_epochs_of_walk(search)) / search.estimation.training.epochs,
    ),
}
"""Every method by its name."""

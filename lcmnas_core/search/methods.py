"""From the name of a method to its strategy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lcmnas_core.errors import UsageError
from lcmnas_core.search.drawing import Drawing
from lcmnas_core.search.graph_drawing import WITHOUT_FITNESS, GraphDrawing
from lcmnas_core.search.request import GRAPH_SPACES, Search
from lcmnas_core.strategies.econas import EcoNas
from lcmnas_core.strategies.greedy_macro_micro import GreedyMacroMicro
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
FROM_GRAPHS = ("lcmnas", "random_layer", "random_model", "random_both")
"""LCMNAS and its ablations: they draw from a pool of graphs that grows."""
MACRO_MICRO = "macro_micro"


def strategy(search: Search, members: Sequence[Member], drawing: Drawing[Any]) -> Strategy[Any]:
    """The strategy of `search`; `members` are the first parents of those that draw from a pool of graphs.

    Raises:
        UsageError: the method has no use for the space.
    """
    check_method(search)
    if isinstance(drawing, GraphDrawing) and search.method in FROM_GRAPHS:
        turnover = Turnover(search.population, search.generations, search.method not in WITHOUT_FITNESS)
        fitness = search.estimation.mixture.fitness
        return Lcmnas(members, turnover, drawing.from_pool, drawing.graph_of, fitness, search.seed)
    return OUTSIDE[search.method](search, drawing)


def check_method(search: Search) -> None:
    """Raise UsageError where the method of `search` has no use for its space."""
    if search.method == "greedy_macro_micro" and search.space != MACRO_MICRO:
        raise UsageError(f"greedy_macro_micro walks through space {MACRO_MICRO}, not {search.space}")
    if search.method == "greedy_macro_micro" and search.estimation.weight:
        raise UsageError("greedy_macro_micro holds accuracies to thresholds; give --weight 0")
    if search.method == "econas":
        _check_stages(search)
    if search.method in FROM_GRAPHS and search.space not in GRAPH_SPACES:
        raise UsageError(
            f"{search.method} writes networks from graphs, which space {search.space} is not made of; "
            f"{GRAPH_SPACES[0]} is; random_search and regularized_evolution search any space"
        )


def _check_stages(search: Search) -> None:
    hierarchy, training = search.hierarchy, search.estimation.training
    ends = tuple(hierarchy.stage_epochs * stage for stage in range(1, hierarchy.stages + 1))
    if training.checkpoint_epochs() != ends:
        raise UsageError(
            f"econas trains in stages that end at epochs {ends}, the recipe is evaluated at "
            f"{training.checkpoint_epochs()}"
        )


def _random_search(search: Search, drawing: Drawing[Any]) -> Strategy[Any]:
    per_round = Turnover(search.population, search.generations).new
    return RandomSearch(drawing.draw, evaluations(search), per_round, search.seed)


def _regularized_evolution(search: Search, drawing: Drawing[Any]) -> Strategy[Any]:
    ageing = Ageing(
        population=search.population,
        tournament=max(2, round(TOURNAMENT_SHARE * search.population)),
        children=CHILDREN,
        evaluations=evaluations(search),
    )
    fitness = search.estimation.mixture.fitness
    return RegularizedEvolution(drawing.draw, drawing.mutated, ageing, fitness, search.seed)


def _econas(search: Search, drawing: Drawing[Any]) -> Strategy[Any]:
    fitness = search.estimation.mixture.fitness
    hierarchy = search.hierarchy
    if _is_bounded(search):
        hierarchy = replace(hierarchy, cycles=MOST_PER_BUDGET * hierarchy.stages * hierarchy.cycles)
    return EcoNas(drawing.draw, drawing.mutated, hierarchy, fitness, search.seed)


def _greedy_macro_micro(search: Search, drawing: Drawing[Any]) -> Strategy[Any]:
    walk = search.walk
    policy = EPOCH_POLICIES[walk.policy](walk.first_epochs)
    return GreedyMacroMicro(walk.rules, policy, lambda chain: drawing.counts(chain).params)


OUTSIDE: Mapping[str, Callable[[Search, Drawing[Any]], Strategy[Any]]] = {
    "random_search": _random_search,
    "regularized_evolution": _regularized_evolution,
    "econas": _econas,
    "greedy_macro_micro": _greedy_macro_micro,
}
"""Methods that know of the space only what it draws."""


def looks_at_references(search: Search) -> bool:
    """Whether the fitness of the reference networks decides anything, and is therefore paid for."""
    return search.method in FROM_GRAPHS and search.method not in WITHOUT_FITNESS


def evaluations(search: Search) -> int:
    """Candidates that a search values at most; within a budget that many small networks may come to more."""
    if search.method == "econas":
        return search.hierarchy.evaluations
    return _of_generations(search) * (MOST_PER_BUDGET if _is_bounded(search) else 1)


def _is_bounded(search: Search) -> bool:
    return search.budget_macs is not None or search.budget_images is not None


def jobs(search: Search) -> int:
    """Jobs of a search, about: reference networks that are trained, candidates, finalists, the winner."""
    trains_references = search.reference_fitness == "train" and looks_at_references(search)
    ending = search.ending
    return (
        len(REFERENCES) * trains_references
        + (search.hierarchy.evaluations if search.method == "econas" else _of_generations(search))
        + ending.finalists
        + ending.seeds * (ending.training is not None)
    )


def _of_generations(search: Search) -> int:
    turnover = Turnover(search.population, search.generations)
    return turnover.new * turnover.generations

"""From the name of a method to its strategy."""

from __future__ import annotations

from collections.abc import Sequence

from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.search.drawing import Drawing
from lcmnas_core.search.request import Search
from lcmnas_core.spaces.wdg_macro.roulette import Parent
from lcmnas_core.strategies.lcmnas import Lcmnas, Member, Turnover
from lcmnas_core.strategies.random_search import RandomSearch
from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution
from lcmnas_core.strategies.strategy import Strategy
from lcmnas_core.tracing.references import REFERENCES

TOURNAMENT_SHARE = 0.25
"""Of the population, as in the published runs of regularized evolution on CIFAR-10 (25 of 100)."""
CHILDREN = 2
MOST_PER_BUDGET = 4
WITHOUT_FITNESS = ("random_model", "random_both")
OUTSIDE = ("random_search", "regularized_evolution")
"""Methods that draw from the reference networks, all alike, and never look at their fitness."""


def strategy(search: Search, members: Sequence[Member], drawing: Drawing) -> Strategy[LayerChain]:
    """The strategy of `search`, with the reference networks `members` as first parents."""
    turnover = Turnover(search.population, search.generations, search.method not in WITHOUT_FITNESS)
    fitness = search.estimation.mixture.fitness
    if search.method not in OUTSIDE:
        return Lcmnas(members, turnover, drawing.from_pool, drawing.graph_of, fitness, search.seed)
    draw = drawing.from_pool([Parent(each.graph, 0.0) for each in members])
    if search.method == "random_search":
        return RandomSearch(draw, evaluations(search), turnover.new, search.seed)
    ageing = Ageing(
        population=search.population,
        tournament=max(2, round(TOURNAMENT_SHARE * search.population)),
        children=CHILDREN,
        evaluations=evaluations(search),
    )
    return RegularizedEvolution(draw, drawing.mutated, ageing, fitness, search.seed)


def looks_at_references(search: Search) -> bool:
    """Whether the fitness of the reference networks decides anything, and is therefore paid for."""
    return search.method not in (*OUTSIDE, *WITHOUT_FITNESS)


def evaluations(search: Search) -> int:
    """Candidates that a search values at most; within a budget that many small networks may come to more."""
    return _of_generations(search) * (1 if search.budget_macs is None else MOST_PER_BUDGET)


def jobs(search: Search) -> int:
    """Jobs of a search, about: reference networks that are trained, candidates, finalists, the winner."""
    trains_references = search.reference_fitness == "train" and looks_at_references(search)
    ending = search.ending
    return (
        len(REFERENCES) * trains_references
        + _of_generations(search)
        + ending.finalists
        + (ending.training is not None)
    )


def _of_generations(search: Search) -> int:
    turnover = Turnover(search.population, search.generations)
    return turnover.new * turnover.generations

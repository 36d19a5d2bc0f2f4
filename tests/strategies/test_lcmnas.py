"""Turnover of the population, on graphs and fitness made by hand."""

import numpy as np
import pytest

from lcmnas_core.architectures.layer_chain import Layer, LayerChain
from lcmnas_core.errors import UsageError
from lcmnas_core.fidelity import Answer
from lcmnas_core.graphs.weighted_graph import WeightedGraph
from lcmnas_core.strategies.lcmnas import Lcmnas, Member, Turnover

GRAPH = WeightedGraph.of([("Conv2d", (("out_channels", 8), ("kernel_size", 3))), ("Linear", ())])


def references(count):
    """Reference networks whose value is their number."""
    return [Member(GRAPH, {"score": float(number)}) for number in range(count)]


class Draws:
    """Writes a chain of its own at every draw, and remembers the pools it was given."""

    def __init__(self):
        self.pools, self.written = [], 0

    def __call__(self, pool):
        self.pools.append(list(pool))

        def draw(rng):
            self.written += 1
            assert isinstance(rng, np.random.Generator)
            return LayerChain((Layer.of("Conv2d", out_channels=self.written), Layer.of("Classifier")))

        return draw


def by_score(pool):
    return [each.get("score") for each in pool]


def lcmnas(turnover, draws=None, count=5, seed=0):
    return Lcmnas(references(count), turnover, draws or Draws(), lambda chain: GRAPH, by_score, seed)


def answered(questions, values):
    return [Answer(question, value) for question, value in zip(questions, values, strict=True)]


def scores(members):
    return [each.values.get("score") for each in members]


def test_fifteen_percent_survive_and_at_least_one():
    assert [Turnover(size, 1).elites for size in (2, 6, 7, 16, 100)] == [1, 1, 1, 2, 15]
    assert Turnover(100, 50).new == 85


def test_the_first_generation_draws_from_all_references_and_keeps_the_fittest():
    draws = Draws()
    search = lcmnas(Turnover(14, 3), draws)  # two elites, twelve new
    questions = search.ask()
    assert len(questions) == 12
    assert [each.fitness for each in draws.pools[0]] == [0.0, 1.0, 2.0, 3.0, 4.0]
    search.tell(answered(questions, [{"score": 10.0 + n} for n in range(12)]))
    assert scores(search.population) == [4.0, 3.0, *(10.0 + n for n in range(12))]


def test_references_are_parents_once_more_and_then_gone():
    draws = Draws()
    search = lcmnas(Turnover(14, 3), draws)
    for generation in range(3):
        questions = search.ask()
        # Worse than every reference: these would stay if they were eligible as elites.
        search.tell(answered(questions, [{"score": -100.0 * generation - n} for n in range(12)]))
    known = [[each.fitness for each in pool] for pool in draws.pools]
    assert known[1][:2] == [4.0, 3.0]
    assert known[2][:2] == [0.0, -1.0]  # the fittest generated of the generation before
    assert max(known[2]) == 0.0


def test_elites_keep_their_values_and_are_not_asked_again():
    search = lcmnas(Turnover(14, 4))
    asked = []
    for generation in range(4):
        questions = search.ask()
        asked += [each.architecture for each in questions]
        search.tell(answered(questions, [{"score": 50.0 - 10 * generation - n} for n in range(12)]))
    assert len(set(asked)) == len(asked) == 48
    assert scores(search.population)[:2] == [50.0, 49.0]  # of the first generation
    assert search.ask() == []


def test_numbers_run_on_over_generations():
    search = lcmnas(Turnover(4, 2))
    first = search.ask()
    search.tell(answered(first, [{"score": 1.0}] * 3))
    assert [each.number for each in [*first, *search.ask()]] == [0, 1, 2, 3, 4, 5]


def test_a_failed_newcomer_is_no_parent_and_no_elite():
    draws = Draws()
    search = lcmnas(Turnover(4, 3), draws)
    search.tell(answered(search.ask(), [{}, {"score": 1.0}, {}]))
    search.ask()
    assert [each.fitness for each in draws.pools[1]] == [4.0, None, 1.0, None]
    search.tell(answered(search.ask(), [{"score": 0.5}] * 3))
    assert scores(search.population)[0] == 1.0


def test_where_every_newcomer_failed_the_survivors_serve_again():
    search = lcmnas(Turnover(4, 3))
    for _ in range(2):
        search.tell(answered(search.ask(), [{}, {}, {}]))
    assert scores(search.population) == [4.0, None, None, None]


def test_without_fitness_parents_are_alike_and_elites_chance():
    kept = set()
    for seed in range(40):
        draws = Draws()
        search = lcmnas(Turnover(4, 2, by_fitness=False), draws, seed=seed)
        search.tell(answered(search.ask(), [{"score": 9.0}] * 3))
        assert {each.fitness for each in draws.pools[0]} == {0.0}
        kept.add(search.population[0].values["score"])
    assert kept == {0.0, 1.0, 2.0, 3.0, 4.0}


def test_references_without_values_are_alike_and_below_every_candidate():
    draws = Draws()
    alike = [Member(GRAPH, {}, alike=True) for _ in range(5)]
    search = Lcmnas(alike, Turnover(4, 2), draws, lambda chain: GRAPH, by_score, 0)
    search.tell(answered(search.ask(), [{"score": -7.0}, {}, {"score": -9.0}]))
    search.ask()
    assert [each.fitness for each in draws.pools[0]] == [-1.0] * 5
    # One elite, worse than the worst candidate; the candidate that failed is no parent.
    assert [each.fitness for each in draws.pools[1]] == [-10.0, -7.0, None, -9.0]


@pytest.mark.parametrize("sizes", [(1, 1), (4, 0)])
def test_an_empty_search_is_refused(sizes):
    with pytest.raises(UsageError, match="population"):
        Turnover(*sizes)

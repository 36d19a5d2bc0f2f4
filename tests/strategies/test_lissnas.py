"""Shrink words first, then search inside what is left."""

from lcmnas_core.spaces.synthetic import SYNTHETIC
from lcmnas_core.strategies.lissnas import Lissnas
from lcmnas_core.strategies.local_search import LocalSearch
from lcmnas_core.strategies.random_neighbour import random_neighbour
from lcmnas_core.strategies.regularized_evolution import Ageing, RegularizedEvolution
from lcmnas_core.strategies.shrinkage import Shrinkage
from lcmnas_core.strategies.shrinking import Shrinking
from tests.strategies.replaying import architectures, by_accuracy, rounds_of

SHRINKAGE = Shrinkage(sample=20, seed_share=0.2, pocket=20, times=2)


def smooth(word):
    return sum(map(int, word))


def climbing(draw, neighbours, evaluations):
    return LocalSearch(draw, neighbours, evaluations, by_accuracy, 0)


def evolving(draw, neighbours, evaluations):
    ageing = Ageing(population=5, tournament=2, children=1, evaluations=evaluations)
    return RegularizedEvolution(draw, random_neighbour(neighbours, draw), ageing, by_accuracy, 0)


def lissnas(inside, evaluations=100, seed=0):
    shrinking = Shrinking(SYNTHETIC.sample, SYNTHETIC.neighbours, SHRINKAGE, by_accuracy, seed)
    return Lissnas(shrinking, inside, evaluations)


def test_what_follows_stays_inside_and_numbers_run_on():
    for inside in (climbing, evolving):
        search = lissnas(inside)
        rounds = rounds_of(search, smooth)
        assert [each.number for part in rounds for each in part] == list(range(100))
        samples = 1 + len(search.shrinking.spaces)
        assert set(architectures(rounds[samples:])) <= set(search.shrinking.space)
        assert not set(architectures(rounds[:1])) <= set(search.shrinking.space)


def test_the_strategy_inside_gets_what_is_left():
    given = []

    def inside(draw, neighbours, evaluations):
        given.append(evaluations)
        return climbing(draw, neighbours, evaluations)

    rounds = rounds_of(lissnas(inside), smooth)
    sampled = sum(len(part) for part in rounds[:3])  # S_0, S_1, S_2
    assert given == [100 - sampled]


def test_where_samples_use_everything_up_nothing_is_left():
    rounds = rounds_of(lissnas(climbing, evaluations=30), smooth)
    assert [len(part) for part in rounds] == [20, 10]


def test_where_nothing_is_shrunk_the_whole_space_is_searched():
    search = lissnas(climbing, evaluations=60)
    rounds = rounds_of(search, lambda word: 1.0)
    assert search.shrinking.space is None
    assert sum(map(len, rounds)) == 60
    start, around = rounds[2], rounds[3]
    assert len(start) == 1
    assert {each.architecture for each in around} <= set(SYNTHETIC.neighbours(start[0].architecture))

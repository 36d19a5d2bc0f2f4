import numpy as np

from lcmnas_core.strategies.random_neighbour import random_neighbour


def test_every_neighbour_is_reached_and_nothing_else():
    mutate, rng = random_neighbour(lambda n: [n - 1, n + 1], lambda rng: 99), np.random.default_rng(0)
    assert {mutate(5, rng) for _ in range(40)} == {4, 6}


def test_who_has_no_neighbour_is_drawn_anew():
    assert random_neighbour(lambda n: [], lambda rng: 99)(5, np.random.default_rng(0)) == 99

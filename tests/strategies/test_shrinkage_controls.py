from __future__ import annotations

import itertools

import numpy as np
import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.strategies.shrinkage_controls import operation_pruning, random_subset, single_ball

CODES = np.array(list(itertools.product(range(3), repeat=3)))
ALL = np.arange(27)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_a_random_subset_has_its_size_and_favours_nobody(rng):
    chosen = [random_subset(27, 9, rng) for _ in range(900)]
    assert all(each.size == 9 and (np.diff(each) > 0).all() for each in chosen)
    # Each is in a third of 900 subsets, with a standard error of 14.
    counts = np.bincount(np.concatenate(chosen), minlength=27)
    assert counts.min() > 235 and counts.max() < 365


def test_pruning_strikes_out_the_worst_operation_again_and_again():
    # A 2 in the first place costs .3, a 0 in the second .2, a 1 in the third .1.
    faults = 0.3 * (CODES[:, 0] == 2) + 0.2 * (CODES[:, 1] == 0) + 0.1 * (CODES[:, 2] == 1)
    values = 0.9 - faults
    left = operation_pruning(CODES, ALL, values, size=8)
    assert left.tolist() == np.flatnonzero(faults == 0).tolist() and left.size == 8
    # 18 would be left after the first, 12 after the second: 13 stops between them.
    assert (
        operation_pruning(CODES, ALL, values, size=13).tolist() == np.flatnonzero(CODES[:, 0] != 2).tolist()
    )
    assert operation_pruning(CODES, ALL, values, size=19).tolist() == ALL.tolist()


def test_pruning_goes_down_to_one_and_keeps_the_best_of_a_sum():
    values = CODES @ [0.05, 0.03, 0.01]
    assert operation_pruning(CODES, ALL, values, size=1).tolist() == [26]


def test_pruning_reads_what_was_evaluated_and_nothing_else():
    seen = np.array([0, 1, 9])  # 000, 001, 100
    # Known operations and their means: first place 0 .25, 1 .5; second 0 and third 0, 1.
    left = operation_pruning(CODES, seen, np.array([0.2, 0.3, 0.5]), size=18)
    assert left.tolist() == np.flatnonzero(CODES[:, 0] != 0).tolist()


def test_the_ball_is_nearest_to_the_best_evaluated(rng):
    values = np.zeros(27)
    values[13], values[0] = 0.9, 1.0
    seen = np.array([4, 13, 20])
    ball = single_ball(CODES, seen, values[seen], 10, rng)
    apart = np.count_nonzero(CODES[13] != CODES, axis=1)
    # Itself, its 6 neighbours, and 3 of the 12 beyond them.
    assert sorted(apart[ball]) == [0] + [1] * 6 + [2] * 3
    others = [tuple(single_ball(CODES, seen, values[seen], 10, rng)) for _ in range(20)]
    assert len(set(others)) > 1


@pytest.mark.parametrize("size", [0, 28])
def test_sizes_must_be_possible(size, rng):
    for shrink in (
        lambda: random_subset(27, size, rng),
        lambda: operation_pruning(CODES, ALL, np.zeros(27), size),
        lambda: single_ball(CODES, ALL, np.zeros(27), size, rng),
    ):
        with pytest.raises(UsageError, match=f"{size} architectures of 27 cannot be left"):
            shrink()

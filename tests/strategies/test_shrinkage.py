"""Pockets of words: two words are as far apart as they differ in letters."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.synthetic import SYNTHETIC
from lcmnas_core.strategies.shrinkage import Shrinkage, ball, seeds_apart, shrunk

WORDS = list(SYNTHETIC)


def differing(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(WORDS), st.integers(0, 3))
def test_a_ball_holds_exactly_what_lies_within_its_radius(centre, radius):
    found = ball(centre, SYNTHETIC.neighbours, radius)
    assert set(found) == {each for each in WORDS if differing(each, centre) <= radius}
    assert len(set(found)) == len(found)
    distances = [differing(each, centre) for each in found]
    assert distances == sorted(distances)


def test_balls_of_words_by_formula():
    # 5 letters of 4: 1 + 5 * 3 + C(5, 2) * 9 = 106.
    assert [len(ball("00000", SYNTHETIC.neighbours, radius)) for radius in (0, 1, 2)] == [1, 16, 106]


def test_at_most_a_third_of_the_seeds_are_of_one_cluster():
    near = ["00000", "00001", "00010", "00100"]  # one cluster by radius 1, led by the first
    far = ["33333", "33330", "12121"]
    seeds = seeds_apart([*near, *far], SYNTHETIC.neighbours, 1, 6)
    assert seeds == ["00000", "00001", "33333", "33330", "12121"]
    assert seeds_apart([*near, *far], SYNTHETIC.neighbours, 1, 3) == ["00000", "33333", "12121"]


def test_the_best_come_first_and_no_more_than_wanted():
    ranked = ["00000", "11111", "22222", "33333"]
    assert seeds_apart(ranked, SYNTHETIC.neighbours, 1, 2) == ranked[:2]
    assert seeds_apart([], SYNTHETIC.neighbours, 1, 2) == []


def test_a_cluster_is_that_of_its_leader_not_of_every_member():
    # 00011 is two edits from the leader 00000, though one from its follower 00001.
    seeds = seeds_apart(["00000", "00001", "00011"], SYNTHETIC.neighbours, 1, 3)
    assert seeds == ["00000", "00011"]


def test_a_shrunk_space_is_the_seeds_and_their_pockets():
    rng = np.random.default_rng(0)
    seeds = ["00000", "33333"]
    space = shrunk(seeds, SYNTHETIC.neighbours, 1, Shrinkage(pocket=100), rng)
    balls = {each for seed in seeds for each in ball(seed, SYNTHETIC.neighbours, 1)}
    assert space[:2] == tuple(seeds)
    assert set(space) == balls
    assert len(space) == 32


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 30), st.integers(2, 60), st.integers(0, 2**31))
def test_pockets_and_the_cap_bound_the_size(pocket, cap, seed):
    seeds = ["00000", "33333"]
    shrinkage = Shrinkage(sample=20, pocket=pocket, cap=cap)
    space = shrunk(seeds, SYNTHETIC.neighbours, 2, shrinkage, np.random.default_rng(seed))
    assert len(space) == min(cap, 2 + 2 * pocket)  # balls of radius 2 around these do not meet
    assert len(set(space)) == len(space)
    assert set(seeds) <= set(space)
    assert all(min(differing(each, one) for one in seeds) <= 2 for each in space)


def test_overlapping_pockets_hold_every_word_once():
    space = shrunk(["00000", "00001"], SYNTHETIC.neighbours, 1, Shrinkage(), np.random.default_rng(0))
    # 16 + 16 words, of which both seeds and 00002, 00003 are in both balls.
    assert len(space) == len(set(space)) == 28


def test_the_radius_falls_to_one():
    assert [Shrinkage(radius=3).radius_of(time) for time in range(5)] == [3, 2, 1, 1, 1]
    assert Shrinkage().seeds == 20


@pytest.mark.parametrize("wrong", [{"sample": 0}, {"seed_share": 0.0}, {"radius": 0}, {"cap": 3}])
def test_what_cannot_shrink_is_refused(wrong):
    with pytest.raises(UsageError, match=r"got|room"):
        Shrinkage(**wrong)

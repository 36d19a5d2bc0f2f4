"""Shrinking the space of 1,024 words on landscapes made by hand."""

import numpy as np
import pytest

from lcmnas_core.spaces.synthetic import SYNTHETIC
from lcmnas_core.strategies.shrinkage import Shrinkage, ball
from lcmnas_core.strategies.shrinking import Shrinking
from tests.strategies.replaying import answered, by_accuracy, rounds_of

WORDS = list(SYNTHETIC)
SHUFFLED = dict(
    zip(WORDS, np.random.default_rng(5).permutation([sum(map(int, each)) for each in WORDS]), strict=True)
)


def smooth(word):
    return sum(map(int, word))


def two_summits(word):
    return max(word.count("0"), word.count("3"))


def shrinking(seed=0, fitness=by_accuracy, **settings):
    shrinkage = Shrinkage(**({"sample": 60, "pocket": 20, "times": 3} | settings))
    return Shrinking(SYNTHETIC.sample, SYNTHETIC.neighbours, shrinkage, fitness, seed)


def mean(space, value_of):
    return np.mean([value_of(each) for each in space])


def shrunk_by(value_of, seed, **settings):
    search = shrinking(seed, **settings)
    rounds_of(search, value_of)
    return search


def test_on_a_smooth_landscape_it_beats_random_subsets_of_its_size():
    rng = np.random.default_rng(0)
    for seed in range(5):
        space = shrunk_by(smooth, seed).space
        assert space is not None
        random = [mean(rng.choice(WORDS, len(space), replace=False), smooth) for _ in range(200)]
        assert mean(space, smooth) > max(random)


def test_on_a_shuffled_landscape_it_does_not():
    # Seeds and the measured are chosen, and so fitter; their neighbours are as good as any word. The mean
    # digit sum is 7.5 with deviation 2.5, so 20 spaces of about 120 have 7.5 +- 0.05; 0.3 is six of these.
    beside = []
    for seed in range(20):
        search = shrinking(seed, times=1)
        known = {each.architecture for part in rounds_of(search, SHUFFLED.__getitem__) for each in part[:60]}
        beside += [SHUFFLED[each] for each in search.spaces[0] if each not in known]
    assert abs(np.mean(beside) - 7.5) < 0.3


def test_two_summits_both_survive_and_a_single_ball_loses_one():
    def summits(space):
        return {letter for letter in "03" for each in space if each.count(letter) >= 3}

    for seed in range(10):
        assert summits(shrunk_by(two_summits, seed, sample=100).space) == {"0", "3"}
    assert summits(ball("00000", SYNTHETIC.neighbours, 2)) == {"0"}


def test_it_ends_when_the_mean_does_not_rise():
    search = shrunk_by(lambda word: 1.0, 0)
    assert search.is_over
    assert len(search.spaces) == 1
    assert search.kept == 0
    assert search.space is None


def test_the_last_space_stands_only_if_its_sample_is_better():
    # Better at first sight, worse at the second: S_1 stands, S_2 does not.
    search = shrinking(times=3)
    for value in (1.0, 2.0, 0.0):
        search.tell(answered(search.ask(), lambda word, value=value: value))
    assert search.is_over
    assert (len(search.spaces), search.kept) == (2, 1)
    assert search.space == search.spaces[0]
    assert search.ask() == []


def test_it_shrinks_as_often_as_told_and_judges_the_last_space_too():
    search, means = shrinking(times=2), iter([0.0, 10.0, 20.0])
    while questions := search.ask():
        value = next(means)
        search.tell(answered(questions, lambda word, value=value: value))
    assert (len(search.spaces), search.kept) == (2, 2)
    assert next(means, None) is None


def test_a_rise_within_the_error_of_the_mean_is_none():
    # 30 zeros and 30 ones: a mean of 0.5 with standard error 0.065. Then a mean of 0.55 in 60, no rise by
    # one error, but by none.
    def space_after(patience):
        search = shrinking(patience=patience, times=1)
        search.tell(answered(search.ask(), dict_of(search_values=[0.0, 1.0] * 30)))
        questions = search.ask()
        known = 60 - len(questions)
        search.tell(answered(questions, dict_of([0.0] * (27 - known) + [1.0] * 33)))
        return search.kept

    def dict_of(search_values):
        values = iter(search_values)
        return lambda word: next(values, 1.0)

    assert [space_after(0.0), space_after(2.0)] == [1, 0]


def test_samples_are_of_their_space_and_nothing_is_asked_twice():
    search, asked = shrinking(times=3), []
    while questions := search.ask():
        words = [each.architecture for each in questions]
        assert not search.spaces or set(words) <= set(search.spaces[-1])
        asked += words
        search.tell(answered(questions, smooth))
    assert len(set(asked)) == len(asked)
    assert len(search.spaces) > 1


def test_spaces_never_leave_the_space_and_keep_their_seeds():
    search = shrunk_by(smooth, 3)
    assert all(word in SYNTHETIC for space in search.spaces for word in space)
    assert [len(space) for space in search.spaces] == [len(set(space)) for space in search.spaces]


def test_draws_and_neighbours_of_the_result():
    search = shrinking()
    rng = np.random.default_rng(0)
    assert len(list(search.neighbours()("00000"))) == 15
    rounds_of(search, smooth)
    space = set(search.space)
    assert {search.draw(rng) for _ in range(2_000)} == space
    inside = search.neighbours()
    for word in space:
        assert set(inside(word)) == set(SYNTHETIC.neighbours(word)) & space


def test_failures_are_no_numbers():
    search = shrunk_by(lambda word: None, 0)
    assert search.spaces == []
    partly = shrunk_by(lambda word: None if word[0] == "3" else smooth(word), 0)
    assert partly.space is not None


@pytest.mark.parametrize("shift", [-1_000.0, 1_000.0])
def test_only_differences_of_fitness_count(shift):
    def shifted(pool):
        return [None if value is None else value + shift for value in by_accuracy(pool)]

    search = shrinking(fitness=shifted)
    rounds_of(search, smooth)
    assert search.spaces == shrunk_by(smooth, 0).spaces

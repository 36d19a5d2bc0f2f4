from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from lcmnas_core.errors import MissingError, UsageError
from lcmnas_core.metrics.single_edits import single_edits
from suites.search_cost.landscapes import landscape
from suites.search_cost.locality import Terrain, terrain_of
from suites.search_cost.shrinkage import (
    BALL,
    LISSNAS,
    PRUNING,
    RANDOM,
    WHOLE,
    Shrunk,
    Subject,
    compared,
    measured,
    settings_of,
    shrinkages,
    shrunk,
)

CODES = np.array(list(itertools.product(range(4), repeat=5)))


def terrain(accuracy: np.ndarray, codes: np.ndarray | None = CODES) -> Terrain:
    return Terrain(
        "hills", accuracy, lambda i, j: (CODES[i] != CODES[j]).sum(axis=1), np.arange(len(CODES)), codes
    )


def subject(accuracy: np.ndarray) -> Subject:
    edits = single_edits(CODES)
    neighbours = [edits.of(place).tolist() for place in range(len(CODES))]
    return Subject(accuracy, accuracy, CODES, neighbours, np.arange(len(CODES)))


@pytest.fixture(scope="module")
def smooth() -> np.ndarray:
    rng = np.random.default_rng(5)
    quality = sum(rng.normal(size=4)[column] for column in CODES.T)
    return 0.8 + 0.02 * quality


def test_it_pays_where_neighbours_are_alike_and_does_not_where_they_are_dealt_out(smooth):
    rng = np.random.default_rng(6)
    shown = smooth + 0.005 * rng.normal(size=smooth.size)
    frame = shrinkages(terrain(smooth), shown).set_index(["is_shuffled", "method"])
    real, dealt = frame.loc[(False, LISSNAS)], frame.loc[(True, LISSNAS)]
    assert (
        real["over_random_low"] > 0
        and real["mean"] > frame.loc[(False, BALL), "mean"]
        and real["is_smaller"] == 1
    )
    # Dealt out, what nobody told it of is neither better nor worse than chance.
    assert dealt["unseen_over_random_low"] < 0 < dealt["unseen_over_random_high"]
    assert abs(dealt["over_random"]) < real["over_random"] / 10
    assert real["composite"] > frame.loc[(False, RANDOM), "composite"]


def test_methods_are_told_as_much_and_leave_as_much(smooth):
    methods = shrunk(subject(smooth), seed=0)
    size, evaluations = methods[LISSNAS].left.size, methods[LISSNAS].seen.size
    assert size <= settings_of(1024).cap < 1024
    assert methods[RANDOM].left.size == methods[BALL].left.size == size <= methods[PRUNING].left.size
    assert [methods[each].seen.size for each in (PRUNING, BALL, RANDOM)] == [evaluations, evaluations, 0]
    for each in methods.values():
        assert np.unique(each.left).size == each.left.size and np.unique(each.seen).size == each.seen.size
    again, other = shrunk(subject(smooth), seed=0), shrunk(subject(smooth), seed=1)
    assert all(np.array_equal(methods[each].left, again[each].left) for each in methods)
    assert not np.array_equal(methods[LISSNAS].left, other[LISSNAS].left)


def test_two_peaks_both_survive_but_not_in_one_ball():
    # Peaks at 00000 and 33333, each falling by .05 a change: as far apart as can be.
    peaks = [np.count_nonzero(each != CODES, axis=1) for each in (CODES[0], CODES[-1])]
    methods = shrunk(subject(0.9 - 0.05 * np.minimum(*peaks)), seed=0)

    def near(method: str) -> list[bool]:
        return [bool((distance[methods[method].left] <= 1).any()) for distance in peaks]

    assert near(LISSNAS) == [True, True]
    assert sorted(near(BALL)) == [False, True]


def test_a_row_for_each_method_and_the_whole_space(smooth):
    frame = shrinkages(terrain(smooth), smooth, seeds=2)
    assert frame["method"].tolist() == [LISSNAS, RANDOM, PRUNING, BALL, WHOLE] * 2
    assert frame["is_shuffled"].tolist() == [False] * 5 + [True] * 5
    whole = frame[frame["method"] == WHOLE]
    assert whole["size"].tolist() == [1024] * 2 and whole["recall"].tolist() == [1, 1]
    # What is shown is the truth, so all order it alike.
    assert frame.loc[~frame["is_shuffled"], "tau_inside"].tolist() == pytest.approx([1] * 5)
    # Two seeds make no interval.
    assert frame["over_random_low"].isna().all() and frame["unseen_over_random_high"].isna().all()
    assert frame.loc[frame["method"] == RANDOM, "over_random"].tolist() == [0, 0]


def written_twice(accuracy: np.ndarray) -> Subject:
    """Two writings of each network, one after the other, that were told and judged apart."""
    return replace(subject(accuracy), networks=np.arange(len(CODES)) // 2)


def test_dealt_out_all_writings_of_a_network_get_the_numbers_of_one_other():
    plain = written_twice(np.arange(1024.0))
    dealt = plain.shuffled(np.random.default_rng(0))
    assert np.array_equal(dealt.shown, dealt.truth)
    came_from = dealt.truth.astype(int) // 2
    assert np.array_equal(came_from[::2], came_from[1::2])
    assert sorted(came_from[::2]) == list(range(512))
    # Which of the two writings of the other it is, is drawn for each.
    assert 0.4 < (dealt.truth % 2).mean() < 0.6


def test_a_network_that_was_told_of_in_another_writing_is_not_untold():
    # Of 0 to 5, networks a a b b c c, 0 is told: b and c are untold, mean 3.5, and all from 2 to 1023: 512.5.
    # Of a random subset nobody is told: 0 to 3 have 1.5, the whole space 511.5.
    twice = written_twice(np.arange(1024.0))
    methods = {
        LISSNAS: Shrunk(np.arange(6), np.array([0])),
        RANDOM: Shrunk(np.arange(4), np.array([], int)),
        BALL: Shrunk(np.arange(2), np.array([1])),
    }
    rows = compared(twice, methods, measured(twice, np.arange(1024)))
    assert [row["unseen_over_random"] for row in rows[:2]] == [-509.0, -510.0]
    assert np.isnan(rows[2]["unseen_over_random"])


def test_a_large_space_gets_the_settings_of_the_project():
    settings = settings_of(15_625)
    assert (settings.sample, settings.pocket, settings.cap) == (200, 50, 1000)
    small = settings_of(729)
    assert (small.sample, small.pocket, small.cap) == (60, 15, 145)


def test_real_cells_are_worth_shrinking():
    shown, truth = landscape("nb201_mini")
    frame = shrinkages(terrain_of(shown, truth), shown.accuracy[-1], seeds=30).set_index(
        ["is_shuffled", "method"]
    )
    real, dealt = frame.loc[(False, LISSNAS)], frame.loc[(True, LISSNAS)]
    assert real["over_random_low"] > 0 and dealt["over_random"] < real["over_random"] / 5
    # There are 132 networks, and LISSNAS is told of more cells than that: often none is left untold.
    assert np.isnan(real["unseen_over_random_low"])


def test_only_spaces_with_places_are_shrunk(smooth):
    with pytest.raises(UsageError, match="hills is no finite space with places"):
        shrinkages(terrain(smooth, None), smooth)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nb201_cifar10", "nas_bench_macro"])
def test_published_landscapes_are_worth_shrinking(name):
    try:
        shown, truth = landscape(name)
    except MissingError as missing:
        pytest.skip(str(missing))
    frame = shrinkages(terrain_of(shown, truth), shown.accuracy[-1]).set_index(["is_shuffled", "method"])
    real, dealt = frame.loc[(False, LISSNAS)], frame.loc[(True, LISSNAS)]
    assert real["over_random_low"] > 0 and real["unseen_over_random_low"] > 0
    assert abs(dealt["unseen_over_random"]) < real["unseen_over_random"] / 20

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.metrics import (
    InvalidScoresError,
    kendall_tau,
    precision_at,
    recall_at,
    regret,
    search_regret,
    top_tau,
)

TRUTH = [0.91, 0.93, 0.90, 0.94, 0.92]


def rankings(values: list[int]) -> list[list[int]]:
    """Best first, once for every way of breaking ties at random."""
    return [sorted(order, key=lambda i: -values[i]) for order in permutations(range(len(values)))]


def few(n: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    return st.lists(st.tuples(st.integers(0, 3), st.integers(-3, 3)), min_size=1, max_size=n)


def test_precision_and_recall_by_hand() -> None:
    # Best two of five by score: architectures 3 and 0; by truth: 3 and 1. One of two.
    scores = [4, 1, 2, 5, 3]
    assert precision_at(scores, TRUTH, 0.4) == pytest.approx(0.5)
    # The best-scored three (3, 0, 4) against the truly best one (3), and the other way round.
    assert precision_at(scores, TRUTH, 0.6, relevant=0.2) == pytest.approx(1 / 3)
    assert recall_at(scores, TRUTH, 0.6, relevant=0.2) == pytest.approx(1)
    assert recall_at(scores, TRUTH, 0.2, relevant=0.6) == pytest.approx(1 / 3)
    assert precision_at([-each for each in scores], TRUTH, 0.4, higher_is_better=False) == pytest.approx(0.5)


def test_precision_with_ties_by_hand() -> None:
    # Top two: architecture 3 for sure, then one of the three tied, of which one (1) is truly among the best
    # two: (1 + 1/3) / 2.
    assert precision_at([1, 2, 2, 3, 2], TRUTH, 0.4) == pytest.approx(2 / 3)
    # A constant score chooses blindly: the chance level r / n.
    assert precision_at([7] * 5, TRUTH, 0.4) == pytest.approx(0.4)


@settings(max_examples=60, deadline=None)
@given(few(4), st.sampled_from([0.25, 0.5, 1.0]), st.sampled_from([0.25, 0.5, 0.75]))
def test_precision_is_the_mean_over_all_tie_breaks(
    rows: list[tuple[int, int]], fraction: float, relevant: float
) -> None:
    scores, truth = (list(column) for column in zip(*rows, strict=True))
    chosen, wanted = -(-len(rows) * fraction // 1), -(-len(rows) * relevant // 1)
    shared = [
        len({*by_score[: int(chosen)]} & {*by_truth[: int(wanted)]})
        for by_score in rankings(scores)
        for by_truth in rankings(truth)
    ]
    assert precision_at(scores, truth, fraction, relevant=relevant) == pytest.approx(np.mean(shared) / chosen)
    assert recall_at(scores, truth, fraction, relevant=relevant) == pytest.approx(np.mean(shared) / wanted)


def test_a_fraction_that_is_whole_is_not_rounded_up() -> None:
    # 0.07 * 100 is 7.000000000000001 in floating point: seven are chosen, not eight. Of eight, one would be a
    # blind choice among the 93 that tie.
    assert precision_at(range(100), [0] * 93 + [1] * 7, 0.07) == 1


def test_regret_by_hand() -> None:
    # The argmax is architecture 4 at .92; the best is .94.
    scores = [1, 2, 3, 4, 5]
    assert regret(scores, TRUTH) == pytest.approx(0.02)
    assert regret(scores, TRUTH, higher_is_better=False) == pytest.approx(0.03)
    assert regret(scores, TRUTH, shortlist=2) == pytest.approx(0)


def test_regret_with_ties_by_hand() -> None:
    # The best score is shared by .93, .90 and .92: mean .91666...
    scores = [0, 5, 5, 1, 5]
    assert regret(scores, TRUTH) == pytest.approx(0.94 - 2.75 / 3)
    # Two of the three: .93 is among them in 2 of 3 pairs, else the best is .92.
    assert regret(scores, TRUTH, shortlist=2) == pytest.approx(0.94 - (2 * 0.93 + 0.92) / 3)
    assert regret(scores, TRUTH, shortlist=3) == pytest.approx(0.01)
    assert regret(scores, TRUTH, shortlist=4) == pytest.approx(0)


@settings(max_examples=60, deadline=None)
@given(few(6), st.data())
def test_regret_is_the_mean_over_all_tie_breaks(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    scores, truth = (list(column) for column in zip(*rows, strict=True))
    count = data.draw(st.integers(1, len(rows)))
    reached = [max(truth[i] for i in order[:count]) for order in rankings(scores)]
    assert regret(scores, truth, shortlist=count) == pytest.approx(max(truth) - np.mean(reached))


@settings(max_examples=100, deadline=None)
@given(few(7), st.data())
def test_search_regret_is_the_mean_over_all_subsets(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    scores, truth = (list(column) for column in zip(*rows, strict=True))
    count = data.draw(st.integers(1, len(rows)))
    lost = []
    for subset in combinations(range(len(rows)), count):
        top = max(scores[i] for i in subset)
        lost.append(max(truth[i] for i in subset) - np.mean([truth[i] for i in subset if scores[i] == top]))
    assert search_regret(scores, truth, count) == pytest.approx(np.mean(lost))


def test_search_regret_at_its_ends(rng: np.random.Generator) -> None:
    scores, truth = rng.integers(0, 300, 500), rng.normal(size=500)
    assert search_regret(scores, truth, 500) == pytest.approx(regret(scores, truth))
    assert search_regret(scores, truth, 1) == pytest.approx(0)
    # A constant score takes any candidate: the mean truth.
    blind, perfect = search_regret([0] * 500, truth, 10), search_regret(truth, truth, 10)
    assert perfect == pytest.approx(0)
    best_of_ten = np.mean([rng.choice(truth, 10, replace=False).max() for _ in range(20_000)])
    assert blind == pytest.approx(best_of_ten - truth.mean(), abs=0.02)
    assert search_regret(-scores, truth, 10, higher_is_better=False) == pytest.approx(
        search_regret(scores, truth, 10)
    )


def test_top_tau_is_tau_among_the_truly_best(rng: np.random.Generator) -> None:
    truth = rng.normal(size=200)
    scores = truth + rng.normal(size=200)
    best = np.argsort(truth)[-20:]
    assert top_tau(scores, truth) == kendall_tau(scores[best], truth[best])
    assert top_tau(scores, truth, 1.0) == kendall_tau(scores, truth)


def test_top_tau_keeps_all_that_tie_with_the_last() -> None:
    # The best tenth of 100 is 10, but 15 share the tenth place and the five before it are better: 20 in all.
    truth = np.array([0.0] * 80 + [1.0] * 15 + [2.0] * 5)
    scores = np.arange(100)
    assert top_tau(scores, truth) == kendall_tau(scores[80:], truth[80:])


def test_too_few_for_a_top_tau() -> None:
    assert top_tau(range(90), range(90)) is None
    assert top_tau(range(91), range(91)) == 1
    assert top_tau([1] * 200, range(200)) is None


def test_nothing_to_select_from() -> None:
    for metric in (precision_at, recall_at, top_tau, regret):
        assert metric([], []) is None
    assert search_regret([], [], 1) is None


def test_wrong_requests_are_refused() -> None:
    for fraction in (0, -0.1, 1.1):
        with pytest.raises(InvalidScoresError, match="fraction is"):
            precision_at(TRUTH, TRUTH, fraction)
        with pytest.raises(InvalidScoresError, match="fraction is"):
            recall_at(TRUTH, TRUTH, 0.1, relevant=fraction)
    for count in (0, 6):
        with pytest.raises(InvalidScoresError, match=f"shortlist is {count}, but there are 5"):
            regret(TRUTH, TRUTH, shortlist=count)
        with pytest.raises(InvalidScoresError, match=f"candidates is {count}, but there are 5"):
            search_regret(TRUTH, TRUTH, count)

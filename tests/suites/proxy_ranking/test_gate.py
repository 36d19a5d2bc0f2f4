import math

import numpy as np
import pytest

from suites.proxy_ranking.gate import verdicts

N = 200


@pytest.fixture
def sample():
    rng = np.random.default_rng(8)
    truth = rng.standard_normal(N)
    return truth, truth + 0.5 * rng.standard_normal((1, N)), rng.standard_normal((1, N))


def judged(truth, old, new, higher_is_better=True):
    found, notes = verdicts("all", ({"one": old}, {"one": new}), truth, None, {"one": higher_is_better})
    return [each.verdict for each in found], notes, found


def test_noise_in_place_of_a_signal_is_worse_and_the_reverse_better(sample):
    truth, good, noise = sample
    assert judged(truth, good, noise)[0] == ["worse"]
    assert judged(truth, noise, good)[0] == ["better"]
    assert judged(truth, good, good)[0] == ["not distinguishable"]


def test_direction_decides_what_worse_means(sample):
    truth, good, noise = sample
    assert judged(truth, -good, noise, higher_is_better=False)[0] == ["worse"]
    assert judged(truth, noise, -good, higher_is_better=False)[0] == ["better"]


def test_a_score_of_the_previous_network_turns_the_gate_red(sample):
    truth, good, _ = sample
    verdict, _, (found,) = judged(truth, good, np.roll(good, 1, axis=1))
    assert verdict == ["worse"]
    assert found.high < 0
    assert found.line.startswith("one on all, seed 0: worse (tau 0.")
    assert found.line.endswith("n = 200)")


def test_each_seed_is_judged(sample):
    truth, good, noise = sample
    verdict, _, found = judged(truth, np.vstack([good, good]), np.vstack([good, noise]))
    assert verdict == ["not distinguishable", "worse"]
    assert [each.seed for each in found] == [0, 1]


def test_a_proxy_that_no_longer_scores_is_worse(sample):
    truth, good, _ = sample
    gone = good.copy()
    gone[0, :150] = math.nan
    verdict, notes, (found,) = judged(truth, good, gone)
    assert (verdict, notes, found.n, found.new) == (["worse"], [], 50, None)
    assert "0." in found.line
    assert "undefined" in found.line


def test_a_proxy_that_became_constant_is_worse(sample):
    truth, good, _ = sample
    assert judged(truth, good, np.ones_like(good))[0] == ["worse"]


def test_too_few_architectures_give_a_note_and_no_verdict(sample):
    truth, good, _ = sample
    verdict, notes, _ = judged(truth[:99], good[:, :99], good[:, :99])
    assert verdict == []
    assert notes == ["one on all, seed 0: 99 architectures; a verdict needs 100"]

import numpy as np
import pytest

from lcmnas_core.metrics import bootstrap_taus, kendall_tau
from suites.proxy_ranking.seed_mean import bootstrap, mean


@pytest.fixture
def sample():
    rng = np.random.default_rng(3)
    truth = rng.standard_normal(60)
    return truth, truth + rng.standard_normal((2, 60))


def test_a_mean_needs_every_value():
    assert mean([1.0, 2.0, 6.0]) == 3.0
    assert mean([1.0, None]) is None
    assert mean([]) is None


def test_one_seed_is_the_plain_bootstrap(sample):
    truth, scores = sample
    ours, plain = bootstrap({"one": scores[:1]}, truth), bootstrap_taus({"one": scores[0]}, truth)
    assert ours.values == plain.values
    assert ours.draws["one"].tolist() == plain.draws["one"].tolist()


def test_tau_is_the_mean_of_the_seeds_taus(sample):
    truth, scores = sample
    found = bootstrap({"one": scores}, truth)
    assert found.values["one"] == pytest.approx(np.mean([kendall_tau(row, truth) for row in scores]))
    width = [
        np.ptp(bootstrap({"one": rows}, truth).draws["one"]) for rows in (scores, scores[:1], scores[1:])
    ]
    assert width[0] < max(width[1:])  # independent noise of two seeds averages out


def test_equal_seeds_change_nothing(sample):
    truth, scores = sample
    twice = bootstrap({"one": np.vstack([scores[0], scores[0]])}, truth)
    assert twice.interval("one") == bootstrap({"one": scores[:1]}, truth).interval("one")

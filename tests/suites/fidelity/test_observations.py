import numpy as np
import pytest

from lcmnas_core.metrics import Difference, Interval, kendall_tau
from suites.fidelity.difference import verdict
from suites.fidelity.observations import comparisons, observations

TRUTH = np.linspace(0.5, 0.9, 100)
NOISE = np.random.default_rng(5).standard_normal((8, 100))


def near(size, place):
    return TRUTH + size * NOISE[place]


SETTINGS = (
    ("c0r0s0e24", "reduction", near(0.01, 0), 1.0),
    ("c0r0s0e12", "short", near(0.05, 1), 0.5),
    ("c0r0s1e24", "reduction", near(0.4, 2), 0.48),
    ("c0r0s2e24", "reduction", near(0.4, 3), 0.25),
    ("c2r0s0e24", "reduction", near(0.3, 4), 0.25),
    ("c0r2s0e24", "reduction", near(0.02, 5), 0.25),
    ("c2r2s0e24", "reduction", near(0.05, 6), 0.06),
    ("params", "proxy", near(0.9, 7), None),
    ("nwot", "proxy", near(0.6, 7), None),
)


def test_every_observation_finds_its_settings(readings_of):
    found = [
        (each.observation, each.better.setting, each.worse.setting)
        for each in comparisons(readings_of(TRUTH, SETTINGS).signals)
    ]
    assert sorted(found) == [
        (1, "c0r0s0e12", "c0r0s1e24"),
        (2, "c2r0s0e24", "c0r2s0e24"),
        (3, "c2r2s0e24", "c0r0s1e24"),
        (3, "c2r2s0e24", "c0r0s2e24"),
        (4, "nwot", "c2r2s0e24"),
        (4, "params", "c2r2s0e24"),
    ]


def test_planted_differences_are_judged(readings_of):
    rows = list(observations(readings_of(TRUTH, SETTINGS)))
    told = {(each["observation"], each["worse"]): each for each in rows}
    assert {key: each["verdict"] for key, each in told.items()} == {
        (1, "c0r0s1e24"): "supported",
        (2, "c0r2s0e24"): "contradicted",
        (3, "c0r0s1e24"): "supported",
        (3, "c0r0s2e24"): "supported",
        (4, "c2r2s0e24"): "contradicted",
    }
    first = told[1, "c0r0s1e24"]
    assert first["difference"] == pytest.approx(
        kendall_tau(near(0.05, 1), TRUTH) - kendall_tau(near(0.4, 2), TRUTH)
    )
    assert first["low"] < first["difference"] < first["high"]
    assert (first["cost_better"], first["cost_worse"]) == (0.5, 0.48)
    assert told[4, "c2r2s0e24"]["better"] == "nwot"


def test_that_a_dearer_setting_ranks_better_contradicts_nothing_said_of_a_cheap_one(readings_of):
    dearer = [("c2r2s0e24", "reduction", near(0.4, 1), 0.06), ("c0r0s1e24", "reduction", near(0.01, 2), 0.48)]
    (row,) = observations(readings_of(TRUTH, dearer))
    assert (row["observation"], row["verdict"]) == (3, "undecided")
    assert row["high"] < 0


def test_equal_settings_are_undecided(readings_of):
    alike = [("c2r0s0e24", "reduction", near(0.1, 1), 0.25), ("c0r2s0e24", "reduction", near(0.1, 2), 0.25)]
    (row,) = observations(readings_of(TRUTH, alike))
    assert row["verdict"] == "undecided"


def test_two_settings_are_compared_on_what_both_have(readings_of):
    gappy = np.where(np.arange(100) < 20, np.nan, near(0.3, 4))
    few = np.where(np.arange(100) < 91, np.nan, near(0.3, 4))
    trained = [
        ("c2r0s0e24", "reduction", gappy, 0.25),
        ("c0r2s0e24", "reduction", near(0.02, 5), 0.25),
        ("c2r2s0e24", "reduction", few, 0.06),
        ("c0r0s2e24", "reduction", near(0.4, 3), 0.25),
    ]
    (row,) = observations(readings_of(TRUTH, trained))
    assert (row["observation"], row["n"]) == (2, 80)
    assert row["tau_worse"] == kendall_tau(near(0.02, 5)[20:], TRUTH[20:])


def test_without_reductions_nothing_is_observed(readings_of):
    assert list(observations(readings_of(TRUTH, SETTINGS[:1] + SETTINGS[-2:]))) == []


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.1, 0.2, "supported"), (-0.2, -0.1, "contradicted"), (-0.1, 0.1, "undecided")]
)
def test_the_verdict_is_that_of_the_interval(low, high, said):
    assert verdict(Difference((low + high) / 2, Interval(low, high, 0.95), 100)) == said


def test_without_an_interval_there_is_no_verdict():
    assert verdict(Difference(0.5, None, 20)) == verdict(None) == "undecided"

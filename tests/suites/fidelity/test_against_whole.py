from dataclasses import replace

import numpy as np
import pytest

from lcmnas_core.metrics import kendall_tau
from suites.fidelity.against_whole import against_whole
from suites.fidelity.agreement import settings
from suites.fidelity.readings import Repeats

TRUTH = np.linspace(0.5, 0.9, 100)
NOISE = np.random.default_rng(5).standard_normal((4, 100))
WHOLE = TRUTH + 0.1 * NOISE[0]
REPEATS = Repeats(WHOLE, TRUTH, "seeds 0 and 1")
GAPPY = np.where(np.arange(100) < 20, np.nan, TRUTH + 0.1 * NOISE[2])
SETTINGS = (
    ("c0r0s0e24", "reduction", WHOLE, 1.0),
    ("c2r0s0e24", "reduction", TRUTH + 0.5 * NOISE[1], 0.25),
    ("c0r2s0e24", "reduction", GAPPY, 0.25),
    ("c2r2s0e24", "reduction", TRUTH + 0.001 * NOISE[3], 0.06),
)


def test_each_setting_is_held_to_the_whole_training_on_what_both_have(readings_of):
    rows = {each["setting"]: each for each in settings(readings_of(TRUTH, SETTINGS, repeats=REPEATS))}
    assert {name: row["verdict"] for name, row in rows.items()} == {
        "c0r0s0e24": "whole",
        "c2r0s0e24": "worse",
        "c0r2s0e24": "undecided",
        "c2r2s0e24": "better",
    }
    assert rows["c0r0s0e24"]["minus_whole"] is None
    gappy = rows["c0r2s0e24"]
    both = kendall_tau(GAPPY[20:], TRUTH[20:]) - kendall_tau(WHOLE[20:], TRUTH[20:])
    assert gappy["minus_whole"] == pytest.approx(both)
    assert gappy["minus_low"] < both < gappy["minus_high"]


def test_where_lower_is_better_the_sign_is_turned_first(readings_of):
    turned = ("losses", "reduction", -TRUTH, 0.5)
    one = readings_of(TRUTH, [SETTINGS[0], turned], repeats=REPEATS)
    lower = replace(one.signals[1], kind="loss_sum", higher_is_better=False)
    row = against_whole(replace(one, signals=(one.signals[0], lower)))["losses"]
    assert row["minus_whole"] == pytest.approx(1 - kendall_tau(WHOLE, TRUTH))
    assert row["verdict"] == "better"


def test_without_a_second_training_nothing_is_said(readings_of):
    assert against_whole(readings_of(TRUTH, SETTINGS)) == {}
    assert against_whole(readings_of(TRUTH, SETTINGS[1:], repeats=REPEATS)) == {}
    (row, *_) = settings(readings_of(TRUTH, SETTINGS))
    assert (row["minus_whole"], row["verdict"]) == (None, None)

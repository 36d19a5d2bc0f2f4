from dataclasses import replace

import numpy as np
import pytest

from lcmnas_core.metrics import ceiling_tau, kendall_tau, spearman
from suites.fidelity.agreement import MOST_EPOCHS, ceiling, epochs, settings
from suites.fidelity.readings import LOSS_SUM, VALIDATION, Price, Repeats

TRUTH = np.linspace(0.5, 0.9, 40)


def noisy(size, seed=0):
    return TRUTH + size * np.random.default_rng(seed).standard_normal(TRUTH.size)


def test_a_setting_is_told_by_tau_rho_and_cost(readings_of):
    one = readings_of(
        TRUTH, [("c2r0s0e4", "reduction", noisy(0.1), 0.25), ("nwot", "proxy", noisy(1.0), None)]
    )
    first, second = settings(one)
    assert first["tau"] == kendall_tau(noisy(0.1), TRUTH)
    assert first["rho"] == spearman(noisy(0.1), TRUTH)
    assert first["low"] < first["tau"] < first["high"]
    assert first["rho_low"] < first["rho"] < first["rho_high"]
    assert (first["kind"], first["n"], first["cost_ratio"], first["truth"]) == ("reduction", 40, 0.25, "long")
    assert (second["setting"], second["cost_ratio"]) == ("nwot", None)


def test_failures_are_left_out_and_too_few_are_not_printed(readings_of):
    some, few = noisy(0.1), noisy(0.1)
    some[:5], few[:31] = np.nan, np.nan
    one = readings_of(TRUTH, [("c1r0s0e4", "reduction", some, 1.0), ("c2r0s0e4", "reduction", few, 1.0)])
    (row,) = settings(one)
    assert (row["setting"], row["n"]) == ("c1r0s0e4", 35)
    assert row["tau"] == kendall_tau(some[5:], TRUTH[5:])


def test_nothing_that_can_be_printed_is_no_row(readings_of, curves_of):
    short = readings_of(TRUTH[:5], curves=curves_of(TRUTH[:5], 4))
    assert list(settings(short)) == list(epochs(short)) == []


def test_curves_count_as_settings_at_an_eighth_a_quarter_and_a_half(readings_of, curves_of):
    curves = curves_of(TRUTH, 16)
    one = readings_of(TRUTH, schedule=16, curves=curves, whole=Price(160.0, 32.0, 1.0))
    rows = {each["setting"]: each for each in settings(one)}
    assert [name for name in rows if name.startswith("after")] == [
        f"after epoch {epoch} of 16" for epoch in (2, 4, 8)
    ]
    half = rows["after epoch 8 of 16"]
    assert (half["cost_macs"], half["cost_s"], half["cost_ratio"]) == (80.0, 16.0, 0.5)
    losses = rows["losses up to epoch 8 of 16"]
    assert losses["kind"] == "loss_sum"
    assert not losses["higher_is_better"]
    assert losses["tau"] == kendall_tau(curves[LOSS_SUM][7], TRUTH)


def test_tau_is_told_epoch_by_epoch(readings_of, curves_of):
    curves = curves_of(TRUTH, 4)
    rows = list(epochs(readings_of(TRUTH, curves=curves)))
    assert [(each["quantity"], each["epoch"]) for each in rows] == [
        (quantity, epoch) for quantity in (VALIDATION, LOSS_SUM) for epoch in (1, 2, 3, 4)
    ]
    for row in rows:
        assert row["tau"] == kendall_tau(curves[row["quantity"]][row["epoch"] - 1], TRUTH)
    assert rows[3]["tau"] == 1.0


def test_of_long_schedules_the_ends_and_points_between_are_told(readings_of, curves_of):
    rows = list(epochs(readings_of(TRUTH, schedule=200, curves=curves_of(TRUTH, 200))))
    told = [each["epoch"] for each in rows if each["quantity"] == VALIDATION]
    assert (told[0], told[-1], len(told)) == (1, 200, MOST_EPOCHS)


def test_the_ceiling_is_of_two_trainings(readings_of):
    other = noisy(0.05, seed=3)
    repeats = Repeats(np.where(np.arange(40) == 7, np.nan, TRUTH), other, "seeds 0 and 1")
    reached, seeds = ceiling(readings_of(TRUTH, repeats=repeats))
    kept = np.arange(40) != 7
    assert seeds["tau"] == pytest.approx(kendall_tau(TRUTH[kept], other[kept]))
    assert (seeds["n"], seeds["note"]) == (39, "seeds 0 and 1")
    assert reached["tau"] == ceiling_tau(seeds["tau"]) > seeds["tau"]
    assert reached["note"].endswith("for one training")
    assert list(ceiling(readings_of(TRUTH))) == []
    averaged, _ = ceiling(readings_of(TRUTH, repeats=replace(repeats, averaged=3)))
    assert averaged["tau"] == ceiling_tau(seeds["tau"], seeds=3) > reached["tau"]
    assert averaged["note"].endswith("for the mean of 3 trainings")

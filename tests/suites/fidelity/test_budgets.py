from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.metrics import kendall_tau
from lcmnas_core.training.epoch_policies import EPOCH_POLICIES
from suites.fidelity.budgets import Shapes, assigned, budgets, shapes
from suites.fidelity.readings import VALIDATION
from suites.fidelity.request import Own

BUILT = {"input": "1x8x8", "classes": 10, "init": "default"}


def own(space):
    return Own(table="t", sha256="", space=space, dataset="d", data_sha256="", built=BUILT, sizes={})


def shapes_of(depth, narrowings, macs):
    return Shapes(*(np.array(each) for each in (depth, narrowings, macs)))


def test_epochs_by_depth_by_hand():
    # Weights 5 and 15 at equal cost: 4 epochs each are worth 2 and 6, and 8 in all.
    flat = shapes_of([5, 15], [0, 0], [100, 100])
    assert assigned("depth_linear", flat, 4, 16).tolist() == [2, 6]
    assert assigned("constant", flat, 4, 16).tolist() == [4, 4]
    # The deep one costs three times as much: 4 * (100 + 300) = 1,600 buys 1 and 5, or 2 and 4.
    assert assigned("depth_linear", shapes_of([5, 15], [0, 0], [100, 300]), 4, 16).tolist() == [1, 4]


def test_the_paper_gives_narrow_networks_longer_trainings():
    # Weights 10 and 10 + 2 * 10 = 30: a quarter and three quarters of 16 epochs.
    assert assigned("paper", shapes_of([10, 10], [0, 10], [100, 100]), 8, 16).tolist() == [4, 12]


NETWORKS = st.lists(
    st.tuples(st.integers(1, 100), st.integers(0, 32), st.integers(1, 1_000)), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*EPOCH_POLICIES]), NETWORKS, st.integers(1, 16))
def test_no_policy_spends_more_than_equal_epochs(policy, networks, constant):
    some = shapes_of(*zip(*networks, strict=True))
    given_ = assigned(policy, some, constant, 16)
    assert given_.min() >= 1
    assert given_.max() <= 16
    # One epoch is the least: where even that is dearer, nothing can be shorter.
    assert (given_ * some.macs).sum() <= max(constant, 1) * some.macs.sum()
    if policy == "constant":
        assert set(given_) == {constant}


def test_depth_and_width_of_chains_by_hand(readings_of):
    narrow = "Conv2d(out_channels=8,kernel_size=3)|ReLU|Classifier"
    wide = "Conv2d(out_channels=32,kernel_size=3)|Conv2d(out_channels=32,kernel_size=3)|Classifier"
    readings = replace(readings_of([0.5, 0.6]), archs=(narrow, wide))
    found = shapes(own("wdg_macro"), readings)
    assert found.depth.tolist() == [2, 3]
    # A quarter of the width: 24 of 32 steps narrower.
    assert found.narrowings.tolist() == [24, 0]


def test_cells_have_no_depth(readings_of):
    assert shapes(own("nasbench201"), readings_of([0.5])) is None


def test_rows_tell_what_the_curves_say_at_those_epochs(readings_of, curves_of):
    truth = np.linspace(0.5, 0.9, 40)
    curves = curves_of(truth, 16)
    some = shapes_of(np.arange(5, 45), np.zeros(40, int), np.full(40, 100))
    readings = readings_of(truth, schedule=16, curves=curves)
    rows, by_architecture = budgets(readings, some)
    assert [(each["policy"], each["budget"]) for each in rows] == [
        (policy, share) for share in (0.25, 0.5) for policy in ("constant", "depth_linear", "paper")
    ]
    constant, linear = rows[0], rows[1]
    assert constant["tau"] == kendall_tau(curves[VALIDATION][3], truth)
    assert (constant["cost_ratio"], constant["verdict"]) == (0.25, "control")
    epochs = assigned("depth_linear", some, 4, 16)
    read = [curves[VALIDATION][epoch - 1, place] for place, epoch in enumerate(epochs)]
    assert linear["tau"] == kendall_tau(read, truth)
    assert linear["minus_constant"] == pytest.approx(linear["tau"] - constant["tau"])
    assert linear["minus_low"] <= linear["minus_constant"] <= linear["minus_high"]
    assert linear["cost_ratio"] == pytest.approx(epochs.sum() / (16 * 40))
    mine = [each for each in by_architecture if (each["policy"], each["budget"]) == ("depth_linear", 0.25)]
    assert [each["epochs"] for each in mine] == epochs.tolist()
    assert [each["depth"] for each in mine] == list(range(5, 45))

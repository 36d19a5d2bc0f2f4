"""What searches are shown and what they are held to, on every table."""

from dataclasses import replace

import numpy as np
import pytest

from lcmnas_core.errors import StoreError, UnknownName
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE
from lcmnas_core.spaces.synthetic import SYNTHETIC
from lcmnas_core.tables import load
from suites.search_cost.landscapes import LANDSCAPES, landscape
from suites.search_cost.landscapes.columns import rows_of


def test_the_subspace_is_whole_and_seen_under_one_seed_only():
    shown, truth = landscape("nb201_mini")
    assert len(shown.rows) == 729 and shown.stages == (8, 16, 24)
    assert (shown.unit, shown.seconds_of) == ("seconds", "cpu")
    trainings = load("nb201_mini").trainings
    mine = trainings[(trainings["population"] == "subspace") & (trainings["recipe"] == "full")]
    for training in mine[mine["seed"] == 0].head(40).itertuples():
        for member in training.member_archs:
            row = shown.row(CONVOLUTION_SUBSPACE.parse(member))
            assert shown.accuracy[:, row].tolist() == list(training.checkpoint_accuracy)
    for training in mine[mine["seed"] == 1].head(40).itertuples():
        row = shown.row(CONVOLUTION_SUBSPACE.parse(training.member_archs[-1]))
        assert truth.quality[row] == training.test_accuracy
    assert truth.reported == "test accuracy of the other run"


def test_multiply_adds_are_those_of_a_training():
    # The empty cell: 477,504 a pass, 24 epochs of 23 batches of 128, three passes a step.
    shown, _ = landscape("nb201_mini")
    empty = shown.row(CONVOLUTION_SUBSPACE.parse("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|"))
    assert shown.macs[empty] == 477_504 * 24 * 23 * 128 * 3


def test_the_size_of_a_cell_is_that_of_the_cell_and_not_of_another_that_computes_the_same():
    shown, _ = landscape("nb201_mini")
    # Edges that reach nothing count: three 3x3 convolutions of the first edge's kind, not one.
    unreached = "|none~0|+|none~0|nor_conv_3x3~1|+|none~0|none~1|none~2|"
    dead, none = (
        shown.row(CONVOLUTION_SUBSPACE.parse(each))
        for each in (unreached, unreached.replace("nor_conv_3x3", "none"))
    )
    settings = CONVOLUTION_SUBSPACE.settings
    assert shown.signals["params"].values[dead] - shown.signals["params"].values[none] == sum(
        9 * width * width + 2 * width for width in (8, 16, 32)
    )
    for metric in ("params", "macs"):
        for cell, row in list(shown.rows.items())[::50]:
            assert shown.signals[metric].values[row] == getattr(
                CONVOLUTION_SUBSPACE.counts(cell, settings), metric
            )


def test_the_synthetic_landscape_has_no_seconds():
    shown, truth = landscape("synthetic")
    assert shown.unit == "evaluations" and shown.macs is None
    assert truth.regret.min() == 0 and truth.random_regret == pytest.approx(truth.regret.mean())
    assert not np.array_equal(shown.accuracy[0], truth.quality)


def test_a_table_with_gaps_is_refused():
    table = load("synthetic")
    part = replace(table, frame=table.frame.iloc[1:])
    with pytest.raises(StoreError, match="holds 1023 of the 1024 architectures of synthetic; a search is"):
        rows_of(part, SYNTHETIC)


def test_an_unknown_landscape_is_named():
    with pytest.raises(UnknownName, match="did you mean 'nb201_cifar10"):
        landscape("nb201_cifar")
    assert list(LANDSCAPES)[-2:] == ["nb201_mini", "synthetic"]


@pytest.mark.usefixtures("real_tables")
def test_nas_bench_macro_shows_one_run_and_reports_the_others():
    shown, truth = landscape("nas_bench_macro")
    frame = load("nas_bench_macro").frame
    row = int(np.flatnonzero(frame.index == "22212202")[0])
    runs = [frame[f"cifar10_test_seed{run}"].iloc[row] / 100 for run in range(3)]
    assert shown.accuracy[0, row] == pytest.approx(runs[0])
    assert truth.quality[row] == pytest.approx((runs[1] + runs[2]) / 2)
    assert shown.seconds is None and truth.reported.endswith(
        "the other 2 runs, on the test images that searches saw too"
    )


@pytest.mark.usefixtures("real_tables")
def test_nasbench201_charges_the_short_schedule_and_reports_the_long_one():
    shown, truth = landscape("nb201_cifar10")
    # Of the README: the published optimum, and 12 of 200 epochs of 1,827.99 seconds on average.
    assert truth.best == pytest.approx(0.943733, abs=1e-6)
    assert shown.price.mean() == pytest.approx(1827.986908 * 12 / 200)
    assert shown.signals["nwot"].seconds is not None and np.isnan(shown.signals["nwot"].values).sum() == 201
    assert set(shown.signals) == {"params", "macs", "synflow", "logsynflow", "nwot"}
    assert shown.seconds_of == "gpu"


@pytest.mark.usefixtures("real_tables")
def test_of_the_short_schedule_cifar10_alone_has_the_mean_of_two_runs():
    # An accuracy of one run is a whole number of the 25,000, 5,000 or 3,000 images it is read on.
    for name, images, runs in (("cifar10", 25_000, 2), ("cifar100", 5_000, 1), ("imagenet16_120", 3_000, 1)):
        shown, _ = landscape(f"nb201_{name}")
        right = shown.accuracy[0] * images
        assert np.allclose(right * runs, np.round(right * runs), atol=0.02)
        assert np.allclose(right, np.round(right), atol=0.02) == (runs == 1)
        assert ("mean of 2 runs of which one is charged" in shown.shown) == (runs == 2)

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from lcmnas_core.architectures.hamming import hamming_distance
from lcmnas_core.errors import MissingError, UsageError
from lcmnas_core.spaces.wdg_macro.space import WDG_MACRO
from lcmnas_core.tables import Column, Table, TableCard, load
from suites.search_cost.landscapes import landscape
from suites.search_cost.locality import Terrain, locality, terrain_of, terrain_of_networks, walks

CHAINS = ("Conv2d(out_channels=8,kernel_size=3)|ReLU|Classifier", "ReLU|Classifier", "Classifier")


def at_hand(name: str) -> Terrain:
    try:
        return terrain_of(*landscape(name))
    except MissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def mini() -> Terrain:
    return at_hand("nb201_mini")


def test_a_terrain_is_the_table_by_place(mini):
    shown, truth = landscape("nb201_mini")
    cells = list(shown.rows)
    assert mini.accuracy[5] == truth.quality[shown.rows[cells[5]]]
    first, second = np.array([0, 10, 700]), np.array([1, 400, 3])
    expected = [
        hamming_distance(cells[i].operations, cells[j].operations) for i, j in zip(first, second, strict=True)
    ]
    assert mini.distance(first, second).tolist() == expected
    # One training stands for each of 132 classes of equal cells: equal labels have equal accuracies.
    assert np.unique(mini.networks).size == 132
    assert pd.Series(mini.accuracy).groupby(mini.networks).nunique().max() == 1


def test_the_curve_of_real_cells(mini):
    frame = locality([mini])
    assert frame["distance"].tolist() == [1, 2, 3, 4, 5, 6] and set(frame["networks"]) == {132}
    assert frame["pairs"].sum() == 132 * 131 // 2
    # Cells that differ on one edge are more alike than chance allows, and ever less so further away.
    near, far = frame.iloc[0], frame.iloc[-1]
    assert near["correlation"] > near["corr_shuffled_high"]
    assert near["mean_difference"] < near["shuffled_low"]
    assert frame["mean_difference"].is_monotonic_increasing and near["correlation"] > 0 > far["correlation"]
    assert (frame["low"] <= frame["high"]).all() and (frame["corr_low"] <= frame["corr_high"]).all()


def test_walks_on_real_cells(mini):
    frame = walks([mini])
    first = frame.iloc[0]
    assert frame["lag"].tolist() == list(range(1, 13)) and frame["correlation_length"].nunique() == 1
    assert first["low"] <= first["autocorrelation"] <= first["high"]
    # Walks within one network are part of the band, and still it is exceeded.
    assert first["autocorrelation"] > first["shuffled_high"] > 0.1
    above = frame.loc[frame["autocorrelation"] > np.exp(-1), "lag"]
    assert first["correlation_length"] == above.max()


def test_a_landscape_without_locality_shows_none():
    codes = np.array(list(itertools.product(range(3), repeat=5)))
    accuracy = np.random.default_rng(8).random(243)
    terrain = Terrain(
        "noise", accuracy, lambda i, j: (codes[i] != codes[j]).sum(axis=1), np.arange(243), codes
    )
    curve, walked = locality([terrain]), walks([terrain])
    inside = curve["correlation"].between(curve["corr_shuffled_low"], curve["corr_shuffled_high"])
    assert inside.sum() >= 4 and walked["correlation_length"].tolist() == [0] * 12
    assert walked["autocorrelation"].between(walked["shuffled_low"], walked["shuffled_high"]).sum() >= 10


def table_of(truth: list[float], space: str = WDG_MACRO.name) -> Table:
    column = Column(
        name="test", kind="truth", metric="accuracy", unit="fraction", dataset="d", split="test", epochs=1,
        schedule=1, higher_is_better=True,
    )  # fmt: skip
    card = TableCard(
        name="tiny", title="three networks", space=space, version="1", rows=3, columns=(column,), dataset="d",
        provenance=("made up",), licence="MIT",
    )  # fmt: skip
    return Table(card, pd.DataFrame({"test": truth}, index=pd.Index(CHAINS, name="arch")), "")


def test_networks_without_end_have_a_curve_and_no_walks():
    terrain = terrain_of_networks(table_of([0.9, 0.5, 0.4]))
    frame = locality([terrain])
    # Taking off the convolution, then the ReLU, is one edit each: distances 1, 1 and 2.
    assert frame["distance"].tolist() == [1, 2] and frame["pairs"].tolist() == [2, 1]
    assert frame["mean_difference"].tolist() == pytest.approx([(0.4 + 0.1) / 2, 0.5])
    assert frame[["low", "high", "corr_low", "corr_high"]].isna().all(axis=None)
    assert walks([terrain]).empty


def test_failed_networks_are_left_out():
    terrain = terrain_of_networks(table_of([0.9, np.nan, 0.4]))
    assert terrain.accuracy.tolist() == [0.9, 0.4] and locality([terrain])["distance"].tolist() == [2]


def test_a_finite_space_gives_its_distance_by_its_places():
    with pytest.raises(UsageError, match="of space nasbench201, which has no distance"):
        terrain_of_networks(load("nb201_mini").restrict("sample"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nb201_cifar10", "nas_bench_macro"])
def test_published_landscapes_are_local(name):
    terrain = at_hand(name)
    curve, walked = locality([terrain]), walks([terrain])
    assert (curve["correlation"] > curve["corr_shuffled_high"])[:3].all()
    assert curve["mean_difference"].is_monotonic_increasing
    assert walked["correlation_length"][0] >= 1

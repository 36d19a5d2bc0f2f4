from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.trajectory import Trajectory, corners, of_methods, together, trajectories


def evaluations(accuracies: list[float | None], search: str = "lcmnas/0", macs: list[int] | None = None):
    n = len(accuracies)
    method, _, seed = search.partition("/")
    return pd.DataFrame(
        {
            "search": search,
            "method": method,
            "seed": int(seed),
            "number": range(n),
            "validation_accuracy": pd.Series(accuracies, dtype=float),
            "macs": macs or range(10, 10 * n + 10, 10),
            "images": range(100, 100 * n + 100, 100),
            "cpu_s": np.arange(1.0, n + 1),
            "device_s": np.nan,
        }
    )


def test_the_best_so_far_begins_with_the_first_value_and_passes_over_failures():
    (found,) = trajectories(evaluations([None, 0.5, None, 0.4, 0.75]).sample(frac=1, random_state=1))
    assert found.best.tolist() == [0.5, 0.5, 0.5, 0.75]
    assert found.spent["evaluations"].tolist() == [2, 3, 4, 5]
    assert found.spent["macs"].tolist() == [20, 30, 40, 50]
    assert found.spent["images"].tolist() == [200, 300, 400, 500]


def test_a_search_without_any_value_has_no_trajectory():
    frame = pd.concat([evaluations([None, None]), evaluations([0.5], "random_search/1")])
    assert [(each.method, each.seed) for each in trajectories(frame)] == [("random_search", 1)]


def line(places: list[float], best: list[float]) -> Trajectory:
    return Trajectory("lcmnas", 0, {"macs": np.array(places)}, np.array(best))


def test_searches_together_are_steps_where_all_of_them_run():
    one, two = line([1, 3, 8], [0.1, 0.3, 0.9]), line([2, 4, 6], [0.2, 0.4, 0.6])
    three = line([1, 7], [0.2, 0.8])
    found = together([one, two, three], "macs")
    # from 2, where the second begins, to 6, where it ends first; values there by eye:
    # at 2: .1 .2 .2   at 3: .3 .2 .2   at 4: .3 .4 .2   at 6: .3 .6 .2
    assert found.x.tolist() == [2, 3, 4, 6]
    assert found.median.tolist() == [0.2, 0.2, 0.3, 0.3]
    assert found.low.tolist() == [0.1, 0.2, 0.2, 0.2]
    assert found.high.tolist() == [0.2, 0.3, 0.4, 0.6]


def test_without_a_common_stretch_or_a_known_cost_there_is_nothing():
    assert together([line([1, 2], [0.1, 0.2]), line([3, 4], [0.1, 0.2])], "macs") is None
    assert together([line([1, np.nan], [0.1, 0.2])], "macs") is None
    assert together([], "macs") is None


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=1, max_size=12))
def test_corners_are_enough_to_draw_the_steps(values):
    curve = np.array(values)
    kept = corners(curve[None])
    places = np.arange(len(curve))
    drawn = curve[kept][np.searchsorted(places[kept], places, "right") - 1]
    assert drawn.tolist() == values
    assert kept[0]
    assert kept[-1]


def test_methods_keep_the_order_asked_for():
    frame = pd.concat([evaluations([0.5], "random_search/0"), evaluations([0.5], "lcmnas/0")])
    found = of_methods(trajectories(frame), ["random_search", "lcmnas", "random_both"])
    assert list(found) == ["random_search", "lcmnas"]


def test_a_cost_that_was_not_measured_leaves_the_others(make_run):
    frame = evaluations([0.5, 0.6]).assign(cpu_s=None)
    (found,) = trajectories(frame)
    assert np.isnan(found.spent["cpu_s"]).all()
    assert together([found], "macs") is not None
    assert together([found], "cpu_s") is None


@pytest.mark.parametrize("dtype", ["Float64", "float64"])
def test_missing_values_of_either_kind_are_missing(dtype):
    frame = evaluations([None, 0.5]).astype({"validation_accuracy": dtype, "cpu_s": dtype})
    assert trajectories(frame)[0].best.tolist() == [0.5]

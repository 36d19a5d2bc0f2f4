from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from reports.sections.landscape import landscape


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "population": "all",
            "arch": ["c", "a", "b"],
            "split": "test",
            "first": [0.9, 0.8, 0.7],
            "second": [0.92, 0.8, 0.74],
        }
    )


@pytest.fixture
def scores() -> pd.DataFrame:
    return pd.DataFrame({"arch": ["a", "b", "c"], "proxy": "params", "score": [20.0, 10.0, 30.0]})


def test_the_finding_sets_the_spread_against_the_noise(rows, scores):
    # means .91, .80, .72: deviations .1, -.01, -.09, so sqrt(.0182 / 2) = .0954;
    # half squared differences .0002, 0, .0008: their mean is .000333, its root .0183
    assert landscape(rows, scores, ours=True).finding == (
        "Mean test accuracies of 3 architectures have a standard deviation of 9.54 points; "
        "trainings of one architecture have 1.83."
    )


@pytest.mark.parametrize("ours", [True, False])
def test_points_of_anothers_table_are_a_picture(rows, scores, ours):
    (picture,) = landscape(rows, scores, ours=ours, suffix="-x").pictures
    figure = picture.draw()
    assert picture.name == "landscape-x"
    assert {layer.get_rasterized() for axes in figure.axes for layer in axes.collections} == {not ours}


def test_sizes_stand_beside_their_own_accuracies(rows, scores):
    agreement, over_size = landscape(rows, scores, ours=True).pictures[0].draw().axes
    # drawn in the order of names: a, b, c
    np.testing.assert_allclose(agreement.collections[0].get_offsets(), [(80, 80), (70, 74), (90, 92)])
    np.testing.assert_allclose(over_size.collections[1].get_offsets(), [(20, 80), (10, 72), (30, 91)])


def test_without_counted_parameters_the_agreement_stands_alone(rows, scores):
    figure = landscape(rows, scores[:2], ours=True).pictures[0].draw()
    assert len(figure.axes) == 1

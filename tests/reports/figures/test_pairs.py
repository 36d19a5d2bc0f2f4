from __future__ import annotations

import numpy as np

from reports.figures.pairs import by_likeness, pairs_matrix, tau_matrix
from reports.figures.style import drawing


def test_either_order_of_a_pair_fills_both_cells_and_unknown_is_nan():
    matrix = tau_matrix(["a", "b", "c"], {("b", "a"): 0.5, ("a", "c"): None})
    np.testing.assert_array_equal(matrix, [[1, 0.5, np.nan], [0.5, 1, np.nan], [np.nan, np.nan, 1]])


def test_alike_proxies_stand_together_also_when_one_is_reversed():
    taus = {
        ("a", "b"): 0.1,
        ("a", "c"): -0.9,
        ("b", "c"): 0.1,
        ("a", "d"): 0.1,
        ("c", "d"): 0.0,
        ("b", "d"): 0.8,
    }
    order = by_likeness(["a", "b", "c", "d"], taus)
    assert abs(order.index("a") - order.index("c")) == 1
    assert abs(order.index("b") - order.index("d")) == 1


def test_unknown_cells_are_hatched_and_carry_no_number():
    with drawing():
        figure = pairs_matrix(["a", "b", "c"], {("a", "b"): 0.5, ("a", "c"): None, ("b", "c"): -0.25})
    axes = figure.axes[0]
    assert [patch.get_hatch() for patch in axes.patches] == ["////"]
    assert (axes.patches[0].get_x(), axes.patches[0].get_y()) == (0, 1)
    assert sorted(text.get_text() for text in axes.texts) == [".50", "−.25"]

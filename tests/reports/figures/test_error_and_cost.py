from __future__ import annotations

import pytest

from reports.figures.error_and_cost import error_and_cost


def test_kinds_differ_and_only_those_present_are_in_the_legend():
    figure = error_and_cost({"here": {"simulated": [(0.01, 0.06)], "published": [(0.1, 0.05)]}})
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels == ["simulated here, of a table's recorded seconds", "published"]
    drawn = [line for line in figure.axes[0].lines if len(line.get_xdata()) and line.get_marker() != "None"]
    assert {line.get_marker() for line in drawn} == {"o", "x"}
    assert [line.get_ydata()[0] for line in drawn] == [6.0, 5.0]


def test_each_kind_has_a_front_of_its_own():
    # .05 GPU-days at 7% are beaten by .01 at 6%.
    simulated = [(0.01, 0.06), (0.05, 0.07), (0.1, 0.04)]
    figure = error_and_cost({"here": {"simulated": simulated, "published": [(0.001, 0.01)]}})
    fronts = [line for line in figure.axes[0].lines if line.get_marker() == "None"]
    left, right = figure.axes[0].get_xlim()
    assert 1e-4 < left < 0.001 and 0.1 < right < 1
    assert [list(line.get_xdata()) for line in fronts] == [[0.01, 0.1, right], [0.001, right]]
    assert list(fronts[0].get_ydata()) == pytest.approx([6, 4, 4])

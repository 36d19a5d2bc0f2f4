from __future__ import annotations

import pytest

from reports.figures.finals import finals
from reports.figures.style import METHOD_MARKS, drawing


def points(axes, method: str) -> list[tuple[float, float]]:
    (line,) = [line for line in axes.lines if line.get_marker() == METHOD_MARKS[method].shape]
    return list(zip(line.get_xdata(), line.get_ydata(), strict=True))


def test_accuracies_on_the_left_paired_differences_on_the_right():
    accuracies = {"lcmnas": {0: 0.9, 1: 0.92}, "random_search": {1: 0.9, 2: 0.8}}
    with drawing():
        left, right = finals(accuracies, "lcmnas").axes
    assert points(left, "lcmnas") == [(90, 0), (92, 0)]
    assert points(left, "random_search") == [(90, 1), (80, 1)]
    # only seed 1 is shared: .9 - .92
    ((x, y),) = points(right, "random_search")
    assert (x, y) == (pytest.approx(-2), 1)
    assert [line for line in right.lines if line.get_marker() == METHOD_MARKS["lcmnas"].shape] == []

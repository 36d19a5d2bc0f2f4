from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.sizes import front, sizes
from reports.figures.style import drawing

points = st.lists(st.tuples(st.sampled_from([1.0, 2.0, 4.0]), st.sampled_from([0.1, 0.5, 0.9])), min_size=1)


@given(points)
def test_the_front_is_what_nothing_dominates(points):
    kept = {tuple(point) for point in front(np.array(points)).tolist()}
    undominated = {
        (size, value)
        for size, value in points
        if not any(s <= size and v >= value and (s, v) != (size, value) for s, v in points)
    }
    assert kept == undominated


def test_candidates_far_below_are_counted_not_drawn():
    usual = [(1000.0 + place, 0.9 + 0.001 * (place % 20)) for place in range(60)]
    with drawing():
        left, _ = sizes({"lcmnas": np.array([*usual, (500.0, 0.1)])}, {}).axes
    (dots,) = [line for line in left.lines if line.get_marker() == "o"]
    assert len(dots.get_xdata()) == 60
    assert [text.get_text() for text in left.texts] == ["▾ 1"]

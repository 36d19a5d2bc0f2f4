from __future__ import annotations

import numpy as np

from reports.figures.sizes import sizes
from reports.figures.style import drawing


def test_candidates_far_below_are_counted_not_drawn():
    usual = [(1000.0 + place, 0.9 + 0.001 * (place % 20)) for place in range(60)]
    with drawing():
        left, _ = sizes({"lcmnas": np.array([*usual, (500.0, 0.1)])}, {}).axes
    (dots,) = [line for line in left.lines if line.get_marker() == "o"]
    assert len(dots.get_xdata()) == 60
    assert [text.get_text() for text in left.texts] == ["▾ 1"]

from __future__ import annotations

import pytest

from reports.figures.entrants import end_labels, spread
from reports.figures.style import blank


def test_heights_far_apart_stay_and_close_ones_part_around_their_middle():
    assert spread([0.1, 0.5, 0.9], 0.1) == [0.1, 0.5, 0.9]
    # .5 and .52 part to .46 and .56; .6 is then too near, so all three stand around their mean .54.
    assert spread([0.5, 0.52, 0.6], 0.1) == pytest.approx([0.44, 0.54, 0.64])


def test_labels_stand_in_the_order_of_what_they_name():
    axes = blank(4, 3).subplots()
    axes.set_ylim(0, 1)
    end_labels(axes, [(0.9, "top", "#000000"), (0.10, "low", "#000000"), (0.11, "next", "#000000")])
    assert [text.get_text() for text in axes.texts] == ["low", "next", "top"]
    heights = [text.xyann[1] for text in axes.texts]
    assert heights == sorted(heights) and heights[1] - heights[0] > 0.05

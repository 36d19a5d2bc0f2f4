from __future__ import annotations

from itertools import pairwise

import pytest
from matplotlib.patches import FancyArrowPatch, Rectangle

from reports.figures.networks import Drawing, networks
from reports.figures.style import drawing
from reports.folded import Box


def drawn(*boxes: Box):
    with drawing():
        return networks([Drawing("a network", "facts", boxes)]).axes[0]


def test_more_channels_make_wider_boxes_up_to_a_limit():
    axes = drawn(*(Box("conv", "conv", channels) for channels in (8, 64, 2048, 10**6)))
    widths = [patch.get_width() for patch in axes.patches if isinstance(patch, Rectangle)]
    assert widths[0] < widths[1] < widths[2] == widths[3]


def test_an_arc_leads_from_what_is_read_to_the_join():
    axes = drawn(Box("conv", "conv", 8), Box("conv", "conv", 8), Box("join", "add", 8, source=0))
    (arc,) = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    ends = axes.transData.inverted().transform(arc.get_window_extent().get_points())
    # rows count downwards: from the middle of row 0 to that of row 2, and left of every box
    assert sorted(ends[:, 1]) == pytest.approx([0, 2], abs=0.2)
    assert ends[:, 0].min() < min(patch.get_x() for patch in axes.patches if isinstance(patch, Rectangle))


def test_words_count_repeats_and_name_what_follows():
    axes = drawn(Box("conv", "conv 3×3, 8", 8, ("BN", "ReLU"), times=3))
    assert [text.get_text() for text in axes.texts] == ["images", "conv 3×3, 8  ×3", "BN ReLU"]


def test_eighty_boxes_do_not_run_into_each_other():
    with drawing():
        figure = networks(
            [Drawing("deep", "facts", [Box("conv", f"conv {place}", 8) for place in range(80)])]
        )
        figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts[1:]]
    assert not any(one.overlaps(other) for one, other in pairwise(boxes))

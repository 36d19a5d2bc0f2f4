from __future__ import annotations

from reports.figures.anchors import Anchor, Literature, anchor_plot
from reports.figures.style import BAD, GOOD, drawing


def test_bars_are_the_interval_of_the_difference_around_the_released_tau():
    anchor = Anchor("zen", ours=0.5, released=0.4, low=0.05, high=0.15, verdict="unexplained", tone="bad")
    with drawing():
        axes = anchor_plot([("live cells", [anchor])], []).axes[0]
    bar = next(line for line in axes.lines if list(line.get_xdata()) == [0.4, 0.4])
    # 0.4 + .05 and 0.4 + .15: the bar ends above the line of equality, so the difference is more than chance
    assert [round(y, 9) for y in bar.get_ydata()] == [0.45, 0.55]
    assert axes.get_title(loc="left") == "live cells"


def test_verdicts_differ_in_shape_as_well_as_colour():
    good = Anchor("a", 0.5, 0.5, None, None, "agrees", "good")
    bad = Anchor("b", 0.2, 0.4, None, None, "unexplained", "bad")
    with drawing():
        axes = anchor_plot([("c", [good, bad])], []).axes[0]
    marks = {line.get_color(): line.get_marker() for line in axes.lines if line.get_marker() != "None"}
    assert marks[GOOD] != marks[BAD]


def test_taus_from_papers_are_hollow_and_can_stand_alone():
    with drawing():
        axes = anchor_plot([], [Literature(ours=0.5, published=0.6)]).axes[0]
    circles = next(line for line in axes.lines if list(line.get_xdata()) == [0.6])
    assert circles.get_markerfacecolor() == "none"

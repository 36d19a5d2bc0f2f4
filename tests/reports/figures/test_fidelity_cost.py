from __future__ import annotations

from reports.figures.fidelity_cost import fidelity_cost, fidelity_rho
from reports.figures.kinds import KIND_MARKS
from reports.figures.style import drawing
from tests.reports.test_cheap_setting import a_setting

FOUND = [
    a_setting("c0r0s0e8", is_whole=True, tau=0.8, low=0.7, high=0.9, cost_s=8.0, cost_ratio=1.0),
    a_setting("after 2", kind="epoch", tau=0.3, low=0.2, high=0.4, cost_s=2.0),
    a_setting("after 4", kind="epoch", tau=0.5, low=0.4, high=0.6, cost_s=4.0),
    a_setting("params", kind="proxy", tau=-0.1, low=-0.2, high=0.0, cost_s=0.01, cost_macs=None),
]


def lines(axes) -> list[tuple[list[float], list[float]]]:
    return [(list(line.get_xdata()), list(line.get_ydata())) for line in axes.lines]


def test_intervals_looks_front_and_ceiling_are_drawn():
    with drawing():
        axes = fidelity_cost(FOUND, "cost_s", 0.85).axes[0]
    found = lines(axes)
    assert ([8.0, 8.0], [0.7, 0.9]) in found
    assert ([2.0, 4.0], [0.3, 0.5]) in found
    right = axes.get_xlim()[1]
    assert ([0.01, 2.0, 4.0, 8.0, right], [-0.1, 0.3, 0.5, 0.8, 0.8]) in found
    assert ([0, 1], [0.85, 0.85]) in found


def test_looks_at_a_curve_are_joined_instead_of_named():
    with drawing():
        axes = fidelity_cost(FOUND, "cost_s", None).axes[0]
    assert {text.get_text() for text in axes.texts} == {"c0r0s0e8", "params"}


def test_scores_without_multiply_adds_stand_on_seconds_alone():
    with drawing():
        seconds, macs = fidelity_rho(FOUND, ["cost_s", "cost_macs"]).axes
    colour = KIND_MARKS["proxy"].colour
    marks = [
        [line.get_marker() for line in axes.lines if line.get_color() == colour] for axes in (seconds, macs)
    ]
    assert [KIND_MARKS["proxy"].shape in each for each in marks] == [True, False]


def test_kinds_differ_in_shape_and_colour():
    assert len({mark.shape for mark in KIND_MARKS.values()}) == len(KIND_MARKS)
    assert len({mark.colour for mark in KIND_MARKS.values()}) == len(KIND_MARKS)

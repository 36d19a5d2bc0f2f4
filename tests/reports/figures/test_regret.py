from __future__ import annotations

import pandas as pd
import pytest

from reports.figures.regret import regret, regret_panels
from reports.regret_curve import leader, regret_curves
from tests.reports.example_costs import REGRETS, curve_rows

STRATEGIES = (*REGRETS, "econas")


@pytest.fixture(scope="module")
def curves():
    rows = []
    for strategy in REGRETS:
        rows += curve_rows("hills", strategy)
    rows += [{**row, "strategy": "econas", "median": 0.0} for row in curve_rows("hills", "random_search")]
    return regret_curves(pd.DataFrame(rows))


def test_the_fixed_ones_and_the_leader_are_named_the_others_are_grey(curves):
    assert leader(curves) == "cell_lcmnas"
    axes = regret(curves).axes[0]
    assert sorted(text.get_text() for text in axes.texts) == [
        "LCMNAS, cells (ours)",
        "LISSNAS",
        "random search",
    ]
    assert len(axes.lines) == 5


def test_no_regret_has_a_place_on_a_logarithmic_axis(curves):
    axes = regret(curves).axes[0]
    lowest = min(min(line.get_ydata()) for line in axes.lines)
    assert lowest == 0.02 >= axes.get_ylim()[0]


def test_every_strategy_has_a_panel_with_the_baseline_under_it(curves):
    panels = {
        axes.get_title(loc="left"): len(axes.lines) for axes in regret_panels(curves).axes if axes.lines
    }
    assert panels["LISSNAS"] == panels["EcoNAS"] == 2 and panels["random search"] == 1
    assert len(panels) == len(STRATEGIES)

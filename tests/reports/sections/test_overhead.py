from __future__ import annotations

import pandas as pd

from reports.sections.overhead import overhead
from tests.reports.example_costs import REGRETS, overhead_row


def test_the_costliest_the_cheapest_and_the_share():
    rows = pd.DataFrame([overhead_row("hills", strategy) for strategy in REGRETS])
    # .4 s of 1,000 s
    assert overhead(rows).finding == (
        "Asking and telling takes LCMNAS, cells (ours) 0.40 s a search and best by params 20 ms "
        "(medians). "
        "That is at most 0.04% of what their trainings would take."
    )


def test_without_seconds_there_is_no_share():
    section = overhead(pd.DataFrame([overhead_row("words", strategy) for strategy in REGRETS]))
    assert section.finding.endswith("(medians).")
    (first, *_) = section.tables[0].rows
    assert [column.show(first).text for column in section.tables[0].columns][3:5] == ["4.000 ms", "–"]


def test_a_tiny_share_is_not_nothing():
    rows = pd.DataFrame([{**overhead_row("hills", "lissnas"), "share_of_cost": 1e-7}])
    assert "at most <0.0001% of" in overhead(rows).finding

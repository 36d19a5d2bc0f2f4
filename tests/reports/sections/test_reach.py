from __future__ import annotations

import pandas as pd
import pytest

from reports.sections.reach import reach
from tests.reports.example_costs import REGRETS, reach_rows


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame([row for strategy in REGRETS for row in reach_rows("hills", strategy)])


def test_the_cheapest_by_median_and_who_never_came(rows):
    # Medians: 1,000 s * regret * 50.
    assert reach(rows).finding == (
        "Median cost to come within 1 point of the best: LCMNAS, cells (ours) 200 s, LISSNAS 250 s and "
        "random "
        "search 500 s. Never that near: best by params. Median cost to come within 0.5 points of the best: "
        "LCMNAS, cells (ours) 200 s and LISSNAS 250 s. Never that near: best by params."
    )


def test_no_median_where_fewer_than_half_came(rows):
    finding = reach(rows.assign(median=None)).finding
    assert finding.count("under half of its seeds or more") == 2


def test_an_endless_quartile_is_never(rows):
    table = reach(rows).tables[0]
    shown = [[column.show(row).text for column in table.columns] for row in table.rows]
    assert shown[0] == ["LCMNAS, cells (ours)", "1 point", "90%", "200 s", "80 s to never", "40"]
    assert shown[3] == ["best by params", "1 point", "0%", "–", "–", "40"]

from __future__ import annotations

import pandas as pd
import pytest

from reports.sections.regret import regret
from tests.reports.example_costs import REGRETS, curve_rows


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame([row for strategy in REGRETS for row in curve_rows("hills", strategy)])


def test_who_leads_at_a_tenth_of_the_budget_and_in_the_end(rows):
    # At 100 s: .012 +- .001 against .015 +- .001, apart; at 1,000 s: .004 and .005 +- .001 touch.
    assert regret(rows).finding == (
        "After 100 s, LCMNAS, cells (ours) (1.20 points of regret on average) is ahead of all others. "
        "After 1,000 s, LCMNAS, cells (ours) (0.40 points of regret on average) is lowest, undecided from "
        "LISSNAS; 2 are behind."
    )


def test_few_seeds_decide_nothing(rows):
    finding = regret(rows.assign(low=None, high=None)).finding
    assert finding.count("who is ahead is undecided") == 2


def test_evaluations_are_called_so(rows):
    assert regret(rows.assign(unit="evaluations")).finding.startswith("After 100 evaluations, ")


def test_a_row_for_every_strategy_and_cost(rows):
    (table,) = regret(rows, "-hills").tables
    assert (table.name, table.folded, len(table.rows)) == ("regret-hills", True, 12)
    shown = [column.show(table.rows[2]).text for column in table.columns]
    assert shown == ["random search", "1,000 s", "1.00", "0.80 to 1.20", "1.00", "0.90 to 1.10", "40"]

from __future__ import annotations

import pandas as pd
import pytest

from reports.sections.final_quality import final_quality
from tests.reports.example_costs import BEST, REGRETS, final_row


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame([final_row("hills", strategy) for strategy in REGRETS])


def test_leader_and_random_search_by_intervals(rows):
    # Regrets .004, .005, .010, .030, each +- .001: the first two touch, all others are apart.
    assert final_quality(rows, BEST).finding == (
        "With 1,000 s to spend, LCMNAS, cells (ours) ends highest at 94.60% (94.50% to 94.70%); "
        "undecided from "
        "LISSNAS. Against random search, LCMNAS, cells (ours) and LISSNAS are better; best by params is "
        "worse."
    )


def test_without_intervals_all_is_undecided(rows):
    unknown = dict.fromkeys(("low", "high", "accuracy_low", "accuracy_high", "area_low", "area_high"))
    assert final_quality(rows.assign(**unknown), None).finding == (
        "With 1,000 s to spend, LCMNAS, cells (ours) ends highest at 94.60%; who is ahead is undecided. "
        "Against random search, 3 strategies are undecided."
    )


def test_who_was_tuned_here_is_marked(rows):
    section = final_quality(rows, BEST)
    names = [section.tables[0].columns[0].show(row).text for row in section.tables[0].rows]
    assert names == ["LCMNAS, cells (ours)", "LISSNAS †", "random search", "best by params"]
    assert section.caveat.startswith("† LISSNAS was tuned on this landscape: ")
    assert "†" not in final_quality(rows.assign(is_tuned_here=False), BEST).caveat


def test_costs_without_seconds_have_no_gpu_days():
    (row,) = final_quality(pd.DataFrame([final_row("words", "lissnas")]), BEST).tables[0].rows
    shown = {column.key: column.show(row).text for column in final_quality_columns()}
    assert (shown["simulated_cost"], shown["simulated_gpu_days"]) == ("50 evaluations", "–")


def test_one_strategy_alone_is_compared_with_nobody(rows):
    assert final_quality(rows.iloc[:1], BEST).finding == (
        "With 1,000 s to spend, random search ends highest at 94.00% (93.90% to 94.10%)."
    )


def final_quality_columns():
    from reports.sections.final_quality_columns import columns

    return columns()

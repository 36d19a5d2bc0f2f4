from __future__ import annotations

import pandas as pd

from reports.sections.shrinkage import shrinkage
from tests.reports.example_costs import shrinkage_rows


def test_gains_are_those_of_what_nobody_was_told():
    assert shrinkage(pd.DataFrame(shrinkage_rows("hills"))).finding == (
        "LISSNAS leaves 240 of 729 architectures on average (fewer than all under 75% of the seeds); "
        "of those it was told nothing of, the mean lies "
        "+5.00 points (+4.00 to +6.00, better) against random subsets. Leaving out whole operations: "
        "+5.50 points (+4.50 to +6.50, better); which of the two is better is undecided. With accuracies "
        "shuffled LISSNAS has −0.20 points (−1.00 to +0.60, undecided)."
    )


def test_without_an_interval_nothing_is_decided():
    unknown = {"unseen_over_random_low": None, "unseen_over_random_high": None}
    finding = shrinkage(pd.DataFrame(shrinkage_rows("hills", **unknown))).finding
    assert "+5.00 points (undecided: no interval)" in finding
    assert "which of the two is better is undecided" in finding


def test_better_and_worse_than_pruning():
    for low, high, word in ((0.07, 0.09, "better"), (0.01, 0.02, "worse")):
        changes = {"unseen_over_random_low": low, "unseen_over_random_high": high}
        rows = pd.DataFrame(shrinkage_rows("hills", **changes))
        assert f"LISSNAS is {word} than that" in shrinkage(rows).finding


def test_the_table_says_what_was_shuffled_and_compares_random_with_nothing():
    table = shrinkage(pd.DataFrame(shrinkage_rows("hills"))).tables[0]
    cells = [[column.show(row) for column in table.columns] for row in table.rows]
    assert [row[0].aside for row in cells] == ["", "", "", "", "shuffled"]
    assert [row[2].text for row in cells] == ["+5.00", "–", "+5.50", "–", "−0.20"]

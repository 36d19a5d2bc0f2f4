from __future__ import annotations

import pandas as pd

from reports.sections.draws import draws


def evaluated(depths: list[int | None], search: str = "lcmnas/0") -> pd.DataFrame:
    return pd.DataFrame({"search": search, "depth": pd.Series(depths, dtype=float)})


def test_shares_rejected_and_median_depths(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9, 0.9], "random_search": [0.9]}, rejected=30, drawn=40)
    rows = pd.concat([evaluated([2, 4, 9]), evaluated([5], "random_search/0")])
    assert draws(found, rows, None, None).finding == (
        "Rejected of 120 draws: LCMNAS 75% and random search 75%. Median depth of what was evaluated: LCMNAS "
        "4 and random search 5."
    )


def test_reasons_are_added_over_seeds_most_frequent_first(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9, 0.9]}, rejected=30, drawn=40)
    reasons = [
        ("lcmnas/0", "head", 5),
        ("lcmnas/0", "macs", 25),
        ("lcmnas/1", "macs", 30),
        ("gone/0", "x", 1),
    ]
    rejections = pd.DataFrame(reasons, columns=["search", "reason", "count"])
    (table,) = draws(found, evaluated([1]), rejections, None).tables
    # of 80 draws in all: 55 and 5
    assert table.rows == (
        {"method": "lcmnas", "reason": "macs", "count": 55, "share": 55 / 80},
        {"method": "lcmnas", "reason": "head", "count": 5, "share": 5 / 80},
    )


def test_bars_and_line_are_shares_that_add_up(make_outcomes):
    depths = pd.DataFrame([("lcmnas/0", 1, 300), ("lcmnas/0", 3, 100)], columns=["search", "depth", "count"])
    section = draws(make_outcomes({"lcmnas": [0.9]}), evaluated([1, 1, 2, 3, None]), None, depths)
    axes = section.pictures[0].draw().axes[0]
    filled, line = (patch.get_data() for patch in axes.patches)
    # bins of one: 0, 1, 2, 3, 4; evaluated 2 of 4 at 1, one at 2, one at 3; drawn 300 and 100 of 400
    assert filled.edges.tolist() == [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5][: len(filled.edges)]
    assert filled.values.tolist()[:4] == [0, 50, 25, 25]
    assert line.values.tolist()[:4] == [0, 75, 0, 25]


def test_nothing_drawn_and_nothing_evaluated_is_silence(make_outcomes):
    section = draws(make_outcomes({"lcmnas": [None]}, drawn=0, rejected=0), evaluated([None]), None, None)
    assert (section.finding, section.pictures, section.tables) == ("", (), ())

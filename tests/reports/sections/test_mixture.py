from __future__ import annotations

import pandas as pd
import pytest

from reports.sections.mixture import COLUMNS, mixture, verdict
from tests.reports.example_search import mixture_frame


def test_what_is_distinguishably_better_is_named_with_what_is_worse():
    assert mixture(mixture_frame()).finding == (
        "On macro_mini (n = 60) short training alone ranks with τ = 0.520 (0.400 to 0.630); the best "
        "mixture, rank with λ = 0.25, with 0.610 (0.490 to 0.720). "
        "Scoring adds 5.0% to the cost. The score adds to training: rank λ = 0.25. "
        "Worse: raw λ = 0.5, raw λ = 0.75 and zscore λ = 0.75. "
        "The score alone reaches 0.300 (0.180 to 0.410)."
    )


def test_a_higher_tau_alone_decides_nothing():
    rows = mixture_frame()
    rows["minus_low"] = -0.2
    rows["minus_high"] = 0.2
    assert (
        "Undecided whether the score adds anything: no mixture is distinguishably better."
        in mixture(rows).finding
    )


@pytest.mark.parametrize(
    ("weight", "low", "high", "expected"),
    [
        (0.5, 0.01, 0.2, "better"),
        (0.5, -0.2, -0.01, "worse"),
        (0.5, 0.0, 0.2, "undecided"),
        (0.5, None, None, ""),
        (0.0, 0.01, 0.2, ""),
    ],
)
def test_the_interval_of_the_difference_decides(weight, low, high, expected):
    assert verdict({"weight": weight, "minus_low": low, "minus_high": high}) == expected


def test_populations_are_told_drawn_and_listed_apart():
    rows = pd.concat([mixture_frame(), mixture_frame().assign(population="other")])
    section = mixture(rows)
    assert [table.name for table in section.tables] == ["mixture-macro-mini", "mixture-other"]
    assert [picture.name for picture in section.pictures] == ["mixture-macro-mini", "mixture-other"]
    assert "On macro_mini" in section.finding
    assert "On other" in section.finding


def test_without_training_alone_there_is_nothing_to_compare_with():
    rows = mixture_frame()
    section = mixture(rows[rows["weight"] > 0])
    assert section.finding == "On macro_mini nothing stands beside short training alone."


def test_the_csv_holds_every_column_and_the_verdict():
    table = mixture(mixture_frame()).tables[0]
    assert table.data == (*COLUMNS, "verdict")
    assert [row["verdict"] for row in table.rows[:3]] == [None, "undecided", "worse"]


def test_each_way_of_mixing_has_a_panel_with_training_alone_as_a_line():
    axes = mixture(mixture_frame()).pictures[0].draw().axes
    assert [each.get_title(loc="left") for each in axes] == ["raw", "rank", "zscore"]
    for each in axes:
        assert [line.get_ydata()[0] for line in each.lines if list(line.get_xdata()) == [0, 1]] == [0.52]

from __future__ import annotations

import pandas as pd
import pytest

from reports.sections.error_and_cost import costs, days
from tests.reports.example_costs import cost_frames, cost_row


def test_kinds_of_cost_are_counted_apart():
    section = costs(cost_frames()["costs"])
    assert section.finding == (
        "4 points simulated here, 2 published, none measured. Lowest error simulated: random search on "
        "hills, 6.00% after 0.011 GPU-days."
    )


def test_the_lowest_error_is_told_of_each_landscape_for_between_them_nothing_compares():
    rows = cost_frames()["costs"]
    moved = rows[rows["gpu_days_simulated"].notna()].assign(landscape="dunes")
    assert costs(pd.concat([rows, moved])).finding.endswith(
        "random search on hills, 6.00% after 0.011 GPU-days; random search on dunes, 6.00% after 0.011 "
        "GPU-days."
    )


def test_three_columns_and_a_dash_for_what_was_not_measured():
    table = costs(cost_frames()["costs"]).tables[0]
    keys = [column.key for column in table.columns[-3:]]
    assert keys == ["gpu_days_measured", "gpu_days_simulated", "gpu_days_published"]
    shown = [[column.show(row).text for column in table.columns[-3:]] for row in table.rows]
    assert shown == [["–", "0.011", "–"]] * 4 + [["–", "–", "0.14"], ["–", "–", "2,000"]]


def test_landscapes_of_the_run_and_other_spaces_are_drawn_apart():
    figure = costs(cost_frames()["costs"]).pictures[0].draw()
    titles = [axes.get_title(loc="left") for axes in figure.axes if axes.get_visible()]
    assert titles == ["hills", "CIFAR-10, published on other spaces"]


def test_without_seconds_there_are_no_gpu_days():
    section = costs(pd.DataFrame([cost_row("lissnas", "words")]))
    assert section.finding == "No landscape has seconds of a GPU, so there are no GPU-days."
    assert section.tables == section.pictures == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [(3150.0, "3,150"), (0.21, "0.21"), (0.00063, "0.00063"), (3.2e-05, "0.000032"), (None, "–")],
)
def test_days(value, text):
    assert days(value) == text

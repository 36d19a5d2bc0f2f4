from __future__ import annotations

import pandas as pd

from reports.sections.literature import literature
from tests.reports.example_costs import literature_row


def test_printed_means_inside_and_outside_our_interval():
    rows = pd.DataFrame(
        [literature_row("random_search", 0.9371), literature_row("regularized_evolution", 0.9392)]
    )
    section = literature(rows)
    assert section.finding == (
        "Random search 93.70% here, 93.71% printed and regularized evolution 93.70% here, 93.92% printed. "
        "1 of 2 printed means lie inside our interval."
    )
    verdicts = [row["verdict"] for row in section.tables[0].rows]
    assert verdicts == ["inside", "outside"]


def test_without_an_interval_it_is_undecided_and_a_range_is_told():
    rows = [
        literature_row("random_search", 0.9371, low=None, high=None),
        literature_row("random_search", 0.9360, low=None, high=None, printed_seconds=None),
    ]
    section = literature(pd.DataFrame(rows))
    assert section.finding == (
        "Random search 93.70% here, 93.60% to 93.71% printed. "
        "0 of 2 printed means lie inside our interval, 2 undecided."
    )
    shown = [column.show(section.tables[0].rows[1]).text for column in section.tables[0].columns]
    assert shown[3:7] == ["93.60%", "–", "+0.10", "undecided"]

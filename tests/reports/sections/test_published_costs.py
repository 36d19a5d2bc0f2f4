from __future__ import annotations

import pandas as pd

from reports.sections.published_costs import published_costs
from tests.reports.example_costs import published_row


def test_evidence_and_conflicts_are_counted():
    rows = [
        published_row("NASNet-A", 2000.0, "secondary", "GPU-days: 2,000, once 1,800"),
        published_row("DARTS", 0.4, "secondary"),
        published_row("ours", None, "primary"),
    ]
    section = published_costs(pd.DataFrame(rows))
    assert section.finding == (
        "3 published rows: 2 secondary and 1 primary; in 1 of them sources disagree. "
        "GPU-days go from 0.40 to 2,000."
    )
    (table,) = section.tables
    shown = {column.key: column.show(table.rows[2]).text for column in table.columns}
    assert (shown["gpu_days"], shown["conflict"], shown["source"]) == ("–", "–", "another paper, table 2")

from __future__ import annotations

import pandas as pd

from reports.sections.locality import locality
from tests.reports.example_costs import locality_rows, walk_rows


def test_how_far_locality_reaches_beyond_chance():
    # Correlations .5 and .2 lie above the band up to .05, .02 does not.
    section = locality(pd.DataFrame(locality_rows("hills")), pd.DataFrame(walk_rows("hills")))
    assert section.finding == (
        "Up to 2 changes apart, accuracies are more alike than chance allows: one change apart they "
        "correlate 0.50 and differ by 2.00 points on average, at the largest distance by 8.00. The "
        "correlation length of random walks is 1 step (autocorrelation above 1/e)."
    )


def test_what_comes_after_a_gap_does_not_count():
    rows = pd.DataFrame(locality_rows("hills", (0.5, 0.0, 0.3)))
    assert locality(rows, None).finding.startswith("Up to one change apart, ")


def test_no_locality_is_said_to_be_undecided():
    rows = pd.DataFrame(locality_rows("hills", (0.04, 0.3)))
    assert locality(rows, None).finding == (
        "Architectures one change apart are no more alike than chance allows (correlation 0.04): undecided "
        "whether there is locality at all."
    )


def test_spans_of_distances_are_named_by_what_they_are():
    rows = pd.DataFrame(locality_rows("hills", (0.8, 0.5, 0.0))).assign(distance=[5.125, 7.5, 9.0])
    section = locality(rows, None)
    assert section.finding.startswith(
        "Up to about 7.5 changes apart, accuracies are more alike than chance allows: about 5.1 changes "
        "apart they correlate 0.80"
    )
    (table,) = section.tables
    assert [table.columns[0].show(row).text for row in table.rows] == ["5.1", "7.5", "9"]


def test_without_walks_there_are_two_panels_and_one_table():
    section = locality(pd.DataFrame(locality_rows("hills")), None)
    assert len(section.pictures[0].draw().axes) == 2 and len(section.tables) == 1


def test_missing_intervals_are_dashes():
    rows = pd.DataFrame(locality_rows("hills")).assign(low=None, corr_low=None)
    (table,) = locality(rows, None).tables
    shown = [column.show(table.rows[0]).text for column in table.columns]
    assert shown == ["1", "100", "2.00", "–", "4.00 to 6.00", "0.500", "–", "−0.050 to 0.050"]

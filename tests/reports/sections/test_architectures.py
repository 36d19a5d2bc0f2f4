from __future__ import annotations

import pandas as pd
import pytest

from reports.sections.architectures import architectures


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("b", "nwot", "ok", 1.23456789, 0.91),
            ("a", "nwot", "nonfinite", None, 0.92),
            ("a", "params", "ok", 1073466.0, 0.92),
            ("b", "params", "ok", 73306.0, 0.91),
        ],
        columns=["arch", "proxy", "status", "score", "truth"],
    ).assign(population="all", seed=0)


def test_one_row_each_with_a_status_where_a_score_is_missing(make_standing, rows):
    section = architectures(rows, [make_standing("nwot"), make_standing("params")], ours=True)
    assert section.tables[0].rows == (
        {"arch": "a", "accuracy": 0.92, "nwot": "nonfinite", "params": 1073466},
        {"arch": "b", "accuracy": 0.91, "nwot": 1.23457, "params": 73306},
    )


def test_accuracy_of_anothers_table_is_nowhere(make_standing, rows):
    section = architectures(rows, [make_standing("nwot"), make_standing("params")], ours=False)
    assert section.tables[0].data == ("arch", "nwot", "params")
    assert section.explorer.choices == ("nwot", "params")
    assert "Accuracies are not part of this page." in section.caveat


@pytest.mark.parametrize(("ours", "axes"), [(True, ("nwot", "accuracy")), (False, ("nwot", "params"))])
def test_the_plot_starts_with_the_leader_against_truth_or_the_baseline(make_standing, rows, ours, axes):
    section = architectures(rows, [make_standing("nwot"), make_standing("params")], ours=ours)
    assert (section.explorer.x, section.explorer.y) == axes


def test_one_score_alone_has_nothing_to_be_plotted_against(make_standing, rows):
    assert architectures(rows, [make_standing("params")], ours=False).explorer is None

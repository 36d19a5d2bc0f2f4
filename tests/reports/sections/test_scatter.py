from __future__ import annotations

import pandas as pd
import pytest

from reports.sections.scatter import scatter


@pytest.fixture
def rows() -> pd.DataFrame:
    places = range(20)
    return pd.DataFrame(
        {
            "population": "all",
            "arch": [f"a{place:02d}" for place in places],
            "proxy": "plain",
            "seed": 0,
            "status": "ok",
            "score": [float(place) for place in places],
            "truth": [0.5 + place / 100 for place in places],
        }
    )


def test_the_finding_says_what_choosing_by_the_leader_brings(make_standing, rows):
    section = scatter(rows, [make_standing("plain")], ours=True, truth="t")
    # the best two of 20 have .68 and .69; all average .5 + .095
    assert section.finding == (
        "The tenth that plain scores best averages 68.50% accuracy; all 20 architectures average 59.50%."
    )


def test_where_lower_is_better_the_lowest_are_chosen(make_standing, rows):
    section = scatter(rows, [make_standing("plain", higher_is_better=False)], ours=True, truth="t")
    assert "averages 50.50% accuracy" in section.finding


def test_scores_tied_at_the_edge_are_all_taken(make_standing, rows):
    rows["score"] = [0.0] * 15 + [1.0] * 5
    section = scatter(rows, [make_standing("plain")], ours=True, truth="t")
    # .65, .66, .67, .68, .69
    assert "averages 67.00% accuracy" in section.finding


def test_one_picture_for_the_page_and_one_file_for_each_proxy(make_standing, rows):
    both = pd.concat([rows, rows.assign(proxy="nwot")])
    section = scatter(
        both, [make_standing("nwot"), make_standing("plain")], ours=True, truth="t", suffix="-x"
    )
    assert [(picture.name, picture.on_page) for picture in section.pictures] == [
        ("scatter-x", True),
        ("scatter-x-nwot", False),
        ("scatter-x-plain", False),
    ]


def test_an_empty_truth_column_counts_as_none(make_standing, rows):
    section = scatter(rows.assign(truth=None), [make_standing("plain")], ours=False, truth="tab (acc)")
    assert section.omitted == ("Score against accuracy: accuracies of tab (acc) are not at hand",)
    assert section.pictures == ()

from __future__ import annotations

import pandas as pd

from reports.sections.sizes import sizes


def evaluations(**columns: list[object]) -> pd.DataFrame:
    usual = {"method": ["lcmnas"], "params": [1000], "validation_accuracy": [0.5]}
    return pd.DataFrame({**usual, **columns})


def test_the_front_is_told_from_small_to_large(make_outcomes):
    found = make_outcomes({"lcmnas": [0.95]}, params=200_000) + make_outcomes({"random_search": [0.9, 0.8]})
    # 100 k: .9 (seed 0) beats .8 (seed 1); 200 k: .95 beats both
    assert sizes(evaluations(), found).finding == (
        "Random search seed 0 (100 k, 90.00%) and LCMNAS seed 0 (200 k, 95.00%) are the front of what was "
        "found: nothing smaller does better."
    )


def test_candidates_without_accuracy_or_size_are_not_drawn():
    rows = evaluations(method=["lcmnas"] * 3, params=[1000, None, 3000], validation_accuracy=[0.5, 0.6, None])
    section = sizes(rows, [])
    assert section.finding == "No search has ended with a test accuracy yet."
    left = section.pictures[0].draw().axes[0]
    (points,) = [line for line in left.lines if line.get_marker() == "o"]
    assert (list(points.get_xdata()), list(points.get_ydata())) == ([1000], [50])


def test_nothing_at_all_is_said(make_outcomes):
    section = sizes(evaluations(params=[None]), make_outcomes({"lcmnas": [None]}))
    assert section.pictures == ()

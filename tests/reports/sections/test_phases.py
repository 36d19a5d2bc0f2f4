from __future__ import annotations

import pandas as pd

from reports.sections.phases import phases


def rows(**spent: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"search": search.replace("_", "/"), "phase": phase, "cpu_s": value}
            for search, parts in spent.items()
            for phase, value in parts.items()
        ]
    )


def test_medians_over_seeds_phase_by_phase(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9, 0.9, 0.9]})
    spent = rows(
        lcmnas_0={"draw": 1, "train": 80},
        lcmnas_1={"draw": 3, "train": 99},
        lcmnas_2={"draw": 2, "train": 98},
    )
    section = phases(spent, found)
    # medians 2 and 98, together 100
    assert section.finding == "A search of LCMNAS takes 100 s of CPU: train 98%."
    assert section.tables[0].rows == ({"method": "lcmnas", "total": 100.0, "draw": 2.0, "train": 98.0},)


def test_a_phase_that_a_search_lacks_took_it_no_time(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9], "random_search": [0.9]})
    spent = rows(random__search={"train": 5})
    spent["search"] = "random_search/0"
    section = phases(pd.concat([rows(lcmnas_0={"score": 4, "train": 6}), spent]), found)
    assert [(row["method"], row["score"]) for row in section.tables[0].rows] == [
        ("lcmnas", 4.0),
        ("random_search", 0.0),
    ]
    assert section.finding == "A search of LCMNAS takes 10 s of CPU: train 60% and score 40%."


def test_shipped_scores_are_said_to_be_in_no_phase(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9], "random_search": [0.9]})
    shipped = rows(lcmnas_0={"reference networks": 0, "candidates": 6}, random_search={"candidates": 5})
    trained = rows(lcmnas_0={"reference networks": 9, "candidates": 6})
    assert "their seconds are in no phase" in phases(shipped, found).caveat
    assert phases(trained, found).caveat == ""
    assert phases(trained, found, ["one"]).caveat == ""
    assert "several CPUs (one and other)" in phases(trained, found, ["one", "other"]).caveat


def test_bars_carry_their_seconds(make_outcomes):
    section = phases(rows(lcmnas_0={"score": 0, "train": 6}), make_outcomes({"lcmnas": [0.9]}))
    (axes,) = section.pictures[0].draw().axes
    assert [text.get_text() for text in axes.texts] == ["–", "6.00 s"]

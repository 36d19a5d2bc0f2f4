from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from reports.sections.observations import NEEDS, observations_section


def a_row(observation: int, difference: float, verdict: str, **changes: Any) -> dict[str, Any]:
    return {
        **{"observation": observation, "claim": f"claim {observation}", "better": "c2r0s0e8"},
        **{"worse": "c0r2s0e8", "n": 50, "tau_better": 0.5, "tau_worse": 0.5 - difference},
        **{"difference": difference, "low": difference - 0.1, "high": difference + 0.1},
        **{"cost_better": 0.25, "cost_worse": None, "verdict": verdict},
        **changes,
    }


def test_every_observation_has_its_verdict_or_says_what_it_wants():
    rows = [
        a_row(2, 0.05, "undecided"),
        a_row(3, 0.2, "supported"),
        a_row(3, -0.3, "contradicted", worse="c0r0s1e8"),
        a_row(3, 0.0, "undecided"),
    ]
    section = observations_section(pd.DataFrame(rows))
    assert section.finding == (
        f"1. Not judged: {NEEDS[1]} is missing. "
        "2. “Claim 2”: undecided (c2r0s0e8 against c0r2s0e8 +0.050, −0.050 to +0.150, n = 50). "
        "3. “Claim 3”: of 3 comparisons 1 supported, 1 contradicted and 1 undecided (c2r0s0e8 against "
        "c0r2s0e8 +0.200, +0.100 to +0.300; c2r0s0e8 against c0r0s1e8 −0.300, −0.400 to −0.200). "
        f"4. Not judged: {NEEDS[4]} is missing."
    )


def test_verdicts_differ_in_words_colour_and_shape():
    rows = [a_row(1, 0.2, "supported"), a_row(2, -0.2, "contradicted"), a_row(3, 0.0, "undecided")]
    section = observations_section(pd.DataFrame(rows))
    (table,) = section.tables
    verdicts = next(column for column in table.columns if column.key == "verdict")
    cells = [verdicts.show(row) for row in table.rows]
    assert [(cell.text, cell.tone) for cell in cells] == [
        ("✓ supported", "good"),
        ("✕ contradicted", "bad"),
        ("≈ undecided", "unsure"),
    ]
    axes = section.pictures[0].draw().axes[0]
    marks = {line.get_marker() for line in axes.lines} - {"None"}
    assert len(marks) == 3


def test_bars_are_the_intervals_of_the_differences():
    section = observations_section(pd.DataFrame([a_row(2, 0.25, "supported", low=0.125, high=0.5)]))
    axes = section.pictures[0].draw().axes[0]
    assert [0.125, 0.5] in [list(line.get_xdata()) for line in axes.lines]
    assert axes.get_yticklabels()[0].get_text() == "2. c2r0s0e8 against c0r2s0e8"


def test_a_difference_without_interval_is_told_without_one():
    row = a_row(2, 0.25, "undecided", low=None, high=None)
    assert "c0r2s0e8 +0.250, n = 50" in observations_section(pd.DataFrame([row])).finding


@pytest.mark.parametrize("rows", [None, pd.DataFrame(columns=[*a_row(1, 0.0, "undecided")])])
def test_without_comparisons_the_section_names_the_trainings_it_wants(rows):
    section = observations_section(rows)
    assert section.finding.startswith("None of the four can be judged here")
    assert all(text in section.caveat for text in NEEDS.values())
    assert section.tables == section.pictures == ()

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from reports.sections.budgets import budgets_section


def a_policy(
    policy: str, budget: float, tau: float | None, minus: float | None, verdict: str
) -> dict[str, Any]:
    return {
        **{"policy": policy, "budget": budget, "cost_ratio": budget, "epochs_least": 1},
        **{"epochs_mean": 4.0, "epochs_most": 8, "n": 60, "tau": tau, "low": None, "high": None},
        **{"minus_constant": minus, "verdict": verdict},
        **{"minus_low": None if minus is None else minus - 0.05},
        **{"minus_high": None if minus is None else minus + 0.05},
    }


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        [
            a_policy("constant", 0.25, 0.5, None, "control"),
            a_policy("depth_linear", 0.25, 0.4, -0.1, "contradicted"),
            a_policy("paper", 0.25, 0.6, 0.1, "supported"),
            a_policy("constant", 0.5, 0.7, None, "control"),
            a_policy("depth_linear", 0.5, None, None, "undecided"),
            a_policy("paper", 0.5, 0.7, 0.0, "undecided"),
        ]
    )


@pytest.fixture
def given() -> pd.DataFrame:
    return pd.DataFrame(
        {"policy": policy, "budget": budget, "arch": arch, "depth": depth, "narrowings": 0}
        | {"macs": 1000, "epochs": round(epochs * budget / 0.25)}
        for policy, factor in (("constant", 0), ("depth_linear", 1))
        for budget in (0.25, 0.5)
        for arch, depth, epochs in (("a", 3, 4 - factor), ("b", 9, 4 + factor))
    )


def test_each_policy_is_held_against_equal_epochs(rows):
    assert budgets_section(rows, None).finding == (
        "At 25% of the schedule equal epochs rank with τ = 0.500; linear in depth worse (−0.100, −0.150 to "
        "−0.050); published rule, scaled better (+0.100, +0.050 to +0.150). At 50% of the schedule equal "
        "epochs rank "
        "with τ = 0.700; linear in depth undecided (–); published rule, scaled undecided (+0.000, −0.050 "
        "to +0.050)."
    )


def test_words_of_the_table_are_those_of_the_finding(rows):
    table = budgets_section(rows, None).tables[0]
    verdicts = next(column for column in table.columns if column.key == "verdict")
    assert [verdicts.show(row).text for row in table.rows[:3]] == ["control", "✕ worse", "✓ better"]


def test_an_undefined_policy_keeps_its_line_in_every_panel(rows):
    (picture,) = budgets_section(rows, None).pictures
    first, second = picture.draw().axes
    assert len(first.lines) == 3
    assert len(second.lines) == 2
    # equal epochs stand at 0, the published rule at 2
    assert [line.get_ydata()[0] for line in second.lines] == [0, 2]


def test_every_network_has_one_row_and_a_column_of_each_policy(rows, given):
    section = budgets_section(rows, given)
    table = section.tables[1]
    assert table.data == (
        *("arch", "depth", "narrowings", "macs"),
        *("constant 25%", "constant 50%", "depth_linear 25%", "depth_linear 50%"),
    )
    # linear in depth at a half: (4 - 1) * 2 and (4 + 1) * 2
    assert [(row["arch"], row["depth_linear 50%"]) for row in table.rows] == [("a", 6), ("b", 10)]
    quarter, half = section.pictures[1].draw().axes
    assert [axes.get_title(loc="left") for axes in (quarter, half)] == [
        "25% of the schedule",
        "50% of the schedule",
    ]
    assert half.collections[1].get_offsets().tolist() == [[3, 6], [9, 10]]


def test_tables_without_chains_say_why_nothing_is_compared():
    section = budgets_section(None, None)
    assert section.finding.startswith("Not compared here")
    assert section.tables == section.pictures == ()

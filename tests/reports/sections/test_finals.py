from __future__ import annotations

import pytest

from reports.sections.finals import ablations, finals

FIVE = [0.9, 0.91, 0.92, 0.93, 0.94]


def cells(section, method: str) -> dict[str, object]:
    (table,) = section.tables
    row = next(row for row in table.rows if row["method"] == method)
    return {column.key: column.show(row) for column in table.columns}


def test_the_finding_gives_medians_verdicts_and_the_budget(make_outcomes):
    found = make_outcomes(
        {"lcmnas": FIVE, "random_search": [each - 0.01 for each in FIVE], "regularized_evolution": FIVE[::-1]}
    )
    assert finals(found).finding == (
        "Median test accuracy: LCMNAS 92.00% (5 seeds), random search 91.00% (5 seeds) and regularized "
        "evolution 92.00% (5 seeds). LCMNAS against random search: higher under all 5 seeds; against "
        "regularized evolution: undecided (higher under 2 of 5 seeds). Each search spent 2.00 G "
        "multiply-adds, the ending included."
    )


def test_a_walk_that_the_budget_ended_is_told(make_outcomes):
    walk = make_outcomes({"greedy_macro_micro@macro_micro": FIVE[:2]}, cut_in="width")
    found = [*make_outcomes({"lcmnas": FIVE[:2]}), *walk]
    assert finals(found).finding.endswith(
        "The budget ended Global NAS@macro_micro under seed 0 (in its phase of width) and "
        "Global NAS@macro_micro under seed 1 (in its phase of width)."
    )
    assert "ended" not in finals(make_outcomes({"lcmnas": FIVE})).finding.replace("the ending", "")


def test_three_agreeing_seeds_decide_nothing(make_outcomes):
    found = make_outcomes({"lcmnas": FIVE, "random_layer": [0.8, 0.8, 0.8]})
    section = ablations(found)
    assert "undecided (higher under 3 of 3 seeds)" in section.finding
    cell = cells(section, "random_layer")["verdict"]
    assert (cell.text, cell.aside, cell.tone) == ("≈ undecided", "3 : 0", "unsure")


def test_ablations_stand_apart_and_say_what_takes_the_place(make_outcomes):
    found = make_outcomes({"lcmnas": FIVE, "random_search": FIVE, "random_both": FIVE})
    assert [row["method"] for row in finals(found).tables[0].rows] == ["lcmnas", "random_search"]
    rows = ablations(found).tables[0].rows
    assert [row["method"] for row in rows] == ["lcmnas", "random_both"]
    assert (
        cells(ablations(found), "random_both")["instead"].text
        == "both: a random walk on the union of the graphs"
    )
    assert ablations(make_outcomes({"lcmnas": FIVE, "random_search": FIVE})) is None


def test_differences_are_paired_medians_in_points(make_outcomes):
    # seed by seed .01, -.02 and .03: the median is .01
    found = make_outcomes({"lcmnas": [0.9, 0.91, 0.93], "random_search": [0.89, 0.93, 0.9]})
    shown = cells(finals(found), "random_search")
    assert shown["difference"].text == "+1.00"
    assert (shown["test_accuracy"].text, shown["test_accuracy"].aside) == ("90.00%", "89.00% to 93.00%")
    assert cells(finals(found), "lcmnas")["difference"].text == "–"
    assert cells(finals(found), "lcmnas")["verdict"].text == "reference"


def test_only_shared_seeds_are_paired(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9, None], "random_search": [None, 0.8]})
    assert "random search: undecided, no seed in common" in finals(found).finding
    assert cells(finals(found), "random_search")["difference"].text == "–"


def test_without_the_reference_nothing_is_compared(make_outcomes):
    section = finals(make_outcomes({"random_search": FIVE}))
    assert section.finding == (
        "Median test accuracy: random search 92.00% (5 seeds). "
        "Each search spent 2.00 G multiply-adds, the ending included."
    )
    assert cells(section, "random_search")["verdict"].text == "–"


def test_unfinished_searches_claim_nothing(make_outcomes):
    section = finals(make_outcomes({"lcmnas": [None, None]}))
    assert section.finding == "No search has a test accuracy yet."
    assert (section.tables, section.pictures) == ((), ())


def test_budgets_that_differ_are_told_apart(make_outcomes):
    found = make_outcomes({"lcmnas": [0.9]}) + make_outcomes({"random_search": [0.9]}, macs=3_100_000_000)
    assert finals(found).finding.endswith(
        "Each search spent between 2.00 G and 3.10 G multiply-adds, the ending included."
    )


@pytest.mark.parametrize(("failed", "aside"), [(0, ""), (2, "2 failed")])
def test_failures_stand_beside_the_count_of_evaluations(make_outcomes, failed, aside):
    shown = cells(finals(make_outcomes({"lcmnas": [0.9]}, failed=failed)), "lcmnas")["evaluations"]
    assert (shown.text, shown.aside) == ("10", aside)

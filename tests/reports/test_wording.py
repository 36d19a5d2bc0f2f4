from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import wording


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.6187, "0.619"),
        (-0.22, "−0.220"),
        (None, "–"),
        (True, "–"),
        ("nonfinite", "–"),
    ],
)
def test_fixed(value, expected):
    assert wording.fixed(value) == expected


def test_signed_numbers_and_intervals():
    assert wording.fixed(0.0121, signed=True) == "+0.012"
    assert wording.interval(-0.1, 0.25) == "−0.100 to 0.250"
    assert wording.interval(None, 0.25) == "–"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.004, "4.0 ms"),
        (0.042, "42 ms"),
        (0.216, "0.22 s"),
        (12.3, "12 s"),
        (4321.0, "4,321 s"),
        (None, "–"),
    ],
)
def test_seconds_carry_their_unit(value, expected):
    assert wording.seconds(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (512, "512"),
        (999.4, "999"),
        (999.6, "1.00 k"),
        (4_719_000, "4.72 M"),
        (99_960, "100 k"),
        (12_345, "12.3 k"),
        (1.23e12, "1.23 T"),
        (5e21, "5,000 E"),
        (-2000, "−2.00 k"),
        (None, "–"),
    ],
)
def test_amounts_keep_three_digits_and_a_prefix(value, expected):
    assert wording.amount(value) == expected


def test_a_fraction_may_keep_a_digit():
    shown = [wording.share(value, 1) for value in (0, 0.0004, 0.0637, 0.9996, 1)]
    assert shown == ["0%", "<0.1%", "6.4%", ">99.9%", "100%"]


def test_memory_and_energy_or_nothing():
    assert (wording.mebibytes(412 * 2**20), wording.joules(1234)) == ("412 MiB", "1.2 kJ")
    assert wording.mebibytes(None) == wording.joules(None) == wording.NOTHING


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0%"), (0.009, "<1%"), (0.01, "1%"), (0.5, "50%"), (0.99, "99%"), (0.991, ">99%"), (1, "100%")],
)
def test_only_nothing_and_all_are_0_and_100_percent(value, expected):
    assert wording.share(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1073466.0, "1073466"),
        (-477.078, "−477.08"),
        (0.61872, "0.6187"),
        (-16458.93, "−16459"),
        (1.25e30, "1.250e+30"),
        (2e-7, "2.000e−7"),
        ("nonfinite", "nonfinite"),
        (None, "–"),
    ],
)
def test_scores_of_any_magnitude_stay_short(value, expected):
    assert wording.score(value) == expected


def test_listing_ends_with_and_and_counts_what_it_leaves_out():
    assert wording.listing([]) == ""
    assert wording.listing(["a"]) == "a"
    assert wording.listing(["a", "b", "c"]) == "a, b and c"
    assert wording.listing(list("abcdefg"), most=4) == "a, b, c and 4 more"


def test_several_agrees_with_its_number():
    assert wording.several(0, "proxy", "proxies") == "no proxies"
    assert wording.several(1, "proxy", "proxies") == "1 proxy"
    assert wording.several(1200, "row") == "1,200 rows"


def test_names_that_share_a_slug_are_numbered():
    assert wording.slugs(["A b", "c", "a-B"]) == {"A b": "a-b-1", "c": "c", "a-B": "a-b-3"}


@given(st.text())
def test_a_slug_is_safe_in_paths_and_ids(text: str):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", wording.slug(text))


def test_costs_in_seconds_and_in_evaluations():
    assert wording.cost(2500, "seconds") == "2,500 s"
    assert wording.cost(0.0, "seconds") == "0 s"
    assert wording.cost(1.0, "evaluations") == "1 evaluation"
    assert wording.cost(99.6, "evaluations") == "100 evaluations"
    assert wording.cost(None, "seconds") == wording.cost(None, "evaluations") == wording.NOTHING


def test_differences_of_accuracies_are_points():
    assert wording.points(0.0065) == "0.65"
    assert wording.points(-0.0065, signed=True) == "−0.65"
    assert wording.points(None) == wording.NOTHING

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pairing import DECIDING, Paired


def test_only_seeds_that_both_have_are_paired():
    pairs = Paired.of({0: 0.5, 1: 0.75, 3: 0.25}, {1: 0.5, 3: 0.5, 4: 0.5})
    assert pairs.differences == (0.25, -0.25)
    assert (pairs.higher, pairs.lower, pairs.verdict) == (1, 1, "undecided")


@pytest.mark.parametrize(
    ("differences", "verdict"),
    [
        ((0.1,) * 5, "higher"),
        ((-0.1,) * 5, "lower"),
        ((0.1,) * 4, "undecided"),  # four agree by chance once in eight times
        ((0.1,) * 4 + (0.0,), "undecided"),  # a tie agrees with nobody
        ((0.1,) * 6 + (-0.1,), "undecided"),
        ((), "undecided"),
    ],
)
def test_decided_means_that_five_pairs_or_more_all_agree(differences, verdict):
    assert Paired(differences).verdict == verdict


def test_five_is_where_the_sign_test_reaches_one_in_sixteen():
    # two-sided p of n agreeing signs out of n: 2 * C(n, n) / 2^n
    assert 2 * comb(DECIDING, DECIDING) / 2**DECIDING == 1 / 16


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), max_size=8))
def test_turning_the_pair_around_turns_the_verdict(differences):
    turned = {"higher": "lower", "lower": "higher", "undecided": "undecided"}
    one, other = Paired(tuple(differences)), Paired(tuple(-each for each in differences))
    assert turned[one.verdict] == other.verdict
    assert (one.higher, one.lower) == (other.lower, other.higher)

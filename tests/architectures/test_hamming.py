from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.architectures.hamming import hamming_distance
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE

WORDS = st.text(alphabet="abc", min_size=5, max_size=5)


def test_places_that_differ_by_hand():
    assert hamming_distance("abca", "abba") == 1
    assert hamming_distance(("skip", "none"), ("none", "skip")) == 2
    assert hamming_distance((), ()) == 0


@given(WORDS, WORDS, WORDS)
def test_it_is_a_distance(one, other, third):
    assert hamming_distance(one, other) == hamming_distance(other, one)
    assert (hamming_distance(one, other) == 0) == (one == other)
    assert hamming_distance(one, third) <= hamming_distance(one, other) + hamming_distance(other, third)


def test_neighbours_of_a_cell_are_those_at_distance_one():
    cells = list(CONVOLUTION_SUBSPACE)
    centre = cells[100]
    near = [each for each in cells if hamming_distance(centre.operations, each.operations) == 1]
    assert set(near) == set(CONVOLUTION_SUBSPACE.neighbours(centre)) and len(near) == 6 * 2


def test_lengths_must_agree():
    with pytest.raises(UsageError, match="words of 2 and 3 places"):
        hamming_distance("ab", "abc")

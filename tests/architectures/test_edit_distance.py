from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.architectures.edit_distance import edit_distance

words = st.text("abc", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("abc", "bcd", 2), ("flaw", "lawn", 2)],
)
def test_known_words(one: str, other: str, edits: int) -> None:
    assert edit_distance(one, other) == edits


def by_recursion(one: str, other: str) -> int:
    @cache
    def apart(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return i + j
        same = one[i - 1] == other[j - 1]
        return min(apart(i - 1, j) + 1, apart(i, j - 1) + 1, apart(i - 1, j - 1) + (not same))

    return apart(len(one), len(other))


@given(words, words)
def test_it_is_the_recursion_of_its_definition(one: str, other: str) -> None:
    assert edit_distance(one, other) == by_recursion(one, other) == edit_distance(other, one)


@given(words, words, words)
def test_the_triangle_inequality_holds(one: str, two: str, three: str) -> None:
    assert edit_distance(one, three) <= edit_distance(one, two) + edit_distance(two, three)

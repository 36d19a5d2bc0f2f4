from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.metrics import Concordance, InvalidScoresError, concordance
from lcmnas_core.metrics.concordance import BLOCK, inversions

Triples = list[tuple[int, int, int]]


def counted_one_by_one(rows: Triples) -> Concordance:
    """The definition, pair by pair."""
    inside = [(p, q) for p, q in combinations(rows, 2) if p[2] == q[2]]
    signs = [((p[0] > q[0]) - (p[0] < q[0]), (p[1] > q[1]) - (p[1] < q[1])) for p, q in inside]
    return Concordance(
        pairs=len(signs),
        concordant=sum(first * second > 0 for first, second in signs),
        discordant=sum(first * second < 0 for first, second in signs),
        tied_first=sum(first == 0 for first, _ in signs),
        tied_second=sum(second == 0 for _, second in signs),
        tied_both=sum(first == second == 0 for first, second in signs),
    )


def test_five_architectures_by_hand() -> None:
    # score 1 2 2 3 3, truth 1 3 2 2 2. Of the 10 pairs, (2,3) and (4,5) tie in score; (3,4), (3,5) and
    # (4,5) in truth; (4,5) in both. The first agrees with all others: 4. (2,4) and (2,5) disagree: 2.
    counts = concordance([1, 2, 2, 3, 3], [1, 3, 2, 2, 2])
    assert counts == Concordance(10, 4, 2, tied_first=2, tied_second=3, tied_both=1)
    assert counts.tau_a == pytest.approx(2 / 10)
    assert counts.tau_b == pytest.approx(2 / np.sqrt(8 * 7))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-3, 3), st.integers(0, 2)), max_size=3 * BLOCK))
def test_counts_equal_the_definition(rows: Triples) -> None:
    first, second, strata = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    assert concordance(first, second, strata) == counted_one_by_one(rows)
    assert concordance(first, second) == counted_one_by_one([(p, q, 0) for p, q, _ in rows])


@pytest.mark.parametrize("n", [1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK, 1000])
@pytest.mark.parametrize("bound", [1, 2, 7, 200, 70_000])
def test_inversions_equal_all_pairs(n: int, bound: int, rng: np.random.Generator) -> None:
    sequence = rng.integers(0, bound, n)
    assert inversions(sequence, bound) == np.count_nonzero(np.triu(sequence[:, None] > sequence, 1))


@pytest.mark.parametrize("n", [3, 130, 40_000])
def test_inversions_of_a_reversed_sequence_are_all_pairs(n: int) -> None:
    # 2 * 40,000 does not fit 16 bits: the wider keys are exercised too.
    assert inversions(np.arange(n)[::-1].copy(), n) == n * (n - 1) // 2
    assert inversions(np.arange(n), n) == 0


def test_strata_of_another_length_are_refused() -> None:
    with pytest.raises(InvalidScoresError, match="strata has 2"):
        concordance([1, 2, 3], [1, 2, 3], [0, 0])

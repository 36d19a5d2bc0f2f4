"""The score of LCMNAS on correlation matrices whose eigenvalues are known."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.observations import InputCorrelation
from lcmnas_core.proxies.separability import jacov, lcmnas

N = 256


def correlation(matrix):
    return InputCorrelation(matrix, torch.linalg.eigvalsh(matrix))


def equicorrelated(rho, n=N):
    """Every two rows correlate by `rho`: eigenvalues 1 + (n - 1) rho once and 1 - rho otherwise."""
    return correlation(torch.full((n, n), rho, dtype=torch.float64).fill_diagonal_(1.0))


@pytest.mark.parametrize(
    ("rho", "expected"),
    [(0.01, 38.977), (0.05, 38.754), (0.1, 38.494), (0.3, 36.011), (0.5, 29.576), (0.9, 5.081)],
)
def test_the_reference_values_of_equal_correlation(rho, expected):
    # Computed from the formula with the published data files of the method's code, see its specification.
    assert lcmnas(equicorrelated(rho)) == pytest.approx(expected, abs=6e-4)


def test_one_pair_of_identical_rows_by_hand():
    matrix = torch.eye(N, dtype=torch.float64)
    matrix[0, 1] = matrix[1, 0] = 1.0
    # Eigenvalues 0, 2 and 254 times 1: log(1e-5) + 1e5 dwarfs the rest, so about 1e4 / 1e5.
    assert lcmnas(correlation(matrix)) == pytest.approx(0.0998, abs=6e-5)


def test_identical_rows_by_hand():
    # 255 eigenvalues of 0: 1e4 / (255 * 1e5).
    assert lcmnas(equicorrelated(1.0)) == pytest.approx(0.00039, abs=5e-6)


def test_uncorrelated_rows_reach_the_bound():
    # log(1 + k) + 1 / (1 + k) = 1 + O(k^2) for each of the N eigenvalues.
    assert lcmnas(equicorrelated(0.0)) == pytest.approx(1e4 / N, rel=1e-9)


@given(seed=st.integers(0, 10_000), rows=st.integers(2, 40))
def test_no_correlation_matrix_exceeds_the_bound_and_ranks_are_those_of_jacov(seed, rows):
    draws = torch.randn(2, rows, rows + 3, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    found = [correlation(torch.corrcoef(each)) for each in draws]
    scores, twins = [lcmnas(each) for each in found], [jacov(each) for each in found]
    assert all(0 < score <= 1e4 / rows * (1 + 1e-9) for score in scores)
    assert (scores[0] < scores[1]) == (twins[0] < twins[1])

import numpy as np
import pytest
from scipy.stats import friedmanchisquare

from lcmnas_core.metrics import InvalidScoresError
from lcmnas_core.metrics.friedman import average_ranks, critical_difference


def test_ranks_by_hand() -> None:
    # Rows rank (1, 2, 3), (1, 2.5, 2.5), (2, 1, 3): averages 4/3, 5.5/3, 8.5/3.
    found = average_ranks([[0.1, 0.2, 0.3], [0.0, 0.5, 0.5], [0.2, 0.1, 0.9]])
    assert found.ranks == pytest.approx([4 / 3, 5.5 / 3, 8.5 / 3])
    assert found.blocks == 3


def test_statistic_by_hand_without_ties() -> None:
    # Two blocks in full agreement, three methods: 12 / (2 * 3 * 4) * (4 + 16 + 36) - 3 * 2 * 4 = 4.
    found = average_ranks([[1, 2, 3], [10, 20, 30]])
    assert found.statistic == pytest.approx(4.0)
    # Upper tail of chi-square with 2 degrees of freedom: exp(-x / 2).
    assert found.p == pytest.approx(np.exp(-2.0))


@pytest.mark.parametrize("methods", [3, 5, 8])
def test_statistic_agrees_with_scipy_in_the_presence_of_ties(methods: int, rng: np.random.Generator) -> None:
    values = rng.integers(0, 4, size=(20, methods)).astype(float)
    found, theirs = average_ranks(values), friedmanchisquare(*values.T)
    assert found.statistic == pytest.approx(theirs.statistic)
    assert found.p == pytest.approx(theirs.pvalue)


def test_direction_turns_the_ranks_around(rng: np.random.Generator) -> None:
    values = rng.normal(size=(10, 4))
    low, high = average_ranks(values), average_ranks(values, higher_is_better=True)
    assert low.ranks + high.ranks == pytest.approx(np.full(4, 5.0))
    assert low.statistic == pytest.approx(high.statistic)


def test_where_all_tie_there_is_no_statistic() -> None:
    found = average_ranks(np.ones((5, 3)))
    assert found.ranks.tolist() == [2, 2, 2]
    assert found.statistic is None and found.p is None


@pytest.mark.parametrize(
    ("methods", "q"), [(2, 1.960), (3, 2.343), (4, 2.569), (5, 2.728), (6, 2.850), (10, 3.164)]
)
def test_critical_difference_by_the_printed_table(methods: int, q: float) -> None:
    # Demsar, table 5a: critical values of the two-tailed Nemenyi test at 0.05, already divided by sqrt 2.
    expected = q * np.sqrt(methods * (methods + 1) / (6 * 14))
    assert critical_difference(methods, 14) == pytest.approx(expected, rel=5e-4)


def test_the_test_keeps_its_level_where_methods_are_equal(rng: np.random.Generator) -> None:
    # 400 draws at level 0.05: 20 expected, deviation 4.4.
    rejected = sum((average_ranks(rng.normal(size=(30, 4))).p or 1) < 0.05 for _ in range(400))
    assert 5 <= rejected <= 35


@pytest.mark.parametrize("methods", [3, 6])
def test_who_is_told_apart_agrees_with_scikit_posthocs(methods: int, rng: np.random.Generator) -> None:
    from scikit_posthocs import posthoc_nemenyi_friedman

    values = rng.normal(size=(25, methods)) + np.linspace(0, 1.5, methods)
    found, p = average_ranks(values), posthoc_nemenyi_friedman(values).to_numpy()
    apart = np.abs(found.ranks[:, None] - found.ranks) > found.critical_difference
    assert apart.any() and not apart.all()
    np.testing.assert_array_equal(apart, p < 0.05)


@pytest.mark.parametrize("values", [np.ones((3, 1)), np.ones((0, 3)), np.ones(3), [[1, np.nan]]])
def test_bad_input_is_named(values: object) -> None:
    with pytest.raises(InvalidScoresError, match="a row for each block"):
        average_ranks(values)  # type: ignore[arg-type]

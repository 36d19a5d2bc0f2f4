"""Epochs by size, by the numbers of arXiv:2502.03553."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.errors import UnknownName, UsageError
from lcmnas_core.training.epoch_policies import EPOCH_POLICIES, Constant, DepthLinear, Paper


def test_depth_search_trains_as_many_epochs_as_there_are_layers() -> None:
    assert [Paper().epochs(depth) for depth in (10, 11, 26)] == [10, 11, 26]


def test_width_search_counts_on_by_two_from_the_last_depth() -> None:
    # The depth search stopped after 29 layers; three narrowings follow.
    # The best had 26 and stays 26 layers deep: no policy but the published one looks at the last.
    assert [Paper().epochs(26, step, deepest=29) for step in (1, 2, 3)] == [31, 33, 35]
    assert [DepthLinear().epochs(26, step, deepest=29) for step in (1, 2, 3)] == [26, 26, 26]


def test_micro_search_trains_two_epochs() -> None:
    assert Paper().epochs(26, 9, micro=True) == 2


def test_depth_linear_is_proportional_and_rounds() -> None:
    assert [DepthLinear(8).epochs(depth) for depth in (1, 5, 10, 16, 20)] == [1, 4, 8, 13, 16]


@pytest.mark.parametrize("policy", [Constant(7), DepthLinear(7), Paper(7)])
def test_the_first_candidate_names_the_policy(policy: Constant | DepthLinear | Paper) -> None:
    assert policy.epochs(10) == policy.first == 7
    assert type(EPOCH_POLICIES[_name(policy)](7)) is type(policy)


def _name(policy: object) -> str:
    return {Constant: "constant", DepthLinear: "depth_linear", Paper: "paper"}[type(policy)]


@given(st.sampled_from([*EPOCH_POLICIES]), st.integers(1, 600), st.integers(1, 100), st.integers(0, 60))
def test_nothing_is_trained_for_no_epoch_and_depth_never_shortens(
    name: str, first: int, depth: int, narrowings: int
) -> None:
    policy = EPOCH_POLICIES[name](first)
    assert 1 <= policy.epochs(depth, narrowings) <= policy.epochs(depth + 1, narrowings)


def test_a_training_of_no_epoch_is_refused() -> None:
    with pytest.raises(UsageError, match="not 0"):
        Constant(0)
    with pytest.raises(UnknownName, match="did you mean 'constant'"):
        EPOCH_POLICIES["constat"]

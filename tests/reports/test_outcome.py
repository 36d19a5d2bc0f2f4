from __future__ import annotations

import pandas as pd
import pytest

from reports.frame import FrameError
from reports.outcome import accuracy_by_seed, by_method, outcomes
from tests.reports.example_search import search_frames


@pytest.fixture
def searches() -> pd.DataFrame:
    return search_frames(4, ("random_search", "lcmnas"))["searches"]


def test_methods_come_in_their_order_then_seeds_then_unknown_methods_by_name(searches):
    others = searches[:2].assign(method=["zen_search", "a_search"])
    shuffled = pd.concat([others, searches]).sample(frac=1, random_state=0)
    found = [(each.method, each.seed) for each in outcomes(shuffled)]
    expected = [("lcmnas", seed) for seed in range(5)] + [("random_search", seed) for seed in range(5)]
    assert found == [*expected, ("a_search", 1), ("zen_search", 0)]


def test_searches_of_two_data_sets_never_share_a_page(searches):
    searches.loc[0, "dataset"] = "cifar10"
    with pytest.raises(FrameError, match="mixes data sets cifar10, mnist5k_rot"):
        outcomes(searches)


def test_a_seed_stands_once_for_a_method(searches):
    with pytest.raises(FrameError, match="holds lcmnas under seed 2 twice"):
        outcomes(pd.concat([searches, searches[searches["search"] == "lcmnas/2"]]))


def test_a_search_that_has_not_ended_has_no_test_accuracy(searches):
    searches["params"] = searches["params"].astype(float)
    searches.loc[searches["search"] == "lcmnas/2", ["test_accuracy", "params", "arch"]] = None
    mine = by_method(outcomes(searches))["lcmnas"]
    assert sorted(accuracy_by_seed(mine)) == [0, 1, 3, 4]
    assert (mine[2].params, mine[2].arch) == (None, None)
    assert type(mine[1].params) is int

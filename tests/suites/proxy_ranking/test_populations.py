import os

import pytest

from lcmnas_core.errors import StoreError
from lcmnas_core.tables import load
from suites import SUITES
from suites.proxy_ranking.populations import architectures, is_wholly_reached, restricted, table_of

SUITE = SUITES["proxy-ranking"]

needs_data = pytest.mark.skipif("LCMNAS_DATA" not in os.environ, reason="LCMNAS_DATA is not set")


def test_a_smaller_limit_is_a_prefix_of_a_larger_one(smoke):
    table = load("synthetic")
    small, large, whole = (architectures(table, smoke(limit=limit), "all") for limit in (50, 100, 5_000))
    assert large[:50] == small
    assert whole[:100] == large
    assert sorted(whole) == sorted(table.frame.index)


def test_the_sample_depends_on_its_seed_only(smoke):
    table = load("synthetic")
    first = architectures(table, smoke(limit=50), "all")
    assert architectures(table, smoke(limit=50, seeds=7, proxies="params"), "all") == first
    assert architectures(table, smoke(limit=50, sample_seed=1), "all") != first


def test_dead_cells_are_left_out_and_populations_stay_apart(trained_table):
    trained_table()
    table, request = load("tiny"), SUITE.request(None, {"table": "tiny"})
    assert request.populations == ("one", "two")
    assert len(restricted(table, "one").frame) == 12  # 13 less the dead one
    assert set(architectures(table, request, "two")) < set(architectures(table, request, "one"))


@pytest.mark.parametrize(
    ("cell", "reached"),
    [
        ("|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|", True),
        ("|nor_conv_3x3~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|", False),  # node 1 leads nowhere
        ("|none~0|+|none~0|nor_conv_3x3~1|+|nor_conv_1x1~0|none~1|skip_connect~2|", False),  # nothing in 1
        ("|none~0|+|none~0|none~1|+|none~0|none~1|none~2|", True),  # no operation, so none out of reach
    ],
)
def test_operations_out_of_reach_are_seen(cell, reached):
    assert is_wholly_reached(cell) is reached


@needs_data
def test_wholly_reached_cells_are_those_with_released_scores():
    from lcmnas_core.tables.released import released_scores

    scores = released_scores("nasbench201").frame["cifar10_nbsz_params"]
    assert {arch for arch in scores.index if is_wholly_reached(arch)} == set(scores.index[scores.notna()])


def test_another_table_under_the_same_name_is_refused(trained_table):
    trained_table(seeds=(0,))
    request = SUITE.request(None, {"table": "tiny"})
    trained_table(seeds=(0, 1))
    with pytest.raises(StoreError, match="the run was made with"):
        table_of(request)

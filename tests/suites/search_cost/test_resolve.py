import pytest

from lcmnas_core.errors import UnknownName, UsageError
from suites.search_cost import SUITE
from suites.search_cost.options import read_options
from suites.search_cost.resolve import grid


def test_smoke_by_name(request_of):
    request = request_of()
    (arena,) = request.arenas
    assert arena.unit == "evaluations" and arena.table_is_ours
    assert arena.grid[0] == 1 and arena.grid[-1] == arena.budget == 50
    assert [each.strategy for each in request.contests] == [
        "random_search",
        "local_search",
        "regularized_evolution",
    ]
    assert request.contests[2].settings == {"population": 10, "tournament": 3}


def test_a_request_is_restored_from_its_json(request_of):
    request = request_of(seeds=3)
    assert SUITE.restore(request.model_dump(mode="json")) == request


def test_grids_by_hand():
    # Twelve ratios of 1000 ** (1 / 11) = 1.874 up to the budget.
    seconds = grid(12_000, "seconds")
    assert seconds[:3] == (12.0, 22.5, 42.1) and seconds[-1] == 12_000 and len(seconds) == 12
    assert grid(4, "evaluations") == (1, 2, 3, 4)
    assert grid(2.5, "evaluations") == (1, 2, 2.5)


def test_all_strategies_enter_where_they_fit(request_of):
    every = request_of(strategies="all")
    # No pauses, no released scores, no parameter limit of the paper.
    assert {each.strategy for each in every.contests}.isdisjoint(
        {"econas", "proxy_argmax_nwot", "early_exit"}
    )
    assert "predictor" in {each.strategy for each in every.contests}


def test_blocks_cover_the_seeds_once(request_of):
    blocks = list(request_of(seeds=5, block=2, first_seed=7).blocks())
    assert [list(each) for each in blocks] == [[7, 8], [9, 10], [11]]


def test_what_cannot_be_is_named(request_of):
    with pytest.raises(UsageError, match="econas can be used on none of synthetic"):
        request_of(strategies="econas")
    with pytest.raises(UnknownName, match="did you mean 'random_search'"):
        request_of(strategies="randomsearch")
    with pytest.raises(UnknownName, match="no landscape named 'nb301'"):
        request_of(landscapes="nb301")
    with pytest.raises(UsageError, match="one budget is no budget in seconds and in evaluations"):
        request_of(landscapes="synthetic, nb201_mini", budget=10)
    with pytest.raises(UsageError, match="budget is 1 evaluations; give more than 1"):
        request_of(budget=1)
    with pytest.raises(UsageError, match="give --set landscapes=NAME or --preset quick"):
        SUITE.request(None, {})


@pytest.mark.parametrize("preset", SUITE.presets)
def test_every_preset_has_valid_options(preset):
    assert read_options(preset, {}).landscapes


def test_the_quick_preset_needs_nothing_to_be_fetched():
    request = SUITE.request("quick", {})
    assert all(each.table_is_ours for each in request.arenas)
    assert request.seeds >= 30  # enough for intervals

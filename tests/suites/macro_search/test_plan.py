"""Searches side by side, LCMNAS first."""

import math

import pytest

from lcmnas_core.errors import UnknownName
from lcmnas_core.records.store import Store
from lcmnas_core.search.methods import evaluations, trainings
from suites import SUITES
from suites.macro_search.answers import known_from
from suites.macro_search.plan import followed, paid, rounds, size

SUITE = SUITES["macro-search"]
TWO = {"methods": "lcmnas, random_search", "seeds": 2}


def test_all_seeds_of_lcmnas_share_their_rounds_and_the_others_follow(request_of, tmp_path):
    from tests.suites.macro_search.conftest import fill

    request = request_of(**TWO)
    with Store.create_or_open(tmp_path) as store:
        sizes = fill(store, request)
    # Two generations of 3 newcomers, 2 finalists, the winner; two seeds at once.
    assert sizes[:4] == [6, 6, 4, 2]
    assert sum(sizes[:4]) < sum(sizes)
    assert size(request) == 2 * 2 * (2 * 3 + 2 + 1)


def test_the_others_may_spend_what_lcmnas_did_under_that_seed(request_of, filled):
    request = request_of(**TWO)
    courses = followed(request, known_from(filled(request)))
    spent = {(each.search.method, each.search.seed): each.spent.macs for each in courses}
    budgets = {each.search.seed: each.search.budget_macs for each in courses if each.search.budget_macs}
    assert budgets == {0: spent["lcmnas", 0], 1: spent["lcmnas", 1]}
    assert all(spent["random_search", seed] <= budgets[seed] for seed in (0, 1))
    assert all(each.is_over for each in courses)


def test_no_more_is_foretold_of_the_others_than_lcmnas_trains(request_of):
    walk = {"methods": "lcmnas, greedy_macro_micro@macro_micro", "seeds": 1}
    request = request_of(**walk)
    (own, most), (other, paid_for) = paid(request)
    assert (own.method, most, paid_for) == ("lcmnas", trainings(own), trainings(own))
    assert trainings(other) > paid_for
    # Candidates, finalists and the winner of each.
    share = paid_for / trainings(other)
    ends = sum(each.ending.finalists + each.ending.seeds for each in (own, other))
    assert size(request) == evaluations(own) + math.ceil(share * evaluations(other)) + ends
    alone = request_of(methods="greedy_macro_micro", space="macro_micro")
    assert [most for _, most in paid(alone)] == [math.inf]


def test_of_several_variants_the_first_sets_the_budget(request_of, filled):
    request = request_of(methods="lcmnas@branched, lcmnas, random_search")
    branched, _, other = followed(request, known_from(filled(request)))
    assert other.search.method == "random_search"
    assert other.search.budget_macs == branched.spent.macs


def test_the_others_wait_until_lcmnas_is_over(request_of, filled):
    request = request_of(**TWO)
    known = known_from(filled(request, most_rounds=3))
    assert [each.search.method for each in followed(request, known)] == ["lcmnas", "lcmnas"]
    *_, last = rounds(request, known)
    assert {ask.identity.quantity for job in last for ask in job.asks} >= {"test_accuracy"}


def test_a_request_is_restored_from_its_json(request_of):
    request = request_of(**TWO)
    restored = SUITE.restore(request.model_dump(mode="json"))
    assert restored == request
    assert restored.sha256 == request.sha256


@pytest.mark.parametrize("preset", ["smoke", "quick", "mnist5k-rot", "macro-or-cell"])
def test_every_offline_preset_resolves(preset):
    request = SUITE.request(preset, {})
    assert request.preset == preset
    assert len({each.name for each in request.searches}) == len(request.searches)


def test_the_ablations_have_fewer_seeds(request_of):
    searches = SUITE.request("mnist5k-rot", {}).searches
    seeds = [each.method for each in searches]
    assert {method: seeds.count(method) for method in seeds} == {
        "lcmnas": 5,
        "random_search": 5,
        "regularized_evolution": 5,
        "random_layer": 3,
        "random_model": 3,
        "random_both": 3,
    }


def test_fewer_seeds_of_a_method_that_does_not_run_are_refused(request_of):
    with pytest.raises(UnknownName, match="random_serach"):
        request_of(methods="lcmnas, random_search", fewer={"random_serach": 1})

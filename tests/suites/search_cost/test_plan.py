"""Jobs, and what they answer."""

from dataclasses import replace

from lcmnas_core.engines.runner import perform
from suites.search_cost.asks import IS_REACHED, REACHED, REGRET, SPENT
from suites.search_cost.plan import jobs, rounds, size


def value(job, quantity, at=None):
    """Values of one quantity by seed."""
    pairs = zip(job.asks, perform(job).outcomes, strict=True)
    return {
        ask.identity.seed: outcome.value
        for ask, outcome in pairs
        if ask.identity.quantity == quantity and ask.identity.settings.get("at") == at
    }


def test_one_job_for_each_block_and_one_row_for_each_value(request_of):
    request = request_of()
    planned = list(jobs(request))
    assert len(planned) == size(request) == 3 * 2
    keys = [ask.identity.key for job in planned for ask in job.asks]
    # 11 costs, 2 distances twice, and 4 totals: the synthetic table has no multiply-adds.
    assert len(keys) == len(set(keys)) == 3 * 4 * (11 + 4 + 4)
    assert [list(each) for each in rounds(request, lambda identity: None)] == [planned]


def test_how_seeds_are_grouped_changes_no_value(request_of):
    (one,) = jobs(request_of(strategies="random_search", block=4))
    apart = list(jobs(request_of(strategies="random_search", block=1)))
    together = value(one, REGRET, 50.0)
    assert len(together) == 4
    assert together == {seed: found for job in apart for seed, found in value(job, REGRET, 50.0).items()}
    assert len(set(together.values())) > 1


def test_some_of_the_values_of_a_job_are_answered_alike(request_of):
    job = next(iter(jobs(request_of())))
    whole, some = perform(job).outcomes, job.asks[3::5]
    part = perform(replace(job, asks=some)).outcomes
    assert [each.value for each in part] == [each.value for each in whole[3::5]]


def test_who_never_comes_near_has_spent_everything_without(request_of):
    # 2 evaluations of 1,024: hardly anybody is within half a point.
    job = next(iter(jobs(request_of(budget=2, seeds=1))))
    outcomes = {
        (ask.identity.quantity, ask.identity.settings.get("at")): outcome
        for ask, outcome in zip(job.asks, perform(job).outcomes, strict=True)
    }
    assert outcomes[IS_REACHED, 0.005].value == 0
    assert outcomes[REACHED, 0.005].value == outcomes[SPENT, None].value


def test_another_table_than_planned_is_refused(request_of):
    job = next(iter(jobs(request_of())))
    other = tuple(
        replace(ask, identity=ask.identity.model_copy(update={"data_sha256": "00"})) for ask in job.asks
    )
    outcome = perform(replace(job, asks=other)).outcomes[0]
    assert outcome.status == "error"
    assert "landscape synthetic is not the one this run was planned with" in outcome.error.message


def test_cost_is_what_suggesting_took(request_of):
    outcome = perform(next(iter(jobs(request_of())))).outcomes[0]
    assert outcome.cost.wall_s > 0
    assert outcome.cost.macs is None  # what is simulated is a value, never a measured cost

from suites import SUITES
from suites.proxy_ranking.plan import jobs as planned_jobs

SUITE = SUITES["proxy-ranking"]


def test_rows_are_jobs_times_values(smoke):
    request = smoke(limit=7, seeds=3)
    jobs = list(planned_jobs(request))
    assert len(jobs) == SUITE.size(request) == 7 * 3
    assert all([ask.identity.estimator for ask in job.asks] == list(request.names) for job in jobs)
    assert len({ask.identity.key for job in jobs for ask in job.asks}) == 7 * 3 * 5


def test_one_job_is_one_architecture_and_seed_and_seeds_stay_together(smoke):
    jobs = list(planned_jobs(smoke(limit=4, seeds=2)))
    named = [{(ask.identity.arch, ask.identity.seed) for ask in job.asks} for job in jobs]
    assert all(len(each) == 1 for each in named)
    flat = [each.pop() for each in named]
    assert [seed for _, seed in flat] == [0, 1] * 4
    assert all(flat[place][0] == flat[place + 1][0] for place in range(0, 8, 2))


def test_an_architecture_of_two_populations_is_measured_once(trained_table):
    trained_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "params"})
    assert SUITE.size(request) == 12
    assert len({job.asks[0].identity.arch for job in planned_jobs(request)}) == 12


def test_keys_do_not_move(smoke):
    """A stored run is resumed by key: should this fail, raise the suite's version."""
    request = smoke(limit=1, seeds=1)
    first, *_ = planned_jobs(request)
    assert [ask.identity.key[:16] for ask in first.asks] == [
        ask.identity.key[:16] for ask in next(planned_jobs(request)).asks
    ]
    assert first.asks[1].identity.key[:16] == "61d4e53a44539688"


def test_a_larger_run_plans_every_key_of_a_smaller_one(smoke):
    small, large = (
        {ask.identity.key for job in planned_jobs(smoke(limit=limit, seeds=seeds)) for ask in job.asks}
        for limit, seeds in ((5, 1), (20, 2))
    )
    assert small < large


def test_settings_name_what_a_score_depends_on(trained_table):
    trained_table()
    options = {"table": "tiny", "proxies": "jacov,lcmnas", "batch": 32, "lcmnas_images": 128}
    jacov, lcmnas = next(planned_jobs(SUITE.request(None, options))).asks
    built = {"channels": 4, "cells": 1, "input": "1x8x8", "classes": 10, "init": "default", "batch": 32}
    assert jacov.identity.settings == built
    assert lcmnas.identity.settings == {**built, "images": 128, "images_per_pass": 96}
    assert (jacov.identity.dataset, jacov.identity.split) == ("digits", "train")
    same = SUITE.request(None, {**options, "lcmnas_images": None})
    assert next(planned_jobs(same)).asks[1].identity.settings == {**built, "images": 32}

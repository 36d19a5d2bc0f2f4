from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.engines.runner import perform
from lcmnas_core.spaces import SPACES
from suites.fidelity import SUITE
from suites.fidelity.plan import jobs


def asked(**options):
    return SUITE.request(None, {"table": "tiny", "proxies": "params, macs", **options})


def test_rows_are_jobs_times_proxies(own_table):
    own_table()
    request = asked(limit=7)
    planned = list(jobs(request))
    assert len(planned) == SUITE.size(request) == 7
    assert all([ask.identity.estimator for ask in job.asks] == ["params", "macs"] for job in planned)
    assert len({ask.identity.key for job in planned for ask in job.asks}) == 14


def test_without_proxies_there_is_nothing_to_do(own_table):
    own_table()
    assert list(jobs(asked(proxies=""))) == []
    assert SUITE.size(asked(proxies="")) == 0


def test_networks_are_scored_at_the_size_they_were_trained_at(own_table):
    own_table()
    (job, *_) = jobs(asked(limit=1))
    identity = job.asks[0].identity
    assert identity.settings == {
        **{"channels": 4, "cells": 1, "input": "1x8x8", "classes": 10, "init": "default"},
        "batch": 64,
    }
    assert (identity.suite, identity.dataset, identity.seed) == ("fidelity", "digits", 0)
    space = SPACES["nasbench201"]
    counts = space.counts(space.parse(identity.arch), BuildSettings(4, 1, (1, 8, 8), 10))
    assert [each.value for each in perform(job).outcomes] == [counts.params, counts.macs]


def test_a_larger_run_plans_every_key_of_a_smaller_one(own_table):
    own_table()
    small, large = (
        {ask.identity.key for job in jobs(asked(limit=limit)) for ask in job.asks} for limit in (5, 12)
    )
    assert small < large


def test_a_request_comes_back_from_its_json(own_table):
    own_table()
    request = asked()
    restored = SUITE.restore(request.model_dump(mode="json"))
    assert restored == request
    assert restored.sha256 == request.sha256
    assert {recipe: sizes.train for recipe, sizes in restored.tables[0].sizes.items()} == {
        **{"full": 1_197, "c2r2s0e8": 1_197, "c0r0s0e4": 1_197},
        "c0r0s1e8": 596,
    }

import numpy as np
import pytest

from lcmnas_core.errors import UsageError
from lcmnas_core.tables import load
from suites import SUITES
from suites.proxy_ranking.measured import members, rows_of, scored
from suites.proxy_ranking.plan import jobs as planned_jobs

SUITE = SUITES["proxy-ranking"]


def test_rows_of_other_versions_and_seeds_do_not_count(smoke, frame_of):
    import pandas as pd

    request = smoke(limit=3, seeds=2, proxies="params")
    rows = frame_of(request)
    strangers = [
        rows.assign(estimator_version="2"),
        rows.assign(suite_version=9),
        rows.assign(seed=rows["seed"] + 2),
        rows.assign(settings='{"batch":2}'),
        rows.assign(space="nasbench201"),
    ]
    assert len(rows_of(request, pd.concat([*strangers, rows], ignore_index=True))) == len(rows) == 6
    with pytest.raises(UsageError, match="nothing is measured yet"):
        rows_of(request, pd.concat(strangers))


def test_only_architectures_with_all_seeds_count(smoke, frame_of):
    request = smoke(limit=3, seeds=2)
    jobs = list(planned_jobs(request))
    rows = frame_of(request, jobs=jobs[:-1])
    complete = {job.asks[0].identity.arch for job in jobs[:4]}
    assert set(members(request, load("synthetic"), rows)["all"]) == complete


def test_a_failure_under_one_seed_leaves_the_architecture_out_under_all(smoke, frame_of):
    request = smoke(limit=4, seeds=2, proxies="params,planted_10")
    unlucky = next(planned_jobs(request)).asks[0].identity.arch

    def value(identity):
        failed = (identity.arch, identity.seed, identity.estimator) == (unlucky, 1, "planted_10")
        return float("nan") if failed else 10.0 * identity.seed + int(identity.arch, 4)

    rows, table = frame_of(request, value), load("synthetic")
    archs = members(request, table, rows)["all"]
    one = scored(request, table, rows, "all", archs)
    place = archs.index(unlucky)
    assert np.isnan(one.values["planted_10"][:, place]).all()
    assert np.isnan(one.values["planted_10"]).sum() == 2
    assert one.values["params"].tolist() == [[seed * 10 + int(arch, 4) for arch in archs] for seed in (0, 1)]
    assert one.truth.tolist() == table.truth().loc[list(archs)].tolist()


def test_architectures_without_a_truth_are_left_out(trained_table, frame_of):
    trained_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "params"})
    table = load("tiny")
    rows = frame_of(request, lambda identity: 1.0)
    archs = members(request, table, rows)["two"]
    table.frame.loc[table.frame.index == archs[0], "test_accuracy"] = np.nan
    one = scored(request, table, rows, "two", archs)
    assert one.archs == archs[1:]
    assert one.classes.tolist() == list(archs[1:])  # the table's class_key

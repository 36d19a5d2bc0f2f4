import pytest

from lcmnas_core.engines.runner import perform
from lcmnas_core.errors import StoreError
from lcmnas_core.tables.synthetic import planted_scores
from suites import SUITES
from suites.proxy_ranking import run_job
from suites.proxy_ranking.plan import jobs as planned_jobs

SUITE = SUITES["proxy-ranking"]


@pytest.fixture
def tiny_jobs(trained_table):
    """The first jobs of a run on the table `tiny`, by overriding options."""
    trained_table()

    def make(**options):
        return planned_jobs(SUITE.request(None, {"table": "tiny", "batch": 16, **options}))

    return make


def answers(job):
    return dict(zip((ask.identity.estimator for ask in job.asks), perform(job).outcomes, strict=True))


def test_every_identity_gets_its_outcome_in_order_with_its_cost(tiny_jobs):
    job = next(tiny_jobs())
    found = answers(job)
    assert len(found) == len(job.asks)
    assert {outcome.status for outcome in found.values()} == {"ok"}
    shared = {outcome.cost.shared_cpu_s for outcome in found.values()}
    assert len(shared) == 1
    assert all(0 < outcome.cost.standalone_cpu_s <= 2 * max(shared) for outcome in found.values())
    assert all(outcome.cost.peak_bytes > 1_000_000 for outcome in found.values())


def test_a_score_is_the_same_whichever_others_are_asked_for(tiny_jobs):
    together = answers(next(tiny_jobs()))
    for name in ("jacov", "zen", "l2_norm", "synflow"):
        alone = answers(next(tiny_jobs(proxies=name)))
        assert alone[name].value == together[name].value, name


def test_lcmnas_on_more_images_leaves_the_others_alone(tiny_jobs):
    usual = answers(next(tiny_jobs(proxies="jacov,lcmnas")))
    more = answers(next(tiny_jobs(proxies="jacov,lcmnas", lcmnas_images=128)))
    assert more["jacov"].value == usual["jacov"].value
    assert more["lcmnas"].value != usual["lcmnas"].value
    # lcmnas = 1e4 / S and jacov = -S on the same images.
    assert usual["lcmnas"].value == pytest.approx(-1e4 / usual["jacov"].value)


def test_params_and_macs_follow_the_closed_form(tiny_jobs):
    from lcmnas_core.architectures.build_settings import BuildSettings
    from lcmnas_core.spaces import SPACES

    job = next(tiny_jobs(proxies="params,macs"))
    space, found = SPACES["nasbench201"], answers(job)
    counts = space.counts(space.parse(job.asks[0].identity.arch), BuildSettings(4, 1, (1, 8, 8), 10))
    assert (found["params"].value, found["macs"].value) == (counts.params, counts.macs)


def test_seeds_change_the_weights_and_the_batch(tiny_jobs):
    first, second = (answers(job) for job, _ in zip(tiny_jobs(seeds=2), range(2), strict=False))
    assert first["params"].value == second["params"].value
    assert first["jacov"].value != second["jacov"].value


def test_a_proxy_that_cannot_score_fails_alone(tiny_jobs, tmp_path, monkeypatch):
    (tmp_path / "broken_proxy.py").write_text("def bad(network, batch):\n    raise ValueError('too bad')\n")
    monkeypatch.chdir(tmp_path)
    found = answers(next(tiny_jobs(proxies="params,broken_proxy:bad")))
    assert found["params"].status == "ok"
    failed = next(outcome for name, outcome in found.items() if name != "params")
    assert (failed.status, failed.error.type, failed.error.message) == ("error", "ValueError", "too bad")
    assert failed.value is None


def test_other_images_under_the_same_name_are_refused(tiny_jobs):
    job = next(tiny_jobs(proxies="snip"))
    identity = job.asks[0].identity.model_copy(update={"data_sha256": "0" * 64})
    with pytest.raises(StoreError, match="image set digits is not the one"):
        run_job(job.task, [identity])


def test_planted_scores_are_those_of_the_table(smoke):
    job = next(planned_jobs(smoke(limit=1)))
    arch, found = job.asks[0].identity.arch, answers(job)
    assert found["params"].value == 1_000 * (1 + sum(map(int, arch)))
    assert found["planted_50"].value == planted_scores([arch], 0.5, "planted_50", 0)[0]

import pytest

from lcmnas_core.engines.loop import Execution, Survey, execute, survey
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.selection import Shard
from lcmnas_core.records.store import Store

INLINE = Execution(run_id="first", env_id="e" * 16, engine="inline")


def values(store):
    return {(row.identity.arch, row.identity.seed): row.outcome.value for row in store.latest()}


def test_every_ask_becomes_a_row(store, job):
    tally = execute(
        store,
        [job("seeds", arch="a", values=2), job("raises", arch="b", kind="ValueError", message="x")],
        INLINE,
    )
    assert (tally.jobs, tally.rows, tally.statuses) == (2, 3, {"ok": 2, "error": 1})
    assert values(store) == {("a", 0): 0.0, ("a", 1): 1.0, ("b", 0): None}
    first = next(store.latest())
    assert (first.run_id, first.env_id, first.estimator_dist) == ("first", "e" * 16, "lcmnas 0")
    assert first.started_at <= first.finished_at


def test_the_same_call_again_does_nothing(store, job):
    jobs = [job("seeds", arch=arch, values=2) for arch in range(5)]
    execute(store, jobs, INLINE)
    before = list(store)
    assert execute(store, jobs, Execution("second", "f" * 16, engine="inline")).jobs == 0
    assert list(store) == before


def test_what_is_missing_is_filled_in(store, job):
    execute(store, [job("seeds", arch="a", values=2)], INLINE)
    tally = execute(store, [job("seeds", arch="a", values=3), job("seeds", arch="b")], INLINE)
    assert (tally.jobs, tally.rows) == (2, 2)
    assert values(store) == {("a", 0): 0.0, ("a", 1): 1.0, ("a", 2): 2.0, ("b", 0): 0.0}


def test_retry_runs_failures_again_as_further_attempts(store, job, tmp_path):
    repaired = tmp_path / "repaired"
    jobs = [job("half_fails", arch=arch, values=2, repaired=str(repaired)) for arch in "ab"]
    again = Execution("again", "e" * 16, engine="inline", retry=True)
    assert execute(store, jobs, INLINE).statuses == {"ok": 2, "nonfinite": 2}
    assert execute(store, jobs, INLINE).jobs == 0
    assert execute(store, jobs, again).statuses == {"nonfinite": 2}
    repaired.touch()
    assert execute(store, jobs, again).statuses == {"ok": 2}
    assert execute(store, jobs, again).jobs == 0
    assert sorted((row.identity.seed, row.attempt) for row in store) == [(0, 1)] * 2 + [
        (1, attempt) for attempt in (1, 2, 3) for _ in "ab"
    ]
    assert store.counts() == {"ok": 4}


def test_progress_is_told_after_the_rows_are_durable(store, job):
    seen = []

    def tell(tally, finished):
        with Store.open(store.path) as reader:
            seen.append((tally.jobs, len(reader), finished.job.asks[0].identity.arch))

    execute(store, [job("seeds", arch=arch, values=2) for arch in "ab"], INLINE, tell)
    assert seen == [(1, 2, "a"), (2, 4, "b")]


def test_shards_together_are_the_whole(tmp_path, job):
    jobs = [job("seeds", arch=arch) for arch in range(20)]
    found = []
    for index in (1, 2, 3):
        with Store.create_or_open(tmp_path / str(index)) as store:
            execute(store, jobs, Execution("r", "e", engine="inline", shard=Shard(index, 3)))
            found += values(store)
    assert sorted(found) == sorted((str(arch), 0) for arch in range(20))


def test_a_survey_counts_without_running(store, job, tmp_path):
    jobs = [job("half_fails", arch=arch, values=2, repaired=str(tmp_path / "no")) for arch in "abc"]
    execute(store, jobs[:2], INLINE)
    assert survey(store, [*jobs, jobs[0]]) == Survey(present=4, missing=2, failed=2, jobs=1, planned=3)
    assert len(store) == 4


def test_workers_and_inline_give_equal_rows(store, job, tmp_path):
    jobs = [job("seeds", arch=arch, values=3) for arch in range(6)]
    execute(store, jobs, INLINE)
    with Store.create_or_open(tmp_path / "processes") as other:
        execute(other, reversed(jobs), Execution("p", "e", options=EngineOptions(workers=2)))
        assert values(other) == values(store)


def test_an_interrupt_is_passed_on_and_rows_stay(store, job):
    def press(tally, finished):
        raise KeyboardInterrupt

    jobs = [job("seeds", arch=arch) for arch in "ab"]
    with pytest.raises(KeyboardInterrupt):
        execute(store, jobs, Execution("p", "e", options=EngineOptions(workers=2)), press)
    assert len(store) == 1
    assert execute(store, jobs, INLINE).jobs == 1

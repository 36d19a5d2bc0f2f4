import pytest

from lcmnas_core.engines.engine import ENGINES, engine
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.errors import UnknownName


@pytest.fixture(params=list(ENGINES))
def run(request):
    def collect(jobs, **limits):
        with engine(request.param)(EngineOptions(workers=2, timeout_s=60, **limits)) as perform:
            return list(perform(jobs))

    return collect


def test_every_job_ends_once_with_its_own_answers(run, job):
    jobs = [job("seeds", arch=arch, values=arch % 4) for arch in range(20)]
    finished = run(jobs)
    assert sorted(each.job.asks[0].identity.arch for each in finished if each.job.asks) == sorted(
        str(arch) for arch in range(20) if arch % 4
    )
    for each in finished:
        assert [outcome.value for outcome in each.outcomes] == [ask.identity.seed for ask in each.job.asks]


def test_no_jobs_is_no_work(run):
    assert run([]) == []


def test_computation_has_one_thread_and_waits_passively(run, job):
    threads, passive = run([job("torch_threads"), job("passive_waiting")])
    assert (threads.outcomes[0].value, passive.outcomes[0].value) == (1.0, 1.0)


def test_a_failing_job_does_not_stop_the_others(run, job):
    finished = run([job("raises", kind="ValueError", message="x"), job("seeds", arch=1)])
    assert sorted(each.outcomes[0].status for each in finished) == ["error", "ok"]


def test_jobs_are_read_only_as_fast_as_they_are_done(run, job):
    taken = 0

    def plan():
        nonlocal taken
        for arch in range(50):
            taken += 1
            yield job("seeds", arch=arch)

    with engine("processes")(EngineOptions(workers=2)) as perform:
        ahead = [taken - number for number, _ in enumerate(perform(plan()), start=1)]
    # Two workers hold a job each, and one more may have ended meanwhile.
    assert max(ahead) <= 3 and taken == 50


def test_an_unfinished_stream_can_be_dropped(job):
    with engine("processes")(EngineOptions(workers=2)) as perform:
        stream = perform(job("seeds", arch=arch) for arch in range(9))
        next(stream)
        stream.close()
        # The jobs that were under way are lost with it, and later ones are done all the same.
        assert [each.job.asks[0].identity.arch for each in perform([job("seeds", arch="next")])] == ["next"]


def test_workers_are_kept_from_one_stream_to_the_next(job):
    with engine("processes")(EngineOptions(workers=1)) as perform:
        before, after = ([each.outcomes[0].value for each in perform([job("pid")])] for _ in range(2))
    assert before == after


def test_an_unknown_engine_proposes_a_known_one():
    with pytest.raises(UnknownName, match="did you mean 'processes'"):
        engine("process")

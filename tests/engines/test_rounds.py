"""A plan whose second round depends on the answers to the first."""

from dataclasses import replace

import pytest

from lcmnas_core.engines.job import Ask, Job
from lcmnas_core.engines.loop import Execution
from lcmnas_core.engines.rounds import execute_rounds, known, survey_rounds
from lcmnas_core.engines.selection import WHOLE, Shard
from lcmnas_core.records.measurement import Identity
from lcmnas_core.records.store import Store

EXECUTION = Execution(run_id="run", env_id="env", engine="inline")


def identity(arch):
    return Identity(
        suite="doubling",
        suite_version=1,
        space="numbers",
        arch=str(arch),
        estimator="double",
        estimator_version="1",
        quantity="value",
        dataset="none",
        data_sha256="0",
        split="none",
        seed=0,
    )


def job(arch):
    return Job(f"{__name__}:run_job", {}, (Ask(identity(arch), "tests"),))


def doubling(known):
    """Asks for 1, then for twice the answer before, until an answer exceeds 10."""
    arch = 1
    while arch <= 10:
        yield [job(arch)]
        outcome = known(identity(arch))
        if outcome is None:
            return
        arch = int(outcome.value)


@pytest.fixture(autouse=True)
def runner(monkeypatch):
    """Every job answers with twice its architecture."""
    from lcmnas_core.engines import runner
    from lcmnas_core.records.outcomes import value_outcome

    def double(task, identities):
        return [value_outcome(2.0 * int(each.arch)) for each in identities]

    monkeypatch.setattr(runner, "runner", lambda name: double)


def test_rounds_follow_the_answers_of_rounds_before(tmp_path):
    with Store.create_or_open(tmp_path) as store:
        tally = execute_rounds(store, doubling, EXECUTION)
        # 1 -> 2 -> 4 -> 8 -> 16, which ends it.
        assert tally.jobs == 4
        assert dict(tally.statuses) == {"ok": 4}
        assert sorted(int(row.identity.arch) for row in store) == [1, 2, 4, 8]


@pytest.mark.parametrize(("shard", "kept"), [(WHOLE, []), (Shard(1, 1), []), (Shard(1, 2), ["1.pt"])])
def test_what_jobs_left_for_each_other_goes_with_the_last_round(monkeypatch, tmp_path, shard, kept):
    from lcmnas_core.engines import runner
    from lcmnas_core.records.outcomes import value_outcome

    def leaving(task, identities):
        (tmp_path / "scratch").mkdir(exist_ok=True)
        (tmp_path / "scratch" / "1.pt").touch()
        assert task["folder"] == str(tmp_path / "scratch")
        return [value_outcome(2.0 * int(each.arch)) for each in identities]

    monkeypatch.setattr(runner, "runner", lambda name: leaving)
    with Store.create_or_open(tmp_path) as store:
        execute_rounds(
            store, lambda known: [[job(each) for each in range(1, 9)]], replace(EXECUTION, shard=shard)
        )
    assert [path.name for path in tmp_path.glob("scratch/*")] == kept


def test_a_second_call_finds_everything_done(tmp_path):
    with Store.create_or_open(tmp_path) as store:
        execute_rounds(store, doubling, EXECUTION)
        assert execute_rounds(store, doubling, EXECUTION).jobs == 0


def test_progress_counts_over_all_rounds(tmp_path):
    seen = []
    with Store.create_or_open(tmp_path) as store:
        execute_rounds(store, doubling, EXECUTION, lambda tally, _: seen.append((tally.jobs, tally.rows)))
    assert seen == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_a_survey_stops_at_the_first_round_that_is_not_answered(tmp_path):
    with Store.create_or_open(tmp_path) as store:
        empty = survey_rounds(store, doubling)
        assert (empty.present, empty.missing, empty.jobs, empty.planned) == (0, 1, 1, 1)
        execute_rounds(store, lambda known: list(doubling(known))[:2], EXECUTION)
        half = survey_rounds(store, doubling)
        assert (half.present, half.missing, half.jobs, half.planned) == (1, 1, 1, 2)
        execute_rounds(store, doubling, EXECUTION)
        whole = survey_rounds(store, doubling)
        assert (whole.present, whole.missing, whole.jobs, whole.planned) == (4, 0, 0, 4)


def test_what_a_later_round_asks_again_is_counted_once(tmp_path):
    def twice(known):
        yield [job(1)]
        yield [job(1), job(2)]

    with Store.create_or_open(tmp_path) as store:
        execute_rounds(store, twice, EXECUTION)
        found = survey_rounds(store, twice)
    assert (found.present, found.missing, found.jobs, found.planned) == (2, 0, 0, 2)


def test_what_is_known_is_the_latest_attempt(tmp_path):
    with Store.create_or_open(tmp_path) as store:
        assert known(store)(identity(1)) is None
        execute_rounds(store, doubling, EXECUTION)
        assert known(store)(identity(4)).value == 8.0

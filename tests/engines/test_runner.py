from types import ModuleType

import pytest

from lcmnas_core.engines import runner as room_of_runners
from lcmnas_core.engines.runner import perform, runner
from lcmnas_core.errors import MissingError


def statuses(finished):
    return [outcome.status for outcome in finished.outcomes]


def test_one_outcome_for_each_ask_in_order(job):
    finished = perform(job("seeds", values=3))
    assert [outcome.value for outcome in finished.outcomes] == [0.0, 1.0, 2.0]
    assert finished.started_at <= finished.finished_at
    assert finished.started_at.utcoffset().total_seconds() == 0


def test_a_suite_is_found_by_its_name(monkeypatch):
    suite = ModuleType("suites.made_up_suite")
    suite.run_job = lambda task, identities: []
    monkeypatch.setattr(room_of_runners, "room", {"suites.made_up_suite": suite}.__getitem__)
    assert runner("made-up-suite") is suite.run_job


def test_what_the_library_itself_runs_is_found_by_module_and_function():
    assert runner("lcmnas_core.table_building:run_job").__module__.startswith("lcmnas_core.table_building")
    assert runner("lcmnas_core.search:run_job").__module__.startswith("lcmnas_core.search")


@pytest.mark.parametrize("name", ["no-such-suite", "scripted_runners:absent", "no_such_module:run"])
def test_an_unknown_runner_is_named(name):
    with pytest.raises(MissingError, match=name):
        runner(name)


def test_a_wrong_number_of_answers_is_an_error_for_all(job):
    finished = perform(job("short_answer", values=3))
    assert statuses(finished) == ["error"] * 3
    assert "returned 2 values for 3 identities" in finished.outcomes[0].error.message


@pytest.mark.parametrize(
    ("kind", "status"), [("Unsupported", "unsupported"), ("ValueError", "error"), ("MemoryError", "oom")]
)
def test_an_exception_is_the_outcome_of_every_ask(job, kind, status):
    finished = perform(job("raises", values=2, kind=kind, message="why"))
    assert statuses(finished) == [status] * 2
    assert finished.outcomes[0].error.message == "why"


def test_a_network_that_leaves_the_interpreter_is_an_error(job):
    finished = perform(job("leaves"))
    assert (statuses(finished), finished.outcomes[0].error.type) == (["error"], "SystemExit")

import multiprocessing
import os
import random
import signal
import threading
import time

import pytest

from lcmnas_core.engines.loop import Execution, execute
from lcmnas_core.engines.options import EngineOptions


def run(store, jobs, **limits):
    options = EngineOptions(workers=2, **limits)
    return execute(store, jobs, Execution("run", "e" * 16, options=options)).statuses


def statuses(store):
    return {row.identity.arch: row.outcome.status for row in store.latest()}


def test_poison_harms_nobody_else(store, job):
    poison = {20, 77, 78, 199}
    jobs = [job("dies", arch, poison=arch in poison) for arch in range(200)]
    assert run(store, jobs) == {"ok": 196, "crashed": 4}
    assert {int(arch) for arch, status in statuses(store).items() if status == "crashed"} == poison
    assert len(store) == 200  # none was tried again
    (reason,) = {row.outcome.error.message for row in store.latest() if row.outcome.error}
    assert reason == "the worker process was killed by signal 9 (Killed)"


@pytest.mark.parametrize(("jobs", "kills"), [(200, 5), pytest.param(2000, 100, marks=pytest.mark.slow)])
def test_a_killed_worker_costs_only_its_own_job(store, job, jobs, kills):
    moments = random.Random(kills)
    killed = []

    def kill_now_and_then():
        for _ in range(kills):
            time.sleep(moments.uniform(0.05, 0.25))
            workers = [p for p in multiprocessing.active_children() if p.name == "pebble_pool_worker"]
            if workers:
                victim = moments.choice(workers).pid
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

    killer = threading.Thread(target=kill_now_and_then)
    killer.start()
    found = run(store, [job("seeds", arch, values=2, seconds=0.01) for arch in range(jobs)])
    killer.join()
    assert found["ok"] + found["crashed"] == len(store) == 2 * jobs
    assert found["crashed"] <= 2 * len(killed)
    assert killed


@pytest.mark.parametrize("code", [3, 0])
def test_a_worker_that_exits_is_recorded(store, job, code):
    run(store, [job("exits", "bad", code=code), job("seeds", "good")], timeout_s=3)
    # An exit with code 0 looks like an orderly end, so it is the time limit that notices.
    assert statuses(store) == {"bad": "timeout" if code == 0 else "crashed", "good": "ok"}


@pytest.mark.parametrize("ignore_sigterm", [False, True])
def test_a_hang_ends_at_the_limit(store, job, ignore_sigterm):
    jobs = [job("hangs", "stuck", values=2, ignore_sigterm=ignore_sigterm)]
    jobs += [job("seeds", arch) for arch in range(10)]
    assert run(store, jobs, timeout_s=3.0) == {"timeout": 2, "ok": 10}
    stuck = next(row for row in store if row.identity.arch == "stuck")
    assert stuck.outcome.error.message == "stopped after the limit of 3 s"


@pytest.mark.parametrize("kind", ["allocates", "allocates_tensor"])
def test_memory_beyond_the_limit_is_refused_and_the_worker_goes_on(store, job, kind):
    big = job(kind, "big", values=2, mebibytes=600)
    small = [job(kind, arch, mebibytes=20) for arch in range(50)]
    assert run(store, [big, *small], memory_bytes=300 << 20) == {"oom": 2, "ok": 50}
    assert statuses(store)["big"] == "oom"

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lcmnas_core.records.export import export
from lcmnas_core.records.store import Store

JOBS, VALUES = 80, 3


def canonical(folder):
    with Store.open(folder) as store:
        export(store, folder / "canonical", "canonical")
    return (folder / "canonical").read_bytes()


def killed_and_resumed(start, folder, kills, engine):
    """Run to the end through `kills` SIGKILLs at random moments; the keys acknowledged on the way."""
    moments = random.Random(kills)
    acknowledged = []
    for _ in range(kills):
        process = start(folder, "--jobs", JOBS, "--engine", engine)
        first = process.stdout.readline()
        time.sleep(moments.uniform(0, 0.1))
        process.kill()
        # A line that the kill cut short was not acknowledged.
        lines = [
            line for line in (first + process.stdout.read()).splitlines(keepends=True) if line.endswith("\n")
        ]
        acknowledged += " ".join(lines).split()
    rest, errors = start(folder, "--jobs", JOBS, "--engine", engine).communicate()
    assert errors == ""
    return acknowledged + rest.split()


@pytest.mark.parametrize(
    ("engine", "kills"),
    [
        ("inline", 3),
        pytest.param("inline", 25, marks=pytest.mark.slow),
        pytest.param("processes", 10, marks=pytest.mark.slow),
    ],
)
def test_nothing_acknowledged_is_lost_or_doubled(coordinator, tmp_path, engine, kills):
    acknowledged = killed_and_resumed(coordinator, tmp_path / "killed", kills, engine)
    with Store.open(tmp_path / "killed") as store:
        stored = [row.identity.key for row in store]
        assert list(store.select("PRAGMA integrity_check")) == [("ok",)]
    # No key is reported by two runs: what one has acknowledged, the next does not measure again.
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored)) == JOBS * VALUES

    coordinator(tmp_path / "undisturbed", "--jobs", JOBS).communicate()
    assert canonical(tmp_path / "killed") == canonical(tmp_path / "undisturbed")


def wait_until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited for a minute in vain"
        time.sleep(0.02)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


@pytest.mark.parametrize("how", [signal.SIGINT, pytest.param(signal.SIGKILL, marks=pytest.mark.slow)])
def test_a_stopped_coordinator_takes_its_workers_along(coordinator, tmp_path, how):
    note = tmp_path / "note"
    process = coordinator(tmp_path / "run", "--engine", "processes", "--jobs", 3, "--hang", note)
    acknowledged = [process.stdout.readline().split() for _ in range(3)]
    wait_until(lambda: note.exists() and note.read_text())
    worker = int(note.read_text())
    assert alive(worker)
    process.send_signal(how)
    process.wait()
    wait_until(lambda: not alive(worker))
    if how == signal.SIGINT:
        assert "KeyboardInterrupt" in process.stderr.read()
    with Store.open(tmp_path / "run") as store:
        assert store.keys() == {key for keys in acknowledged for key in keys}


def test_ctrl_c_in_a_terminal_reaches_the_whole_group_and_is_survived_by_the_rows(tmp_path):
    # In a terminal the interrupt goes to workers and fork server as well.
    command = [sys.executable, Path(__file__).with_name("coordinator.py"), tmp_path, "--engine", "processes"]
    process = subprocess.Popen(
        [*map(str, command), "--jobs", "2000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    acknowledged = process.stdout.readline().split()
    os.killpg(process.pid, signal.SIGINT)
    rest, errors = process.communicate()
    assert errors.count("Traceback") == 1
    with Store.open(tmp_path) as store:
        assert set(acknowledged) | set(rest.split()) <= store.keys()
        assert 0 < len(store) < 6000

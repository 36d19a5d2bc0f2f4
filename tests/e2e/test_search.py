"""Searches in their own process: equal seeds, equal bits, whatever the workers and however often stopped."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-m", "lcmnas_core.cli.main"]
SMOKE = ("search", "--preset", "smoke")


def lcmnas(*words):
    done = subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def canonical(folder):
    lcmnas("export", folder, "--format", "canonical")
    return (folder / "measurements.canonical").read_text()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    lcmnas(*SMOKE, "--engine", "inline", "--out", folder)
    return canonical(folder)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_no_bit(undisturbed, workers, tmp_path):
    lcmnas(*SMOKE, "--workers", workers, "--out", tmp_path)
    assert canonical(tmp_path) == undisturbed


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_stopped_and_resumed_it_finds_the_same(undisturbed, how, tmp_path):
    for rows in (2, 9, 14):
        stop_after(rows, how, tmp_path)
    lcmnas(*SMOKE, "--out", tmp_path)
    assert canonical(tmp_path) == undisturbed


def stop_after(rows, how, folder):
    """Start the search and stop it once the store holds `rows`."""
    process = subprocess.Popen(
        [*COMMAND, *SMOKE, "--workers", "2", "--out", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while process.poll() is None and held(folder) < rows and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(how)
    process.wait(60)


def held(folder):
    path = folder / "store.sqlite"
    if not path.is_file():
        return 0
    try:
        with sqlite3.connect(path, timeout=1) as store:
            return store.execute("SELECT count(*) FROM measurement").fetchone()[0]
    except sqlite3.Error:
        return 0

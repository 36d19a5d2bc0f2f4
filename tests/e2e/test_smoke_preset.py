"""The smoke preset as a user runs it: in its own process, with workers, interrupted and resumed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

COMMAND = [sys.executable, "-m", "lcmnas_core.cli.main"]
RANKING = ("run", "proxy-ranking", "--preset", "smoke")
ROWS = 200 * 2 * 5


def lcmnas(*words, check=0):
    done = subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True)
    assert done.returncode == check, done.stderr
    return done


@pytest.mark.slow
def test_run_report_gate(tmp_path):
    run = tmp_path / "run"
    lcmnas("run", "smoke", "--out", run)
    with sqlite3.connect(run / "store.sqlite") as store:
        statement = "SELECT count(*) FROM latest WHERE status = 'ok' AND suite = 'proxy-ranking'"
        assert store.execute(statement).fetchone() == (ROWS,)
    lcmnas("report", run, "--figures")
    for page in ("index", "proxy-ranking", "macro-search", "fidelity", "search-cost"):
        assert (run / f"{page}.html").stat().st_size > 10_000
    lcmnas("gate", run, "--write-baseline", tmp_path / "baseline.json")
    lcmnas("gate", run, "--baseline", tmp_path / "baseline.json")
    environment = next(iter(exported(run)["environments"].values()))
    assert environment["torch"]["threads"] == 1


@pytest.mark.slow
def test_interrupted_and_resumed_equals_undisturbed(tmp_path):
    cut, whole = tmp_path / "cut", tmp_path / "whole"
    interrupted = interrupt_after(40, cut)
    assert interrupted.returncode == 130
    assert "resume with the same command" in interrupted.stderr
    assert "Traceback" not in interrupted.stderr
    kept = json.loads(lcmnas("status", cut, "--json").stdout)
    assert 40 <= kept["runs"][0]["present"] < ROWS
    lcmnas(*RANKING, "--out", cut)
    lcmnas(*RANKING, "--out", whole)
    texts = []
    for folder in (cut, whole):
        lcmnas("export", folder, "--format", "canonical")
        texts.append((folder / "measurements.canonical").read_text())
    assert len(texts[0].splitlines()) == ROWS
    assert texts[0] == texts[1]


def interrupt_after(rows, folder):
    """Start the run and press Ctrl-C once the store holds `rows`."""
    process = subprocess.Popen(
        [*COMMAND, *RANKING, "--out", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline and process.poll() is None:
        if present(folder) >= rows:
            process.send_signal(signal.SIGINT)
            break
        time.sleep(0.05)
    out, err = process.communicate(timeout=600)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def present(folder):
    from lcmnas_core.errors import LcmnasError
    from lcmnas_core.records.store import Store

    try:
        with Store.open(folder) as store:
            return len(store)
    except LcmnasError:
        return 0


def exported(folder):
    lcmnas("export", folder)
    return json.loads((folder / "measurements.json").read_text())

"""`lcmnas run` on real networks and images, killed at random moments and resumed by the same command."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from lcmnas_core.records.store import Store

COMMAND = [sys.executable, "-m", "lcmnas_core.cli.main"]
RUN = ["run", "proxy-ranking", "--preset", "quick", "--limit", "40", "--proxies", "all,zen_paper"]
KILLS = 10


def stored(folder):
    """The latest rows by key; each key once."""
    if not folder.exists():
        return {}
    with Store.open(folder) as store:
        rows = [(row.identity.key, row.outcome) for row in store]
    assert len(rows) == len(dict(rows))
    return dict(rows)


@pytest.mark.slow
def test_ten_kills_lose_and_double_nothing(tmp_path):
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    started = time.monotonic()
    subprocess.run([*COMMAND, *RUN, "--out", str(whole)], check=True, capture_output=True)
    lasted = time.monotonic() - started
    moments = random.Random(KILLS)
    before, cut_short = {}, 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*COMMAND, *RUN, "--out", str(killed)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.2, 0.6) * lasted)
        process.kill()
        process.wait()
        now = stored(killed)
        assert before.items() <= now.items()
        cut_short += len(before) < len(now) < len(stored(whole))
        before = now
    assert cut_short >= 2
    subprocess.run([*COMMAND, *RUN, "--out", str(killed)], check=True, capture_output=True)
    assert before.items() <= stored(killed).items()
    texts = []
    for folder in (killed, whole):
        subprocess.run(
            [*COMMAND, "export", str(folder), "--format", "canonical"], check=True, capture_output=True
        )
        texts.append((folder / "measurements.canonical").read_bytes())
    assert texts[0] == texts[1]

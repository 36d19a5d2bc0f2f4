"""What a second worker process brings, and what a worker weighs: whole runs of `lcmnas run`, in turns.

Each round scores the same NAS-Bench-201 networks (C=16, N=5, batch 64, every proxy) with one worker and with
two; a ratio is one round's wall seconds over the other's, start-up included. Memory is the proportional set
size of the heaviest worker, looked at every second (Linux).

    python -m bench.bench_workers [--rounds 3] [--cells 24] [--images cifar10_first4000] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

COMMAND = [
    *(sys.executable, "-m", "lcmnas_core.cli.main", "run", "proxy-ranking"),
    *("--table", "nb201_mini", "--population", "subspace", "--seeds", "1"),
    *("--channels", "16", "--cells", "5", "--batch", "64"),
]
IMAGES = "mnist5k"
TICK_S = 1.0
GIB = 2**30


def run(workers: int, cells: int, images: str = IMAGES) -> tuple[float, int]:
    """Wall seconds of one run, and the largest proportional set size of a process below it, in bytes."""
    with TemporaryDirectory() as folder:
        words = ["--images", images, "--limit", str(cells), "--workers", str(workers), "--out", folder]
        started, heaviest = time.perf_counter(), 0
        process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL)
        while not ended_within(process, TICK_S):
            heaviest = max([heaviest, *map(proportional_bytes, descendants(process.pid))])
        assert process.returncode == 0
        return time.perf_counter() - started, heaviest


def ended_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def descendants(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from descendants(child)


def proportional_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--cells", type=int, default=24)
    options.add_argument("--images", default=IMAGES)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    seconds: dict[int, list[float]] = {1: [], 2: []}
    heaviest = 0
    for _ in range(chosen.rounds):
        for workers, found in seconds.items():
            wall, size = run(workers, chosen.cells, chosen.images)
            found.append(wall)
            heaviest = max(heaviest, size)
    ratios = [one / two for one, two in zip(seconds[1], seconds[2], strict=True)]
    sys.stdout.write(
        f"one worker {min(seconds[1]):.1f} s, two {min(seconds[2]):.1f} s; by round "
        f"{', '.join(f'{each:.2f}x' for each in ratios)}, median {statistics.median(ratios):.2f}x\n"
        f"heaviest worker: {heaviest / GIB:.2f} GiB proportional set size\n"
    )
    if chosen.json:
        chosen.json.write_text(
            json.dumps({"images": chosen.images, "ratios": ratios, "worker_pss_bytes": heaviest})
        )


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_of_eight_networks(benchmark, workers):
    benchmark.pedantic(run, (workers, 8), rounds=1)


if __name__ == "__main__":
    main()

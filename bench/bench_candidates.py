"""How many candidates of a search are scored in a minute: drawn, checked, built and scored by workers.

The images are the published part of CIFAR-10 (`cifar10_jpeg` must be at hand). The start of the workers is
left out: each scores one candidate before the clock runs.

    python -m bench.bench_candidates [--max-macs 60000000] [--images 256] [--count 40] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import pytest

from lcmnas_core.engines import processes
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.errors import MissingError
from lcmnas_core.search.asks import Asked
from lcmnas_core.search.graph_drawing import GraphDrawing
from lcmnas_core.search.request import Search
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces.wdg_macro.acceptance import Limits
from suites import SUITES

DATASET = "cifar10_jpeg"


def searching(max_macs: int | None, images: int) -> Search:
    """A search that only scores, at the sizes of its networks as drawn."""
    request = SUITES["macro-search"].request(
        None,
        {"dataset": DATASET, "weight": 1.0, "score_images": images, "reference_fitness": "uniform"},
    )
    return request.searches[0].model_copy(update={"limits": Limits(macs=max_macs)})


def scored_per_minute(search: Search, count: int, workers: int) -> tuple[float, float]:
    """Candidates per minute, and the mean multiply-adds of one, in millions."""
    drawing = GraphDrawing(search)
    started = 0.0
    macs = []

    def jobs():
        nonlocal started
        for number in range(count + workers):
            if number == workers:
                started = time.perf_counter()
            chain = drawing.draw(rng_for("bench", number))
            macs.append(drawing.counts(chain).macs)
            yield Asked(search, str(chain), scored=True).job()

    with processes.workers(EngineOptions(workers=workers)) as perform:
        for finished in perform(jobs()):
            assert finished.outcomes[0].status in ("ok", "nonfinite"), finished.outcomes
    return 60 * count / (time.perf_counter() - started), sum(macs) / len(macs) / 1e6


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--max-macs", type=int)
    options.add_argument("--images", type=int, default=256)
    options.add_argument("--count", type=int, default=40)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    rate, mean = scored_per_minute(searching(chosen.max_macs, chosen.images), chosen.count, chosen.workers)
    sys.stdout.write(
        f"{rate:.1f} candidates a minute with {chosen.workers} workers, {chosen.images} images, "
        f"{mean:.0f} MMAC on average\n"
    )
    if chosen.json:
        found = {"per_minute": rate, "mean_mmac": mean, "images": chosen.images, "workers": chosen.workers}
        chosen.json.write_text(json.dumps({**found, "max_macs": chosen.max_macs, "count": chosen.count}))


def test_scoring_a_candidate(benchmark):
    from lcmnas_core.engines.runner import perform

    try:
        search = searching(20_000_000, 64)
    except MissingError as error:
        pytest.skip(str(error))
    drawing = GraphDrawing(search)
    job = Asked(search, str(drawing.draw(rng_for("bench", 0))), scored=True).job()
    benchmark.pedantic(perform, (job,), rounds=3, warmup_rounds=1)


if __name__ == "__main__":
    main()

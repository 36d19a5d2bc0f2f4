"""How long a search will take, told before it begins."""

from __future__ import annotations

import math
import statistics
import time
from dataclasses import dataclass

from lcmnas_core.search.cost import evaluation_spent, training_spent
from lcmnas_core.search.drawing import drawing_of
from lcmnas_core.search.methods import evaluations, trainings
from lcmnas_core.search.references import training_of_references
from lcmnas_core.search.request import Search
from lcmnas_core.seeding import rng_for
from lcmnas_core.spaces import SPACES
from lcmnas_core.training.cost import PASSES_PER_STEP

DRAWS = 32
TIMED_IMAGES = 32


@dataclass(frozen=True)
class Estimate:
    """What a search will take: candidates, multiply-adds with final pick and training, wall seconds."""

    evaluations: int
    macs: int
    seconds: float


def estimate(search: Search, workers: int, paid: float = math.inf) -> Estimate:
    """From the mean cost of some first draws, and the time of one training step of the median one here.

    `paid` is how many short trainings its budget comes to.
    """
    drawing = drawing_of(search)
    drawn = sorted(
        (drawing.draw(rng_for("estimate", search.seed, number)) for number in range(DRAWS)),
        key=lambda each: drawing.counts(each).macs,
    )
    mean = round(statistics.fmean(drawing.counts(each).macs for each in drawn))
    valued = round(min(paid, trainings(search)) * evaluation_spent(search, mean).macs)
    macs = training_of_references(search).macs + valued
    macs += search.ending.finalists * training_spent(search, search.ending.pick, mean).macs
    if search.ending.training is not None:
        macs += search.ending.seeds * training_spent(search, search.ending.training, mean).macs
    median = drawn[len(drawn) // 2]
    rate = _macs_per_second(search, median, drawing.counts(median).macs)
    return Estimate(evaluations(search), macs, macs / rate / workers)


def _macs_per_second(search: Search, architecture: object, macs: int) -> float:
    import torch

    from lcmnas_core.engines.threads import one_thread

    with one_thread():
        network = SPACES[search.space].build(architecture, search.build_settings)
        images = torch.zeros(TIMED_IMAGES, *search.images.shape).contiguous(memory_format=torch.channels_last)
        seconds = []
        for _ in range(2):  # the first one chooses the kernels
            started = time.perf_counter()
            torch.autograd.backward(network(images).sum())
            seconds.append(time.perf_counter() - started)
    return PASSES_PER_STEP * TIMED_IMAGES * macs / seconds[-1]

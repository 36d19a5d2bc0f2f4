"""NAS-Bench-Macro: a table of test accuracies alone, so searches see one run and are held to the others."""

from __future__ import annotations

from dataclasses import replace

from lcmnas_core.spaces.nas_bench_macro import NAS_BENCH_MACRO
from lcmnas_core.tables import load
from lcmnas_core.tables.nas_bench_macro import EPOCHS, NAME
from lcmnas_core.training.cost import PASSES_PER_STEP

from ..landscape import Landscape, Truth
from .columns import numbers, other_runs, rows_of, sizes
from .site import LANDSCAPES, Site

DATASET, IMAGES = "cifar10", 50_000
BUDGET = 100


def read(name: str) -> tuple[Landscape, Truth]:
    """Without seconds: cost is counted in evaluations and multiply-adds."""
    table = load(NAME)
    runs, rows = table.seeds(DATASET, "test"), rows_of(table, NAS_BENCH_MACRO)
    shown = Landscape(
        name=name,
        space=NAS_BENCH_MACRO,
        dataset=DATASET,
        sha256=table.sha256,
        rows=rows,
        stages=(EPOCHS,),
        accuracy=numbers(runs.iloc[:, 0])[None],
        seconds=None,
        seconds_of=None,
        macs=numbers(table.quantity("macs")) * PASSES_PER_STEP * EPOCHS * IMAGES,
        signals=sizes(NAS_BENCH_MACRO, rows),
        shown="test accuracy of the first run, at its best epoch: the table has no validation accuracy",
    )
    truth = other_runs(runs)
    return shown, replace(truth, reported=f"{truth.reported}, on the test images that searches saw too")


LANDSCAPES.register("nas_bench_macro", Site(NAME, BUDGET, read, NAME))

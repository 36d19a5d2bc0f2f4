"""The complete subspace of `nb201_mini`: curves, CPU seconds of this project, nothing to fetch."""

from __future__ import annotations

import numpy as np

from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201
from lcmnas_core.tables import Table, load
from lcmnas_core.tables.members import expanded
from lcmnas_core.training.cost import PASSES_PER_STEP

from ..landscape import Landscape, Truth
from .columns import numbers, other_runs, rows_of, sizes
from .site import LANDSCAPES, Site

TABLE = "nb201_mini"
IMAGES = 2_944
"""In an epoch: of 3,000 training images those in whole batches of 128."""
BUDGET = 2_500


def read(name: str) -> tuple[Landscape, Truth]:
    """729 cells, each with the training of its class; the first training is seen, the others are reported."""
    table = expanded(load(TABLE).restrict("subspace"))
    rows = rows_of(table, CONVOLUTION_SUBSPACE)
    dataset, runs = table.card.dataset, table.seeds(table.card.dataset, "test")
    stages, seen = _stages(table), int(runs.columns[0])
    shown = Landscape(
        name=name,
        space=CONVOLUTION_SUBSPACE,
        dataset=dataset,
        sha256=table.sha256,
        rows=rows,
        stages=stages,
        accuracy=np.stack([numbers(table.truth(dataset, "validation", each, seen)) for each in stages]),
        seconds=numbers(table.seconds(dataset)),
        seconds_of="cpu",
        macs=numbers(table.quantity("macs")) * PASSES_PER_STEP * stages[-1] * IMAGES,
        signals=sizes(CONVOLUTION_SUBSPACE, rows),
        shown="validation accuracy of the first training",
    )
    return shown, other_runs(runs)


def _stages(table: Table) -> tuple[int, ...]:
    """Epochs of the checkpoints of whole trainings."""
    return tuple(
        sorted(
            {
                each.epochs
                for each in table.card.columns
                if each.split == "validation" and not each.variant and each.epochs is not None
            }
        )
    )


LANDSCAPES.register("nb201_mini", Site(TABLE, BUDGET, read, NASBENCH201.name))

"""Planted accuracies in which neighbours have nothing in common: no search can do better than chance."""

from __future__ import annotations

from lcmnas_core.spaces.synthetic import SYNTHETIC
from lcmnas_core.tables import load

from ..landscape import Landscape, Signal, Truth
from .columns import numbers, rows_of
from .site import LANDSCAPES, Site

TABLE = "synthetic"
BUDGET = 50


def read(name: str) -> tuple[Landscape, Truth]:
    """One noisy run is seen; cost is counted in evaluations."""
    table = load(TABLE)
    shown = Landscape(
        name=name,
        space=SYNTHETIC,
        dataset=table.card.dataset,
        sha256=table.sha256,
        rows=rows_of(table, SYNTHETIC),
        stages=(1,),
        accuracy=numbers(table.truth(split="validation", seed=0))[None],
        seconds=None,
        seconds_of=None,
        macs=None,
        signals={"params": Signal(numbers(table.quantity("params")))},
        shown="one noisy run",
    )
    return shown, Truth(numbers(table.truth(split="test")), "the planted accuracy")


LANDSCAPES.register("synthetic", Site(TABLE, BUDGET, read, TABLE))

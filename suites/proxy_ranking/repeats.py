"""Accuracies of two trainings of the same architectures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lcmnas_core.errors import UsageError
from lcmnas_core.metrics import MINIMUM_TO_PRINT
from lcmnas_core.tables import Table
from lcmnas_core.tables.schema import SplitName

from .measured import Scored
from .populations import restricted

if TYPE_CHECKING:
    import pandas as pd

SPLITS: tuple[SplitName, ...] = ("test", "validation", "validation+test")
"""Where single runs are looked for, the truth's own split first."""


@dataclass(frozen=True)
class Repeats:
    """The first two runs of every architecture that has both.

    Attributes:
        split: whose accuracies they are.
        runs: index architecture, two columns named after the runs.
        repeats: how many runs each of these architectures has.
    """

    split: SplitName
    runs: pd.DataFrame
    repeats: int


def two_runs(table: Table, dataset: str, scored: Scored) -> Repeats | None:
    """Two trainings of the scored architectures; None where fewer than can be printed have both."""
    table = restricted(table, scored.population)
    for split in SPLITS:
        try:
            runs = table.seeds(dataset, split).reindex(list(scored.archs))
        except UsageError:
            continue
        if runs.shape[1] < 2:
            continue
        both = runs[runs.iloc[:, :2].notna().all(axis=1)]
        if len(both) >= MINIMUM_TO_PRINT:
            return Repeats(split, both.iloc[:, :2], int(both.notna().sum(axis=1).min()))
    return None

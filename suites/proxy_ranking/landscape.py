"""Two trained accuracies of each architecture, where the table has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lcmnas_core.tables import Table

from .measured import Scored
from .repeats import two_runs

if TYPE_CHECKING:
    import pandas as pd


def landscape(table: Table, dataset: str, scored: Scored) -> pd.DataFrame | None:
    """Columns `population`, `arch`, `split`, `first`, `second`; None without two runs of enough of them."""
    found = two_runs(table, dataset, scored)
    if found is None:
        return None
    rows = found.runs.set_axis(["first", "second"], axis=1).rename_axis("arch").reset_index()
    return rows.assign(population=scored.population, split=found.split)

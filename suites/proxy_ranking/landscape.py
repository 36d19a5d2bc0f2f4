"""Two trained accuracies of each architecture, where the table has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .measured import Scored
from .repeats import Repeats

if TYPE_CHECKING:
    import pandas as pd


def landscape(scored: Scored, found: Repeats) -> pd.DataFrame:
    """Columns `population`, `arch`, `split`, `first`, `second`."""
    rows = found.runs.set_axis(["first", "second"], axis=1).rename_axis("arch").reset_index()
    return rows.assign(population=scored.population, split=found.split)

"""The trained accuracies themselves: how far apart they lie, against how well they repeat."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..figures.landscape import landscape as draw_landscape
from ..section import Picture, Section
from ..wording import fixed, several

COLUMNS = ("population", "arch", "split", "first", "second")


def landscape(rows: pd.DataFrame, scores: pd.DataFrame, *, ours: bool, suffix: str = "") -> Section:
    """Accuracies of two trainings of each architecture of one population, over parameters where scored.

    Args:
        rows: two accuracies for each architecture.
        scores: the population's scores; those of `params` give the sizes.
        ours: whether points may be drawn as vectors.
        suffix: what tells the populations' sections apart.
    """
    rows = rows.sort_values("arch", kind="stable")
    first, second = (rows[name].to_numpy(dtype=np.float64) for name in ("first", "second"))
    counted = scores[scores["proxy"] == "params"].set_index("arch")["score"].reindex(rows["arch"])
    params = None if counted.isna().any() else counted.to_numpy(dtype=np.float64)
    picture = Picture(
        f"landscape{suffix}",
        alt="Accuracy of a second training against the first, and mean accuracy over parameters",
        caption="One point per architecture. The closer to the dashed line, the better two trainings agree; "
        "a proxy can order only what lies further apart than that.",
        draw=lambda: draw_landscape(first, second, params, raster=not ours),
    )
    between = float(np.std((first + second) / 2, ddof=1))
    within = float(np.sqrt(np.mean((first - second) ** 2) / 2))
    finding = (
        f"Mean {rows['split'].iloc[0]} accuracies of {several(len(rows), 'architecture')} have a standard "
        f"deviation of "
        f"{fixed(100 * between, 2)} points; trainings of one architecture have {fixed(100 * within, 2)}."
    )
    return Section(f"landscape{suffix}", "What is ranked", finding, pictures=(picture,))

"""How alike proxies rank: tau between every two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import seaborn
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from .style import GAP, SOFT, blank, brief

_COLOURS = seaborn.diverging_palette(35, 250, s=75, l=64, center="light", as_cmap=True)
_ON_CELLS = "#15181c"  # dark on every cell, in either theme of the page

Taus = Mapping[tuple[str, str], float | None]


def tau_matrix(names: Sequence[str], taus: Taus) -> NDArray[np.float64]:
    """(P, P), symmetric, 1 on the diagonal; NaN where no tau is known in either order."""
    matrix = np.eye(len(names))
    for row, one in enumerate(names):
        for column, other in enumerate(names[:row]):
            value = taus.get((one, other), taus.get((other, one)))
            matrix[row, column] = matrix[column, row] = np.nan if value is None else value
    return matrix


def by_likeness(names: Sequence[str], taus: Taus) -> list[str]:
    """The names reordered so that proxies that rank alike stand together (average linkage on 1 - |tau|)."""
    if len(names) < 3:
        return list(names)
    distance = np.clip(1 - np.abs(np.nan_to_num(tau_matrix(names, taus))), 0, None)
    np.fill_diagonal(distance, 0)
    return [names[place] for place in leaves_list(linkage(squareform(distance, checks=False), "average"))]


def pairs_matrix(names: Sequence[str], taus: Taus) -> Figure:
    """Lower triangle of the matrix, numbers in the cells; unknown cells are hatched, never zero."""
    matrix = tau_matrix(names, taus)[1:, :-1]  # the first row and the last column hold only the diagonal
    side = 0.36 * len(matrix)
    figure = blank(max(side, 1) + 1.5, max(side, 1) + 1.3)
    axes = figure.subplots()
    above = np.triu(np.ones_like(matrix, dtype=bool), k=1)
    seaborn.heatmap(
        matrix,
        mask=above | np.isnan(matrix),
        ax=axes,
        vmin=-1,
        vmax=1,
        cmap=_COLOURS,
        annot=np.vectorize(_short, otypes=[str])(matrix),
        fmt="",
        annot_kws={"fontsize": 7, "color": _ON_CELLS},
        linewidths=0.8,
        linecolor=GAP,
        xticklabels=[brief(name) for name in names[:-1]],
        yticklabels=[brief(name) for name in names[1:]],
        cbar=False,
    )
    for row, column in zip(*np.nonzero(np.isnan(matrix) & ~above), strict=True):
        axes.add_patch(Rectangle((column, row), 1, 1, fill=False, hatch="////", edgecolor=SOFT, linewidth=0))
    axes.tick_params(length=0)
    axes.tick_params(axis="x", rotation=90)
    axes.tick_params(axis="y", rotation=0)
    return figure


def _short(tau: float) -> str:
    return f"{tau:.2f}".replace("0.", ".", 1).replace("-", "−")

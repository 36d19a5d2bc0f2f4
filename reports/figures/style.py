"""The one plotting module: colours, markers, fonts and axes that every figure shares."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib
import seaborn
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from ..families import FAMILIES
from ..methods import kind, label
from ..wording import PREFIXES

# The page turns each of these colours into one of its own, so that figures follow its theme.
INK, SOFT, RULE, GAP = "#1b1f24", "#5b636d", "#d8dce1", "#fffffe"
GOOD, BAD, UNSURE = "#17734a", "#b3372b", "#7c5a00"


@dataclass(frozen=True)
class Mark:
    """Colour (Okabe and Ito's or Tol's, safe for colour-blind readers) and marker shape."""

    colour: str
    shape: str


MARKS = {
    "size": Mark("#0072b2", "o"),
    "saliency": Mark("#d55e00", "s"),
    "separability": Mark("#009e73", "D"),
    "other": Mark("#a8578a", "^"),
}

METHOD_MARKS = {
    "lcmnas": Mark("#0077bb", "o"),
    "random_search": Mark("#6d6e70", "s"),
    "regularized_evolution": Mark("#cc3311", "^"),
    "econas": Mark("#332288", "h"),
    "greedy_macro_micro": Mark("#2a7f3e", "<"),
    "random_layer": Mark("#009988", "D"),
    "random_model": Mark("#b57a00", "v"),
    "random_both": Mark("#aa3377", "P"),
    "other_method": Mark("#7a5230", "X"),
}

ENTRANT_MARKS = {
    "lissnas": Mark("#117733", "D"),
    "predictor": Mark("#44489c", "v"),
}
"""Of strategies that stand in no comparison of searches; the others take theirs from `METHOD_MARKS`."""

_LONGEST_NAME = 22

_SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.labelsize": 9.0,
    "axes.titlesize": 9.0,
    "xtick.labelsize": 8.0,
    "ytick.labelsize": 8.0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": RULE,
    "axes.linewidth": 0.8,
    "xtick.major.width": 0.8,
    "ytick.major.width": 0.8,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "hatch.linewidth": 0.6,
    "figure.facecolor": "white",
    "axes.facecolor": "none",
    # A name with dollar signs is a name, not mathematics.
    "text.parse_math": False,
    "svg.hashsalt": "lcmnas",
}


@contextmanager
def drawing() -> Iterator[None]:
    """Draw and save inside: matplotlib's own defaults plus ours, whatever the user's matplotlibrc says."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        # A name in another script is drawn by the reader's fonts on the page, and as boxes in files.
        warnings.filterwarnings("ignore", r"Glyph .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(seaborn.plotting_context("paper"))
        matplotlib.rcParams.update(seaborn.axes_style("ticks"))
        matplotlib.rcParams.update(_SETTINGS)
        yield


def blank(width: float, height: float) -> Figure:
    """An empty figure of that many inches, not known to pyplot."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def settle(figure: Figure) -> None:
    """Find the layout once and keep it, so that pixels are final before the first drawing."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    figure.set_layout_engine("none")


def bare(axes: Axes, *, grid: str = "") -> None:
    """Leave only the lower and left spines; `grid` is "x", "y", "both" or nothing."""
    seaborn.despine(ax=axes)
    if grid:
        axes.grid(axis=grid, linewidth=0.6)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def legend(figure: Figure, handles: Sequence[Artist], columns: int | None = None) -> None:
    """What marks and lines mean, below the panels; in one row unless in so many columns."""
    figure.legend(
        handles=[*handles],
        loc="outside lower left",
        ncols=columns or len(handles),
        frameon=False,
        fontsize=8,
    )


def family_handles(present: Iterable[str]) -> list[Line2D]:
    """Legend entries of the families present, in their fixed order."""
    kept = set(present)
    return [
        Line2D([], [], linestyle="none", marker=MARKS[name].shape, color=MARKS[name].colour, label=name)
        for name in FAMILIES
        if name in kept
    ]


def mark_of(method: str) -> Mark:
    """Colour and marker of a search method."""
    return METHOD_MARKS[kind(method)]


def method_handles(methods: Iterable[str]) -> list[Line2D]:
    """Legend entries of search methods, in the order given."""
    marks = [(mark_of(method), label(method)) for method in methods]
    return [Line2D([], [], color=mark.colour, marker=mark.shape, label=brief(name)) for mark, name in marks]


def brief(name: str) -> str:
    """A name that fits beside an axis; the page's tables hold it whole."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def logarithmic(axes: Axes, template: str = "{:g}", few: float = 300) -> None:
    """A logarithmic axis across, labelled between powers of ten too where they are few: high < `few` low."""
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < few * low else (1,)))
    axes.xaxis.set_major_formatter(plain_ticks(template))
    axes.xaxis.set_minor_formatter(NullFormatter())


def plain_ticks(template: str = "{:g}") -> FuncFormatter:
    """Tick labels as plain text with a real minus sign."""
    return FuncFormatter(lambda value, _: template.format(value).replace("-", "−"))


def prefixed() -> FuncFormatter:
    """Tick labels with decimal prefixes: `0`, `500`, `20 k`, `1.5 T`."""
    return FuncFormatter(lambda value, _: _prefixed_text(value))


def _prefixed_text(value: float) -> str:
    power = max((power for power in range(len(PREFIXES)) if abs(value) >= 1000**power), default=0)
    return f"{value / 1000**power:g} {PREFIXES[power]}".strip().replace("-", "−")

"""How well two trainings of the same architectures agree: what noise in the truth leaves to any proxy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lcmnas_core.errors import UsageError
from lcmnas_core.metrics import MINIMUM_TO_PRINT, bootstrap_taus, ceiling_tau
from lcmnas_core.tables import Table
from lcmnas_core.tables.schema import SplitName

from .measured import Scored
from .populations import restricted

if TYPE_CHECKING:
    import pandas as pd

SPLITS: tuple[SplitName, ...] = ("test", "validation", "validation+test")
"""Where single runs are looked for, the truth's own split first."""


def ceilings(table: Table, dataset: str, scored: Scored) -> Iterator[dict[str, Any]]:
    """Tau between two training seeds, and what it lets a noiseless score have; nothing without two seeds."""
    found = _two_runs(restricted(table, scored.population), dataset, scored.archs)
    if found is None:
        return
    split, runs, repeats = found
    drawn = bootstrap_taus({"tau": runs.iloc[:, 0]}, runs.iloc[:, 1], clusters=_classes(scored, runs))
    tau, interval = drawn.taus["tau"], drawn.interval("tau")
    if tau is None:
        return
    names = " and ".join(map(str, runs.columns))
    yield {
        "population": scored.population,
        "kind": "two trainings of the same architectures agree no better",
        "tau": tau,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "n": len(runs),
        "note": f"{split} accuracy of runs {names}",
    }
    yield {
        "population": scored.population,
        "kind": "what a score without any noise would reach against the mean over runs",
        "tau": ceiling_tau(tau, seeds=repeats),
        "low": None,
        "high": None,
        "n": len(runs),
        "note": f"from the line above by the Spearman-Brown formula, {repeats} runs",
    }


def _two_runs(
    table: Table, dataset: str, archs: tuple[str, ...]
) -> tuple[SplitName, pd.DataFrame, int] | None:
    """The first two runs where both are known, and how many runs every such architecture has."""
    for split in SPLITS:
        try:
            runs = table.seeds(dataset, split).reindex(list(archs))
        except UsageError:
            continue
        if runs.shape[1] < 2:
            continue
        both = runs[runs.iloc[:, :2].notna().all(axis=1)]
        if len(both) >= MINIMUM_TO_PRINT:
            return split, both.iloc[:, :2], int(both.notna().sum(axis=1).min())
    return None


def _classes(scored: Scored, runs: pd.DataFrame) -> list[Any] | None:
    if scored.classes is None:
        return None
    labels = dict(zip(scored.archs, scored.classes, strict=True))
    return [labels[arch] for arch in runs.index]

"""How well two trainings of the same architectures agree: what noise in the truth leaves to any proxy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lcmnas_core.metrics import bootstrap_taus, ceiling_tau

from .measured import Scored
from .repeats import Repeats

if TYPE_CHECKING:
    import pandas as pd


def ceilings(scored: Scored, found: Repeats) -> Iterator[dict[str, Any]]:
    """What a noiseless score can have, and the tau between two seeds that tells."""
    runs = found.runs
    drawn = bootstrap_taus({"tau": runs.iloc[:, 0]}, runs.iloc[:, 1], clusters=_classes(scored, runs))
    tau, interval = drawn.values["tau"], drawn.interval("tau")
    if tau is None:
        return
    names = " and ".join(map(str, runs.columns))
    yield {
        "population": scored.population,
        "kind": f"a score without noise would reach no more against the mean of {found.repeats} trainings",
        "tau": ceiling_tau(tau, seeds=found.repeats),
        "low": None,
        "high": None,
        "n": len(runs),
        "note": f"from the line below by the Spearman-Brown formula, {found.repeats} runs",
    }
    yield {
        "population": scored.population,
        "kind": "two trainings of the same architectures agree no better",
        "tau": tau,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "n": len(runs),
        "note": f"{found.split} accuracy of runs {names}",
    }


def _classes(scored: Scored, runs: pd.DataFrame) -> list[Any] | None:
    if scored.classes is None:
        return None
    labels = dict(zip(scored.archs, scored.classes, strict=True))
    return [labels[arch] for arch in runs.index]

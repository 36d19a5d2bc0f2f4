"""Our scores against the scores that others released for the same architectures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lcmnas_core.metrics import MINIMUM_TO_PRINT, Difference, spearman
from lcmnas_core.metrics.resampling import resample
from lcmnas_core.tables import Table
from lcmnas_core.tables.released import released_scores

from .anchor_demands import demanded, explanation, is_met
from .measured import Floats, Scored
from .populations import LIVE
from .request import Request
from .seed_mean import bootstrap, mean

RESAMPLES = 500
"""Of the lower bound of Spearman's rho."""


@dataclass(frozen=True)
class Anchor:
    """One column of somebody else's numbers, where it and ours are both known.

    Attributes:
        ours: (seeds, n), NaN where theirs is missing.
        theirs: (1, n), NaN where ours is missing.
    """

    proxy: str
    column: str
    ours: Floats
    theirs: Floats

    @property
    def n(self) -> int:
        """Architectures with both."""
        return int((~np.isnan(self.theirs)).sum())


def anchors(request: Request, table: Table, scored: Scored) -> list[dict[str, Any]]:
    """One row for each proxy and released column, on the run's architectures and target.

    Raises:
        MissingError: the released scores are not at hand.
        StoreError: they are damaged.
    """
    found = [each for each in _columns(request, table, scored) if each.n >= MINIMUM_TO_PRINT]
    if not found:
        return []
    values = {f"ours {each.column} {each.proxy}": each.ours for each in found}
    values |= {f"theirs {each.column} {each.proxy}": each.theirs for each in found}
    drawn = bootstrap(values, scored.truth, scored.classes)
    keys = [(f"ours {each.column} {each.proxy}", f"theirs {each.column} {each.proxy}") for each in found]
    differences = drawn.simultaneous_differences(keys)
    return [
        _row(request, scored, each, (drawn.values[key[0]], drawn.values[key[1]]), differences[key])
        for each, key in zip(found, keys, strict=True)
    ]


def _columns(request: Request, table: Table, scored: Scored) -> Iterator[Anchor]:
    released = released_scores(request.table)
    archs = list(scored.archs)
    for name in request.names:
        for each in released.of(name, request.dataset):
            theirs = released.frame[each.column].reindex(archs)
            yield _anchor(scored, name, each.column, theirs.to_numpy())
    for name in (each for each in ("params", "macs") if each in request.names):
        column = next(
            each
            for each in table.card.columns
            if (each.kind, each.metric, each.dataset, each.variant) == ("quantity", name, request.dataset, "")
        )
        yield _anchor(scored, name, column.name, table.frame[column.name].reindex(archs).to_numpy())


def _anchor(scored: Scored, proxy: str, column: str, theirs: Floats) -> Anchor:
    ours = scored.values[proxy]
    either = np.isnan(ours[0]) | np.isnan(theirs)
    return Anchor(proxy, column, np.where(either, np.nan, ours), np.where(either, np.nan, theirs)[None, :])


def _row(
    request: Request,
    scored: Scored,
    anchor: Anchor,
    taus: tuple[float | None, float | None],
    difference: Difference | None,
) -> dict[str, Any]:
    init = request.networks.init if request.networks else ""
    interval = difference.interval if difference else None
    rho, rho_low = _spearman(anchor, scored)
    required = demanded(anchor.proxy, anchor.column, init)
    differs = interval is not None and not interval.low <= 0 <= interval.high
    reached = scored.population == LIVE
    why = explanation(anchor.proxy, anchor.column, init, all_reached=reached)
    return {
        "comparison": f"{scored.population}, {request.dataset}",
        "proxy": anchor.proxy,
        "anchor_column": anchor.column,
        "target": request.target,
        "init": init,
        "n": anchor.n,
        "tau_ours": taus[0],
        "tau_released": taus[1],
        "difference": difference.value if difference else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "spearman": rho,
        "spearman_low": rho_low,
        "required": required,
        "verdict": _verdict(rho, required, differs, why),
        "explanation": why,
    }


def _verdict(rho: float | None, required: float | None, differs: bool, why: str) -> str:
    """`below`, `explained`, `unexplained`, `reported` or `agrees`, the first that holds."""
    if required is not None and not is_met(rho, required):
        return "below"
    if differs:
        return "explained" if why else "unexplained"
    return "reported" if required is None else "agrees"


def _spearman(anchor: Anchor, scored: Scored) -> tuple[float | None, float | None]:
    """Mean over our seeds of rho with theirs, and its lower 95% bound by the bootstrap."""
    known = ~np.isnan(anchor.theirs[0])
    theirs, ours = anchor.theirs[0, known], anchor.ours[:, known]
    classes = None if scored.classes is None else scored.classes[known]
    rho = mean(spearman(each, theirs) for each in ours)
    weights = resample(len(theirs), RESAMPLES, clusters=classes)
    draws = []
    for column in weights.T:
        drawn = np.repeat(np.arange(len(theirs)), column)
        draws.append(mean(spearman(each[drawn], theirs[drawn]) for each in ours))
    defined = [each for each in draws if each is not None]
    return rho, float(np.quantile(defined, 0.05)) if rho is not None and defined else None

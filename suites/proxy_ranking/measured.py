"""The stored rows of one request, and per population the scores as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from lcmnas_core.errors import UsageError
from lcmnas_core.records.rows import settings_text
from lcmnas_core.tables import Table

from .populations import architectures, restricted
from .request import NAME, Request

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]

COLUMNS = (
    "suite", "suite_version", "space", "arch", "estimator", "estimator_version", "dataset", "data_sha256",
    "seed", "settings", "status", "value", "error_message", "standalone_cpu_s", "started_at", "finished_at",
)  # fmt: skip
"""The columns of a measurements frame that this suite reads."""

CLASS_COLUMNS = ("rep_arch_index", "class_key")
"""Columns of a table that name the class of architectures with one truth; whole classes are resampled."""


@dataclass(frozen=True)
class Scored:
    """One population: scores of every proxy under every seed, and the truth.

    Attributes:
        archs: those with a truth that were scored under every seed, (n,).
        values: by proxy, (seeds, n); NaN throughout for an architecture that failed under any seed.
        truth: accuracy, (n,).
        classes: label of the class each architecture is in, (n,); None where the table knows none.
    """

    population: str
    archs: tuple[str, ...]
    values: Mapping[str, Floats]
    truth: Floats
    classes: npt.NDArray[Any] | None


def rows_of(request: Request, measurements: pd.DataFrame) -> pd.DataFrame:
    """The rows that the request plans, as far as they were made.

    Raises:
        UsageError: there are none.
    """
    facts = {
        each.name: (each.version, settings_text(request.settings(each.name))) for each in request.proxies
    }
    same = (
        (measurements["suite"] == NAME)
        & (measurements["suite_version"] == request.suite_version)
        & (measurements["space"] == request.space)
        & (measurements["data_sha256"] == request.data_sha256)
        & (measurements["seed"] < request.seeds)
    )
    found = measurements[same]
    protocol = zip(found["estimator"], found["estimator_version"], found["settings"], strict=True)
    mine = [facts.get(name) == (version, settings) for name, version, settings in protocol]
    if not any(mine):
        raise UsageError(f"nothing is measured yet of this request of {NAME}; run it first")
    return found[mine]


def members(request: Request, table: Table, rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """By population, the architectures scored under every seed, sorted; populations without any left out."""
    seeds = rows.groupby("arch")["seed"].nunique()
    whole = set(seeds.index[seeds == request.seeds])
    found = {
        population: tuple(sorted(whole.intersection(architectures(table, request, population))))
        for population in request.populations
    }
    return {population: archs for population, archs in found.items() if archs}


def scored(
    request: Request, table: Table, rows: pd.DataFrame, population: str, archs: tuple[str, ...]
) -> Scored:
    """Arrays of one population, from the architectures of it that were measured."""
    from pandas import MultiIndex

    part = restricted(table, population)
    truth = part.truth(request.dataset).reindex(list(archs))
    known = truth.index[truth.notna()].tolist()
    wide = rows.pivot(index=["estimator", "seed"], columns="arch", values="value")
    values = {}
    for name in request.names:
        wanted = [(name, seed) for seed in range(request.seeds)]
        cells = wide.reindex(index=MultiIndex.from_tuples(wanted), columns=known)
        values[name] = _all_or_none(cells.to_numpy(dtype=np.float64))
    column = next((each for each in CLASS_COLUMNS if each in part.frame), None)
    return Scored(
        population,
        tuple(known),
        values,
        np.asarray(truth.loc[known], dtype=np.float64),
        None if column is None else part.frame[column].reindex(known).to_numpy(),
    )


def _all_or_none(values: Floats) -> Floats:
    """NaN in every seed where any seed failed, so that all seeds are ranked on the same architectures."""
    return np.where(np.isnan(values).any(axis=0), np.nan, values)

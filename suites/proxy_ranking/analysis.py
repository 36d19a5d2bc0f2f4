"""From stored rows and the table to the frames of a report, and the numbers that outlive the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from lcmnas_core.errors import MissingError, StoreError, UsageError
from lcmnas_core.tables import Table
from lcmnas_core.tables.published import published

from ..suite import Frames
from .anchors import anchors
from .ceiling import ceilings
from .landscape import landscape
from .leaderboard import lines
from .measured import members, rows_of, scored
from .populations import restricted, table_of
from .proxy_pairs import pairs
from .repeats import two_runs
from .request import Request

NEEDING_TRUTH = "scores against accuracy"
AGGREGATED = ("leaderboard", "proxy_pairs", "anchors", "published", "ceiling")
PUBLISHED = ["proxy", "dataset", "metric", "value", "n_archs", "protocol", "source"]

Rows = list[dict[str, Any]]


def analyse(
    request: Request, measurements: pd.DataFrame, aggregates: Mapping[str, Any] | None = None
) -> Frames:
    """Every frame of the report.

    Args:
        request: what was run.
        measurements: the latest rows of the store, with the columns of `measured.COLUMNS` at least.
        aggregates: those of an earlier analysis; they stand in where the table is not at hand.

    Raises:
        UsageError: no architecture is measured yet under every seed.
        MissingError, StoreError: the table is not at hand, or is another one, and there are no aggregates.
    """
    rows = rows_of(request, measurements)
    try:
        table = table_of(request)
    except (MissingError, StoreError) as error:
        if aggregates is None:
            raise
        return _without_table(rows, aggregates, f"{NEEDING_TRUTH}: {error}")
    return _with_table(request, table, rows)


def _with_table(request: Request, table: Table, rows: pd.DataFrame) -> Frames:
    population_of = members(request, table, rows)
    if not population_of:
        raise UsageError("no architecture is measured under every seed yet; resume the run first")
    omitted: list[str] = []
    found: dict[str, Rows] = {name: [] for name in AGGREGATED}
    landscapes = []
    for population, archs in population_of.items():
        mine = rows[rows["arch"].isin(archs)]
        one = scored(request, table, mine, population, archs)
        found["leaderboard"] += lines(request, one, mine)
        found["proxy_pairs"] += pairs(one)
        if (repeats := two_runs(table, request.dataset, one)) is not None:
            found["ceiling"] += ceilings(one, repeats)
            landscapes.append(landscape(one, repeats))
        if request.table == "nasbench201":
            try:
                found["anchors"] += anchors(request, table, one)
            except MissingError as error:
                omitted.append(f"released scores: {error}")
    found["published"] = _published(request)
    truths = {each: restricted(table, each).truth(request.dataset) for each in population_of}
    aggregates: dict[str, Any] = {
        "request_sha256": request.sha256,
        "table_sha256": request.table_sha256,
        "target": request.target,
        "populations": {each: list(archs) for each, archs in population_of.items()},
        **found,
    }
    frames = {**_aggregated(found), **_single(rows, population_of, truths)}
    if landscapes:
        frames["landscape"] = pd.concat(landscapes, ignore_index=True)
    return Frames(frames, aggregates, list(dict.fromkeys(omitted)))


def _without_table(rows: pd.DataFrame, aggregates: Mapping[str, Any], reason: str) -> Frames:
    population_of = {name: tuple(archs) for name, archs in aggregates["populations"].items()}
    frames = {**_aggregated(aggregates), **_single(rows, population_of, {})}
    return Frames(frames, dict(aggregates), [reason])


def _aggregated(found: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """The frames made of aggregates alone; empty ones are left out."""
    return {name: pd.DataFrame(found[name]) for name in AGGREGATED if found[name]}


def _single(
    rows: pd.DataFrame, population_of: Mapping[str, Sequence[str]], truths: Mapping[str, pd.Series[float]]
) -> dict[str, pd.DataFrame]:
    """Frames with a line for each architecture: scores (with the truth where it is known) and failures."""
    names = {"estimator": "proxy", "value": "score", "error_message": "reason"}
    parts = []
    for population, archs in population_of.items():
        part = rows[rows["arch"].isin(archs)].rename(columns=names).assign(population=population)
        if population in truths:
            part["truth"] = part["arch"].map(truths[population])
        parts.append(part)
    everything = pd.concat(parts, ignore_index=True)
    columns = ["population", "arch", "proxy", "seed", "status"]
    failed = everything[everything["status"] != "ok"]
    return {
        "scores": everything[[*columns, "score", *(["truth"] if "truth" in everything else [])]],
        "failures": failed[[*columns, "reason"]].reset_index(drop=True),
    }


def _published(request: Request) -> Rows:
    """Taus and rank correlations from papers on the same space, data set and proxies."""
    return list(_figures(request)) if request.table == "nasbench201" else []


def _figures(request: Request) -> Iterator[dict[str, Any]]:
    frame = published(request.space, request.dataset)
    for row in frame[frame["proxy"].isin(request.names)].to_dict("records"):
        n = row["n_archs"]
        yield {name: row[name] for name in PUBLISHED} | {"n_archs": None if pd.isna(n) else int(n)}

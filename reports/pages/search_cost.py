"""The page of `search-cost`: one block per landscape, then what is said over all of them and by papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from ..blocks import Block, Contents, Fact
from ..frame import FrameError, Frames, optional, required, rows_of
from ..regret_curve import COLUMNS as CURVES
from ..run_info import RunInfo
from ..section import Section
from ..sections import error_and_cost, literature, locality, overhead, published_costs, ranks, reach
from ..sections import shrinkage as shrunk
from ..sections.failures import failures
from ..sections.final_quality import final_quality
from ..sections.final_quality_columns import COLUMNS as FINALS
from ..sections.provenance import rows_by_status
from ..sections.regret import regret
from ..strategies import label
from ..wording import cost, count, listing, number, slugs

LANDSCAPES = ("name", "dataset", "architectures", "unit", "budget", "shown", "reported", "best")
"""Columns of the frame `landscapes`: one row each, in the order of the page."""

FAILURES = ("landscape", "strategy", "seed", "status", "reason")
"""Columns of the frame `failures`: one row per search that has no value."""


def contents(run: RunInfo, frames: Frames) -> Contents:
    """Sections from frames; `landscapes`, `curves` and `finals` are required.

    `ranks`, `reach`, `overhead`, `locality`, `walks`, `shrinkage`, `costs`, `published`, `literature` and
    `failures` may be missing; each section names its columns.

    Raises:
        FrameError: a frame or column is missing, or searches are of a landscape that is not listed.
    """
    places = rows_of(required(frames, "landscapes", LANDSCAPES), LANDSCAPES)
    names = [str(place["name"]) for place in places]
    finals = required(frames, "finals", FINALS)
    required(frames, "curves", CURVES)
    unknown = sorted(set(map(str, finals["landscape"])) - set(names))
    if unknown:
        raise FrameError(f"frame 'finals' holds {listing(unknown)}, which frame 'landscapes' lacks")
    best = {str(place["name"]): number(place["best"]) for place in places}
    blocks = tuple(
        Block(name, key, tuple(_block(frames, name, best[name], f"-{key}" if len(names) > 1 else "")))
        for name, key in slugs(names).items()
        if (finals["landscape"] == name).any()
    )
    shared = (*_elsewhere(frames, names), *_shared(frames), _failures(run, frames))
    styles = ("searches.css", "strategies.css")
    return Contents(blocks, shared, headline(run, frames), styles, legend="Landscape")


def headline(run: RunInfo, frames: Frames) -> tuple[Fact, ...]:
    """What was searched for how much money, what searches saw and what they are held to."""
    finals = frames["finals"]
    strategies = [label(each) for each in dict.fromkeys(map(str, finals["strategy"]))]
    places = rows_of(frames["landscapes"], LANDSCAPES)
    facts = [
        (
            str(place["name"]),
            f"{count(place['architectures'])} architectures; budget "
            f"{cost(place['budget'], str(place['unit']))}; shown: {place['shown']}; "
            f"held to: {place['reported']}",
        )
        for place in places
    ]
    return (
        *facts,
        (f"Strategies ({len(strategies)})", listing(strategies, most=len(strategies))),
        ("Seeds", f"{count(int(finals['n'].max()))} searches of each on each landscape"),
        ("Rows", rows_by_status(run.counts_by_status)),
    )


def _here(frames: Frames, frame: str, columns: tuple[str, ...], name: str) -> pd.DataFrame | None:
    """The frame's rows of one landscape; None where there are none."""
    found = optional(frames, frame, columns)
    mine = None if found is None else found[found["landscape"] == name]
    return None if mine is None or mine.empty else mine


def _block(frames: Frames, name: str, best: float | None, suffix: str) -> Iterator[Section]:
    finals = frames["finals"]
    curves = frames["curves"]
    yield final_quality(finals[finals["landscape"] == name], best, suffix)
    yield regret(curves[curves["landscape"] == name], suffix)
    if (ranked := _here(frames, "ranks", ranks.COLUMNS, name)) is not None:
        yield ranks.ranks(ranked, "seed", suffix)
    if (reached := _here(frames, "reach", reach.COLUMNS, name)) is not None:
        yield reach.reach(reached, suffix)
    if (suggesting := _here(frames, "overhead", overhead.COLUMNS, name)) is not None:
        yield overhead.overhead(suggesting, suffix)
    if (pairs := _here(frames, "locality", locality.COLUMNS, name)) is not None:
        yield locality.locality(pairs, _here(frames, "walks", locality.WALKS, name), suffix)
    if (left := _here(frames, "shrinkage", shrunk.COLUMNS, name)) is not None:
        yield shrunk.shrinkage(left, suffix)


def _elsewhere(frames: Frames, names: list[str]) -> Iterator[Section]:
    """How local networks are whose space is no landscape."""
    rows = optional(frames, "locality", locality.COLUMNS)
    others = [] if rows is None else [str(each) for each in rows["landscape"].unique() if each not in names]
    for name, key in slugs(others).items():
        mine = _here(frames, "locality", locality.COLUMNS, name)
        assert mine is not None
        yield replace(locality.locality(mine, None, f"-{key}"), title=f"Locality of {name}")


def _shared(frames: Frames) -> Iterator[Section]:
    if (ranked := _here(frames, "ranks", ranks.COLUMNS, ranks.ALL)) is not None:
        yield ranks.ranks(ranked, "space", "-over-landscapes")
    if (points := optional(frames, "costs", error_and_cost.COLUMNS)) is not None:
        yield error_and_cost.costs(points)
    if (printed := optional(frames, "literature", literature.COLUMNS)) is not None:
        yield literature.literature(printed)
    if (known := optional(frames, "published", published_costs.COLUMNS)) is not None:
        yield published_costs.published_costs(known)


def _failures(run: RunInfo, frames: Frames) -> Section:
    lost = optional(frames, "failures", FAILURES)
    if lost is not None:
        lost = lost.assign(
            strategy=lost["strategy"].map(label), arch=lost["seed"].map(lambda seed: f"seed {seed}")
        )
    return failures(lost, run.counts_by_status, ("landscape", "strategy"))

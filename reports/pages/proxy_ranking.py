"""The page of `proxy-ranking`: one block per population, released scores, failures."""

from __future__ import annotations

import pandas as pd

from ..blocks import Block, Contents, Fact
from ..frame import FrameError, Frames, of_population, optional, required
from ..run_info import RunInfo
from ..section import Section
from ..sections import anchors, architectures, ceiling, failures, proxy_pairs, scatter
from ..sections.cost import cost
from ..sections.landscape import COLUMNS as LANDSCAPE_COLUMNS
from ..sections.landscape import landscape
from ..sections.leaderboard import leaderboard
from ..sections.provenance import rows_by_status
from ..standing import COLUMNS as LEADERBOARD_COLUMNS
from ..standing import standings
from ..wording import count, listing, slugs


def contents(run: RunInfo, frames: Frames) -> Contents:
    """Sections from frames; `leaderboard` and `scores` are required.

    `proxy_pairs`, `failures`, `anchors`, `published`, `landscape` and `ceiling` may be missing. Where the
    truth is another's table, no architecture's accuracy is in the text.

    Raises:
        FrameError: a frame or column is missing, or the populations of run and leaderboard differ.
    """
    ranked = required(frames, "leaderboard", ("population", *LEADERBOARD_COLUMNS))
    scores = required(frames, "scores", scatter.COLUMNS)
    _same_populations(run, ranked, "leaderboard")
    _same_populations(run, scores, "scores")
    blocks = [
        Block(population, key, _block(run, frames, population, f"-{key}" if len(run.populations) > 1 else ""))
        for population, key in slugs(run.populations).items()
    ]
    first = standings(ranked, run.populations[0])
    shared = [failures.failures(optional(frames, "failures", failures.COLUMNS), run.counts_by_status)]
    released = optional(frames, "anchors", anchors.COLUMNS)
    published = optional(frames, "published", anchors.PUBLISHED_COLUMNS)
    if released is not None or published is not None:
        shared.insert(0, anchors.anchors(released, published, first))
    return Contents(tuple(blocks), tuple(shared), headline(run))


def headline(run: RunInfo) -> tuple[Fact, ...]:
    """Whose truth it is, what the networks saw, how much was measured."""
    owner = "trained by this project" if run.table_is_ours else "trained by others"
    return (
        ("Truth", f"{run.target} of {run.table} ({owner})"),
        ("Images shown to networks", run.images),
        ("Space", run.space),
        ("Architectures", count(run.n_architectures)),
        ("Seeds of the proxies", listing([str(seed) for seed in run.seeds])),
        ("Rows", rows_by_status(run.counts_by_status)),
    )


def _block(run: RunInfo, frames: Frames, population: str, suffix: str) -> tuple[Section, ...]:
    lines = standings(frames["leaderboard"], population)
    bound = ceiling.ceiling_of(optional(frames, "ceiling", ceiling.COLUMNS), population)
    scores = of_population(frames["scores"], population)
    scores = scores[scores["seed"] == scores["seed"].min()]
    truth = f"{run.table} ({run.target})"
    sections = [
        leaderboard(lines, bound, suffix),
        cost(lines, suffix),
        scatter.scatter(scores, lines, ours=run.table_is_ours, truth=truth, suffix=suffix),
        architectures.architectures(scores, lines, ours=run.table_is_ours, suffix=suffix),
    ]
    pairs = optional(frames, "proxy_pairs", proxy_pairs.COLUMNS)
    if pairs is not None and not (mine := of_population(pairs, population)).empty:
        sections.insert(3, proxy_pairs.proxy_pairs(mine, suffix))
    trained = optional(frames, "landscape", LANDSCAPE_COLUMNS)
    if trained is not None and not (mine := of_population(trained, population)).empty:
        sections.insert(-1, landscape(mine, scores, ours=run.table_is_ours, suffix=suffix))
    return tuple(sections)


def _same_populations(run: RunInfo, frame: pd.DataFrame, name: str) -> None:
    found = sorted(map(str, frame["population"].unique()))
    if found != sorted(run.populations):
        raise FrameError(
            f"frame {name!r} holds populations {', '.join(found)}; the run names {', '.join(run.populations)}"
        )

"""The page of `macro-search`: what searches found, how fast, at what cost, and what the mixture is worth."""

from __future__ import annotations

from ..blocks import Block, Contents, Fact
from ..frame import FrameError, Frames, optional, required
from ..methods import in_order, label
from ..outcome import COLUMNS as SEARCHES
from ..outcome import Outcome, by_method, outcomes
from ..run_info import RunInfo
from ..section import Section
from ..sections import draws, mixture, phases
from ..sections.failures import failures
from ..sections.finals import ablations, finals
from ..sections.networks import networks
from ..sections.progress import progress
from ..sections.provenance import rows_by_status
from ..sections.sizes import sizes
from ..trajectory import COLUMNS as EVALUATIONS
from ..trajectory import Currency, trajectories
from ..wording import count, listing, several

FAILURES = ("method", "arch", "status", "reason")
"""Columns of the frame `failures`: one row per candidate without a value."""


def contents(run: RunInfo, frames: Frames) -> Contents:
    """Sections from frames; `searches` and `evaluations` are required.

    `mixture`, `phases`, `rejections`, `depths` and `failures` may be missing; each section names its columns.

    Raises:
        FrameError: a frame or column is missing, evaluations belong to no search, or data sets are mixed.
        UsageError: a network found is not written as its space writes.
    """
    found = outcomes(required(frames, "searches", SEARCHES))
    evaluations = required(frames, "evaluations", EVALUATIONS)
    _same_searches(found, set(map(str, evaluations["search"].unique())))
    methods = in_order(each.method for each in found)
    currency: Currency = "images" if run.settings.get("budget") == "images" else "macs"
    sections: list[Section | None] = [
        finals(found, currency),
        progress(trajectories(evaluations), methods, currency),
        ablations(found, currency),
        sizes(evaluations, found),
        networks(found),
    ]
    if (mixed := optional(frames, "mixture", mixture.COLUMNS)) is not None:
        sections.append(mixture.mixture(mixed))
    if (timed := optional(frames, "phases", phases.COLUMNS)) is not None:
        sections.append(phases.phases(timed, found, _cpus(run)))
    rejections = optional(frames, "rejections", draws.REJECTIONS)
    sections.append(draws.draws(found, evaluations, rejections, optional(frames, "depths", draws.DEPTHS)))
    failed = optional(frames, "failures", FAILURES)
    if failed is not None:
        failed = failed.assign(method=failed["method"].map(label))
    kept = tuple(section for section in sections if section is not None)
    blocks = (Block(run.dataset, "searches", kept),)
    shared = (failures(failed, run.counts_by_status, ("method",)),)
    return Contents(blocks, shared, headline(run, found), ("searches.css",))


def headline(run: RunInfo, found: list[Outcome]) -> tuple[Fact, ...]:
    """What was searched, on which images, by which methods, how often."""
    searches = [
        f"{label(method)} ({several(len(mine), 'seed')})" for method, mine in by_method(found).items()
    ]
    return (
        ("Images", run.images),
        ("Space", run.space),
        ("Searches", listing(searches, most=10)),
        ("Candidates evaluated", count(sum(each.evaluations for each in found))),
        ("Rows", rows_by_status(run.counts_by_status)),
    )


def _cpus(run: RunInfo) -> list[str]:
    return sorted({str(each["cpu"]) for each in run.environments if "cpu" in each})


def _same_searches(found: list[Outcome], evaluated: set[str]) -> None:
    unknown = sorted(evaluated - {each.search for each in found})
    if unknown:
        raise FrameError(f"frame 'evaluations' holds {listing(unknown)}, which frame 'searches' lacks")

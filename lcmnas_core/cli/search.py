"""`lcmnas search`: find an architecture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lcmnas_core.cli.options import (
    ENGINE,
    TIMEOUT_SECONDS,
    AllowFailures,
    AsJson,
    EngineName,
    Timeout,
    Workers,
)
from lcmnas_core.cli.printing import show_json, show_line, show_notice

if TYPE_CHECKING:
    from lcmnas_core.cli.carrying_out import Manner
    from lcmnas_core.cli.run_folder import StoredRun

Text = str | None
Count = int | None
SUITE = "macro-search"
FAILURES_OF_A_SEARCH = 1.0


def search(
    out: Annotated[Path, typer.Option("--out", help="Folder of the search; a stopped one goes on.")],
    space: Annotated[Text, typer.Option(help="Space of the architectures; wdg_macro.")] = None,
    dataset: Annotated[
        Text, typer.Option(help="Images; of a large set a stratified part, as NAME[4000/1000].")
    ] = None,
    preset: Annotated[
        Text, typer.Option(help="smoke, quick, cifar10, or full: the published setting.")
    ] = None,
    method: Annotated[str, typer.Option(help="lcmnas, or a baseline.")] = "lcmnas",
    seed: Annotated[int, typer.Option(min=0, help="Of everything random.")] = 0,
    subset: Annotated[Count, typer.Option(help="Images to train on; a quarter as many validate.")] = None,
    population: Annotated[Count, typer.Option(help="Elites and newcomers of a generation.")] = None,
    generations: Annotated[Count, typer.Option(help="How often the population is renewed.")] = None,
    weight: Annotated[float | None, typer.Option(help="Lambda: share of the score in fitness.")] = None,
    mixing: Annotated[Text, typer.Option(help="rank, zscore, or raw as published.")] = None,
    epochs: Annotated[Count, typer.Option(help="Of the short training of a candidate.")] = None,
    score_images: Annotated[Count, typer.Option(help="Images of the training-free score.")] = None,
    max_macs: Annotated[Count, typer.Option(help="Most multiply-adds of a candidate.")] = None,
    max_params: Annotated[Count, typer.Option(help="Most parameters of a candidate.")] = None,
    max_depth: Annotated[Count, typer.Option(help="Most convolutions and linear layers.")] = None,
    width_factor: Annotated[
        float | None, typer.Option(help="Share of every width that is built: 1, 0.5, 0.25, 0.125.")
    ] = None,
    channels: Annotated[Count, typer.Option(help="Width, in spaces that do not name it.")] = None,
    cells: Annotated[Count, typer.Option(help="Cells per stage, in spaces that have them.")] = None,
    variant: Annotated[Text, typer.Option(help="paper, uniform, strided, grouped, branched.")] = None,
    compat: Annotated[Text, typer.Option(help="corrected, or original: faults included.")] = None,
    reference_fitness: Annotated[Text, typer.Option(help="score, uniform or train.")] = None,
    device: Annotated[Text, typer.Option(help="Where candidates are trained: cpu, cuda, ...")] = None,
    engine: EngineName = ENGINE,
    workers: Workers = None,
    timeout: Timeout = TIMEOUT_SECONDS,
    allow_failures: AllowFailures = FAILURES_OF_A_SEARCH,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would take.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find an architecture; stop at any time, the same command goes on where it stopped, bit for bit.

    JSON: `out`, `next`, `arch`, `validation_accuracy`, `test_accuracy`, `params`, `macs`, `depth` (of the
    network found), `evaluations`, `macs_spent`. With --dry-run: `evaluations`, `expected_macs`, `expected_s`.
    """
    from lcmnas_core.cli.carrying_out import manner_of

    asked = {
        "space": space,
        "dataset": dataset,
        "subset": subset,
        "population": population,
        "generations": generations,
        "weight": weight,
        "mixing": mixing,
        "epochs": epochs,
        "score_images": score_images,
        "max_macs": max_macs,
        "max_params": max_params,
        "max_depth": max_depth,
        "width_factor": width_factor,
        "channels": channels,
        "cells": cells,
        "variant": variant,
        "compat": compat,
        "reference_fitness": reference_fitness,
        "device": device,
    }
    wanted = {name: value for name, value in asked.items() if value is not None}
    run = _run(preset, {**wanted, "methods": method, "seeds": 1, "fewer": "", "first_seed": seed})
    manner = manner_of(engine, workers, timeout)
    if dry_run or preset in (None, "full") or reference_fitness == "train":
        _estimate(run, manner.options.workers, dry_run, as_json and dry_run)
    if not dry_run:
        _perform(run, out, manner, allow_failures, as_json)


def _run(preset: str | None, overrides: dict[str, str | int | float]) -> StoredRun:
    from lcmnas_core.cli.asking import runs_asked_for
    from lcmnas_core.errors import UsageError

    (run,) = runs_asked_for(SUITE, preset, overrides)
    if len(run.request.searches) != 1:
        raise UsageError(f"a search is of one method, got {overrides['methods']!r}")
    return run


def _estimate(run: StoredRun, workers: int, is_all: bool, as_json: bool) -> None:
    """Say what the search will take: as the verb's answer if that is all that was asked, else beside it."""
    from lcmnas_core.search.estimate import estimate

    (search,) = run.request.searches
    found = estimate(search, workers)
    if as_json:
        show_json(
            {"evaluations": found.evaluations, "expected_macs": found.macs, "expected_s": found.seconds}
        )
    else:
        say = show_line if is_all else show_notice
        say(
            f"about {found.evaluations} evaluations, {found.macs:.1e} multiply-adds: "
            f"{found.seconds / 3600:.1f} hours with {workers} workers of this machine"
        )


def _perform(run: StoredRun, out: Path, manner: Manner, allow_failures: float, as_json: bool) -> None:
    from lcmnas_core.cli.carrying_out import leave_if_too_many, lost_share, perform

    performed = perform([run], out, manner)
    (found,) = performed.aggregates[run.name]["searches"]
    _show(found, out, as_json)
    leave_if_too_many(lost_share(performed.counts), allow_failures)


def _show(found: dict[str, object], out: Path, as_json: bool) -> None:
    from lcmnas_core.errors import MissingError

    if found["arch"] is None:
        raise MissingError(
            f"nothing was found: no candidate could be trained; `lcmnas status {out}` says why"
        )
    following = f"lcmnas train {out}"
    if as_json:
        names = ("arch", "validation_accuracy", "test_accuracy", "params", "depth", "evaluations")
        shown = {name: found[name] for name in names}
        show_json(
            {
                "out": str(out),
                "next": following,
                **shown,
                "macs": found["net_macs"],
                "macs_spent": found["macs"],
            }
        )
        return
    show_line(f"found {found['arch']}")
    show_line(
        f"validation accuracy {found['validation_accuracy']:.1%}, {found['params']:,} parameters, "
        f"{found['net_macs']:,} multiply-adds, {found['depth']} layers; "
        f"{found['evaluations']} candidates evaluated"
    )
    show_line(f"next: {following}, or lcmnas report {out}")

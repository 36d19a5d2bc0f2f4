"""`lcmnas run`: measure what a suite asks for, and keep it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lcmnas_core.cli.options import (
    ALLOWED_FAILURES,
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
    from collections.abc import Sequence

    from lcmnas_core.cli.carrying_out import Manner
    from lcmnas_core.cli.run_folder import StoredRun

Text = str | None
Count = int | None


def run(
    suite: Annotated[str, typer.Argument(help="A suite; or smoke, quick, full: that preset of every suite.")],
    out: Annotated[
        Path, typer.Option("--out", help="Folder of the run; a stopped run goes on where it was.")
    ],
    preset: Annotated[
        Text, typer.Option(help="A preset of the suite: smoke, quick, full, or one of its own.")
    ] = None,
    space: Annotated[Text, typer.Option(help="Space of the architectures; the table's.")] = None,
    table: Annotated[Text, typer.Option(help="Table that holds the truth.")] = None,
    dataset: Annotated[Text, typer.Option(help="Truth column of the table.")] = None,
    population: Annotated[
        Text, typer.Option(help="Populations of the table, with commas; never pooled.")
    ] = None,
    images: Annotated[Text, typer.Option(help="Image set shown to networks.")] = None,
    proxies: Annotated[
        Text, typer.Option(help="all, or names with commas; package.module:function too.")
    ] = None,
    limit: Annotated[Count, typer.Option(help="At most so many architectures of each population.")] = None,
    seeds: Annotated[Count, typer.Option(help="Seeds of each architecture.")] = None,
    sample_seed: Annotated[Count, typer.Option(help="Which architectures --limit takes.")] = None,
    batch: Annotated[Count, typer.Option(help="Images in the batch.")] = None,
    lcmnas_images: Annotated[Count, typer.Option(help="Images of the proxy lcmnas; the batch.")] = None,
    channels: Annotated[Count, typer.Option(help="Width of the networks.")] = None,
    cells: Annotated[Count, typer.Option(help="Cells per stage.")] = None,
    init: Annotated[Text, typer.Option(help="Rule of the initial weights.")] = None,
    others: Annotated[
        list[str] | None, typer.Option("--set", help="NAME=VALUE: another option of the suite; repeatable.")
    ] = None,
    engine: EngineName = ENGINE,
    workers: Workers = None,
    shard: Annotated[str, typer.Option(help="i/n: part i of n; `lcmnas merge` joins them.")] = "1/1",
    timeout: Timeout = TIMEOUT_SECONDS,
    allow_failures: AllowFailures = ALLOWED_FAILURES,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what is there and what is missing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run a suite; stop it at any time, the same command goes on where it stopped.

    JSON: `out`, `next` (the command to run next), `statuses` (rows of the folder by status), `lost_share`,
    and `runs`: for each suite `suite`, `preset`, `request_sha256`, `jobs_done`. With --dry-run `out` and
    `runs`: `suite`, `preset`, `request_sha256`, `present`, `missing`, `failed` (rows), `jobs` (to do),
    `expected_s` (null when nothing was timed yet).
    """
    from lcmnas_core.cli.asking import runs_asked_for
    from lcmnas_core.cli.carrying_out import manner_of

    asked = {
        "space": space,
        "table": table,
        "dataset": dataset,
        "population": population,
        "images": images,
        "proxies": proxies,
        "limit": limit,
        "seeds": seeds,
        "sample_seed": sample_seed,
        "batch": batch,
        "lcmnas_images": lcmnas_images,
        "channels": channels,
        "cells": cells,
        "init": init,
        **_named(others or []),
    }
    manner = manner_of(engine, workers, timeout, shard)
    runs = runs_asked_for(suite, preset, {name: value for name, value in asked.items() if value is not None})
    if dry_run:
        _foretell(runs, out, manner, as_json)
    else:
        _warn_of_hours(runs, manner.options.workers)
        _perform(runs, out, manner, allow_failures, as_json)


def _warn_of_hours(runs: Sequence[StoredRun], workers: int) -> None:
    from lcmnas_core.cli.foretelling import untimed

    for run in runs:
        seconds = untimed(run, workers) if run.note.preset == "full" else None
        if seconds is not None:
            show_notice(
                f"{run.name}: about {seconds / 3600:.1f} hours with {workers} workers of this machine"
            )


def _named(settings: Sequence[str]) -> dict[str, str]:
    """`NAME=VALUE` as names to values."""
    from lcmnas_core.errors import UsageError

    pairs = [each.partition("=") for each in settings]
    for written, (name, equals, _) in zip(settings, pairs, strict=True):
        if not name or not equals:
            raise UsageError(f"--set takes NAME=VALUE, got {written!r}")
    return {name.replace("-", "_"): value for name, _, value in pairs}


def _perform(
    runs: Sequence[StoredRun], out: Path, manner: Manner, allow_failures: float, as_json: bool
) -> None:
    from lcmnas_core.cli.carrying_out import leave_if_too_many, lost_share, perform

    performed = perform(runs, out, manner)
    done = [{**each.head(), "jobs_done": performed.tallies[each.name].jobs} for each in runs]
    counts, share = performed.counts, lost_share(performed.counts)
    following = f"lcmnas report {out}"
    if as_json:
        ended = {"out": str(out), "next": following, "statuses": counts, "lost_share": share, "runs": done}
        show_json(ended)
    else:
        for entry in done:
            show_line(f"{entry['suite']}: {entry['jobs_done']} jobs done")
        show_line(f"{out} holds " + ", ".join(f"{n} {status}" for status, n in counts.items()))
        show_line(f"next: {following}")
    leave_if_too_many(share, allow_failures)


def _foretell(runs: Sequence[StoredRun], out: Path, manner: Manner, as_json: bool) -> None:
    from lcmnas_core.cli.foretelling import foretold

    entries = foretold(runs, out, manner)
    if as_json:
        show_json({"out": str(out), "runs": entries})
        return
    for entry in entries:
        seconds = entry["expected_s"]
        show_line(
            f"{entry['suite']}: {entry['present']} measurements exist ({entry['failed']} of them failed), "
            f"{entry['missing']} are missing: {entry['jobs']} jobs, "
            + ("none was timed yet" if seconds is None else f"about {seconds:.0f} s")
        )

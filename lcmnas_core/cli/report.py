"""`lcmnas report`: a run as one page, and its figures as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lcmnas_core.cli.options import AsJson, RunFolder
from lcmnas_core.cli.printing import show_json, show_line, show_notice
from lcmnas_core.errors import MissingError
from lcmnas_core.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lcmnas_core.cli.run_folder import StoredRun
    from lcmnas_core.records.store import Store


def report(
    folder: RunFolder,
    figures: Annotated[
        bool, typer.Option("--figures", help="Write DIR/figures/*.svg and *.png too.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write DIR/index.html: one file, no network; equal runs give equal bytes.

    Where the table of the run is not at hand, or is another one, what needs it is left out and named; with
    --figures that is exit 3.

    JSON: `pages`, `figures` (paths), `aggregates` (path), `omitted` (one line each).
    """
    from lcmnas_core.cli.analysis import AGGREGATES
    from lcmnas_core.cli.run_folder import stored_runs
    from lcmnas_core.records.store import Store

    pages, drawn, omitted = [], [], []
    with Store.open(folder) as store:
        runs = stored_runs(store)
        for run in runs:
            place = "" if len(runs) == 1 else run.name
            page, paths, lines = _written(store, run, folder, place, figures)
            pages.append(str(page))
            drawn += [str(path) for path in paths]
            omitted += lines
        if len(runs) > 1:
            pages.insert(0, str(_index(folder, runs)))
    if as_json:
        aggregates = str(folder / AGGREGATES)
        show_json({"pages": pages, "figures": drawn, "aggregates": aggregates, "omitted": omitted})
    else:
        for path in pages:
            show_line(f"page: {path}")
        if drawn:
            show_line(f"figures: {len(drawn)} files in {folder / 'figures'}")
    if omitted and figures:
        raise MissingError(f"left out: {'; '.join(omitted)}")
    if omitted:
        show_notice(f"left out: {'; '.join(omitted)}")


def _written(
    store: Store, run: StoredRun, folder: Path, place: str, with_figures: bool
) -> tuple[Path, tuple[Path, ...], list[str]]:
    """The page of one run, its figures, and what was left out; `place` keeps several runs apart."""
    from lcmnas_core.cli.analysis import analysed, rows_of, write_aggregates
    from lcmnas_core.rooms import room

    reports = room("reports")
    found = analysed(store, folder, run)
    write_aggregates(folder, run, found.aggregates)
    info = reports.RunInfo(
        **run.suite.run_info(run.request, rows_of(store, run), found), **_facts(store, run)
    )
    page = folder / (f"{place}.html" if place else "index.html")
    write_whole(page, reports.render(info, found.frames))
    if not with_figures:
        return page, (), list(found.omitted)
    files = reports.write_figures(info, found.frames, folder / "figures" / place)
    return page, files.paths, list(dict.fromkeys([*found.omitted, *files.omitted]))


def _index(folder: Path, runs: Sequence[StoredRun]) -> Path:
    """The page that leads to those of several suites."""
    from lcmnas_core.rooms import room

    made = room("reports.index_page")
    entries = [made.Entry(f"{run.name}.html", run.name, run.suite.question) for run in runs]
    path = folder / "index.html"
    write_whole(path, made.render_index("LCMNAS", entries))
    return path


def _facts(store: Store, run: StoredRun) -> dict[str, Any]:
    """What the page says of the run that only its folder knows."""
    return {
        "command": run.note.command,
        "environments": [each.model_dump(mode="json") for each in store.environments().values()],
        "lcmnas_version": run.note.lcmnas_version,
    }

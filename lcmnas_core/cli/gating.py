"""Has a proxy become worse? A run against a baseline, for the verbs `gate` and `compare` and for pytest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from lcmnas_core.cli.analysis import rows_of
from lcmnas_core.cli.baseline_file import read_baseline
from lcmnas_core.cli.run_folder import StoredRun, stored_runs
from lcmnas_core.errors import UsageError
from lcmnas_core.records.store import Store
from lcmnas_core.rooms import room
from lcmnas_core.whole_file import write_whole


@dataclass(frozen=True)
class Judgement:
    """What a comparison says, and whether it passes.

    Attributes:
        verdicts: for each population, proxy and seed what became of its tau, with bounds.
        incomparable: fields that differ and forbid a comparison, with both values.
        notes: what differs and does not matter.
        passes: nothing is worse, and nothing incomparable unless that was allowed.
    """

    verdicts: list[dict[str, Any]]
    incomparable: list[str]
    notes: list[str]
    passes: bool

    @property
    def complaints(self) -> list[str]:
        """One line for each reason not to be content."""
        worse = [each["line"] for each in self.verdicts if each["verdict"] == "worse"]
        return worse + [f"incomparable: {field}" for field in self.incomparable]

    @property
    def summary(self) -> str:
        """The outcome in one line."""
        counts: dict[str, int] = {}
        for each in self.verdicts:
            counts[each["verdict"]] = counts.get(each["verdict"], 0) + 1
        parts = [f"{n} {verdict}" for verdict, n in sorted(counts.items())]
        if self.incomparable:
            parts.append(f"{len(self.incomparable)} incomparable")
        return ", ".join(parts) or "nothing to compare"


def judged(folder: Path, baseline: Path, *, allow_incomparable: bool = False) -> Judgement:
    """The run in `folder` against the baseline in a JSON file.

    Raises:
        MissingError, StoreError, UsageError: run, table or baseline cannot be had or read.
    """
    found = read_baseline(baseline)
    with Store.open(folder) as store:
        return _judgement(store, _named(store, found["suite"]), found, allow_incomparable)


def compared(old: Path, new: Path, *, allow_incomparable: bool = False) -> Judgement:
    """The run in `new` against the run in `old`.

    Raises:
        MissingError, StoreError, UsageError: a run or its table cannot be had or read.
    """
    with Store.open(old) as before, Store.open(new) as after:
        first = _only(before)
        return _judgement(after, _named(after, first.name), _baseline(before, first), allow_incomparable)


def write_baseline(folder: Path, path: Path) -> None:
    """Make the run in `folder` the baseline at `path`.

    Raises:
        MissingError, StoreError, UsageError: the run or its table cannot be had or read.
    """
    with Store.open(folder) as store:
        found = _baseline(store, _only(store))
    write_whole(path, json.dumps(found, indent=1, sort_keys=True, allow_nan=False) + "\n")


def _judgement(store: Store, run: StoredRun, baseline: dict[str, Any], allow_incomparable: bool) -> Judgement:
    result = _statistics(run).compare_with_baseline(
        run.request, rows_of(store, run), baseline, _environment(store)
    )
    return Judgement(
        [{**asdict(each), "line": each.line} for each in result.verdicts],
        list(result.incomparable),
        list(result.notes),
        result.passes(allow_incomparable=allow_incomparable),
    )


def _baseline(store: Store, run: StoredRun) -> dict[str, Any]:
    found: dict[str, Any] = _statistics(run).make_baseline(
        run.request, rows_of(store, run), _environment(store)
    )
    return found


def _statistics(run: StoredRun) -> ModuleType:
    return room(f"suites.{run.name.replace('-', '_')}.baseline")


def _has_baselines(run: StoredRun) -> bool:
    package = room(f"suites.{run.name.replace('-', '_')}").__name__
    return find_spec(f"{package}.baseline") is not None


def _environment(store: Store) -> dict[str, Any]:
    """Where the run was made; of several places the first by id."""
    return next((each.model_dump(mode="json") for each in store.environments().values()), {})


def _named(store: Store, suite: str) -> StoredRun:
    for run in stored_runs(store):
        if run.name == suite:
            return run
    raise UsageError(f"{store.path.parent} holds no run of suite {suite!r}, which the baseline is of")


def _only(store: Store) -> StoredRun:
    runs = [run for run in stored_runs(store) if _has_baselines(run)]
    if not runs:
        raise UsageError(f"{store.path.parent} holds no run of a suite that baselines are made of")
    if len(runs) > 1:
        raise UsageError(
            f"{store.path.parent} holds runs of {', '.join(run.name for run in runs)}; "
            "give a folder with one suite"
        )
    return runs[0]

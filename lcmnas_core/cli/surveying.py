"""How far a stored run is, whether its rounds can all be told yet or not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from lcmnas_core.cli.run_folder import StoredRun
from lcmnas_core.engines.loop import Survey
from lcmnas_core.engines.rounds import survey_rounds
from lcmnas_core.engines.selection import WHOLE, Shard
from lcmnas_core.records.store import Store


def surveyed(store: Store, run: StoredRun, shard: Shard = WHOLE) -> Survey:
    """What of a run is there; jobs of rounds that depend on missing answers count, their rows cannot yet."""
    found = survey_rounds(store, partial(run.suite.rounds, run.request), shard)
    if not found.missing or shard != WHOLE:
        return found
    untold = max(0, run.suite.size(run.request) - found.planned)
    return replace(found, jobs=found.jobs + untold, planned=found.planned + untold)

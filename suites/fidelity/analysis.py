"""From tables and stored scores to the frames of a report, and the numbers that outlive the tables.

Frames, all but `failures` and the last made of aggregates alone. `table`, `population` and `dataset` begin
every row; a tau is of the raw number, `higher_is_better` says how to read it; `low` and `high` are its 95%
interval, null where there are too few architectures; `truth` says in words what the ranking is held to.

- `settings`: `setting`, `kind` (reduction, short, epoch, loss_sum, proxy), `n`, `planned` (architectures that
  were to be trained), `coverage` (n of them), `tau`, `rho`, `rho_low`, `rho_high`, `cost_macs`, `cost_s`
  (mean over architectures; of a training its steps alone), `seconds_of` (CPU, GPU or wall), `cost_ratio`
  (share of the training that gives the truth, by multiply-adds),
  `note` (what else is to be known of the setting). The whole training under the first seed is the reduction
  of share 1.
- `failures`, of single architectures of our own tables: `setting` (for a training under another seed than the
  first `truth` and the seed), `arch`, `status`, `reason`.
- `epochs`: `quantity` (validation_accuracy, test_accuracy, loss_sum), `epoch`, `schedule`, `n`, `tau`.
- `ceiling`: `kind`, `tau`, `n`, `note`.
- `observations`: `observation` (1 to 4), `claim`, `better`, `worse` (settings), `n`, `tau_better`,
  `tau_worse`, `difference` with simultaneous `low` and `high`, `cost_better`, `cost_worse`, `verdict`
  (supported, contradicted, undecided).
- `budgets`: `policy`, `budget` (share of the schedule under equal epochs), `cost_ratio` (reached),
  `epochs_least`, `epochs_mean`, `epochs_most`, `n`, `tau`, `minus_constant`, `minus_low`, `minus_high`,
  `verdict` (control, supported, contradicted, undecided).
- `budget_epochs`: `policy`, `budget`, `arch`, `depth`, `narrowings`, `macs`, `epochs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lcmnas_core.errors import MissingError, StoreError

from ..suite import Frames
from . import own as own_tables
from .agreement import ceiling, epochs, failures, settings
from .budgets import budgets, shapes
from .observations import observations
from .others import readings as readings_of_other
from .readings import Readings
from .request import Other, Own, Request
from .scores import Scored, scored, with_scores

Rows = dict[str, list[dict[str, Any]]]

AGGREGATED = ("settings", "epochs", "ceiling", "observations", "budgets")
SINGLE = "budget_epochs"
FAILURES = "failures"
KEPT = (*AGGREGATED, FAILURES)
"""Frames whose rows outlive the tables."""


def analyse(
    request: Request, measurements: pd.DataFrame, aggregates: Mapping[str, Any] | None = None
) -> Frames:
    """Every frame of the report; empty ones are left out.

    Args:
        request: what was run.
        measurements: the latest rows of the store.
        aggregates: those of an earlier analysis; they stand in for tables that are not at hand.

    Raises:
        MissingError, StoreError: a table is not at hand, or is another one, and there are no aggregates.
    """
    known, omitted = scored(measurements), list[str]()
    found: Rows = {name: [] for name in (*KEPT, SINGLE)}
    for table in request.everything:
        try:
            rows = _own(request, table, known) if isinstance(table, Own) else _other(table)
        except (MissingError, StoreError) as error:
            if aggregates is None:
                raise
            rows = {name: [each for each in aggregates[name] if _is_of(each, table)] for name in KEPT}
            omitted.append(f"{table.table} is as it was when the run was made: {error}")
        for name, some in rows.items():
            found[name] += some
    kept = {
        "request_sha256": request.sha256,
        "tables": {each.table: each.sha256 for each in request.everything},
        **{name: found[name] for name in KEPT},
    }
    frames = {name: pd.DataFrame(rows) for name, rows in found.items() if rows}
    return Frames(frames, kept, omitted)


def _is_of(row: Mapping[str, Any], table: Own | Other) -> bool:
    return bool(row["table"] == table.table)


def _own(request: Request, own: Own, known: Scored) -> Rows:
    found: Rows = {name: [] for name in (*KEPT, SINGLE)}
    for plain in own_tables.readings(own, own_tables.table_of(own), request.limit):
        one = with_scores(request, own, plain, known)
        _add(found, one)
        measured = shapes(own, one)
        if measured is not None:
            by_policy, by_architecture = budgets(one, measured)
            found["budgets"] += by_policy
            found[SINGLE] += by_architecture
    return found


def _other(other: Other) -> Rows:
    found: Rows = {name: [] for name in KEPT}
    for one in readings_of_other(other):
        _add(found, one)
    return found


def _add(found: Rows, one: Readings) -> None:
    for name, rows in (
        ("settings", settings(one)),
        ("epochs", epochs(one)),
        ("ceiling", ceiling(one)),
        ("observations", observations(one)),
        (FAILURES, failures(one)),
    ):
        found[name] += rows

"""A measurement as one flat row: the columns of the store, the frame and the flat exports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from lcmnas_core.errors import StoreError
from lcmnas_core.records.measurement import Cost, Failure, Identity, Measurement, Outcome

IDENTITY = {
    "suite": "TEXT NOT NULL",
    "suite_version": "INTEGER NOT NULL",
    "space": "TEXT NOT NULL",
    "arch": "TEXT NOT NULL",
    "estimator": "TEXT NOT NULL",
    "estimator_version": "TEXT NOT NULL",
    "quantity": "TEXT NOT NULL",
    "epoch": "INTEGER",
    "dataset": "TEXT NOT NULL",
    "data_sha256": "TEXT NOT NULL",
    "split": "TEXT NOT NULL",
    "seed": "INTEGER NOT NULL",
    "settings": "TEXT NOT NULL",
    "device_class": "TEXT NOT NULL",
    "threads": "INTEGER NOT NULL",
}
COST = {
    "wall_s": "REAL",
    "cpu_s": "REAL",
    "device_s": "REAL",
    "peak_bytes": "INTEGER",
    "energy_j": "REAL",
    "repeats": "INTEGER NOT NULL",
    "standalone_cpu_s": "REAL",
    "shared_cpu_s": "REAL",
    "images": "INTEGER",
    "macs": "INTEGER",
}
COLUMNS: dict[str, str] = {
    "key": "TEXT NOT NULL",
    "attempt": "INTEGER NOT NULL",
    **IDENTITY,
    "estimator_dist": "TEXT NOT NULL",
    "status": "TEXT NOT NULL",
    "value": "REAL",
    "error_type": "TEXT",
    "error_message": "TEXT",
    "error_digest": "TEXT",
    **COST,
    "schema_version": "INTEGER NOT NULL",
    "run_id": "TEXT NOT NULL",
    "env_id": "TEXT NOT NULL",
    "started_at": "TEXT NOT NULL",
    "finished_at": "TEXT NOT NULL",
}
"""Column names and their SQLite types, in order."""

WRITE = f"INTO measurement ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
"""The end of a statement that writes a row, with names: an upgraded file orders its columns otherwise."""

CANONICAL_ORDER = (
    "suite", "suite_version", "space", "arch", "dataset", "split", "seed",
    "estimator", "quantity", "epoch", "key", "attempt",
)  # fmt: skip
"""Rows are read in this order, whatever the order in which they were written."""

Cell = str | int | float | None


def settings_text(settings: Mapping[str, object]) -> str:
    """Canonical JSON of `Identity.settings`."""
    return json.dumps(settings, sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_row(measurement: Measurement) -> tuple[Cell, ...]:
    """The cells of `measurement`, in the order of `COLUMNS`."""
    identity, outcome, error = measurement.identity, measurement.outcome, measurement.outcome.error
    return (
        identity.key,
        measurement.attempt,
        *(settings_text(identity.settings) if n == "settings" else getattr(identity, n) for n in IDENTITY),
        measurement.estimator_dist,
        outcome.status,
        outcome.value,
        *((error.type, error.message, error.digest) if error else (None, None, None)),
        *(getattr(outcome.cost, name) for name in COST),
        measurement.schema_version,
        measurement.run_id,
        measurement.env_id,
        _utc_text(measurement.started_at),
        _utc_text(measurement.finished_at),
    )


def from_row(cells: Sequence[Any]) -> Measurement:
    """The measurement whose cells, in the order of `COLUMNS`, are `cells`.

    Raises:
        StoreError: the cells contradict each other or the key: the row was damaged or edited.
    """
    row = dict(zip(COLUMNS, cells, strict=True))
    try:
        measurement = _measurement(row)
    except (ValidationError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise StoreError(f"row {str(row['key'])[:12]!r} of the store is damaged: {reason}") from error
    if measurement.identity.key != row["key"]:
        raise StoreError(
            f"row {str(row['key'])[:12]!r} of the store is damaged: its key does not fit its fields"
        )
    return measurement


def _measurement(row: dict[str, Any]) -> Measurement:
    identity = {name: row[name] for name in IDENTITY} | {"settings": json.loads(row["settings"])}
    failed = row["error_type"] is not None
    return Measurement(
        schema_version=row["schema_version"],
        identity=Identity(**identity),
        outcome=Outcome(
            status=row["status"],
            value=row["value"],
            cost=Cost(**{name: row[name] for name in COST}),
            error=Failure(**{n: row[f"error_{n}"] for n in ("type", "message", "digest")})
            if failed
            else None,
        ),
        estimator_dist=row["estimator_dist"],
        attempt=row["attempt"],
        run_id=row["run_id"],
        env_id=row["env_id"],
        started_at=datetime.fromisoformat(row["started_at"]),
        finished_at=datetime.fromisoformat(row["finished_at"]),
    )


def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

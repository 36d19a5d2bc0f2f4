"""Stored rows as the answers that a search was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lcmnas_core.engines.rounds import Known
from lcmnas_core.records.measurement import Cost, Failure, Identity, Outcome

if TYPE_CHECKING:
    import pandas as pd

SPENT = ("wall_s", "cpu_s", "device_s", "shared_cpu_s", "peak_bytes", "energy_j", "macs")
COLUMNS = ("key", "status", "value", "error_type", "error_message", "error_digest", *SPENT)


def known_from(measurements: pd.DataFrame) -> Known:
    """Look-up among rows with the columns of a store."""
    columns = (measurements[name].tolist() for name in COLUMNS)
    rows = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)}

    def known(identity: Identity) -> Outcome | None:
        row = rows.get(identity.key)
        return None if row is None else _outcome(row)

    return known


def _outcome(row: dict[str, Any]) -> Outcome:
    failed = row["status"] != "ok"
    return Outcome(
        status=row["status"],
        value=None if failed else row["value"],
        cost=Cost.model_validate({name: _present(row[name]) for name in SPENT}),
        error=Failure(**{name: row[f"error_{name}"] for name in ("type", "message", "digest")})
        if failed
        else None,
    )


def _present(number: Any) -> Any:
    import pandas as pd

    return None if pd.isna(number) else number

"""The published JSON Schema of a measurement, derived from the models so that it cannot go stale."""

from __future__ import annotations

from typing import Any

from lcmnas_core.records.measurement import Cost, Failure, Identity, Measurement, Outcome

DIALECT = "https://json-schema.org/draft/2020-12/schema"

KEY = {
    "type": "string",
    "pattern": "^[0-9a-f]{64}$",
    "description": "SHA-256 of the canonical JSON of the fields that decide the value",
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one exported measurement, see `document`."""
    identity, outcome, outer = (
        model.model_json_schema(mode="serialization")["properties"]
        for model in (Identity, Outcome, Measurement)
    )
    envelope = {name: outer[name] for name in outer if name not in ("identity", "outcome")}
    properties = {"key": KEY, **identity, **outcome, **envelope}
    nested = {model.__name__: model.model_json_schema(mode="serialization") for model in (Cost, Failure)}
    return {
        "$schema": DIALECT,
        "title": "Measurement",
        "description": "One row of results, ok or failed; value is null exactly when status is not ok.",
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
        "$defs": nested,
    }

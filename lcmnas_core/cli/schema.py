"""`lcmnas schema`: the JSON Schema of a measurement."""

from __future__ import annotations

from lcmnas_core.cli.options import AsJson
from lcmnas_core.cli.printing import show_json


def schema(as_json: AsJson = True) -> None:
    """Print the JSON Schema (draft 2020-12) of one exported measurement; always JSON."""
    from lcmnas_core.records.json_schema import json_schema

    del as_json
    show_json(json_schema())

"""`export`, `schema` and `doctor`."""

from __future__ import annotations

import csv
import json

import pytest

from lcmnas_core import __version__
from lcmnas_core.records.json_schema import json_schema


@pytest.mark.parametrize("form", ["json", "csv", "parquet", "canonical"])
def test_every_format_holds_every_row(lcmnas, a_run, form):
    said = lcmnas("export", a_run, "--format", form, "--json")
    assert said.json == {"path": str(a_run / f"measurements.{form}"), "format": form, "rows": 1200}
    path = a_run / f"measurements.{form}"
    if form == "json":
        assert len(json.loads(path.read_text())["measurements"]) == 1200
    elif form == "csv":
        assert len(list(csv.DictReader(path.read_text().splitlines()))) == 1200
    elif form == "canonical":
        assert len(path.read_text().splitlines()) == 1200


def test_an_unknown_format(lcmnas, a_run):
    said = lcmnas("export", a_run, "--format", "xlsx")
    assert said.code == 2
    assert "no export format named 'xlsx'" in said.error


def test_the_schema_is_printed_as_json(lcmnas):
    assert lcmnas("schema").json == json_schema()
    assert lcmnas("schema", "--json").json == json_schema()


def test_doctor_finds_a_sound_run_sound(lcmnas, a_run):
    found = lcmnas("doctor", a_run, "--json").json
    assert set(found) == {
        *("version", "environment", "data_folder", "tables", "datasets", "plugins", "store"),
    }
    assert found["version"] == __version__
    assert found["store"]["ok"]
    assert found["store"]["statuses"] == {"ok": 1200}


def test_doctor_finds_a_row_that_was_tampered_with(lcmnas, a_run, change_store):
    change_store(a_run, "UPDATE measurement SET seed = 77 WHERE key = (SELECT min(key) FROM measurement)")
    said = lcmnas("doctor", a_run, "--json")
    assert said.code == 4
    assert said.json["store"]["ok"] is False
    assert "its key does not fit its fields" in said.err


def test_doctor_without_a_run(lcmnas):
    said = lcmnas("doctor")
    assert said.code == 0
    assert "mnist5k_rot" in said.out

import csv
import json

import pyarrow.parquet as pq
import pytest

from lcmnas_core.errors import StoreError, UnknownName
from lcmnas_core.records.environment import capture_environment
from lcmnas_core.records.export import FORMATS, export
from lcmnas_core.records.frame import measurements_frame
from lcmnas_core.records.measurement import Cost
from lcmnas_core.records.rows import COLUMNS
from lcmnas_core.records.store import Store


@pytest.fixture
def filled(store, make):
    store.add(
        [make(0.1, seed=1), make(None, seed=2), make(1e300, seed=2, attempt=2), make(None, arch="ä,\"'\n")]
    )
    store.put_meta({"preset": "smoke"})
    store.add_environment(capture_environment())
    return store


def test_json_nests_cost_and_error_and_carries_the_environment(filled, tmp_path):
    export(filled, tmp_path / "x.json", "json")
    whole = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert whole["meta"] == {"preset": "smoke"}
    assert list(whole["environments"]) == [capture_environment().env_id]
    first, second, third = whole["measurements"]
    assert (first["value"], first["error"], first["cost"]["cpu_s"]) == (0.1, None, 0.2)
    assert (second["value"], second["attempt"], second["settings"]["batch"]) == (1e300, 2, 64)
    assert (third["arch"], third["value"], third["error"]["type"]) == ("ä,\"'\n", None, "Timeout")


@pytest.mark.parametrize(("rows", "count"), [("latest", 3), ("all", 4)])
@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_every_format_holds_the_rows_asked_for(filled, tmp_path, form, rows, count):
    path = tmp_path / "out" / f"x.{form}"
    export(filled, path, form, rows)
    if form == "json":
        assert len(json.loads(path.read_text())["measurements"]) == count
    elif form == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == count
    else:
        assert pq.read_table(path).num_rows == count


def test_csv_is_exact(filled, tmp_path):
    export(filled, tmp_path / "x.csv", "csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == list(COLUMNS)
    assert [line["value"] for line in lines] == ["0.1", "1e+300", ""]
    assert lines[2]["arch"] == "ä,\"'\n"


def test_parquet_agrees_with_the_frame(filled, tmp_path):
    export(filled, tmp_path / "x.parquet", "parquet")
    table = pq.read_table(tmp_path / "x.parquet")
    frame = measurements_frame(filled)
    assert table.column_names == list(frame.columns)
    assert table["value"].to_pylist() == [0.1, 1e300, None]
    assert table["key"].to_pylist() == list(frame["key"])
    assert json.loads(table.schema.metadata[b"lcmnas.meta"]) == {"preset": "smoke"}


def canonical(folder, rows):
    with Store.create_or_open(folder) as store:
        store.add(rows)
        export(store, folder / "canonical", "canonical")
    return (folder / "canonical").read_bytes()


def test_canonical_form_ignores_times_costs_runs_attempts_and_order(tmp_path, make):
    undisturbed = [make(1.0, seed=1), make(2.0, seed=2)]
    resumed = [
        make(2.0, seed=2, minutes=60, run_id="other", cost=Cost(cpu_s=9.0)),
        make(None, seed=1),
        make(1.0, seed=1, attempt=2),
    ]
    assert canonical(tmp_path / "a", undisturbed) == canonical(tmp_path / "b", resumed)


def test_canonical_form_shows_the_last_bit(tmp_path, make):
    assert canonical(tmp_path / "a", [make(0.1 + 0.2)]) != canonical(tmp_path / "b", [make(0.3)])


def test_an_unknown_format_is_named(store, tmp_path):
    with pytest.raises(UnknownName, match="did you mean 'parquet'"):
        export(store, tmp_path / "x", "parkett")


@pytest.mark.parametrize("form", FORMATS)
def test_a_target_that_cannot_be_written_is_named_and_leaves_nothing(filled, tmp_path, form):
    (tmp_path / "target").mkdir()
    with pytest.raises(StoreError, match="target: Is a directory"):
        export(filled, tmp_path / "target", form)
    assert {path.name for path in tmp_path.iterdir()} == {"run", "target"}

"""A store, its Parquet export, and the store made of that."""

import pytest

from lcmnas_core.errors import MissingError, StoreError
from lcmnas_core.records.environment import capture_environment
from lcmnas_core.records.export import export
from lcmnas_core.records.exported import restore
from lcmnas_core.records.store import Store


@pytest.fixture
def exported(store, make, tmp_path):
    store.add([make(0.1, seed=1), make(None, seed=2), make(1e300, seed=2, attempt=2)])
    store.add([make(None, arch="ä,'")])
    store.put_meta({"runs": {"a suite": {"preset": "smoke"}}})
    store.add_environment(capture_environment())
    path = tmp_path / "records.parquet"
    export(store, path, "parquet", "all")
    return path


def test_nothing_is_lost_on_the_way(store, exported, tmp_path):
    with Store.create_or_open(tmp_path / "again") as again:
        assert restore(exported, again) == 4
        assert list(again) == list(store)
        assert (again.meta(), again.environments()) == (store.meta(), store.environments())
        assert restore(exported, again) == 0


def test_what_is_no_export_is_named(store, tmp_path):
    other = tmp_path / "other.parquet"
    with pytest.raises(MissingError, match="no export at"):
        restore(other, store)
    other.write_bytes(b"PAR1 nonsense PAR1")
    with pytest.raises(StoreError, match="not an export of a store"):
        restore(other, store)


def test_a_changed_value_is_found(store, exported, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(exported)
    place = table.schema.names.index("arch")
    changed = table.set_column(place, table.schema.field("arch"), pa.array(["x"] * len(table)))
    pq.write_table(changed, exported)
    with Store.create_or_open(tmp_path / "again") as again, pytest.raises(StoreError, match="damaged"):
        restore(exported, again)

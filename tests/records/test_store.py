import sqlite3
import stat

import pytest

from lcmnas_core.errors import MissingError, StoreError, UnknownName
from lcmnas_core.records.environment import capture_environment
from lcmnas_core.records.store import FILE_NAME, Store


def test_rows_come_back_whatever_the_order_of_writing(store, make):
    rows = [make(seed, seed=seed, arch=arch) for arch in "ab" for seed in (0, 1, 2)]
    store.add(reversed(rows))
    assert list(store) == rows
    assert len(store) == 6


def test_adding_twice_adds_once_and_the_first_stays(store, make):
    assert store.add([make(1.0), make(1.0, seed=8)]) == 2
    assert store.add([make(2.0), make(2.0, seed=9)]) == 1
    assert [row.outcome.value for row in store] == [1.0, 1.0, 2.0]


def test_a_batch_is_written_whole_or_not_at_all(store, make):
    def batch():
        yield make(seed=1)
        raise RuntimeError("planning failed")

    with pytest.raises(RuntimeError, match="planning failed"):
        store.add(batch())
    assert len(store) == 0


def test_the_latest_attempt_counts(store, make):
    store.add([make(None, seed=1), make(2.0, seed=1, attempt=2), make(None, seed=2), make(3.0, seed=3)])
    assert [(row.identity.seed, row.outcome.value) for row in store.latest()] == [
        (1, 2.0),
        (2, None),
        (3, 3.0),
    ]
    assert store.counts() == {"ok": 2, "timeout": 1}
    assert store.latest_attempts(failed_only=True) == {make(seed=2).identity.key: 1}
    assert store.latest_attempts()[make(seed=1).identity.key] == 2


def test_keys_include_failures(store, make):
    store.add([make(None, seed=1), make(1.0, seed=2)])
    assert store.keys() == {make(seed=seed).identity.key for seed in (1, 2)}


def test_meta_keeps_the_last_value_and_refuses_nan(store):
    store.put_meta({"command": ["lcmnas", "run"], "preset": {"limit": 5}})
    store.put_meta({"preset": {"limit": 6}})
    assert store.meta() == {"command": ["lcmnas", "run"], "preset": {"limit": 6}}
    with pytest.raises(ValueError, match="JSON compliant"):
        store.put_meta({"tau": float("nan")})


def test_environments_come_back(store):
    environment = capture_environment()
    store.add_environment(environment)
    store.add_environment(environment)
    assert store.environments() == {environment.env_id: environment}


def test_reopening_finds_everything(tmp_path, make):
    with Store.create_or_open(tmp_path) as store:
        store.add([make()])
    with Store.create_or_open(tmp_path) as store:
        store.add([make(seed=8)])
    with Store.open(tmp_path) as store:
        assert list(store) == [make(), make(seed=8)]
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_reader_sees_commits_while_the_writer_is_open(store, make):
    with Store.open(store.path) as reader:
        store.add([make()])
        assert list(reader) == [make()]


def test_a_reader_cannot_write(store, make):
    with Store.open(store.path) as reader, pytest.raises(StoreError, match="readonly"):
        reader.add([make()])


def test_a_store_in_a_folder_nobody_may_write_is_readable(tmp_path, make):
    with Store.create_or_open(tmp_path / "run") as store:
        store.add([make()])
    (tmp_path / "run").chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Store.open(tmp_path / "run") as store:
            assert list(store) == [make()]
    finally:
        (tmp_path / "run").chmod(stat.S_IRWXU)


def test_only_the_columns_asked_for_are_read(store, make):
    store.add([make(1.5, seed=3)])
    assert list(store.rows(columns=("seed", "value"))) == [(3, 1.5)]
    with pytest.raises(UnknownName, match="did you mean 'value'"):
        store.rows(columns=("valeu",))


def test_nothing_there_is_missing(tmp_path):
    with pytest.raises(MissingError, match="no store at"):
        Store.open(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + b"\0" * 200, bytes(4096)])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path, content):
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    for opener in (Store.open, Store.create_or_open):
        with pytest.raises(StoreError, match="is not a store") as caught:
            opener(tmp_path)
        assert caught.value.exit_code == 4
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("CREATE TABLE measurement (key TEXT)")
    other.close()
    with pytest.raises(StoreError, match="not a store of lcmnas"):
        Store.create_or_open(tmp_path)


def test_a_newer_schema_is_refused(tmp_path):
    with Store.create_or_open(tmp_path) as store:
        path = store.path
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(StoreError, match=r"schema 99.*upgrade lcmnas"):
        Store.open(tmp_path)


def test_the_file_itself_refuses_a_row_that_contradicts_itself(store, make):
    store.add([make()])
    raw = sqlite3.connect(store.path)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        raw.execute("UPDATE measurement SET value = NULL")
    raw.close()


def test_commits_are_synchronous_and_journalled(store):
    assert list(store.select("PRAGMA journal_mode")) == [("wal",)]
    assert list(store.select("PRAGMA synchronous")) == [(2,)]  # 2 is FULL


@pytest.mark.parametrize("unstorable", [{"seed": 1 << 64}, {"arch": "lone \ud800"}])
def test_what_the_file_cannot_hold_is_refused_in_one_line(store, make, unstorable):
    with pytest.raises(StoreError) as caught:
        store.add([make(), make(**unstorable)])
    assert "\n" not in str(caught.value)
    assert len(store) == 0


def test_reading_may_stop_halfway_and_outlive_the_store(tmp_path, make):
    with Store.create_or_open(tmp_path) as store:
        store.add([make(seed=1), make(seed=2)])
        rows = store.rows()
        next(rows)
    rows.close()
    with pytest.raises(StoreError, match="closed database"):
        next(store.rows())

import pytest

from lcmnas_core.errors import StoreError
from lcmnas_core.records import sqlite_file
from lcmnas_core.records.store import Store


@pytest.fixture
def mounts(tmp_path):
    """A mount table in which one folder is a network share with a local disk inside it."""
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda / ext4 rw 0 0\n"
        f"server:/share {tmp_path}/my\\040share nfs4 rw 0 0\n"
        f"/dev/sdb {tmp_path}/my\\040share/local xfs rw 0 0\n"
    )
    return table


def test_the_innermost_mount_decides(tmp_path, mounts):
    share = tmp_path / "my share"
    assert sqlite_file.file_system(share / "runs", mounts) == "nfs4"
    assert sqlite_file.file_system(share / "local" / "runs", mounts) == "xfs"
    assert sqlite_file.file_system(tmp_path / "my share 2", mounts) == "ext4"


def test_without_a_mount_table_nothing_is_claimed(tmp_path):
    assert sqlite_file.file_system(tmp_path, tmp_path / "absent") is None


def test_a_store_on_a_network_file_system_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "file_system", lambda folder: "nfs4")
    with pytest.raises(StoreError, match=r"network file system \(nfs4\).*merge"):
        Store.create_or_open(tmp_path / "run")
    assert not list((tmp_path / "run").iterdir())


def test_a_store_made_meanwhile_stays(tmp_path, make):
    with Store.create_or_open(tmp_path) as store:
        store.add([make()])
        sqlite_file.create(store.path, "CREATE TABLE other (x)")
        assert list(store) == [make()]

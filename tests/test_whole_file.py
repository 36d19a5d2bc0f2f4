import pytest

from lcmnas_core.whole_file import whole_file, write_whole


def test_a_file_takes_the_place_of_an_older_one(tmp_path):
    path = tmp_path / "new" / "card.json"
    write_whole(path, "one")
    write_whole(path, "zwölf")
    assert path.read_text("utf-8") == "zwölf"
    assert list(path.parent.iterdir()) == [path]


def test_an_error_leaves_the_older_file_and_nothing_else(tmp_path):
    path = tmp_path / "card.json"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), whole_file(path) as unfinished:
        unfinished.write_text("half")
        assert path.read_text() == "old"
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_never_written_replaces_nothing(tmp_path):
    path = tmp_path / "card.json"
    path.write_text("old")
    with pytest.raises(FileNotFoundError), whole_file(path):
        pass
    assert path.read_text() == "old"


def test_the_suffix_is_that_of_the_file(tmp_path):
    with whole_file(tmp_path / "weights.npy") as unfinished:
        assert unfinished.suffix == ".npy"
        unfinished.touch()


def test_an_error_of_the_disk_names_the_file_that_was_meant(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_whole(tmp_path / "taken", "text")
    assert caught.value.filename == str(tmp_path / "taken")
    (tmp_path / "card.json").touch()
    with pytest.raises((NotADirectoryError, FileExistsError)):
        write_whole(tmp_path / "card.json" / "below", "text")
    assert list(tmp_path.glob(".*")) == []

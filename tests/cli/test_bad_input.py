"""Files that are not what they should be: one line, the documented exit code, and the file untouched."""

from __future__ import annotations

import pytest

CELL = "|nor_conv_1x1~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "nas").mkdir(parents=True)
    (folder / "images").mkdir()
    return folder


GARBAGE = [b"", b"not what it should be", b"PAR1" + bytes(64) + b"PAR1", b"PK\x03\x04" + bytes(64)]


@pytest.mark.parametrize("content", GARBAGE)
def test_a_corrupt_table(lcmnas, data, tmp_path, content):
    path = data / "nas" / "nb201.parquet"
    path.write_bytes(content)
    for words in (["run", "proxy-ranking", "--table", "nasbench201", "--out", tmp_path / "r"],):
        said = lcmnas(*words)
        assert said.code in (2, 4)
        assert "nb201.parquet" in said.error
    assert lcmnas("tables", "verify", "nasbench201").code in (2, 4)
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", GARBAGE)
def test_a_wrong_image_file(lcmnas, data, content):
    path = data / "images" / "cifar10_first4000_lossless.npz"
    path.write_bytes(content)
    words = ("--space", "nasbench201", "--arch", CELL, "--dataset", "cifar10_first4000", "--proxies", "snip")
    said = lcmnas("score", *words)
    assert said.code == 4
    assert "cifar10_first4000_lossless.npz" in said.error
    assert lcmnas("data", "verify", "cifar10_first4000").code == 4
    assert path.read_bytes() == content


@pytest.mark.parametrize("verb", ["status", "report", "export", "doctor", "retry"])
def test_a_store_that_is_none(lcmnas, tmp_path, verb):
    for content in GARBAGE:
        (tmp_path / "store.sqlite").write_bytes(content)
        said = lcmnas(verb, tmp_path)
        assert said.code == 4
        assert "is not a store" in said.error


def test_an_overwritten_page_of_a_store(lcmnas, a_run):
    path = a_run / "store.sqlite"
    damaged = bytearray(path.read_bytes())
    damaged[8192:12288] = bytes(4096)
    path.write_bytes(damaged)
    for verb in ("status", "doctor"):
        said = lcmnas(verb, a_run)
        assert said.code == 4
        assert "store.sqlite" in said.error
    words = (
        "run",
        "proxy-ranking",
        "--preset",
        "smoke",
        "--limit",
        "120",
        "--engine",
        "inline",
        "--out",
        a_run,
    )
    assert lcmnas(*words).code == 4
    assert path.read_bytes() == damaged


def test_a_pickle_is_not_a_table(lcmnas, tmp_path):
    (tmp_path / "table.pickle").write_bytes(b"\x80\x04N.")
    said = lcmnas("tables", "import", "nasbench201", tmp_path / "table.pickle")
    assert said.code == 2
    assert "never opened" in said.error


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["tables", "verify", "nasbench20"], 2, "did you mean 'nasbench201'"),
        (["tables", "verify", "nasbench201"], 3, "LCMNAS_DATA"),
        (["tables", "import", "nasbench201", "absent.json"], 3, "no file at"),
        (["tables", "build", "nb201_min", "--out", "x"], 2, "did you mean 'nb201_mini'"),
        (["data", "verify", "digit"], 2, "did you mean 'digits'"),
        (["data", "fetch", "cifar10_first4000"], 3, "no public address"),
    ],
)
def test_what_is_unknown_or_absent(lcmnas, tmp_path, monkeypatch, words, code, part):
    monkeypatch.chdir(tmp_path)
    said = lcmnas(*words)
    assert said.code == code
    assert part in said.error


def test_what_is_whole_is_said_to_be(lcmnas):
    said = lcmnas("data", "verify", "digits", "--json")
    assert said.code == 0
    assert said.json["ok"]
    assert lcmnas("tables", "verify", "synthetic", "--json").json["ok"]
    assert lcmnas("data", "fetch", "digits", "--json").json == {
        "name": "digits",
        "place": "package scikit-learn",
    }


def test_a_failed_check_is_exit_1(lcmnas, monkeypatch):
    from lcmnas_core.data.verify import Check

    monkeypatch.setattr("lcmnas_core.data.verify.verify", lambda name: [Check("loads", False, name)])
    said = lcmnas("data", "verify", "digits", "--json")
    assert said.code == 1
    assert said.json == {
        "name": "digits",
        "ok": False,
        "checks": [{"name": "loads", "ok": False, "detail": "digits"}],
    }

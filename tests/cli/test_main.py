from __future__ import annotations

import subprocess
import sys

import pytest

from lcmnas_core import __version__
from lcmnas_core.cli import main as module
from lcmnas_core.errors import LcmnasError, MissingError, StoreError, UnknownName, UsageError

HEAVY = ("torch", "pandas", "matplotlib", "scipy")


@pytest.mark.parametrize(
    "statement",
    [
        "import lcmnas_core",
        "import lcmnas_core.pytest_plugin",
        "from lcmnas_core.cli.main import main; assert main(['--help']) == 0",
        "from lcmnas_core.cli.main import main; assert main(['run', '--help']) == 0",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(statement):
    code = f"{statement}\nimport sys; print([n for n in {HEAVY} if n in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_version_is_the_packages(lcmnas):
    assert lcmnas("--version").out == f"lcmnas {__version__}\n"


def test_without_a_verb_it_explains_itself(lcmnas):
    said = lcmnas()
    assert said.code == 0
    assert "Exit codes" in said.out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["frobnicate"], "No such command"),
        (["run"], "Missing argument"),
        (["run", "smoke"], "--out"),
        (["run", "smoke", "--out", "x", "--limit", "three"], "--limit"),
        (["status", "--colour", "x"], "--colour"),
        (["run", "smoke", "--out", "x", "--timeout", "-1"], "--timeout"),
    ],
)
def test_a_mistake_on_the_command_line_is_one_line_and_exit_2(lcmnas, words, part):
    said = lcmnas(*words)
    assert said.code == 2
    assert part in said.error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LcmnasError("a"), 2),
        (UsageError("a"), 2),
        (UnknownName("proxy", "a", ["b"]), 2),
        (MissingError("a"), 3),
        (StoreError("a\nb"), 4),
    ],
)
def test_each_error_has_its_exit_code_and_one_line(monkeypatch, capsys, error, code):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(module, "app", fail)
    assert module.main([]) == code
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_cannot_be_written_is_one_line(lcmnas, finished_run, tmp_path):
    said = lcmnas("gate", finished_run, "--write-baseline", tmp_path)
    assert said.code == 2
    assert said.error == f"error: {tmp_path}: Is a directory"


def test_a_mistake_of_ours_keeps_its_traceback(monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(module, "app", fail)
    with pytest.raises(ZeroDivisionError):
        module.main([])


def test_an_interrupt_is_130_and_says_how_to_go_on(monkeypatch, capsys):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "app", interrupt)
    assert module.main([]) == 130
    assert "resume with the same command" in capsys.readouterr().err


def test_an_interrupt_inside_a_verb_is_130_too(lcmnas, monkeypatch, tmp_path):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("lcmnas_core.cli.carrying_out.execute_rounds", interrupt)
    said = lcmnas(
        "run", "proxy-ranking", "--preset", "smoke", "--limit", "2", "--engine", "inline", "--out", tmp_path
    )
    assert said.code == 130
    assert "resume with the same command" in said.err


def test_the_data_folder_is_made_absolute_once(lcmnas, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LCMNAS_DATA", "here")
    places = {each["name"]: each["place"] for each in lcmnas("list", "tables", "--json").json["tables"]}
    assert places["nasbench201"].startswith(str(tmp_path / "here"))

"""The wheel in a folder of its own: one top-level name, and the smoke preset runs from anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling", reason="the wheel is built by hatchling, of the extra `dev`")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_its_only_top_level_name_is_the_library(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"lcmnas_core"}
    for needed in (
        "suites/proxy_ranking/quick.toml",
        "reports/templates/page.html.j2",
        "tables/shipped/published_correlations.csv",
        "py.typed",
    ):
        assert f"lcmnas_core/{needed}" in names
    assert not [name for name in names if "published/" in name or name.split("/")[-1].startswith("test_")]


@pytest.mark.slow
def test_installed_it_runs_the_smoke_preset_from_any_folder(wheel, tmp_path):
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    elsewhere.mkdir()
    packages = os.pathsep.join([str(installed), *third_party()])
    environment = {**os.environ, "PYTHONPATH": packages}

    def python(*words):
        # -S leaves out what the environment's .pth files add: the checkout itself.
        command = [sys.executable, "-S", *words]
        return subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True)

    found = python("-c", "import lcmnas_core; print(lcmnas_core.__file__)")
    assert found.stdout.startswith(str(installed)), found.stderr
    for words in (["run", "smoke", "--out", "run"], ["report", "run"], ["list", "suites"]):
        done = python("-m", "lcmnas_core.cli.main", *words)
        assert done.returncode == 0, done.stderr
    assert (elsewhere / "run" / "index.html").is_file()


def third_party():
    """The folders that hold the installed dependencies."""
    import numpy

    return [str(Path(numpy.__file__).parents[1])]

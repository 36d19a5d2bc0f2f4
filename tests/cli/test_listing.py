from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from lcmnas_core.proxies import PROXIES
from lcmnas_core.spaces import SPACES, FiniteSpace

KINDS = (
    *("proxies", "spaces", "tables", "datasets", "suites", "methods", "strategies"),
    *("landscapes", "policies", "plugins"),
)


def test_every_kind_is_listed(lcmnas):
    found = lcmnas("list", "--json").json
    assert tuple(found) == KINDS
    assert [each["name"] for each in found["proxies"]] == list(PROXIES)
    assert {each["name"]: each["architectures"] for each in found["spaces"]} == {
        name: len(space) if isinstance(space, FiniteSpace) else None for name, space in SPACES.items()
    }


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["list", "proxies"], "synflow"),
        (["list", "suites"], "proxy-ranking"),
        (["list", "methods"], "greedy_macro_micro"),
        (["list", "strategies"], "warm_start_synflow"),
        (["list", "landscapes"], "nb201_mini"),
        (["list", "policies"], "depth_linear"),
        (["data", "list"], "mnist5k_rot"),
        (["tables", "list"], "nb201_mini"),
    ],
)
def test_people_get_a_table_that_no_pipe_wraps(lcmnas, words, name):
    lines = [line for line in lcmnas(*words).out.splitlines() if line.strip().startswith(name)]
    assert len(lines) == 1


def test_an_unknown_kind_proposes_the_near_one(lcmnas):
    said = lcmnas("list", "proxys")
    assert said.code == 2
    assert "did you mean 'proxies'" in said.error


BROKEN = "raise RuntimeError('half installed')"
SOUND = "from pathlib import Path\nPath('loaded').touch()\ndef ten(network, batch): return 10.0"


def installed(folder, module, source, attribute):
    """A distribution that brings a proxy, as a package installer would leave it in `folder`."""
    (folder / f"{module}.py").write_text(source)
    facts = folder / f"{module}-1.2.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.2\n")
    (facts / "entry_points.txt").write_text(f"[lcmnas.proxies]\n{attribute} = {module}:{attribute}\n")


def listed(folder, *words):
    environment = {**os.environ, "PYTHONPATH": str(folder), "LCMNAS_PLUGINS": "all"}
    command = [sys.executable, "-m", "lcmnas_core.cli.main", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_broken_plug_in_is_listed_as_broken_and_breaks_nothing(tmp_path):
    installed(tmp_path, "brokenpack", BROKEN, "three")
    installed(tmp_path, "soundpack", SOUND, "ten")
    found = json.loads(listed(tmp_path, "list", "--json"))
    states = {each["name"]: (each["status"], each["summary"]) for each in found["plugins"]}
    assert states["ten"] == ("ok", "")
    assert states["three"] == ("broken", "RuntimeError: half installed")
    origins = {each["name"]: each["origin"] for each in found["proxies"]}
    assert origins["ten"] == "soundpack 1.2"
    assert "three" not in origins


def test_no_plug_in_runs_when_none_is_wanted(tmp_path):
    installed(tmp_path, "soundpack", SOUND, "ten")
    assert "ten" not in listed(tmp_path, "--no-plugins", "list", "proxies").split()
    assert not (tmp_path / "loaded").exists()

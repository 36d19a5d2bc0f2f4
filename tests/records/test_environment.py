import getpass
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lcmnas_core.records import environment
from lcmnas_core.records.environment import RECORDED_VARIABLES, Gpu, capture_environment, torch_facts


def test_the_same_surroundings_have_the_same_id():
    one, other = capture_environment(), capture_environment()
    assert one == other
    assert one.env_id == other.env_id and len(one.env_id) == 16


def test_a_thread_setting_is_another_environment(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    one = capture_environment()
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    assert capture_environment().env_id != one.env_id


def test_names_of_people_hosts_and_folders_are_not_captured(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "hunter2-hunter2")
    text = capture_environment(torch={"version": "2"}).model_dump_json()
    assert "hunter2" not in text
    for private in (getpass.getuser(), socket.gethostname(), str(Path.home()), str(Path.cwd())):
        # Very short names ("a", "/") would be found in any text.
        assert len(private) < 4 or private not in text
    assert set(capture_environment().variables) == set(RECORDED_VARIABLES) & set(os.environ)


def test_packages_are_the_declared_dependencies():
    packages = capture_environment().packages
    assert {"lcmnas", "numpy", "torch", "scipy"} <= set(packages)
    assert "ruff" not in packages  # belongs to an extra


def test_capturing_loads_neither_torch_nor_pandas():
    code = (
        "import sys; from lcmnas_core.records.environment import capture_environment; capture_environment();"
        "import lcmnas_core.records.export, lcmnas_core.records.merge, lcmnas_core.records.frame;"
        "import lcmnas_core.engines.loop;"
        "print({'torch', 'pandas', 'pyarrow'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_torch_facts_are_plain_and_name_the_version():
    torch = pytest.importorskip("torch")
    facts = torch_facts()
    assert facts["version"] == torch.__version__
    assert facts["threads"] == torch.get_num_threads()
    assert capture_environment(facts).torch == facts


def test_processor_name_is_read_from_the_system(tmp_path):
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nmodel name\t: Abacus 9000 @ 1 Hz\nprocessor\t: 1\n")
    assert environment._cpu_model(cpuinfo) == "Abacus 9000 @ 1 Hz"
    cpuinfo.write_text("processor\t: 0\n")
    assert environment._cpu_model(cpuinfo) is None


def test_graphics_cards_and_driver_are_read_from_the_system(tmp_path):
    assert environment._gpus(tmp_path) is None
    (tmp_path / "version").write_text(
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023\n"
    )
    card = tmp_path / "gpus" / "0000:01:00.0"
    card.mkdir(parents=True)
    (card / "information").write_text("Model: \t\t Painter 5\nIRQ: 1\n")
    assert environment._gpus(tmp_path) == (Gpu(name="Painter 5", driver="535.104.05"),)


def git(folder, *arguments):
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)


def test_commit_and_changes_of_a_checkout(tmp_path):
    assert environment._commit(tmp_path) is None
    (tmp_path / "pyproject.toml").write_text("")
    git(tmp_path, "init")
    assert environment._commit(tmp_path) is None  # nothing committed yet
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=n", "-c", "user.email=e", "commit", "-m", "one")
    commit = environment._commit(tmp_path)
    assert len(commit.sha) == 40 and not commit.dirty
    (tmp_path / "new.py").write_text("")
    assert environment._commit(tmp_path).dirty

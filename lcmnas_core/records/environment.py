"""Where results were made: machine, software and settings, without names of people, hosts or folders."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cached_property
from importlib import metadata
from pathlib import Path

from lcmnas_core.records.measurement import Frozen

RECORDED_VARIABLES = (
    "CUBLAS_WORKSPACE_CONFIG",
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "OMP_WAIT_POLICY",
    "OPENBLAS_NUM_THREADS",
    "PYTHONHASHSEED",
    "PYTORCH_ALLOC_CONF",
)
"""The environment variables that may enter a record; no other is ever read."""

DISTRIBUTION = "lcmnas"

TorchFact = str | int | float | bool | None


class Gpu(Frozen):
    """A graphics processor and the driver that runs it."""

    name: str
    driver: str | None


class Commit(Frozen):
    """The state of the checkout that the code ran from."""

    sha: str
    dirty: bool


class Environment(Frozen):
    """Machine, software and settings; null where a thing is absent or unknown."""

    os: str
    cpu: str | None
    machine: str
    cores: int
    gpus: tuple[Gpu, ...] | None
    python: str
    packages: dict[str, str]
    torch: dict[str, TorchFact] | None
    variables: dict[str, str]
    commit: Commit | None

    @cached_property
    def env_id(self) -> str:
        """First 16 hexadecimal digits of the SHA-256 of the canonical JSON of every field."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


def capture_environment(torch: Mapping[str, TorchFact] | None = None) -> Environment:
    """Describe this process's surroundings without importing torch.

    Args:
        torch: what `torch_facts()` returned, where torch is loaded anyway; null otherwise.
    """
    return Environment(
        os=f"{platform.system()} {platform.release()}",
        cpu=_cpu_model(Path("/proc/cpuinfo")),
        machine=platform.machine(),
        cores=os.cpu_count() or 1,
        gpus=_gpus(Path("/proc/driver/nvidia")),
        python=f"{platform.python_implementation()} {platform.python_version()}",
        packages=_package_versions(),
        torch=dict(sorted(torch.items())) if torch is not None else None,
        variables={name: os.environ[name] for name in RECORDED_VARIABLES if name in os.environ},
        commit=_commit(Path(__file__).resolve().parents[2]),
    )


def torch_facts() -> dict[str, TorchFact]:
    """How torch was built and is set up in this process; imports torch."""
    import torch

    return {
        "version": torch.__version__,
        "git_version": str(torch.version.git_version),
        "cuda": torch.version.cuda,
        "cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "mkl": torch.backends.mkl.is_available(),  # type: ignore[no-untyped-call]
        "mkldnn": torch.backends.mkldnn.is_available(),  # type: ignore[no-untyped-call]
        "openmp": torch.backends.openmp.is_available(),  # type: ignore[no-untyped-call]
        "threads": torch.get_num_threads(),
        "deterministic_algorithms": torch.are_deterministic_algorithms_enabled(),
        "float32_matmul_precision": torch.get_float32_matmul_precision(),
    }


def _cpu_model(cpuinfo: Path) -> str | None:
    if not cpuinfo.is_file():
        return platform.processor() or None
    found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE)
    return found.group(1).strip() if found else None


def _gpus(driver_folder: Path) -> tuple[Gpu, ...] | None:
    version = driver_folder / "version"
    if not version.is_file():
        return None
    found = re.search(r"Kernel Module.*?\s(\d+(?:\.\d+)+)\s", version.read_text())
    driver = found.group(1) if found else None
    models = [
        re.search(r"^Model:\s*(.+)$", information.read_text(), re.MULTILINE)
        for information in sorted(driver_folder.glob("gpus/*/information"))
    ]
    return tuple(Gpu(name=model.group(1).strip(), driver=driver) for model in models if model)


def _package_versions() -> dict[str, str]:
    try:
        requirements = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return {}
    core = [text for text in requirements if "extra ==" not in text]
    needed = {re.split(r"[^A-Za-z0-9._-]", text, maxsplit=1)[0] for text in core}
    installed = {DISTRIBUTION: metadata.version(DISTRIBUTION)}
    for name in sorted(needed, key=str.lower):
        try:
            installed[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return installed


def _commit(folder: Path) -> Commit | None:
    # An installed wheel may lie inside somebody else's checkout; that commit would not be ours.
    git = shutil.which("git")
    if git is None or not ((folder / ".git").exists() and (folder / "pyproject.toml").is_file()):
        return None
    try:
        sha = _git(git, folder, "rev-parse", "HEAD")
        dirty = bool(_git(git, folder, "status", "--porcelain"))
    except (subprocess.SubprocessError, OSError):
        return None
    return Commit(sha=sha, dirty=dirty)


def _git(git: str, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [git, "-C", str(folder), *arguments], capture_output=True, text=True, check=True, timeout=10
    )
    return done.stdout.strip()

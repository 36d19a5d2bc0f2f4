"""Runners that do as their task says; workers find this module on their path by name."""

import os
import signal
import time

from lcmnas_core.errors import Unsupported
from lcmnas_core.records.outcomes import value_outcome


def seeds(task, identities):
    time.sleep(task.get("seconds", 0))
    return [value_outcome(float(identity.seed)) for identity in identities]


def half_fails(task, identities):
    """Even seeds have a value; odd ones only once the file named by the task exists."""
    repaired = os.path.exists(task["repaired"])  # noqa: PTH110
    return [value_outcome(i.seed if repaired or i.seed % 2 == 0 else float("nan")) for i in identities]


def pid(task, identities):
    return [value_outcome(os.getpid())] * len(identities)


def holds(task, identities):
    """How much memory there was at the highest, with so many bytes more for a moment."""
    import numpy as np

    from lcmnas_core.engines.peak_memory import peak_bytes

    np.ones(task["bytes"], np.uint8)
    return [value_outcome(float(peak_bytes()))] * len(identities)


def torch_threads(task, identities):
    import torch

    return [value_outcome(torch.get_num_threads())] * len(identities)


def passive_waiting(task, identities):
    return [value_outcome(os.environ.get("OMP_WAIT_POLICY") == "PASSIVE")] * len(identities)


def short_answer(task, identities):
    return seeds(task, identities)[:-1]


def raises(task, identities):
    raise {"Unsupported": Unsupported, "ValueError": ValueError, "MemoryError": MemoryError}[task["kind"]](
        task["message"]
    )


def leaves(task, identities):
    raise SystemExit("the network called sys.exit")


def dies(task, identities):
    if task["poison"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return seeds(task, identities)


def exits(task, identities):
    os._exit(task["code"])


def hangs(task, identities):
    if task.get("ignore_sigterm"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(0.01)


def allocates(task, identities):
    blocks = [bytearray(1 << 20) for _ in range(task["mebibytes"])]
    return [value_outcome(len(blocks))] * len(identities)


def allocates_tensor(task, identities):
    import torch

    return [value_outcome(torch.ones(task["mebibytes"] << 18).numel())] * len(identities)


def notes_pid_and_hangs(task, identities):
    from pathlib import Path

    Path(task["note"]).write_text(str(os.getpid()))
    hangs(task, identities)

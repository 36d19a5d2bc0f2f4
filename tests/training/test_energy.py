"""The meter is played by a module of the library's name: there is no GPU where these tests must run."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
import torch

from lcmnas_core.training.energy import used_joules


class NVMLError(Exception):
    pass


@pytest.fixture
def gpu(monkeypatch):
    asked = []

    def consumption(handle):
        asked.append(handle)
        if handle == "GPU-old":
            raise NVMLError("not supported")
        return 1_234_500

    library = SimpleNamespace(
        NVMLError=NVMLError,
        nvmlInit=lambda: None,
        nvmlDeviceGetHandleByUUID=lambda uuid: uuid,
        nvmlDeviceGetTotalEnergyConsumption=consumption,
    )
    monkeypatch.setitem(sys.modules, "pynvml", library)
    uuids = {"cuda": "first", "cuda:1": "second", "cuda:2": "old"}
    monkeypatch.setattr(
        torch.cuda, "get_device_properties", lambda device: SimpleNamespace(uuid=uuids[device])
    )
    return asked


def test_the_meter_of_the_device_that_was_named_is_read_in_joules(gpu):
    assert used_joules("cuda") == pytest.approx(1_234.5)
    assert used_joules("cuda:1") == pytest.approx(1_234.5)
    assert gpu == ["GPU-first", "GPU-second"]


def test_no_meter_no_number(gpu, monkeypatch):
    assert used_joules("cuda:2") is None
    assert used_joules("cpu") is None
    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert used_joules("cuda") is None

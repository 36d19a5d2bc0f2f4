"""Values of the built-in proxies, by version: a change of value without a change of version fails here.

The network's weights and images are closed forms (sines), so no random generator of any library enters;
`zen`, `zen_paper` and inert `l2_norm` draw from torch's generator, whose stream is stable across releases.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import nn

from lcmnas_core.data.batch import Batch
from lcmnas_core.inert import Inert
from lcmnas_core.proxies import PROXIES, score
from tests.proxies.networks import MIXED, cells

GOLDEN = Path(__file__).with_name("golden_values.json")


def waves(shape: torch.Size, phase: float) -> torch.Tensor:
    count = torch.Size(shape).numel()
    return torch.sin(phase + 1.7 * torch.arange(count, dtype=torch.float64) ** 1.1).reshape(shape)


def values() -> dict[str, dict[str, float | str]]:
    network = cells(*MIXED, channels=4).double()
    for index, part in enumerate(network.modules()):
        if isinstance(part, nn.Conv2d | nn.Linear):
            part.weight.data = waves(part.weight.shape, index) / part.weight[0].numel() ** 0.5
            if part.bias is not None:
                part.bias.data = waves(part.bias.shape, index + 0.5)
    network.inert = Inert(params=7, macs=70, layers=1, parameter_tensors=3, weight_norms=(1.164949655532837,))
    batch = Batch(waves(torch.Size((8, 3, 12, 12)), 0.3), torch.arange(8) % 4)
    found = score(network, batch, list(PROXIES))
    return {name: {"version": PROXIES[name].version, "value": one.value} for name, one in found.items()}


@pytest.fixture(scope="module")
def now():
    torch.set_num_threads(1)
    return values()


@pytest.mark.parametrize("name", list(PROXIES))
def test_same_version_same_value(name, now):
    golden = json.loads(GOLDEN.read_text())
    assert name in golden, f"no golden value of {name}; add what `values()` gives for it"
    assert now[name]["version"] == golden[name]["version"], "raise the version and the golden value together"
    assert now[name]["value"] == pytest.approx(golden[name]["value"], rel=1e-7), (
        f"raise the version of {name}"
    )


def test_no_golden_value_outlives_its_proxy():
    assert set(json.loads(GOLDEN.read_text())) == set(PROXIES)

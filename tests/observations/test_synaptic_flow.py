from __future__ import annotations

import pytest
import torch
from torch import nn

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations import SynapticFlow, observed
from lcmnas_core.proxies.scoring import _observer
from tests.proxies.networks import Chain


def flow_of(network: nn.Module, shape: tuple[int, ...]) -> SynapticFlow:
    with observed(network) as seen:
        return _observer(seen, None, shape, 0, None).of(SynapticFlow)


def test_of_two_linear_layers_by_hand():
    # |W1| = [[1, 2]], |b1| = 3, |W2| = [[4], [5]] on ones: h = 1 + 2 + 3 = 6, R = (4 + 5) h = 54.
    # dR/dW1 = (9, 9), dR/dW2 = (6, 6).
    network = nn.Sequential(nn.Flatten(), nn.Linear(2, 1), nn.ReLU(), nn.Linear(1, 2, bias=False))
    network[1].weight.data, network[1].bias.data = torch.tensor([[1.0, -2.0]]), torch.tensor([-3.0])
    network[3].weight.data = torch.tensor([[-4.0], [5.0]])
    found = flow_of(network, (1, 1, 2))
    assert [weight.flatten().tolist() for weight in found.weights] == [[1, 2], [4, 5]]
    assert [gradient.flatten().tolist() for gradient in found.gradients] == [[9, 9], [6, 6]]


def test_batch_norm_and_signs_do_not_matter():
    network = Chain()
    before = flow_of(network, (3, 8, 8))
    for part in network.modules():
        if isinstance(part, nn.BatchNorm2d):
            nn.init.uniform_(part.weight)
            part.running_mean.uniform_()
        elif isinstance(part, nn.Conv2d):
            part.weight.data.neg_()
    after = flow_of(network, (3, 8, 8))
    assert all(torch.equal(a, b) for a, b in zip(before.gradients, after.gradients, strict=True))


def test_what_float32_cannot_hold_is_finite():
    network = nn.Sequential(nn.Flatten(), *(nn.Linear(4, 4) for _ in range(8)))
    for part in network[1:]:
        nn.init.constant_(part.weight, 1e7)
    assert flow_of(network, (1, 2, 2)).gradients[0].max() > torch.finfo(torch.float32).max


def test_a_network_without_layers_is_unsupported():
    with pytest.raises(Unsupported, match="nothing flows"):
        flow_of(nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), (3, 4, 4))

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.data.batch import Batch
from lcmnas_core.errors import Unsupported
from lcmnas_core.observations import ChannelSaliencies, LossGradients, observed
from lcmnas_core.proxies.scoring import _observer
from tests.proxies.networks import Chain


class Branches(nn.Module):
    """One convolution that cannot reach the output, and one that is called twice."""

    def __init__(self) -> None:
        super().__init__()
        self.dead = nn.Conv2d(3, 3, 1)
        self.twice = nn.Conv2d(3, 3, 3, padding=1)
        self.head = nn.Linear(3, 4)

    def forward(self, images: Tensor) -> Tensor:
        self.dead(images)
        return self.head(self.twice(self.twice(images).relu()).mean((2, 3)))


def observer_of(network: nn.Module, labels: Tensor):
    images = torch.randn(len(labels), 3, 6, 6, generator=torch.Generator().manual_seed(0))
    with observed(network) as seen:
        observer = _observer(seen, Batch(images, labels), None, 0, None)
        observer.of(ChannelSaliencies)
    return observer, images


def test_gradients_are_those_of_a_plain_backward_pass():
    network, labels = Chain().double(), torch.tensor([0, 1, 2, 3])
    observer, images = observer_of(network, labels)
    F.cross_entropy(network.train()(images.double()), labels).backward()
    weights = [part.weight for part in network.modules() if isinstance(part, nn.Conv2d | nn.Linear)]
    for ours, weight in zip(observer.of(LossGradients).gradients, weights, strict=True):
        assert torch.allclose(ours, weight.grad, rtol=1e-10, atol=1e-14)


def test_a_weight_the_loss_does_not_see_has_gradient_zero():
    observer, _ = observer_of(Branches(), torch.tensor([0, 1]))
    dead, twice, head = observer.of(LossGradients).gradients
    assert not dead.any()
    assert twice.any()
    assert head.any()


def test_every_live_call_has_channel_saliencies():
    observer, _ = observer_of(Branches(), torch.tensor([0, 1]))
    found = observer.of(ChannelSaliencies)
    assert [len(channels) for channels in found.channels] == [3, 3, 4]
    assert found.weights_per_channel == (27, 27, 3)


@pytest.mark.parametrize("labels", [[0, 5], [-1, 2]])
def test_labels_beyond_the_outputs_are_unsupported(labels):
    with pytest.raises(
        Unsupported, match=f"run from {labels[0]} to {labels[1]}, but the network has 5 outputs"
    ):
        observer_of(Chain(), torch.tensor(labels))


def test_a_network_without_layers_is_unsupported():
    network = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.BatchNorm1d(3))
    with pytest.raises(Unsupported, match=r"has no nn\.Conv2d and no nn\.Linear"):
        observer_of(network, torch.tensor([0, 1]))

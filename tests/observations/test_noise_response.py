from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations import NoiseResponses, PaperNoiseResponses, observed
from lcmnas_core.observations.noise_response import gaussian_parameters
from lcmnas_core.proxies.scoring import _observer
from tests.proxies.networks import Chain


def responses_of(network: nn.Module, kind: type = NoiseResponses, seed: int = 0) -> NoiseResponses:
    with observed(network) as seen:
        return _observer(seen, None, (3, 8, 8), seed, None).of(kind)


class Squeezed(nn.Module):
    """A squeeze-and-excitation gate before the features; the features are flattened by a method."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Conv2d(3, 4, 3)
        self.squeeze = nn.AdaptiveAvgPool2d(1)
        self.gate = nn.Conv2d(4, 4, 1)
        self.head = nn.Linear(144, 5)

    def forward(self, images: Tensor) -> Tensor:
        maps = self.body(images)
        return self.head((maps * self.gate(self.squeeze(maps)).sigmoid()).flatten(1))


@pytest.mark.parametrize(
    ("network", "where"),
    [
        (Chain(), "body.9"),
        (Squeezed(), "flatten"),
        (nn.Sequential(nn.Conv2d(3, 4, 3), nn.MaxPool2d(6), nn.Flatten(), nn.Linear(4, 2)), "1"),
        (nn.Sequential(nn.Conv2d(3, 4, 8), nn.ReLU(), nn.Flatten(), nn.Linear(4, 2)), "2"),
    ],
    ids=["pool", "squeeze", "max pool", "never larger than 1x1"],
)
def test_features_are_taken_before_the_last_pooling_or_flattening(network, where):
    found = responses_of(network)
    assert found.repeats[0].features == where
    assert found.note == f"features entering {where}"


def test_a_network_without_maps_is_unsupported():
    class Matrix(nn.Module):
        def forward(self, images: Tensor) -> Tensor:
            return torch.einsum("nchw->nc", images)

    with pytest.raises(Unsupported, match="no features"):
        responses_of(Matrix())


def test_running_variances_start_from_one_and_move_twice():
    # The input of the first batch norm has variance v in both passes (x and x + 0.01 e differ by 1e-4 in
    # variance), so its running variance is 0.81 + 0.19 v, whatever the module's buffers and momentum are.
    network = nn.Sequential(
        nn.Conv2d(3, 8, 1), nn.BatchNorm2d(8, momentum=0.9), nn.AdaptiveAvgPool2d(1), nn.Flatten()
    )
    network[1].running_var.fill_(1e6)
    with observed(network) as seen:
        weights = gaussian_parameters(seen, torch.Generator().manual_seed(0))["0.weight"]
        found = _observer(seen, None, (3, 32, 32), 0, None).of(NoiseResponses)
    assert weights.std().item() == pytest.approx(1, abs=0.4)
    (variance,) = found.repeats[0].running_variances
    assert 0.81 + 0.19 * 1 < variance < 0.81 + 0.19 * 6
    assert network[1].running_var[0] == 1e6


def test_batch_norm_without_running_statistics_has_the_same_response():
    with_them = Chain()
    without = Chain()
    for part in without.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.running_mean = part.running_var = None
            part.track_running_stats = False
    assert responses_of(without) == responses_of(with_them)


def test_the_response_does_not_depend_on_weights_but_on_the_seed():
    first, second = responses_of(Chain()), responses_of(Chain())
    assert first == second
    assert responses_of(Chain(), seed=1) != first


def test_repeats_are_independent():
    found = responses_of(Chain(), PaperNoiseResponses)
    assert len({one.change for one in found.repeats}) == 32

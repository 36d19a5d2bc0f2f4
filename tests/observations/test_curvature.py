r"""theta' H g by forward tangents, against double backward on networks chosen to break a rule."""

from __future__ import annotations

import pytest
import torch
import torchvision
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.data.batch import Batch
from lcmnas_core.observations import Curvature, Forward, LossGradients, Targets, observed
from lcmnas_core.observations.curvature import by_double_backward, by_tangents
from lcmnas_core.proxies.scoring import _observer
from tests.proxies.networks import Chain


class PreActivation(nn.Module):
    """Batch norm whose input is also used by a skip; one convolution used twice; concatenation; 1x1 maps."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.bare = nn.BatchNorm2d(4, affine=False, track_running_stats=False)
        self.conv = nn.Conv2d(4, 4, 3, padding=1, groups=2, bias=True)
        self.head = nn.Linear(12, 5)

    def forward(self, images: Tensor) -> Tensor:
        maps = self.stem(images)
        once = maps + self.conv(F.relu(self.norm(maps)))
        twice = once + self.conv(self.bare(once).relu())
        joined = torch.cat([twice, maps, once], dim=1)
        return self.head(F.adaptive_avg_pool2d(joined, 1).flatten(1))


class Frozen(nn.Module):
    """Parts that no tangent reaches, an input that is added, an eval-mode batch norm before any weight."""

    def __init__(self) -> None:
        super().__init__()
        self.shift = nn.Parameter(torch.ones(3))
        self.conv = nn.Conv2d(3, 3, 3, stride=2, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Linear(3, 4, bias=False)

    def forward(self, images: Tensor) -> Tensor:
        maps = images.sigmoid() + self.shift.view(1, -1, 1, 1).expand_as(images)
        maps = self.pool(self.conv(maps) + 1)
        return self.head(torch.mean(maps, dim=(2, 3)))


class Gated(nn.Module):
    """A product of two moving maps, for which there is no rule."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 1)
        self.gate = nn.Conv2d(3, 4, 1)
        self.head = nn.Linear(4, 3)

    def forward(self, images: Tensor) -> Tensor:
        return self.head((self.conv(images) * self.gate(images).sigmoid()).mean((2, 3)))


def observer_of(network: nn.Module, classes: int, side: int = 8):
    generator = torch.Generator().manual_seed(4)
    images = torch.randn(6, 3, side, side, generator=generator)
    with observed(network) as seen:
        observer = _observer(
            seen, Batch(images, torch.randint(0, classes, (6,), generator=generator)), None, 0, None
        )
        observer.of(Curvature)
    return observer


def flat() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(192, 7), nn.BatchNorm1d(7), nn.ReLU(), nn.Linear(7, 4))


def resnet18() -> nn.Module:
    return torchvision.models.resnet18(num_classes=4)


def squeezenet() -> nn.Module:
    return torchvision.models.squeezenet1_1(num_classes=4, dropout=0)


@pytest.mark.parametrize(
    ("make", "side"),
    [
        (Chain, 8),
        (PreActivation, 8),
        (Frozen, 8),
        (flat, 8),
        pytest.param(resnet18, 32, marks=pytest.mark.slow),
        pytest.param(squeezenet, 32, marks=pytest.mark.slow),
    ],
)
def test_tangents_equal_double_backward(make, side):
    torch.manual_seed(2)
    observer = observer_of(make().double(), classes=4, side=side)
    forward, targets, loss = observer.of(Forward), observer.of(Targets), observer.of(LossGradients)
    assert observer.of(Curvature).note == ""
    assert by_tangents(forward, loss) == pytest.approx(by_double_backward(forward, targets, loss), rel=1e-9)


def test_without_a_rule_double_backward_answers_and_says_so():
    torch.manual_seed(2)
    observer = observer_of(Gated().double(), 3)
    found = observer.of(Curvature)
    expected = by_double_backward(observer.of(Forward), observer.of(Targets), observer.of(LossGradients))
    assert found.weights_hessian_gradient == expected
    assert found.note.startswith("double backward: sigmoid has no tangent rule")


def test_of_softmax_regression_by_hand():
    # One weight row per class, f = W x, N = 1, x = 1, W = (0, 0), y = 0: p = (1/2, 1/2), g = (-1/2, 1/2),
    # H = diag(p) - pp' = [[1/4, -1/4], [-1/4, 1/4]], H g = (-1/4, 1/4); theta = W = (0, 0) gives 0.
    # With W = (1, 1) p and H stay and theta' H g = -1/4 + 1/4 = 0; with W = (1, -1) + log-odds 2:
    # p = (s, 1-s), s = 1/(1+e^-2), g = (s-1, 1-s), H = s(1-s) [[1, -1], [-1, 1]],
    # theta' H g = s(1-s) (1 - -1) (g_0 - g_1) = 2 s(1-s) (-2)(1-s) = -4 s (1-s)^2.
    network = nn.Sequential(nn.Flatten(), nn.Linear(1, 2, bias=False)).double()
    network[1].weight.data = torch.tensor([[1.0], [-1.0]], dtype=torch.float64)
    batch = Batch(torch.ones(1, 1, 1, 1), torch.tensor([0]))
    with observed(network) as seen:
        found = _observer(seen, batch, None, 0, None).of(Curvature)
    s = 1 / (1 + torch.tensor(-2.0, dtype=torch.float64).exp().item())
    assert found.weights_hessian_gradient == pytest.approx(-4 * s * (1 - s) ** 2, rel=1e-12)

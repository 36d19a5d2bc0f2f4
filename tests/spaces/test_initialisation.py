from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.errors import UnknownName
from lcmnas_core.inert import inert_of
from lcmnas_core.spaces.initialisation import drawn_norms, initialise
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201

CELL = Cell(("nor_conv_3x3", "nor_conv_3x3", "none", "none", "skip_connect", "nor_conv_3x3"))
SETTINGS = BuildSettings(8, 1, (1, 16, 16))


def weights(network: nn.Module) -> Tensor:
    return torch.cat([value.flatten() for value in network.state_dict().values()])


@pytest.mark.parametrize(
    ("rule", "variance"),
    [
        # uniform in +-1/sqrt(fan-in): variance (2/sqrt f)^2 / 12 = 1/(3 f)
        ("default", lambda outputs, inputs, area: 1 / (3 * inputs * area)),
        ("kaiming_normal_fan_in", lambda outputs, inputs, area: 2 / (inputs * area)),
        ("kaiming_normal_fan_out", lambda outputs, inputs, area: 2 / (outputs * area)),
    ],
)
def test_moments_are_those_of_the_rule(rule: str, variance: Callable[[int, int, int], float]) -> None:
    layer = nn.Conv2d(60, 90, 3)
    initialise(layer, rule, "moments")
    found, expected = layer.weight.detach(), variance(90, 60, 9)
    # 48,600 draws: the mean has a deviation of sigma/220, the variance of at most sqrt(2)/220 of itself.
    assert float(found.mean()) == pytest.approx(0, abs=5 * math.sqrt(expected) / 220)
    assert float(found.var()) == pytest.approx(expected, rel=5 * math.sqrt(2) / 220)
    (norm,) = drawn_norms([(90, 60, 3, 3)], rule, seed=0)
    assert norm**2 == pytest.approx(48_600 * expected, rel=5 * math.sqrt(2) / 220)


def test_norms_of_what_is_not_built_depend_on_rule_and_seed_alone() -> None:
    shapes = [(4, 4, 3, 3)] * 2
    torch.manual_seed(1)
    first = drawn_norms(shapes, "default", seed=0)
    torch.manual_seed(2)
    assert drawn_norms(shapes, "default", seed=0) == first
    assert len({*first, *drawn_norms(shapes, "default", seed=1)}) == 4
    assert drawn_norms(shapes, "kaiming_normal_fan_in", seed=0) != first


def test_inert_convolutions_follow_the_rule_of_the_network() -> None:
    # One 3x3 convolution of 8 channels beside a dead end: the norm is near sqrt(C / 3) or sqrt(2 C).
    cell = NASBENCH201.parse("|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|")
    for rule, norm in (("default", math.sqrt(8 / 3)), ("kaiming_normal_fan_out", math.sqrt(16))):
        inert = inert_of(NASBENCH201.build(cell, BuildSettings(8, 1, (1, 16, 16), 10, rule)))
        assert inert.weight_norms[0] == pytest.approx(norm, rel=0.1)
        assert len(inert.weight_norms) == 3


def test_the_default_rule_is_the_frameworks_own() -> None:
    # The framework's layers and ours, weights and biases: same bounds, same spread.
    torch.manual_seed(0)
    ours, theirs = nn.Linear(400, 300), nn.Linear(400, 300)
    initialise(ours, "default", "linear")
    for one, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert float(one.detach().abs().max()) <= 1 / math.sqrt(400)
        assert float(one.detach().std()) == pytest.approx(float(other.detach().std()), rel=0.1)


def test_norms_and_other_rules_biases_are_reset() -> None:
    network = NASBENCH201.build(CELL, BuildSettings(8, 1, (1, 16, 16), 10, "kaiming_normal_fan_in"))
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            assert module.weight.eq(1).all()
            assert module.bias.eq(0).all()
            assert module.running_mean.eq(0).all()
            assert module.running_var.eq(1).all()
        if isinstance(module, nn.Linear):
            assert module.bias.eq(0).all()


def test_every_weight_is_drawn() -> None:
    # Convolutions come with memory as it was found; NaN there would show.
    network = NASBENCH201.build(CELL, SETTINGS)
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            assert float(module.weight.detach().abs().max()) <= 1 / math.sqrt(module.weight[0].numel())
            assert module.weight.unique().numel() > 0.9 * module.weight.numel()


def test_weights_depend_on_every_name_and_on_nothing_else() -> None:
    torch.manual_seed(1)
    reference = weights(NASBENCH201.build(CELL, SETTINGS, seed=0))
    torch.manual_seed(2)
    assert torch.equal(weights(NASBENCH201.build(CELL, SETTINGS, seed=0)), reference)
    kaiming = BuildSettings(8, 1, (1, 16, 16), 10, "kaiming_normal_fan_in")
    taller = BuildSettings(8, 1, (1, 20, 16))
    for other in (
        NASBENCH201.build(CELL, SETTINGS, seed=1),
        NASBENCH201.build(CELL, kaiming, seed=0),
        NASBENCH201.build(CELL, taller, seed=0),
        CONVOLUTION_SUBSPACE.build(CELL, SETTINGS, seed=0),
    ):
        assert not torch.equal(weights(other), reference)


def test_drawn_values_stay_as_they_are() -> None:
    # First and last draws of this version: a change makes new networks disagree with stored scores.
    network = NASBENCH201.build(CELL, SETTINGS, seed=0)
    stem, bias = next(network.parameters()), network.classifier.bias
    assert bias[-2:].tolist() == pytest.approx([0.0449947, 0.1541682], abs=1e-7)
    assert stem.flatten()[:3].tolist() == pytest.approx([0.2159252, -0.1855615, 0.0783973], abs=1e-7)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UnknownName, match="kaiming_normal_fan_out"):
        initialise(nn.Linear(2, 2), "kaiming_fan_out", "x")

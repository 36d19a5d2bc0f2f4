"""Built networks against their plans: shapes of every step, weights, multiply-adds, traces."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.flattening import flattened
from lcmnas_core.architectures.decoding.plan import Plan
from lcmnas_core.architectures.layer_chain import parse_chain
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance, Limits
from lcmnas_core.spaces.wdg_macro.network import Joined
from lcmnas_core.spaces.wdg_macro.rules import CORRECTED_RULES, ORIGINAL_RULES, Rules
from lcmnas_core.spaces.wdg_macro.space import WdgMacro
from lcmnas_core.tracing.trace import trace
from tests.spaces.wdg_macro.graphs import rng

VARIANTS = ("paper", "strided", "grouped", "branched")
SHAPES = ((1, 8, 8), (3, 11, 16), (1, 16, 16), (3, 32, 32), (1, 64, 64))
SMALL = Limits(params=300_000, macs=6_000_000)


def space(
    shape: tuple[int, int, int], variant: str, limits: Limits, rules: Rules = CORRECTED_RULES
) -> WdgMacro:
    acceptance = Acceptance(limits, rules.acceptance.mixing_too)
    settings = BuildSettings(input_shape=shape, classes=7, width_factor=0.125)
    return WdgMacro("wdg_macro", settings, variant, Rules(rules.sampling, rules.decoding, acceptance))


def watched(network: nn.Module, images: Tensor) -> tuple[list[Tensor], int]:
    """Output of every step, and multiply-adds of convolutions and linear layers counted at work."""
    outputs: list[Tensor] = []
    macs = [0]

    def count(module: nn.Module, _inputs: object, output: Tensor) -> None:
        weight = module.weight
        assert isinstance(weight, Tensor)
        macs[0] += output[0].numel() * weight[0].numel()

    def keep(_module: nn.Module, _inputs: object, output: Tensor) -> None:
        outputs.append(output)

    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            module.register_forward_hook(count)
    for layer in network.layers:  # type: ignore[union-attr]
        if isinstance(layer, Joined):
            layer.join = recorded(layer, outputs)  # type: ignore[method-assign]
        else:
            layer.register_forward_hook(keep)
    network(images).square().sum().backward()
    return outputs, macs[0]


def recorded(layer: Joined, outputs: list[Tensor]) -> object:
    joined = layer.join

    def join(tensor: Tensor, other: Tensor) -> Tensor:
        outputs.append(joined(tensor, other))
        return outputs[-1]

    return join


def check(space: WdgMacro, seed: int) -> Plan:
    drawn = space.drawn(rng(seed))
    plan, counts = drawn.plan, drawn.plan.counts
    assert space.parse(space.format(drawn.chain)) == drawn.chain
    network = space.build(drawn.chain, space.settings)
    assert trace(network, space.settings.input_shape) == flattened(plan)
    outputs, macs = watched(network, torch.randn(2, *space.settings.input_shape))
    assert [tuple(output.shape[1:]) for output in outputs] == [step.outputs for step in plan.steps]
    assert macs == counts.macs
    parameters = list(network.parameters())
    assert (sum(each.numel() for each in parameters), len(parameters)) == (
        counts.params,
        counts.parameter_tensors,
    )
    assert all(each.grad is not None for each in parameters)
    return plan


def cases() -> Iterator[tuple[tuple[int, int, int], str]]:
    return ((shape, variant) for shape in SHAPES for variant in VARIANTS)


@pytest.mark.parametrize(("shape", "variant"), list(cases()), ids=str)
def test_networks_are_as_planned(shape: tuple[int, int, int], variant: str) -> None:
    for seed in range(3):
        check(space(shape, variant, SMALL), seed)


@pytest.mark.parametrize("shape", [(3, 11, 16), (3, 32, 32)], ids=str)
def test_networks_of_the_published_rules_are_as_planned(shape: tuple[int, int, int]) -> None:
    for seed in range(4):
        check(space(shape, "paper", SMALL, ORIGINAL_RULES), seed)


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "variant"), list(cases()), ids=str)
def test_a_hundred_networks_of_each_kind_are_as_planned(shape: tuple[int, int, int], variant: str) -> None:
    wide = space(shape, variant, Limits(params=1_000_000, macs=20_000_000))
    plans = [check(wide, seed) for seed in range(100, 200)]
    assert max(plan.counts.layers for plan in plans) > 40


def built(text: str) -> nn.Module:
    spaces = WdgMacro()
    return spaces.build(spaces.parse(text), BuildSettings(input_shape=(3, 8, 8), classes=5))


def test_an_addition_adds_and_a_concatenation_concatenates() -> None:
    images = torch.randn(2, 3, 8, 8)
    network = built("ReLU|SELU|Add(distance=2)|Concat(distance=3)|Classifier")
    seen = watched(network, images)[0]
    assert torch.equal(seen[2], seen[1] + images)
    assert torch.equal(seen[3], torch.cat((seen[2], images), 1))


def test_a_map_of_another_size_is_averaged_before_it_joins() -> None:
    images = torch.randn(2, 3, 8, 8)
    seen = watched(built("MaxPool2d(kernel_size=4)|Concat(distance=1)|Classifier"), images)[0]
    # Each of 2x2 places averages a quarter of the image.
    assert torch.allclose(seen[1][:, 3:], images.unflatten(2, (2, 4)).unflatten(4, (2, 4)).mean((3, 5)))


def test_a_mixing_layer_keeps_the_map() -> None:
    network = built("Linear(out_features=3)|BatchNorm2d|Classifier")
    images = torch.randn(2, 3, 8, 8)
    mixed = watched(network, images)[0][0]
    linear = next(module for module in network.modules() if isinstance(module, nn.Linear))
    assert torch.equal(mixed, linear(images.flatten(1)).view(2, 3, 8, 8))


def test_activations_and_pools_of_both_rules() -> None:
    text = "ReLU6|ELU|MaxPool2d(kernel_size=2)|Classifier"
    corrected = [type(module).__name__ for module in built(text).modules()]
    assert [name for name in corrected if name in ("ReLU6", "MaxPool2d")] == ["ReLU6", "MaxPool2d"]
    space = WdgMacro(rules=ORIGINAL_RULES)
    original = space.build(space.parse(text), BuildSettings(input_shape=(3, 8, 8)))
    images = torch.linspace(-9, 9, 3 * 64).view(1, 3, 8, 8)
    relu, elu, pool, _ = watched(original, images)[0]
    assert torch.equal(relu, images.relu())
    assert torch.equal(elu, relu)
    assert torch.allclose(pool, nn.functional.avg_pool2d(relu, 2))


def test_a_strided_pointwise_convolution_reads_every_second_pixel_and_is_traced_as_one() -> None:
    network = built("Conv2d(out_channels=4,kernel_size=1,stride=2)|Classifier")
    images = torch.randn(2, 3, 8, 8)
    convolution = next(module for module in network.modules() if isinstance(module, nn.Conv2d))
    expected = nn.functional.conv2d(images, convolution.weight, convolution.bias, stride=2)
    assert torch.allclose(watched(network, images)[0][0], expected, atol=1e-6)
    assert trace(network, (3, 8, 8))[0].get("stride") == 2
    copied = copy.deepcopy(network)
    next(module for module in copied.modules() if isinstance(module, nn.Conv2d)).weight.data.zero_()
    assert not torch.equal(copied(images), network(images))


def test_far_outputs_are_let_go_after_their_last_reader() -> None:
    network = built("ReLU|SELU|ELU|Add(distance=2)|Add(distance=3)|ReLU|Classifier")
    # Add at 3 reads step 0, Add at 4 reads step 0 again.
    assert network.last_readers == {0: 4}


def test_every_activation_can_be_built() -> None:
    kinds = "ReLU|ReLU6|ELU|SELU|SiLU|GELU|Hardswish|Hardsigmoid|Sigmoid"
    seen = watched(built(f"{kinds}|Classifier"), torch.randn(2, 3, 8, 8))[0]
    assert len(seen) == 10


def test_a_block_adds_its_shortcut_before_the_last_relu() -> None:
    network = built("Bottleneck(planes=2)|Classifier").eval()
    images = torch.randn(2, 3, 8, 8)
    block = network.layers[0]  # type: ignore[index]
    expected = (block.body(images) + block.other(images)).relu()
    assert torch.equal(watched(network, images)[0][0], expected)


def test_parse_gives_back_what_is_built() -> None:
    text = "Conv2d(out_channels=8,kernel_size=3)|Bottleneck|AdaptiveAvgPool2d(output_size=1)|Classifier"
    assert WdgMacro().parse(text) == parse_chain(text)

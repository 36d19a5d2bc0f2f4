from __future__ import annotations

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.decode import decode
from lcmnas_core.architectures.decoding.unbuildable import Reason
from lcmnas_core.architectures.layer_chain import parse_chain
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance, Limits

SETTINGS = BuildSettings(input_shape=(3, 8, 8), classes=5)


def refused(text: str, acceptance: Acceptance | None = None) -> Reason | None:
    plan = decode(parse_chain(f"{text}|Classifier"), SETTINGS)
    return (acceptance or Acceptance()).refuses(plan)


def test_500_layers_are_the_most() -> None:
    assert refused("|".join(["ReLU"] * 499)) is None
    assert refused("|".join(["ReLU"] * 500)) == Reason.LENGTH
    # 8 + 70 x 7 + 1 = 499 and 8 + 71 x 7 + 1 = 506 layers.
    block = "Bottleneck(planes=1,stride=2)"
    assert refused("|".join([block] + ["Bottleneck"] * 70)) is None
    assert refused("|".join([block] + ["Bottleneck"] * 71)) == Reason.LENGTH


def test_6000_inputs_of_a_linear_layer_are_the_most() -> None:
    # 93 x 64 = 5,952 and 94 x 64 = 6,016.
    assert refused("Conv2d(out_channels=93,kernel_size=1)") is None
    assert refused("Conv2d(out_channels=94,kernel_size=1)") == Reason.DENSE_INPUTS
    assert refused("Linear(out_features=6000)") is None
    assert refused("Linear(out_features=6001)") == Reason.DENSE_INPUTS


def test_mixing_layers_count_unless_the_published_rule_is_asked_for() -> None:
    mixing = (
        "Conv2d(out_channels=94,kernel_size=1)|Linear(out_features=1)|Conv2d(out_channels=9,kernel_size=1)"
    )
    assert refused(mixing) == Reason.DENSE_INPUTS
    assert refused(mixing, Acceptance(mixing_too=False)) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("AvgPool2d(kernel_size=4)|BatchNorm2d", None),  # a map of 2x2
        ("AvgPool2d(kernel_size=5)|BatchNorm2d", Reason.ONE_VALUE_PER_CHANNEL),
        ("AvgPool2d(kernel_size=5)|Bottleneck(planes=4)", Reason.ONE_VALUE_PER_CHANNEL),
        ("AvgPool2d(kernel_size=5)|Conv2d(out_channels=4,kernel_size=3)", None),
        ("AvgPool2d(kernel_size=5)|Add(distance=1)", Reason.ONE_VALUE_PER_CHANNEL),  # of its projection
        ("AvgPool2d(kernel_size=5)|Concat(distance=1)", None),
    ],
)
def test_batch_norm_needs_two_values_of_an_image(text: str, reason: Reason | None) -> None:
    assert refused(text) == reason


def test_limits() -> None:
    # 192 inputs of 5 classes: 960 multiply-adds, 965 weights and biases, one layer.
    for limits in (Limits(), Limits(965, 960, 1)):
        assert refused("ReLU", Acceptance(limits)) is None
    assert refused("ReLU", Acceptance(Limits(params=964))) == Reason.PARAMS
    assert refused("ReLU", Acceptance(Limits(macs=959))) == Reason.MACS
    assert refused("ReLU", Acceptance(Limits(depth=0))) == Reason.DEPTH

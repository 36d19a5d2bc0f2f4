"""The table of section 4, row by row, with values by hand."""

from __future__ import annotations

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.decoding.decode import decode
from lcmnas_core.architectures.decoding.operations import (
    Activation,
    AdaptivePool,
    Convolution,
    Dense,
    Norm,
    Pool,
)
from lcmnas_core.architectures.decoding.plan import IMAGES, Plan, Shape
from lcmnas_core.architectures.decoding.rules import CORRECTED_DECODING, ORIGINAL_DECODING, DecodingRules
from lcmnas_core.architectures.decoding.unbuildable import Reason, Unbuildable
from lcmnas_core.architectures.layer_chain import parse_chain

SETTINGS = BuildSettings(input_shape=(3, 8, 6), classes=5)
RELU = Activation("ReLU")


def plan(text: str, settings: BuildSettings = SETTINGS, rules: DecodingRules = CORRECTED_DECODING) -> Plan:
    return decode(parse_chain(f"{text}|Classifier"), settings, rules)


def shapes(text: str, rules: DecodingRules = CORRECTED_DECODING) -> list[Shape]:
    """After every layer, the classifier left out."""
    return [step.outputs for step in plan(text, rules=rules).steps[:-1]]


def refused(
    text: str, rules: DecodingRules = CORRECTED_DECODING, settings: BuildSettings = SETTINGS
) -> Reason:
    with pytest.raises(Unbuildable) as caught:
        plan(text, settings, rules)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_convolution_has_a_bias_and_keeps_the_size() -> None:
    found = plan("Conv2d(out_channels=4,kernel_size=3)")
    convolution, classifier = (step.operations[0] for step in found.steps)
    assert convolution == Convolution(3, 4, (8, 6), (3, 3), bias=True)
    # 4 x 3 x 9 weights used at 48 places, 4 biases; 4 x 48 inputs of the classifier.
    assert convolution.counts == Counts(112, 108 * 48, 1, 2)
    assert classifier == Dense(192, 5)
    assert found.counts == Counts(112 + 965, 5184 + 960, 2, 4)


def test_strides_and_groups() -> None:
    found = plan("Conv2d(out_channels=6,kernel_size=3,stride=2,group_width=1)")
    # Three image channels go one by one; 8x6 halves to 4x3.
    assert found.steps[0].operations == (Convolution(3, 6, (4, 3), (3, 3), (2, 2), 3, True),)
    assert found.steps[0].operations[0].counts.params == 6 * 1 * 9 + 6


@pytest.mark.parametrize(
    ("inputs", "outputs", "width", "groups"),
    [
        (64, 64, 1, 64),
        (64, 96, 1, 32),  # the greatest common divisor
        (128, 128, 4, 32),
        (12, 18, 4, 3),  # 6 groups would leave 2 channels each
        (7, 5, 1, 1),
        (4, 4, 9, 1),  # wider than there are channels
    ],
)
def test_as_many_groups_as_divide_both_sides(inputs: int, outputs: int, width: int, groups: int) -> None:
    found = plan(
        f"Conv2d(out_channels={outputs},kernel_size=3,group_width={width})",
        BuildSettings(input_shape=(inputs, 4, 4)),
    )
    (convolution,) = found.steps[0].operations
    assert isinstance(convolution, Convolution)
    assert convolution.groups == groups


def test_layers_that_keep_the_shape() -> None:
    found = plan("BatchNorm2d|ReLU6|ELU|Dropout(p=0.2)")
    norm, relu6, elu = (step.operations for step in found.steps[:3])
    assert (norm, relu6, elu) == ((Norm(3, (8, 6)),), (Activation("ReLU6"),), (Activation("ELU", 1.0),))
    assert shapes("BatchNorm2d|ReLU6|ELU|Dropout(p=0.2)") == [(3, 8, 6)] * 4


def test_pools() -> None:
    assert shapes("MaxPool2d(kernel_size=2)|AvgPool2d(kernel_size=3)") == [(3, 4, 3), (3, 4, 3)]
    assert plan("MaxPool2d(kernel_size=7)").steps[0].operations == (Pool("MaxPool2d", (1, 1)),)


def test_global_pooling_works_before_a_head_and_is_idle_before_anything_else() -> None:
    assert shapes("AdaptiveAvgPool2d(output_size=1)|ReLU|Dropout(p=0.5)|Linear(out_features=7)") == [
        *[(3, 1, 1)] * 3,
        (7,),
    ]
    assert shapes("AdaptiveAvgPool2d(output_size=1)|BatchNorm2d") == [(3, 8, 6)] * 2
    assert shapes("AdaptiveAvgPool2d(output_size=3)|BatchNorm2d") == [(3, 3, 3)] * 2


def test_a_bottleneck_with_planes() -> None:
    step = plan("Bottleneck(planes=4,stride=2)").steps[0]
    assert step.outputs == (8, 4, 3)
    assert step.operations == (
        *(Convolution(3, 4, (8, 6)), Norm(4, (8, 6)), RELU),
        *(Convolution(4, 4, (4, 3), (3, 3), (2, 2)), Norm(4, (4, 3)), RELU),
        *(Convolution(4, 8, (4, 3)), Norm(8, (4, 3))),
    )
    assert step.join is not None
    assert step.join.source == IMAGES
    assert step.join.operations == (Convolution(3, 8, (4, 3), stride=(2, 2)), Norm(8, (4, 3)))
    assert step.join.after == (RELU,)


@pytest.mark.parametrize(("channels", "planes"), [(8, 4), (9, 4), (1, 1)])
def test_a_bottleneck_without_planes_keeps_every_channel(channels: int, planes: int) -> None:
    step = plan(f"Conv2d(out_channels={channels},kernel_size=1)|Bottleneck").steps[1]
    assert step.outputs == (channels, 8, 6)
    assert step.operations[0] == Convolution(channels, planes, (8, 6))
    assert step.join is not None
    assert step.join.operations == ()


def test_the_stem_does_not_squeeze_the_image() -> None:
    assert refused("Bottleneck") == Reason.SQUEEZED_IMAGES
    assert refused("ReLU|BatchNorm2d|Bottleneck|Bottleneck") == Reason.SQUEEZED_IMAGES


def test_addition_of_a_like_map_costs_nothing() -> None:
    step = plan("ReLU|BatchNorm2d|Add(distance=1)").steps[2]
    assert step.join is not None
    assert (step.join.source, step.join.pooled, step.join.operations) == (0, None, ())
    assert step.outputs == (3, 8, 6)


def test_addition_projects_what_differs() -> None:
    step = plan("Conv2d(out_channels=4,kernel_size=3,stride=2)|Add(distance=1)").steps[1]
    assert step.join is not None
    assert (step.join.source, step.join.pooled) == (IMAGES, (4, 3))
    assert step.join.operations == (Convolution(3, 4, (4, 3)), Norm(4, (4, 3)))


def test_concatenation_adds_up_channels() -> None:
    found = plan("Conv2d(out_channels=4,kernel_size=3,stride=2)|Concat(distance=1)|Concat(distance=1)")
    assert [step.outputs for step in found.steps[:3]] == [(4, 4, 3), (7, 4, 3), (11, 4, 3)]
    joins = [step.join for step in found.steps[1:3]]
    assert [join and (join.source, join.pooled, join.operations) for join in joins] == [
        (IMAGES, (4, 3), ()),
        (0, None, ()),
    ]


def test_a_join_reaches_back_to_the_images_at_most() -> None:
    assert refused("ReLU|Add(distance=2)") == Reason.NO_SUCH_SOURCE
    assert refused("Add(distance=1)") == Reason.NO_SUCH_SOURCE


def test_a_dense_head() -> None:
    found = plan("Linear(out_features=7)|ReLU|Linear(out_features=4)")
    assert [step.operations[0] for step in found.steps] == [Dense(144, 7), RELU, Dense(7, 4), Dense(4, 5)]


def test_a_linear_layer_before_a_map_mixes_it() -> None:
    found = plan("Linear(out_features=7)|ReLU|BatchNorm2d")
    assert found.steps[0].operations == (Dense(144, 144, mixes=True),)
    assert found.steps[0].outputs == (3, 8, 6)


def test_no_map_comes_back_from_a_vector() -> None:
    # The first linear layer is followed by another before anything spatial, so it leaves a vector.
    assert refused("Linear(out_features=7)|Linear(out_features=7)|BatchNorm2d") == Reason.SPATIAL_AFTER_VECTOR


@pytest.mark.parametrize("text", ["Classifier|Classifier", "ReLU", "Classifier|ReLU"])
def test_a_chain_ends_in_its_only_classifier(text: str) -> None:
    with pytest.raises(Unbuildable) as caught:
        decode(parse_chain(text), SETTINGS)
    assert caught.value.reason == Reason.NO_CLASSIFIER


def test_a_malformed_layer_is_named() -> None:
    assert refused("ReLU|Conv2d(out_channels=4)") == Reason.MALFORMED_LAYER


def test_width_factor_scales_what_is_written_but_nothing_else() -> None:
    text = "Conv2d(out_channels=10,kernel_size=3)|Bottleneck(planes=6)|Bottleneck|Linear(out_features=2)"
    found = plan(text, BuildSettings(input_shape=(3, 8, 6), classes=5, width_factor=0.25))
    # 10/4 rounds to 2 (half to even), 6/4 to 2, twice as wide behind; 2/4 stays 1.
    assert [step.outputs for step in found.steps] == [(2, 8, 6), (4, 8, 6), (4, 8, 6), (1,), (5,)]


def test_length_counts_the_layers_inside_bottlenecks() -> None:
    assert plan("ReLU|Bottleneck(planes=4)|Bottleneck(planes=4,stride=2)").length == 1 + 7 + 8 + 1


class TestOriginal:
    """What the published code does instead."""

    def test_activations_and_pools_are_replaced(self) -> None:
        found = plan("ReLU6|ELU|MaxPool2d(kernel_size=2)", rules=ORIGINAL_DECODING)
        assert [step.operations[0] for step in found.steps[:3]] == [
            RELU,
            Activation("ELU", 0.0),
            Pool("AvgPool2d", (2, 2)),
        ]

    def test_global_pooling_is_always_idle(self) -> None:
        found = plan("AdaptiveAvgPool2d(output_size=1)", rules=ORIGINAL_DECODING)
        assert found.steps[0].operations == (AdaptivePool("AdaptiveAvgPool2d", (8, 6)),)

    def test_bottlenecks_squeeze_images_and_lose_odd_channels(self) -> None:
        assert shapes("Bottleneck", ORIGINAL_DECODING) == [(2, 8, 6)]
        assert shapes("Conv2d(out_channels=9,kernel_size=1)|Bottleneck", ORIGINAL_DECODING)[1] == (8, 8, 6)
        grey = BuildSettings(input_shape=(1, 8, 6))
        assert refused("Bottleneck", ORIGINAL_DECODING, grey) == Reason.NO_PLANES

    def test_an_oblong_pool_larger_than_the_map_fails(self) -> None:
        assert refused("MaxPool2d(kernel_size=9x2)", ORIGINAL_DECODING) == Reason.PAIR_POOL
        assert shapes("MaxPool2d(kernel_size=9x2)") == [(3, 8, 6)]

    def test_odd_sizes_behind_a_stride_are_reckoned_wrong(self) -> None:
        # 8x6 becomes 4x3 and then 2x2, which the builder believes to be 2x1.
        twice = "Bottleneck(planes=4,stride=2)|Bottleneck(planes=4,stride=2)"
        assert refused(twice, ORIGINAL_DECODING) == Reason.MISTRACKED_SIZE
        assert shapes(twice) == [(8, 4, 3), (8, 2, 2)]
        # An idle adaptive pool brings the tensor to what is believed.
        healed = f"{twice}|AdaptiveAvgPool2d(output_size=1)"
        assert shapes(healed, ORIGINAL_DECODING)[2] == (8, 2, 1)

    def test_even_kernels_are_reckoned_wrong(self) -> None:
        assert refused("Conv2d(out_channels=4,kernel_size=2)", ORIGINAL_DECODING) == Reason.MISTRACKED_SIZE

    def test_what_fails_at_some_sizes_only_is_left_out_at_any_size(self) -> None:
        rules = ORIGINAL_DECODING.at_any_size
        assert shapes("Bottleneck", rules) == [(3, 8, 6)]
        assert shapes("MaxPool2d(kernel_size=9x2)|Conv2d(out_channels=4,kernel_size=2)", rules)
        assert CORRECTED_DECODING.at_any_size == CORRECTED_DECODING

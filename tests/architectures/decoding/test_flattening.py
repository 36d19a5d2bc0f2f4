from __future__ import annotations

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.decoding.decode import decode
from lcmnas_core.architectures.decoding.flattening import flattened, nominal_events
from lcmnas_core.architectures.layer_chain import LayerChain, parse_chain

SETTINGS = BuildSettings(input_shape=(3, 8, 8), classes=5)


def trace(text: str, settings: BuildSettings = SETTINGS) -> str:
    return str(LayerChain(flattened(decode(parse_chain(text), settings))))


def test_a_bottleneck_is_its_inner_layers() -> None:
    # The shortcut runs last, so the sum joins its output with the one of the body, two layers before.
    assert trace("Bottleneck(planes=4,stride=2)|Classifier") == (
        "Conv2d(out_channels=4,kernel_size=1)|BatchNorm2d|ReLU"
        "|Conv2d(out_channels=4,kernel_size=3,stride=2)|BatchNorm2d|ReLU"
        "|Conv2d(out_channels=8,kernel_size=1)|BatchNorm2d"
        "|Conv2d(out_channels=8,kernel_size=1,stride=2)|BatchNorm2d|Add(distance=2)|ReLU"
        "|Linear(out_features=5)"
    )


def test_an_identity_shortcut_reaches_back_over_the_whole_body() -> None:
    events = trace("Conv2d(out_channels=4,kernel_size=1)|Bottleneck|Classifier").split("|")
    # Body: 3 convolutions, 3 norms, 2 ReLUs. The input of the block is 8 places before its end.
    assert events[9:11] == ["Add(distance=8)", "ReLU"]


def test_distances_are_counted_in_layers_of_the_trace() -> None:
    events = trace("ReLU|Bottleneck(planes=4)|Concat(distance=2)|Classifier").split("|")
    # ReLU 0, body 1-8, shortcut 9-10, Add 11, ReLU 12, Concat 13 of 12 with the images at -1.
    assert events[13] == "Concat(distance=13)"


def test_a_projected_addition_joins_the_two_layers_before_its_shortcut() -> None:
    assert trace("Conv2d(out_channels=4,kernel_size=3)|Add(distance=1)|Classifier").split("|")[1:4] == [
        "Conv2d(out_channels=4,kernel_size=1)",
        "BatchNorm2d",
        "Add(distance=2)",
    ]


def test_group_widths_mixing_layers_and_idle_pools_stand_as_they_are_built() -> None:
    text = (
        "Conv2d(out_channels=6,kernel_size=3,group_width=2)|Linear(out_features=9)"
        "|AdaptiveAvgPool2d(output_size=1)|MaxPool2d(kernel_size=9)|BatchNorm2d|Classifier"
    )
    # Three channels make one group of at least two; 6 x 8 x 8 features are mixed.
    assert trace(text).split("|")[:4] == [
        "Conv2d(out_channels=6,kernel_size=3)",
        "Linear(out_features=384)",
        "AdaptiveAvgPool2d(output_size=8)",
        "MaxPool2d(kernel_size=1)",
    ]


def test_the_nominal_trace_keeps_written_widths() -> None:
    chain = parse_chain("Conv2d(out_channels=8,kernel_size=3)|ReLU|Classifier")
    narrow = BuildSettings(input_shape=(3, 8, 8), width_factor=0.25)
    assert flattened(decode(chain, narrow))[0].get("out_channels") == 2
    assert nominal_events(chain, narrow)[0].get("out_channels") == 8

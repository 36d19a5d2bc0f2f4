from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.architectures.layer_chain import Layer, LayerChain, parse_chain
from reports.folded import Box, folded


def test_norms_activations_and_dropout_join_the_layer_before():
    chain = parse_chain(
        "Conv2d(out_channels=64,kernel_size=3,stride=2)|BatchNorm2d|ReLU6|MaxPool2d(kernel_size=2)|"
        "Conv2d(out_channels=64,kernel_size=1x7,group_width=8)|AdaptiveAvgPool2d(output_size=1)|Dropout(p=0.5)|Classifier"
    )
    assert folded(chain) == [
        Box("conv", "conv 3×3, 64 /2", 64, ("BN", "ReLU6")),
        Box("pool", "max pool 2×2", 64),
        Box("conv", "conv 1×7, 64, groups of 8", 64),
        Box("pool", "mean to 1×1", 64, ("drop 0.5",)),
        Box("dense", "classes", 64),
    ]


def test_a_chain_that_begins_with_a_norm_keeps_it():
    assert folded(parse_chain("BatchNorm2d|ReLU|Classifier"))[0] == Box("other", "BN", 3, ("ReLU",))


def test_equal_neighbours_are_counted_and_bottlenecks_know_their_channels():
    # planes of 64 are 128 channels behind; without planes the channels that arrive are kept
    chain = parse_chain(
        "Bottleneck(planes=64,stride=2)|Bottleneck(stride=1)|Bottleneck(stride=1)|Linear(out_features=10)"
    )
    assert folded(chain) == [
        Box("block", "bottleneck, 128 /2", 128),
        Box("block", "bottleneck, 128", 128, times=2),
        Box("dense", "dense, 10", 10),
    ]


def test_joins_point_at_the_box_of_the_layer_they_read():
    # 0 conv, 1 ReLU (in the box of 0), 2 conv, 3 Add(distance=1): the output of layer 3 - 1 - 1 = 1
    conv = "Conv2d(out_channels=8,kernel_size=3)"
    boxes = folded(parse_chain(f"{conv}|ReLU|{conv}|Add(distance=1)|Concat(distance=4)|Classifier"))
    assert [box.source for box in boxes] == [None, None, 0, -1, None]
    # 8 channels beside the image's 3
    assert boxes[3].label == "concat, 11"


def test_a_box_that_a_join_reads_is_not_counted_with_the_next():
    conv = "Conv2d(out_channels=8,kernel_size=1)"
    boxes = folded(parse_chain(f"{conv}|{conv}|{conv}|Add(distance=1)|Classifier"))
    # the join reads layer 3 - 1 - 1 = 1, the second convolution: the third stays apart from it
    assert [(box.label, box.times, box.source) for box in boxes[:3]] == [
        ("conv 1×1, 8", 2, None),
        ("conv 1×1, 8", 1, None),
        ("add", 1, 0),
    ]


LAYERS = st.sampled_from(
    [
        Layer.of("Conv2d", out_channels=8, kernel_size=3),
        Layer.of("Conv2d", out_channels=16, kernel_size=1),
        Layer.of("BatchNorm2d"),
        Layer.of("ReLU"),
        Layer.of("MaxPool2d", kernel_size=2),
        Layer.of("Add", distance=1),
    ]
)


@given(st.lists(LAYERS, min_size=1, max_size=30))
def test_every_layer_is_in_exactly_one_box_and_sources_lie_before(layers):
    usable = [layer for place, layer in enumerate(layers) if layer.kind != "Add" or place > 1]
    chain = LayerChain(tuple(usable))
    boxes = folded(chain)
    assert sum(box.times * (1 + len(box.follows)) for box in boxes) == len(chain)
    for place, box in enumerate(boxes):
        assert box.source is None or -1 <= box.source < place

from __future__ import annotations

from dataclasses import replace

import pytest
from scipy.stats import binomtest

from lcmnas_core.architectures.layer_chain import LayerChain, parse_chain
from lcmnas_core.graphs.weighted_graph import WeightedGraph
from lcmnas_core.spaces.wdg_macro.draw import LONGEST, draw, layer_of
from lcmnas_core.spaces.wdg_macro.pool import Pool, Writer
from lcmnas_core.spaces.wdg_macro.roulette import Parent
from lcmnas_core.spaces.wdg_macro.sampling_rules import CORRECTED_SAMPLING, ORIGINAL_SAMPLING, SamplingRules
from lcmnas_core.spaces.wdg_macro.walk import Walk
from tests.spaces.wdg_macro.graphs import PLAIN, SHORT, graph, rng

IMAGE = (3, 32, 32)
PLAINLY = replace(CORRECTED_SAMPLING, residual=0.0)
ALWAYS = replace(CORRECTED_SAMPLING, residual=1.0)


def drawn(*graphs: WeightedGraph, rules: SamplingRules = PLAINLY, seed: int = 0) -> LayerChain:
    return draw(Pool([Parent(each, 1.0) for each in graphs], rules), IMAGE, rng(seed))


@pytest.mark.parametrize(
    ("trace", "chain"),
    [
        # A graph with one path gives its own network back, its last linear layer as the classifier.
        ("Conv2d(out_channels=8,kernel_size=3)|ReLU|Linear(out_features=1000)",
         "Conv2d(out_channels=8,kernel_size=3)|ReLU|Classifier"),
        # Otherwise a ReLU, a Dropout with the usual rate, and the classifier are added.
        ("Conv2d(out_channels=8,kernel_size=3)|BatchNorm2d",
         "Conv2d(out_channels=8,kernel_size=3)|BatchNorm2d|ReLU|Dropout(p=0.5)|Classifier"),
        ("Conv2d(out_channels=8,kernel_size=3)|ReLU6",
         "Conv2d(out_channels=8,kernel_size=3)|ReLU6|Dropout(p=0.5)|Classifier"),
        ("Conv2d(out_channels=8,kernel_size=3)|Dropout(p=0.2)",
         "Conv2d(out_channels=8,kernel_size=3)|Dropout(p=0.2)|ReLU|Classifier"),
    ],
)  # fmt: skip
def test_a_path_and_its_head(trace: str, chain: str) -> None:
    assert str(drawn(graph(trace))) == chain


def test_the_head_takes_its_dropout_from_a_parent_that_knows_one() -> None:
    writes = graph("Conv2d(out_channels=8,kernel_size=3)")
    knows = WeightedGraph({"Dropout": {"END": 1}}, {"Dropout": {"p": {0.3: 1}}})
    assert str(drawn(writes, knows)).endswith("ReLU|Dropout(p=0.3)|Classifier")


def test_a_residual_block_ends_in_a_relu() -> None:
    # Only what follows a ReLU comes after the block, and the head adds none.
    path = graph("Conv2d(out_channels=8,kernel_size=3)|ReLU|MaxPool2d(kernel_size=2)|ReLU6")
    rules = replace(ALWAYS, residual_downsample=0.0)
    assert [layer.kind for layer in drawn(path, rules=rules)] == [
        *("Bottleneck", "MaxPool2d", "ReLU6", "Dropout", "Classifier")
    ]
    ends = graph("Conv2d(out_channels=8,kernel_size=3)")
    assert [layer.kind for layer in drawn(ends, rules=rules)] == ["Bottleneck", "Dropout", "Classifier"]


def test_blocks_with_a_stride_have_the_drawn_planes_until_the_map_is_small() -> None:
    path = graph(
        "Conv2d(out_channels=8,kernel_size=3)|ReLU|"
        + "Conv2d(out_channels=8,kernel_size=3)|ReLU|" * 9
        + "ReLU"
    )
    for seed in range(20):
        chain = drawn(path, rules=replace(ALWAYS, residual_downsample=1.0), seed=seed)
        written = [str(layer) for layer in chain if layer.kind == "Bottleneck"]
        # 32 16 8 4 2: four strides, then nothing is halved any more.
        strided = min(4, len(written))
        assert written == ["Bottleneck(planes=8,stride=2)"] * strided + ["Bottleneck"] * (
            len(written) - strided
        )


def test_the_stem_takes_the_drawn_width() -> None:
    rules = replace(ALWAYS, residual_downsample=0.0)
    first, *others = drawn(PLAIN, rules=rules, seed=1)
    assert str(first) in ("Bottleneck(planes=4)", "Bottleneck(planes=8)")
    assert {str(layer) for layer in others if layer.kind == "Bottleneck"} <= {"Bottleneck"}
    assert str(next(iter(drawn(PLAIN, rules=replace(rules, squeezes_images=True))))) == "Bottleneck"


def after(text: str, kind: str, knows: str, rules: SamplingRules = PLAINLY) -> str:
    """A layer of `kind` that the graph of `knows` writes behind `text`."""
    walk = Walk(IMAGE[1:], rules.tracks_sizes)
    walk.extend(parse_chain(text))
    return str(layer_of(kind, Writer(graph(knows), rules), walk, rng()))


def test_strides_stop_where_a_side_is_under_3() -> None:
    strided = "Conv2d(out_channels=8,kernel_size=3,stride=2)"
    assert after("AvgPool2d(kernel_size=8)", "Conv2d", strided) == strided  # a map of 4x4
    assert after("AvgPool2d(kernel_size=15)", "Conv2d", strided) == "Conv2d(out_channels=8,kernel_size=3)"
    always = replace(ALWAYS, residual_downsample=1.0)
    assert after("AvgPool2d(kernel_size=8)", "Bottleneck", strided, always) == "Bottleneck(planes=8,stride=2)"
    stem = after("AvgPool2d(kernel_size=15)", "Bottleneck", strided, always)
    assert stem == "Bottleneck(planes=4)"


def test_the_published_sampler_takes_adaptive_pools_literally() -> None:
    strided, always = "Conv2d(out_channels=8,kernel_size=3)", replace(ALWAYS, residual_downsample=1.0)
    idle = "Conv2d(out_channels=8,kernel_size=3)|AdaptiveAvgPool2d(output_size=1)"
    assert after(idle, "Bottleneck", strided, always) == "Bottleneck(planes=8,stride=2)"
    assert after(idle, "Bottleneck", strided, replace(always, tracks_sizes=False)) == "Bottleneck"


def test_joins_reach_back_to_the_images_at_most() -> None:
    knows = "ReLU|ReLU|ReLU|ReLU|Add(distance=4)"
    assert after("ReLU|ReLU", "Add", knows) == "Add(distance=2)"
    assert after("ReLU|ReLU|ReLU|ReLU|ReLU", "Add", knows) == "Add(distance=4)"


def test_an_endless_graph_is_cut() -> None:
    endless = WeightedGraph({"START": {"ReLU": 1}, "ReLU": {"ReLU": 1}}, {})
    chain = drawn(endless)
    assert LONGEST < len(chain) < LONGEST + 5


def test_a_lone_kind_ends_the_published_chain() -> None:
    # Nobody but one parent knows ReLU6, so nothing but the head follows it (quirk Q5).
    rules = replace(ORIGINAL_SAMPLING, residual=0.0)
    for seed in range(30):
        kinds = [layer.kind for layer in drawn(PLAIN, PLAIN, SHORT, rules=rules, seed=seed)]
        if "ReLU6" in kinds:
            assert kinds[kinds.index("ReLU6") :] == ["ReLU6", "Dropout", "Classifier"]
            return
    pytest.fail("no chain with a ReLU6 in 30 draws")


def test_equal_generators_write_equal_chains() -> None:
    assert [drawn(PLAIN, SHORT, seed=s) for s in range(9)] == [drawn(PLAIN, SHORT, seed=s) for s in range(9)]


def test_half_of_the_stems_become_blocks_and_three_in_ten_of_these_have_a_stride() -> None:
    pool = Pool([Parent(PLAIN, 1.0)])
    stems = [draw(pool, IMAGE, rng(seed)).layers[0] for seed in range(1_500)]
    inner = [layer for layer in stems if layer.kind == "Bottleneck"]
    assert binomtest(len(inner), len(stems), 0.5).pvalue > 1e-3
    assert binomtest(sum(layer.get("stride") == 2 for layer in inner), len(inner), 0.3).pvalue > 1e-3

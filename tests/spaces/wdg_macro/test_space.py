from __future__ import annotations

import numpy as np
import pytest
import torch

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.layer_chain import parse_chain
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces import SPACES
from lcmnas_core.spaces.wdg_macro.references import reference_graphs, reference_pool
from lcmnas_core.spaces.wdg_macro.rules import CORRECTED_RULES
from lcmnas_core.spaces.wdg_macro.space import MOBILE, WDG_MACRO, WDG_MACRO_ORIGINAL, WdgMacro
from tests.spaces.wdg_macro.graphs import rng

CHAIN = parse_chain("Conv2d(out_channels=8,kernel_size=3)|ReLU|Classifier")


def test_it_starts_from_34_networks() -> None:
    assert len(reference_graphs("paper")) == 34
    rules = CORRECTED_RULES.sampling
    assert reference_pool("paper", rules) is reference_pool("paper", rules)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Conv2d(out_channels=8,kernel_size=3)|ReLU", "only Classifier"),
        ("Bottleneck|Classifier", "is the stem; give it planes"),
        ("Conv2d(out_channels=8)|Classifier", "lacks kernel_size"),
        ("Linear(out_features=4)|Linear(out_features=4)|ReLU|BatchNorm2d|Classifier", "left a vector"),
        ("ReLU|Add(distance=4)|Classifier", "the distance can be 1 at most"),
        ("Conv2d(out_channels=8,kernel_size=3x3)|Classifier", "two different ones"),
    ],
)
def test_what_cannot_be_built_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        WDG_MACRO.parse(text)
    assert repr(text) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert parse_chain(text) not in WDG_MACRO


def test_what_one_size_accepts_belongs_at_every_size() -> None:
    small = WdgMacro(settings=BuildSettings(input_shape=(1, 8, 8), width_factor=0.25))
    for seed in range(40):
        assert small.sample(rng(seed)) in WDG_MACRO
    original = WdgMacro(
        settings=BuildSettings(input_shape=(1, 9, 16), width_factor=0.25), rules=WDG_MACRO_ORIGINAL.rules
    )
    for seed in range(40):
        assert original.sample(rng(seed)) in WDG_MACRO_ORIGINAL


def test_samples_of_the_registered_space_keep_its_limits() -> None:
    for seed in range(10):
        drawn = WDG_MACRO.drawn(rng(seed))
        assert drawn.plan.counts == WDG_MACRO.counts(drawn.chain, WDG_MACRO.settings)
        assert drawn.plan.counts.params <= (MOBILE.params or 0)
        assert drawn.plan.counts.macs <= (MOBILE.macs or 0)


def test_true_joins_leave_no_room_for_bottlenecks() -> None:
    space = WdgMacro(variant="branched")
    kinds = {layer.kind for seed in range(25) for layer in space.sample(rng(seed))}
    assert "Bottleneck" not in kinds
    assert {"Add", "Concat"} <= kinds


@pytest.mark.parametrize("variant", ["paper", "strided", "grouped"])
def test_other_variants_write_no_joins(variant: str) -> None:
    space = WdgMacro(variant=variant)
    layers = [layer for seed in range(25) for layer in space.sample(rng(seed))]
    assert not {layer.kind for layer in layers} & {"Add", "Concat"}
    convolutions = [dict(layer.settings) for layer in layers if layer.kind == "Conv2d"]
    assert any("stride" in each for each in convolutions) == (variant != "paper")
    assert any("group_width" in each for each in convolutions) == (variant == "grouped")


def test_weights_depend_on_the_width_that_is_built() -> None:
    settings = [BuildSettings(input_shape=(1, 8, 8), width_factor=factor) for factor in (1.0, 0.5)]
    full, half = (WDG_MACRO.build(CHAIN, each).layers[0].weight for each in settings)  # type: ignore[union-attr,index]
    assert (len(full), len(half)) == (8, 4)
    assert not torch.equal(full[:4], half)


def test_initial_weights_are_named_by_the_space() -> None:
    settings = BuildSettings(input_shape=(1, 8, 8))
    weights = [SPACES[name].build(CHAIN, settings) for name in ("wdg_macro", "wdg_macro_original")]
    one, other = (next(iter(each.parameters())) for each in weights)
    assert not torch.equal(one, other)


def test_distance_counts_layers() -> None:
    other = parse_chain("Conv2d(out_channels=9,kernel_size=3)|ReLU|BatchNorm2d|Classifier")
    assert WDG_MACRO.distance(CHAIN, other) == 2


def test_equal_rules_draw_alike_whatever_was_drawn_before() -> None:
    first = WDG_MACRO.sample(np.random.default_rng(5))
    WDG_MACRO.sample(np.random.default_rng(6))
    assert WDG_MACRO.sample(np.random.default_rng(5)) == first

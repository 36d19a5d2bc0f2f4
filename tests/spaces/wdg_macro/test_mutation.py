from __future__ import annotations

from collections import Counter

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.edit_distance import edit_distance
from lcmnas_core.architectures.layer_chain import LayerChain, parse_chain
from lcmnas_core.spaces.wdg_macro.acceptance import Acceptance, Limits
from lcmnas_core.spaces.wdg_macro.accepted import Judgement, judged
from lcmnas_core.spaces.wdg_macro.mutation import edited, mutated
from lcmnas_core.spaces.wdg_macro.pool import Writer
from lcmnas_core.spaces.wdg_macro.rules import Rules
from tests.spaces.wdg_macro.graphs import PLAIN, SHORT, rng

UNION = Writer(PLAIN + SHORT)
CHAIN = parse_chain(
    "Conv2d(out_channels=8,kernel_size=3)|BatchNorm2d|Bottleneck(planes=8,stride=2)|ReLU6|Dropout(p=0.2)|Classifier"
)


def edits(chain: LayerChain, times: int) -> list[LayerChain]:
    random = rng()
    return [edited(chain, UNION, (3, 16, 16), random) for _ in range(times)]


def kind_of_edit(before: LayerChain, after: LayerChain) -> str:
    if len(after) != len(before):
        return "insertion" if len(after) > len(before) else "deletion"
    (place,) = (i for i, (one, two) in enumerate(zip(before, after, strict=True)) if one != two)
    return "settings" if before.layers[place].kind == after.layers[place].kind else "kind"


def test_every_edit_is_one_step_and_spares_the_classifier() -> None:
    for after in edits(CHAIN, 400):
        assert edit_distance(CHAIN.layers, after.layers) == 1
        assert [layer.kind for layer in after].count("Classifier") == 1
        assert after.layers[-1].kind == "Classifier"


def test_all_four_edits_happen() -> None:
    seen = Counter(kind_of_edit(CHAIN, after) for after in edits(CHAIN, 400))
    assert seen.keys() == {"settings", "kind", "insertion", "deletion"}
    assert min(seen.values()) > 30


def test_what_is_new_is_known_to_the_union() -> None:
    for after in edits(CHAIN, 300):
        for layer in set(after) - set(CHAIN):
            written = "Conv2d" if layer.kind == "Bottleneck" else layer.kind
            assert written in UNION.graph
            if "out_channels" in dict(layer.settings):
                assert layer.get("out_channels") in (4, 8, 16)


def test_even_a_lone_classifier_can_be_edited() -> None:
    assert {after.layers[0].kind for after in edits(parse_chain("Classifier"), 20)} == {
        "Conv2d",
        "Bottleneck",
    }


def test_equal_generators_edit_alike() -> None:
    assert edits(CHAIN, 20) == edits(CHAIN, 20)


def test_a_mutant_is_accepted() -> None:
    settings = BuildSettings(input_shape=(3, 16, 16))
    rules = Rules(acceptance=Acceptance(Limits(params=50_000)))
    chain, random = CHAIN, rng()
    for _ in range(25):
        found = mutated(chain, "paper", settings, random, rules)
        assert judged(found.chain, settings, rules) == Judgement(found.plan, None)
        assert edit_distance(chain.layers, found.chain.layers) == 1
        assert found.plan.counts.params <= 50_000
        chain = found.chain

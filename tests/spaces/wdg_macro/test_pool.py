from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from scipy.stats import chisquare

from lcmnas_core.errors import UsageError
from lcmnas_core.graphs.weighted_graph import START, WeightedGraph
from lcmnas_core.spaces.wdg_macro.pool import Pool, Writer
from lcmnas_core.spaces.wdg_macro.roulette import Parent
from lcmnas_core.spaces.wdg_macro.sampling_rules import CORRECTED_SAMPLING, ORIGINAL_SAMPLING
from lcmnas_core.spaces.wdg_macro.wheels import Wheel
from tests.spaces.wdg_macro.graphs import PLAIN, SHORT, graph, rng

TWICE_PLAIN = "Conv2d(out_channels=8,kernel_size=3)|ReLU|Conv2d(out_channels=8,kernel_size=3,stride=2)"
MOSTLY_EIGHT = graph(
    f"{TWICE_PLAIN}|ReLU|Conv2d(out_channels=8,kernel_size=3)|Conv2d(out_channels=4,kernel_size=1)"
)


def counted(draws: int, draw: object) -> Counter[object]:
    return Counter(draw() for _ in range(draws))  # type: ignore[operator]


def agrees(seen: Counter[object], shares: dict[object, float]) -> bool:
    assert seen.keys() <= shares.keys()
    total = seen.total()
    return bool(chisquare([seen[k] for k in shares], [shares[k] * total for k in shares]).pvalue > 1e-3)


def test_a_wheel_turns_by_counts() -> None:
    wheel, random = Wheel.of({"a": 1, "b": 3, "never": 0}), rng()
    assert agrees(counted(4_000, lambda: wheel.draw(random)), {"a": 0.25, "b": 0.75})


def test_a_wheel_does_not_depend_on_the_order_of_its_counts() -> None:
    assert Wheel.of({"a": 1, "b": 3}) == Wheel.of({"b": 3, "a": 1})


def test_a_uniform_wheel_forgets_counts() -> None:
    assert Wheel.of({"a": 1, "b": 3}, uniform=True).totals == (1, 2)


def test_kinds_follow_by_the_counts_of_edges() -> None:
    writer, random = Writer(MOSTLY_EIGHT), rng()
    # Conv2d ran four times: twice before ReLU, once before Conv2d, once last.
    expected = {"ReLU": 0.5, "Conv2d": 0.25, "END": 0.25}
    assert agrees(counted(4_000, lambda: writer.next_kind("Conv2d", random)), expected)


@pytest.mark.parametrize(
    ("rules", "eight", "strided"),
    [
        (CORRECTED_SAMPLING, 3 / 4, 1 / 4),  # of four convolutions three have 8 channels, one a stride
        (ORIGINAL_SAMPLING, 1 / 2, 1 / 2),  # of two widths one is 8; with or without a stride
        (replace(CORRECTED_SAMPLING, random_layer=True), 1 / 2, 1 / 2),
    ],
)
def test_settings_by_frequency_or_each_alike(rules: object, eight: float, strided: float) -> None:
    writer, random = Writer(MOSTLY_EIGHT, rules), rng()  # type: ignore[arg-type]
    drawn = [writer.settings("Conv2d", random) for _ in range(4_000)]
    widths = Counter[object](each["out_channels"] for each in drawn)
    assert agrees(widths, {8: eight, 4: 1 - eight})
    strides = Counter[object]("stride" in each for each in drawn)
    assert agrees(strides, {True: strided, False: 1 - strided})


def test_settings_are_drawn_apart_from_each_other() -> None:
    writer, random = Writer(MOSTLY_EIGHT), rng()
    drawn = [writer.settings("Conv2d", random) for _ in range(400)]
    # No traced convolution has 4 channels and kernel 3.
    assert any(each["out_channels"] == 4 and each["kernel_size"] == 3 for each in drawn)


def parents(pool: Pool, last: str, draws: int = 6_000) -> Counter[object]:
    random = rng()
    found = (pool.writer(last, random) for _ in range(draws))
    return Counter(None if each is None else id(each.graph) for each in found)


def copies(count: int) -> list[WeightedGraph]:
    return [replace(PLAIN) for _ in range(count)]


def test_the_fitter_a_parent_the_more_often_it_is_drawn() -> None:
    worst, middle, best = copies(3)
    pool = Pool([Parent(best, 0.9), Parent(worst, -2.0), Parent(middle, 0.1)])
    assert agrees(parents(pool, START), {id(worst): 1 / 6, id(middle): 2 / 6, id(best): 3 / 6})


def test_equals_share_their_ranks() -> None:
    one, two, best = copies(3)
    pool = Pool([Parent(one, 0.1), Parent(best, 0.9), Parent(two, 0.1)])
    assert agrees(parents(pool, START), {id(one): 1 / 4, id(two): 1 / 4, id(best): 1 / 2})


def test_without_differences_parents_are_drawn_uniformly() -> None:
    graphs = copies(5)
    pool = Pool([Parent(each, 10.0) for each in graphs])
    assert agrees(parents(pool, START), dict.fromkeys(map(id, graphs), 1 / 5))


def test_the_published_roulette_ranks_equals_by_their_order() -> None:
    first, second, third = copies(3)
    rules = replace(ORIGINAL_SAMPLING, shares_ties=False)
    pool = Pool([Parent(each, 10.0) for each in (first, second, third)], rules)
    assert agrees(parents(pool, START), {id(second): 1 / 3, id(third): 2 / 3})


def test_only_parents_that_know_the_last_layer_are_drawn() -> None:
    pool = Pool([Parent(PLAIN, 0.9), Parent(SHORT, 0.1)])
    assert parents(pool, "ReLU6", 50).keys() == {id(SHORT)}
    assert parents(pool, "SELU", 50).keys() == {None}


def test_a_lone_parent_is_never_drawn_by_the_published_roulette() -> None:
    pool = Pool([Parent(PLAIN, 0.9), Parent(SHORT, 0.1)], ORIGINAL_SAMPLING)
    assert parents(pool, "ReLU6", 50).keys() == {None}


def test_a_parent_without_fitness_is_never_drawn() -> None:
    failed, fit = copies(2)
    assert parents(Pool([Parent(failed, None), Parent(fit, -1.0)]), START, 50).keys() == {id(fit)}


def test_a_pool_without_fitness_is_refused() -> None:
    with pytest.raises(UsageError, match="none of 1 parents"):
        Pool([Parent(PLAIN, None)])

"""`wdg_macro`: drawing and checking candidates by shape inference alone, against building modules for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from bench.cpu_seconds import cpu_seconds
from lcmnas_core.architectures.decoding.plan import Plan
from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.spaces.wdg_macro.accepted import judged
from lcmnas_core.spaces.wdg_macro.draw import draw
from lcmnas_core.spaces.wdg_macro.network import ChainNetwork
from lcmnas_core.spaces.wdg_macro.references import reference_pool
from lcmnas_core.spaces.wdg_macro.space import WDG_MACRO
from lcmnas_core.tracing.trace import trace

SETTINGS, RULES = WDG_MACRO.settings, WDG_MACRO.rules
POOL = reference_pool(WDG_MACRO.variant, RULES.sampling)
SHAPE = SETTINGS.input_shape
DRAWS = 40


def drawn(count: int = DRAWS) -> list[LayerChain]:
    rng = np.random.default_rng(1)
    return [draw(POOL, SHAPE, rng) for _ in range(count)]


def affordable(count: int = DRAWS) -> list[Plan]:
    """Plans whose networks fit into memory, as a check by building needs them to."""
    rng = np.random.default_rng(2)
    return [WDG_MACRO.drawn(rng).plan for _ in range(count)]


def drawn_and_checked() -> list[object]:
    return [judged(chain, SETTINGS, RULES) for chain in drawn()]


def checked(plans: Sequence[Plan]) -> list[object]:
    chains = [LayerChain(tuple(step.layer for step in plan.steps)) for plan in plans]
    return [judged(chain, SETTINGS, RULES) for chain in chains]


def built_and_run(plans: Sequence[Plan]) -> None:
    """The public code's way: weights are made and one image runs through them."""
    image = torch.zeros(1, *SHAPE)
    with torch.no_grad():
        for plan in plans:
            ChainNetwork(plan)(image)


def built_and_traced(plans: Sequence[Plan]) -> None:
    """Without weights or arithmetic: a trace on the meta device."""
    for plan in plans:
        trace(ChainNetwork(plan), SHAPE)


@pytest.mark.benchmark(group="40 candidates of wdg_macro, CIFAR size")
def test_draw(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(drawn)) == DRAWS


@pytest.mark.benchmark(group="40 candidates of wdg_macro, CIFAR size")
def test_draw_and_check(benchmark: BenchmarkFixture) -> None:
    assert len(benchmark(drawn_and_checked)) == DRAWS


@pytest.mark.parametrize("way", [checked, built_and_run, built_and_traced])
@pytest.mark.benchmark(group="learning the shapes of 40 networks of wdg_macro under 600 MMAC")
def test_learning_shapes(benchmark: BenchmarkFixture, way: Callable[[Sequence[Plan]], object]) -> None:
    benchmark.pedantic(way, args=(affordable(),), rounds=3)


def least(work: Callable[[], object], rounds: int = 3) -> float:
    return min(cpu_seconds(work) for _ in range(rounds))


def main() -> None:
    """Print the cost of each way and how many times shape inference beats building."""
    torch.set_num_threads(1)
    plans = affordable()
    per_draw = least(drawn_and_checked) / DRAWS
    inferred = least(lambda: checked(plans)) / DRAWS
    print(f"drawn and checked: {1e3 * per_draw:.2f} ms each, {1 / per_draw:.0f} per second of one core")
    print(f"shapes inferred:   {1e3 * inferred:.2f} ms each")
    for way in (built_and_run, built_and_traced):
        seconds = least(lambda way=way: way(plans)) / DRAWS  # type: ignore[misc]
        print(f"{way.__name__:17}  {1e3 * seconds:.2f} ms each, {seconds / inferred:.0f} times that")
        print(f"{'':17}  drawing included: {(seconds + per_draw - inferred) / per_draw:.0f} times")


if __name__ == "__main__":
    main()

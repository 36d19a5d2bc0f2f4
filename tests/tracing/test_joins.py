"""Additions and concatenations: distances by hand, and a replay of the trace on real tensors."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.architectures.layer_chain import JOINS, LayerChain
from lcmnas_core.errors import Untraceable
from lcmnas_core.tracing.trace import trace
from tests.tracing.toys import Dense, Gated, Inception, Late, OntoImage, Residual, Shuffled

SHAPE = (3, 8, 8)


def kinds(network: nn.Module) -> str:
    """The trace with the settings of joins only."""
    layers = trace(network, SHAPE)
    return "|".join(str(layer) if layer.kind in JOINS else layer.kind for layer in layers)


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        # the addition stands at 4, a at 0: 4 - 1 - 0
        (Residual, "Conv2d|Conv2d|ReLU|Conv2d|Add(distance=3)|Conv2d"),
        # the addition stands at 2, the image at -1
        (OntoImage, "Conv2d|Conv2d|Add(distance=2)"),
        # stem 0, conv 1, act 2, Concat 3 with the stem: 2; conv 4, act 5, Concat 6 with the earlier one: 2
        (Dense, "Conv2d|Conv2d|Sigmoid|Concat(distance=2)|Conv2d|Sigmoid|Concat(distance=2)|Conv2d"),
        # branches end at 1, 2 and 4: Concat 5 with 2: 5 - 1 - 2; Concat 6 with 1: 6 - 1 - 1
        (Inception, "Conv2d|ReLU|Conv2d|MaxPool2d|Conv2d|Concat(distance=2)|Concat(distance=4)|Conv2d"),
        # half of the map at 0 passes by
        (Shuffled, "Conv2d|Conv2d|Concat(distance=1)|Conv2d"),
    ],
)
def test_distances_by_hand(network: Callable[[], nn.Module], expected: str) -> None:
    assert kinds(network()) == expected


@pytest.mark.parametrize("network", [Residual, OntoImage, Dense, Inception, Shuffled])
def test_joins_are_all_that_joins_add(network: Callable[[], nn.Module]) -> None:
    with_joins = trace(network(), SHAPE)
    assert trace(network(), SHAPE, joins=False) == tuple(
        layer for layer in with_joins if layer.kind not in JOINS
    )


def passes(network: nn.Module, images: Tensor) -> tuple[list[Tensor], list[Tensor]]:
    """(inputs, outputs) of every layer in the order in which they run."""
    inputs: list[Tensor] = []
    outputs: list[Tensor] = []

    def note(_module: nn.Module, given: tuple[Tensor], output: Tensor) -> None:
        inputs.append(given[0].clone())
        outputs.append(output.clone())

    for module in network.modules():
        if not any(module.children()):
            module.register_forward_hook(note)
    network(images)
    return inputs, outputs


@pytest.mark.parametrize("network", [Residual, Dense, Inception])
def test_replaying_a_trace_gives_what_the_network_computes(network: Callable[[], nn.Module]) -> None:
    torch.manual_seed(1)
    subject, images = network(), torch.randn(1, *SHAPE)
    events = trace(subject, SHAPE)
    inputs, layer_outputs = map(iter, passes(subject, images))
    combine = {"Add": torch.add, "Concat": lambda one, other: torch.cat((one, other), 1)}
    outputs: list[Tensor] = []
    after_join = 0
    for previous, layer in pairwise((None, *events)):
        if layer is None or layer.kind in JOINS:
            distance = dict(layer.settings)["distance"] if layer else 0
            outputs.append(combine[layer.kind](outputs[-1], outputs[-1 - distance]))
            continue
        given = next(inputs)
        if previous is not None and previous.kind in JOINS:
            # channels may stand in another order
            assert given.shape == outputs[-1].shape
            torch.testing.assert_close(given.sum(1), outputs[-1].sum(1))
            after_join += 1
        outputs.append(next(layer_outputs))
    assert after_join == {Residual: 1, Dense: 2, Inception: 1}[network]


def test_functions_of_one_output_leave_no_event() -> None:
    class Doubled(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = nn.Conv2d(3, 3, 1)

        def forward(self, images: Tensor) -> Tensor:
            running = self.a(images)
            return self.a(running + running.relu() * 2)

    assert kinds(Doubled()) == "Conv2d|Conv2d"


def test_the_same_concatenation_twice_is_one_event() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b, self.c = nn.Conv2d(3, 2, 1), nn.Conv2d(2, 2, 1), nn.Conv2d(4, 4, 1)

        def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
            one = self.a(images)
            two = self.b(one)
            first = self.c(torch.cat([one, two], 1))
            # c at 3 joins the earlier Concat at 2: one event, not a third and fourth
            return self.c(first), torch.cat([one, two], 1)

    assert kinds(Twice()) == "Conv2d|Conv2d|Concat(distance=1)|Conv2d|Conv2d"


def test_gathered_outputs_are_no_join() -> None:
    class Heads(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b = nn.Conv2d(3, 2, 1), nn.Conv2d(2, 2, 1)

        def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
            one = self.a(images)
            return one, self.b(one)

    assert kinds(Heads()) == "Conv2d|Conv2d"


def stack(dim: int, one: Tensor, two: Tensor) -> Tensor:
    return torch.cat([one, two], dim)


@pytest.mark.parametrize("function", [torch.sub, torch.maximum, partial(stack, 2), partial(stack, -1)])
def test_other_ways_of_joining_are_refused(function: Callable[[Tensor, Tensor], Tensor]) -> None:
    class Joining(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = nn.Conv2d(3, 3, 1)

        def forward(self, images: Tensor) -> Tensor:
            return function(self.a(images), images)

    with pytest.raises(
        Untraceable, match=r"Joining: .* neither adds outputs nor concatenates their channels"
    ):
        trace(Joining(), SHAPE)


def test_a_gate_is_refused_and_traced_without_joins() -> None:
    with pytest.raises(Untraceable, match=r"Gated: mul neither adds .*; trace it without joins"):
        trace(Gated(), SHAPE)
    chain = LayerChain(trace(Gated(), SHAPE, joins=False))
    assert str(chain) == "Conv2d(out_channels=4,kernel_size=1)|AdaptiveAvgPool2d(output_size=1)|Sigmoid"


def test_joining_two_earlier_outputs_is_refused() -> None:
    with pytest.raises(Untraceable, match="Late: add joins outputs other than that of the layer before it"):
        trace(Late(), SHAPE)

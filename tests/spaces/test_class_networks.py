"""Classes proved by networks: equal cells give equal outputs with matched weights, merged ones never do."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterator, Sequence

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.spaces.nasbench201 import CONVOLUTION_SUBSPACE, NASBENCH201
from lcmnas_core.spaces.nasbench201_classes import (
    AT_INITIALISATION,
    TRAINED,
    TRAINED_WITH_POOL_LINEARITY,
    WITH_POOL_LINEARITY,
    Reading,
    function_class,
    published_class,
)
from tests.spaces.full_network import KERNELS, PAIRS, FullCell, FullNetwork, edge_module
from tests.spaces.random_functions import matchings

ALL = list(NASBENCH201)
SETTINGS = BuildSettings(channels=3, cells=2, input_shape=(2, 12, 12), classes=4)
Name = Callable[[Cell], Hashable]


def pairs(
    same: Name, different: Name, count: int, convolutions: int = 6, among: Sequence[Cell] = ALL
) -> Iterator[tuple[Cell, Cell]]:
    """Seeded pairs of one class of `same` that `different` tells apart."""
    seen: dict[Hashable, Cell] = {}
    shuffled = (among[index] for index in np.random.default_rng(31).permutation(len(among)))
    few = (cell for cell in shuffled if sum(o in KERNELS for o in cell.operations) <= convolutions)
    found = 0
    for cell in few:
        other = seen.setdefault(same(cell), cell)
        if different(other) != different(cell):
            yield other, cell
            seen[same(cell)] = cell
            found += 1
            if found == count:
                return
    raise AssertionError(f"only {found} pairs")


def by(reading: Reading) -> Name:
    return lambda cell: function_class(cell, reading)


def randomise_norms(network: nn.Module, generator: torch.Generator) -> None:
    """Scales and shifts as training may leave them; positive, so that no ReLU hides a constant."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1.5, generator=generator)
            module.bias.data.uniform_(0.5, 1.5, generator=generator)


def transported(
    one: Cell, other: Cell, matching: tuple[int, ...], trained: bool
) -> tuple[nn.Module, nn.Module]:
    """Networks of both cells; `other`, edge e, has the weights of `one`, edge `matching[e]`."""
    networks = FullNetwork(one, SETTINGS).double(), FullNetwork(other, SETTINGS).double()
    if trained:
        randomise_norms(networks[0], torch.Generator().manual_seed(1))
    source, target = networks
    for part in ("stem", "reductions", "last", "classifier"):
        getattr(target, part).load_state_dict(getattr(source, part).state_dict())
    for stage, index in itertools.product(range(3), range(SETTINGS.cells)):
        give_edges(source.stages[stage][index], target.stages[stage][index], matching)
    return networks


def give_edges(source: nn.Module, target: nn.Module, matching: tuple[int, ...]) -> None:
    givers = [source.edges[f"{start}_{end}"] for start, end in PAIRS]
    for (start, end), given in zip(PAIRS, matching, strict=True):
        receives, gives = target.edges[f"{start}_{end}"], givers[given]
        # Where the kinds differ, the edge is dead and its weights do not matter.
        convolve = isinstance(receives, nn.Sequential) and isinstance(gives, nn.Sequential)
        if convolve and receives[1].kernel_size == gives[1].kernel_size:
            receives.load_state_dict(gives.state_dict())


EQUALITIES = [
    (AT_INITIALISATION, published_class),
    (TRAINED, published_class),
    (WITH_POOL_LINEARITY, by(AT_INITIALISATION)),
    (TRAINED_WITH_POOL_LINEARITY, by(TRAINED)),
]


@pytest.mark.parametrize(
    ("reading", "finer"), EQUALITIES, ids=["initial", "trained", "linear pool", "trained, linear pool"]
)
def test_one_class_means_equal_outputs_with_transported_weights(reading: Reading, finer: Name) -> None:
    torch.manual_seed(4)
    images = torch.randn(3, *SETTINGS.input_shape, dtype=torch.float64)
    for one, other in pairs(by(reading), finer, count=5):
        matching = next(matchings(one, other, reading.trained, reading.linearity))
        networks = transported(one, other, matching, reading.trained)
        for training in (True, False):
            left, right = (network.train(training)(images) for network in networks)
            assert torch.allclose(left, right, rtol=0, atol=1e-12), (one, other, training)


class Bank:
    """Tiny cells whose convolutions take the weights of any of six slots."""

    def __init__(self, shifted: bool) -> None:
        torch.manual_seed(2)
        self.images = torch.randn(2, 2, 5, 5, dtype=torch.float64)
        self.slots = {o: [edge_module(o, 2).double() for _ in range(6)] for o in KERNELS}
        if shifted:
            for module in itertools.chain(*self.slots.values()):
                randomise_norms(module, torch.default_generator)

    @torch.no_grad()
    def output(self, cell: Cell, slots: tuple[int, ...]) -> Tensor:
        module = FullCell(cell, 2)
        for (source, target), operation, slot in zip(PAIRS, cell.operations, slots, strict=True):
            if operation in KERNELS:
                module.edges[f"{source}_{target}"] = self.slots[operation][slot]
        return module(self.images)

    def outputs(self, cell: Cell) -> Iterator[Tensor]:
        """One output for every way to give distinct slots to the cell's convolutions."""
        convolves = [operation in KERNELS for operation in cell.operations]
        for chosen in itertools.permutations(range(6), sum(convolves)):
            remaining = iter(chosen)
            yield self.output(cell, tuple(next(remaining) if each else 0 for each in convolves))


def closest(bank: Bank, one: Cell, other: Cell) -> float:
    target = bank.output(one, tuple(range(6)))
    return min(float((output - target).abs().max()) for output in bank.outputs(other))


def test_cells_merged_by_the_published_rule_alone_differ_for_every_matching() -> None:
    bank = Bank(shifted=False)
    for one, other in pairs(published_class, by(AT_INITIALISATION), count=4, convolutions=3):
        assert closest(bank, one, other) > 1e-3, (one, other)


def test_cells_equal_at_initialisation_alone_differ_once_trained() -> None:
    # Without pooling and 1x1, whose value on a constant is a constant again and may coincide.
    at_first, trained = Bank(shifted=False), Bank(shifted=True)
    cells = list(CONVOLUTION_SUBSPACE)
    for one, other in pairs(by(AT_INITIALISATION), by(TRAINED), count=4, convolutions=3, among=cells):
        assert closest(at_first, one, other) < 1e-12, (one, other)
        assert closest(trained, one, other) > 1e-3, (one, other)

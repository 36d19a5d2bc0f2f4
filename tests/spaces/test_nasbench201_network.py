"""Networks of live edges beside the plain network that computes everything."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.inert import inert_of
from lcmnas_core.spaces.nasbench201 import NASBENCH201, OPERATIONS
from lcmnas_core.spaces.nasbench201_edges import Value, node_values, wiring
from lcmnas_core.spaces.nasbench201_network import LearntConstant, inert_shapes
from tests.spaces.built_network import counted
from tests.spaces.full_network import FullNetwork, give_weights, twin_name

SETTINGS = BuildSettings(channels=4, cells=2, input_shape=(3, 16, 16), classes=5)
ALL = list(NASBENCH201)
SAMPLE = [ALL[i] for i in np.random.default_rng(12).permutation(len(ALL))[:10]]
SHORT = dict(zip("0s13p", OPERATIONS, strict=True))


def cell(letters: str) -> Cell:
    """Edges 0->1, 0->2, 1->2, 0->3, 1->3, 2->3, one letter each; 0 is none, 1 and 3 are convolutions."""
    return Cell(tuple(SHORT[letter] for letter in letters))


DEGENERATE = {
    "all none": cell("000000"),
    "all skip": cell("ssssss"),
    "all pool": cell("pppppp"),
    "no path to the output": cell("333000"),
    "nothing leaves the input": cell("003033"),
    "single convolution": cell("000300"),
    "dead end that is read by a ReLU": cell("30130s"),
    "constants on constants": cell("003p31"),
}
CELLS = [*SAMPLE, *DEGENERATE.values()]


def networks(cell: Cell, trained: bool) -> tuple[nn.Module, FullNetwork]:
    """The live network and its plain twin with equal weights, in float64."""
    live = NASBENCH201.build(cell, SETTINGS, seed=3).double()
    full = FullNetwork(cell, SETTINGS).double()
    if trained:
        # The twin's own values stay where it has more: they must not matter.
        for network in (live, full):
            randomise_norms(network)
    give_weights(live, full)
    return live, full


def randomise_norms(network: nn.Module) -> None:
    generator = torch.Generator().manual_seed(6)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1.5, generator=generator)
            module.bias.data.normal_(generator=generator)
        if isinstance(module, LearntConstant):
            module.shift.data.normal_(generator=generator)


def batch() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(9)
    images = torch.randn(6, *SETTINGS.input_shape, dtype=torch.float64, generator=generator)
    return images, torch.arange(6) % SETTINGS.classes


@pytest.mark.parametrize("trained", [False, True], ids=["initial", "trained"])
@pytest.mark.parametrize("cell", CELLS, ids=NASBENCH201.format)
def test_live_edges_compute_what_all_edges_compute(cell: Cell, trained: bool) -> None:
    images, labels = batch()
    live, full = networks(cell, trained)
    outputs = live.train()(images), full.train()(images)
    assert torch.allclose(*outputs, rtol=0, atol=1e-12)
    for output in outputs:
        F.cross_entropy(output, labels).backward()
    theirs = dict(full.named_parameters())
    for name, ours in live.named_parameters():
        expected = theirs[twin_name(name)].grad
        if ours.grad is None:
            # Built for a ReLU that does not reach the output.
            assert expected is None or not expected.any(), name
        else:
            assert torch.allclose(ours.grad, expected, rtol=1e-9, atol=1e-12), name
    assert torch.allclose(live.eval()(images), full.eval()(images), rtol=0, atol=1e-12)


def agreement(codes: Tensor) -> Tensor:
    """How many units are switched alike, pair by pair: (N, ...) bool to (N, N)."""
    rows = codes.flatten(1)
    return (rows[:, None, :] == rows[None, :, :]).sum(-1)


def kernel(network: nn.Module, images: Tensor, times: dict[str, int]) -> Tensor:
    """Sum of the agreement of every ReLU module, each counted as often as `times` says."""
    total = torch.zeros(len(images), len(images), dtype=torch.int64)
    for name, module in network.named_modules():
        if isinstance(module, nn.ReLU):

            def add(
                module: nn.Module, inputs: object, output: Tensor, weight: int = times.get(name, 1)
            ) -> None:
                total.add_(weight * agreement(output > 0))

            module.register_forward_hook(add)
    network.train()(images)
    return total


@pytest.mark.parametrize("cell", CELLS, ids=NASBENCH201.format)
def test_relu_multiplicities_give_the_kernel_of_one_relu_per_convolution(cell: Cell) -> None:
    images, _ = batch()
    live, full = networks(cell, trained=False)
    assert torch.equal(
        kernel(live, images, inert_of(live).relu_multiplicity),
        kernel(full, images, {}),
    )


def weight_shapes(network: nn.Module) -> Counter[tuple[int, ...]]:
    return Counter(tuple(m.weight.shape) for m in network.modules() if isinstance(m, nn.Conv2d | nn.Linear))


@pytest.mark.parametrize("settings", [SETTINGS, BuildSettings(4, 1, (1, 12, 20), 3)], ids=str)
def test_built_and_inert_parts_add_up_to_the_written_network(settings: BuildSettings) -> None:
    for cell in CELLS:
        live, full = NASBENCH201.build(cell, settings), FullNetwork(cell, settings)
        inert = inert_of(live)
        left_out = Counts(inert.params, inert.macs, inert.layers, inert.parameter_tensors)
        written = NASBENCH201.counts(cell, settings)
        assert counted(live, settings.input_shape) + left_out == written, cell
        assert counted(full, settings.input_shape) == written, cell
        assert weight_shapes(live) + Counter(inert_shapes(cell, settings)) == weight_shapes(full), cell
        assert len(inert.weight_norms) == len(list(inert_shapes(cell, settings)))


@pytest.mark.slow
def test_built_and_inert_parts_add_up_for_more_cells() -> None:
    settings = BuildSettings(2, 1, (1, 4, 4), 2)
    for index in np.random.default_rng(1).permutation(len(ALL))[:600]:
        live = NASBENCH201.build(ALL[index], settings)
        inert = inert_of(live)
        left_out = Counts(inert.params, inert.macs, inert.layers, inert.parameter_tensors)
        assert counted(live, settings.input_shape) + left_out == NASBENCH201.counts(ALL[index], settings)


@pytest.mark.parametrize("cell", DEGENERATE.values(), ids=DEGENERATE)
def test_degenerate_cells_run_and_take_a_step(cell: Cell) -> None:
    network = NASBENCH201.build(cell, SETTINGS)
    images, labels = batch()
    optimiser = torch.optim.SGD(network.parameters(), lr=0.1)
    losses = []
    for _ in range(6):
        loss = F.cross_entropy(network(images.float()), labels)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0]


def test_only_live_edges_are_modules() -> None:
    assert wiring(cell("000000")).edges == ()
    assert wiring(cell("0s0003")).edges == ((0, 2, "skip_connect"), (2, 3, "nor_conv_3x3"))
    # Node 1 leads nowhere, and nothing reads it.
    assert wiring(cell("3s000s")).edges == ((0, 2, "skip_connect"), (2, 3, "skip_connect"))
    # Node 1 leads nowhere, but the convolution 1->2 reads it through a ReLU: 0->1 is built, 1->2 is not.
    assert wiring(cell("p03s00")).edges == ((0, 1, "avg_pool_3x3"), (0, 3, "skip_connect"))
    assert wiring(cell("p03s00")).rectified == {1: 1}


def test_node_values_by_hand() -> None:
    # Node 1 gets nothing; node 2 a convolution of it; node 3 pools node 2.
    assert node_values(cell("00300p")) == (Value.LIVE, Value.ZERO, Value.CONSTANT, Value.CONSTANT)
    assert node_values(cell("s0p003")) == (Value.LIVE, Value.LIVE, Value.LIVE, Value.LIVE)


def test_shapes_of_odd_images_round_up() -> None:
    network = NASBENCH201.build(cell("3s1p0s"), BuildSettings(4, 1, (1, 7, 9), 3))
    assert network(torch.zeros(2, 1, 7, 9)).shape == (2, 3)

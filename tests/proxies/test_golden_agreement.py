"""The fast passes against the oracle, in float64 to 1e-9 and in float32 to what float32 can tell."""

from __future__ import annotations

import pytest
import torch

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.data.batch import Batch
from lcmnas_core.proxies import score
from lcmnas_core.seeding import seed_for
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from tests.proxies import networks, peers
from tests.proxies.peer_network import peer_network, transport

SETTINGS = BuildSettings(channels=4, cells=1, input_shape=(3, 12, 12))
CELLS = {
    "mixed": ("nor_conv_3x3", "nor_conv_1x1", "skip_connect", "avg_pool_3x3", "none", "nor_conv_3x3"),
    "all 3x3": ("nor_conv_3x3",) * 6,
    "pools": ("avg_pool_3x3", "avg_pool_3x3", "nor_conv_1x1", "skip_connect", "avg_pool_3x3", "nor_conv_1x1"),
    "dead node": ("nor_conv_3x3", "nor_conv_1x1", "nor_conv_3x3", "nor_conv_3x3", "none", "none"),
    "zero node": ("none", "nor_conv_1x1", "nor_conv_3x3", "skip_connect", "nor_conv_1x1", "avg_pool_3x3"),
}
TOLERANCE = {"grasp": 2e-2, "plain": 2e-2, "epe_nas": 1e-2, "fisher": 2e-3, "fisher_channel": 2e-3}


def oracle_values(network: torch.nn.Module, batch: Batch, names: list[str]) -> dict[str, float]:
    drawn = torch.Generator().manual_seed(seed_for("zen", 1, 0))
    return {
        name: peers.zen(network, batch, drawn) if name == "zen" else peers.ORACLES[name](network, batch)
        for name in names
    }


def agree(network: torch.nn.Module, twin: torch.nn.Module, batch: Batch, names: list[str]) -> None:
    ours, theirs = score(network, batch, names), oracle_values(twin, batch, names)
    single = batch.images.dtype is torch.float32
    for name in names:
        assert ours[name].status == "ok", (name, ours[name].reason)
        tolerance = TOLERANCE.get(name, 1e-3) if single else 1e-9
        assert ours[name].value == pytest.approx(theirs[name], rel=tolerance), name


@pytest.mark.parametrize("name", ["chain", "mixed", "heavy", "pooled"])
def test_plain_modules_in_double(name, batch_of):
    network, batch = networks.named(name).double(), batch_of()
    agree(network, network, Batch(batch.images.double(), batch.labels), list(peers.ORACLES))


@pytest.mark.slow
@pytest.mark.parametrize("side", [16, 32])
def test_resnet18_in_double(side, batch_of):
    network, batch = networks.named("resnet18").double(), batch_of(shape=(3, side, side), classes=10)
    agree(network, network, Batch(batch.images.double(), batch.labels), list(peers.ORACLES))


@pytest.mark.parametrize("name", ["chain", "mixed", "pooled"])
def test_plain_modules_in_single(name, batch_of):
    network = networks.named(name)
    agree(network, network, batch_of(images=16), list(peers.ORACLES))


@pytest.mark.parametrize("operations", CELLS.values(), ids=CELLS)
def test_cells_against_networks_with_every_edge_built(operations, batch_of):
    cell = Cell(operations)
    ours = NASBENCH201.build(cell, SETTINGS, seed=5).double()
    theirs = transport(ours, peer_network(cell, SETTINGS).double(), cell, SETTINGS)
    batch = batch_of(shape=(3, 12, 12), classes=10)
    names = [name for name in peers.ORACLES if name != "l2_norm" and name != "zen"]
    agree(ours, theirs, Batch(batch.images.double(), batch.labels), names)


@pytest.mark.parametrize("operations", [CELLS["mixed"], CELLS["all 3x3"]])
def test_zen_of_cells(operations, batch_of):
    network = NASBENCH201.build(Cell(operations), SETTINGS, seed=5).double()
    batch = batch_of(shape=(3, 12, 12), classes=10)
    agree(network, network, Batch(batch.images.double(), batch.labels), ["zen"])


def test_inert_convolutions_have_the_norm_that_default_weights_have(batch_of):
    # An untouched peer network draws every edge by the default rule; a convolution's norm is about
    # sqrt(C_out / 3) with a small spread, so the two sums differ by little although no weight is shared.
    cell = Cell(("nor_conv_3x3", "none", "nor_conv_1x1", "none", "nor_conv_3x3", "none"))
    settings = BuildSettings(channels=16, cells=2, input_shape=(3, 16, 16))
    ours = score(NASBENCH201.build(cell, settings, seed=5), batch_of(), ["l2_norm", "n_layers"])
    theirs = peers.l2_norm(peer_network(cell, settings), batch_of())
    assert ours["n_layers"].value == len(peers.layers_of(peer_network(cell, settings)))
    assert ours["l2_norm"].value == pytest.approx(theirs, rel=0.02)

"""How much a shared pass saves: CPU seconds of one thread against one proxy, one pass, one copy at a time.

Two denominators: `peers` is the oracle of the tests (NCHW, every edge a module, mask parameters, double
backward, a fresh copy per proxy); `unshared` is our own passes, asked one proxy at a time. All are timed in
turns in one process, after one untimed round, and the least of the rounds counts: a shared machine only adds.

    python -m bench.bench_proxies [--rounds 3] [--batch 64] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
import torch
import torchvision
from torch import nn

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.cell import Cell
from lcmnas_core.data.batch import Batch
from lcmnas_core.observations.allocator import keep_freed_memory
from lcmnas_core.observations.relu_agreement import agreement
from lcmnas_core.proxies import score
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from tests.proxies import peers
from tests.proxies.peer_network import peer_network

SUITE_ZERO = (
    "params", "macs", "l2_norm", "grad_norm", "snip", "plain", "fisher",
    "grasp", "synflow", "jacov", "epe_nas", "nwot", "zen",
)  # fmt: skip
SINGLE_PASS = ("l2_norm", "grad_norm", "snip", "plain", "fisher", "jacov", "epe_nas", "nwot")
SETTINGS = BuildSettings(channels=16, cells=5, input_shape=(3, 32, 32))
CELLS = {
    "light": ("skip_connect", "nor_conv_1x1", "none", "skip_connect", "avg_pool_3x3", "skip_connect"),
    "pools": ("nor_conv_1x1", "avg_pool_3x3", "nor_conv_1x1", "avg_pool_3x3", "skip_connect", "nor_conv_3x3"),
    "mid": ("nor_conv_3x3", "nor_conv_1x1", "skip_connect", "avg_pool_3x3", "none", "nor_conv_3x3"),
    "all 3x3": ("nor_conv_3x3",) * 6,
}


@dataclass(frozen=True)
class Ratio:
    """CPU seconds of one network, least of the rounds."""

    network: str
    ours: float
    peers: float
    unshared: float

    @property
    def against_peers(self) -> float:
        return self.peers / self.ours

    @property
    def against_unshared(self) -> float:
        return self.unshared / self.ours


def cpu_seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def images(batch: int) -> Batch:
    generator = torch.Generator().manual_seed(0)
    labels = torch.randint(0, 10, (batch,), generator=generator)
    return Batch(torch.randn(batch, 3, 32, 32, generator=generator), labels)


def ratio(
    name: str,
    proxies: tuple[str, ...],
    build: Callable[[], nn.Module],
    build_peer: Callable[[], nn.Module],
    batch: Batch,
    rounds: int,
) -> Ratio:
    """One network by all three ways, in turns; each way builds its network once."""
    peer = build_peer()
    ways = {
        "ours": lambda: score(build(), batch, proxies),
        "peers": lambda: (build_peer(), [peers.ORACLES[each](peer, batch) for each in proxies]),
        "unshared": lambda: [score(build(), batch, [each]) for each in proxies],
    }
    score(build(), batch, proxies)
    least = dict.fromkeys(ways, math.inf)
    for _ in range(rounds):
        for way, run in ways.items():
            least[way] = min(least[way], cpu_seconds(run))
    return Ratio(name, **least)


def cell_ratio(name: str, batch: Batch, rounds: int) -> Ratio:
    cell = Cell(CELLS[name])
    return ratio(
        name,
        SUITE_ZERO,
        lambda: NASBENCH201.build(cell, SETTINGS, seed=0),
        lambda: peer_network(cell, SETTINGS),
        batch,
        rounds,
    )


def resnet_ratio(batch: Batch, rounds: int) -> Ratio:
    def build() -> nn.Module:
        return torchvision.models.resnet18(num_classes=10)

    return ratio("resnet18, 8 single-pass", SINGLE_PASS, build, build, batch, rounds)


def nwot_kernel_ratio(rounds: int) -> float:
    """Two float matrix products, as peers write it, against ours, on one 64x16x32x32 map."""
    maps = torch.randn(64, 16, 32, 32).relu_().contiguous(memory_format=torch.channels_last)

    def by_peers() -> torch.Tensor:
        codes = (maps.flatten(1) > 0).float()
        return codes @ codes.t() + (1.0 - codes) @ (1.0 - codes.t())

    assert torch.equal(agreement(maps), by_peers().long())
    theirs = min(cpu_seconds(by_peers) for _ in range(5 * rounds))
    return theirs / min(cpu_seconds(lambda: agreement(maps)) for _ in range(5 * rounds))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--batch", type=int, default=64)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    torch.set_num_threads(1)
    keep_freed_memory()  # for every way alike
    warnings.simplefilter("ignore")
    batch, found = images(chosen.batch), []
    for name in CELLS:
        found.append(cell_ratio(name, batch, chosen.rounds))
        _show(found[-1])
    _show(Ratio("sum", *(sum(getattr(one, way) for one in found) for way in ("ours", "peers", "unshared"))))
    found.append(resnet_ratio(batch, chosen.rounds))
    _show(found[-1])
    kernel = nwot_kernel_ratio(chosen.rounds)
    sys.stdout.write(f"nwot kernel: {kernel:.1f}x\n")
    if chosen.json:
        chosen.json.write_text(json.dumps({"ratios": [asdict(one) for one in found], "nwot_kernel": kernel}))


def _show(one: Ratio) -> None:
    sys.stdout.write(
        f"{one.network:24} ours {one.ours:6.2f} s  peers {one.peers:6.2f} s ({one.against_peers:.1f}x)  "
        f"unshared {one.unshared:6.2f} s ({one.against_unshared:.1f}x)\n"
    )
    sys.stdout.flush()


@pytest.mark.parametrize("name", CELLS)
def test_shared_passes(benchmark, name):
    torch.set_num_threads(1)
    network, batch = NASBENCH201.build(Cell(CELLS[name]), SETTINGS, seed=0), images(64)
    benchmark.pedantic(score, (network, batch, SUITE_ZERO), rounds=2, warmup_rounds=1)


def test_relu_agreement(benchmark):
    torch.set_num_threads(1)
    benchmark(agreement, torch.randn(64, 16, 32, 32).contiguous(memory_format=torch.channels_last))


if __name__ == "__main__":
    main()

"""How much a shared pass saves: CPU seconds of one thread against one proxy, one pass, one copy at a time.

Two denominators: `peers` is the oracle of the tests (NCHW, every edge a module, mask parameters, double
backward, a fresh copy per proxy); `unshared` is our own passes, asked one proxy at a time. The ways take
turns, each in a process of its own (ours tunes the allocator, peers do not), after an untimed pass that lets
the convolution library choose its kernels. The least of the rounds counts: a shared machine only adds.

    python -m bench.bench_proxies [--rounds 3] [--batch 64] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import pytest
import torch
import torchvision
from torch import nn

from bench.cpu_seconds import cpu_seconds
from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.data.batch import Batch
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
RESNET = "resnet18"
EXTREME = "all 3x3"
WAYS = ("ours", "peers", "unshared")
# The cells at 1/8, 3/8, 5/8 and 7/8 of all 15,625 ranked by multiply-adds, and the heaviest one.
CELLS = {
    "12 MMAC": "|avg_pool_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|none~1|none~2|",
    "47 MMAC": "|none~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|none~2|",
    "55 MMAC": "|nor_conv_1x1~0|+|skip_connect~0|skip_connect~1|"
    "+|nor_conv_3x3~0|nor_conv_1x1~1|nor_conv_1x1~2|",
    "86 MMAC": "|nor_conv_3x3~0|+|nor_conv_1x1~0|nor_conv_3x3~1|"
    "+|skip_connect~0|avg_pool_3x3~1|nor_conv_1x1~2|",
    EXTREME: "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|"
    "+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|",
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


def images(batch: int) -> Batch:
    generator = torch.Generator().manual_seed(0)
    labels = torch.randint(0, 10, (batch,), generator=generator)
    return Batch(torch.randn(batch, 3, 32, 32, generator=generator), labels)


def networks_of(name: str) -> tuple[Callable[[], nn.Module], Callable[[], nn.Module], tuple[str, ...]]:
    """How we build a network, how peers do, and the proxies to ask; ResNet-18 comes ready to both."""
    if name == RESNET:
        ready = torchvision.models.resnet18(num_classes=10)
        return (lambda: ready), (lambda: ready), SINGLE_PASS
    cell = NASBENCH201.parse(CELLS[name])
    ours = partial(NASBENCH201.build, cell, SETTINGS, seed=0)
    return ours, partial(peer_network, cell, SETTINGS), SUITE_ZERO


def child(way: str, name: str, size: int) -> None:
    """Time one way once, after an untimed pass, and print the CPU seconds."""
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    batch = images(size)
    build, build_peer, proxies = networks_of(name)

    def by_peers() -> None:
        peer = build_peer()
        for each in proxies:
            peers.ORACLES[each](peer, batch)

    def unshared() -> None:
        network = build()
        for each in proxies:
            score(network, batch, [each])

    def ours() -> None:
        score(build(), batch, proxies)

    if way == "peers":
        peers.grad_norm(build_peer(), batch)
    else:
        ours()
    run = {"ours": ours, "peers": by_peers, "unshared": unshared}[way]
    sys.stdout.write(str(cpu_seconds(run)))


def measured(name: str, size: int, rounds: int) -> Ratio:
    """The least of some rounds of each way, in turns, each in a process of its own."""
    least = dict.fromkeys(WAYS, math.inf)
    for _ in range(rounds):
        for way in least:
            command = [
                sys.executable,
                "-m",
                "bench.bench_proxies",
                "--batch",
                str(size),
                "--child",
                way,
                name,
            ]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            least[way] = min(least[way], float(told))
    return Ratio(name, **least)


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
    options.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        child(*chosen.child, chosen.batch)
        return
    torch.set_num_threads(1)
    found = []
    for name in (*CELLS, RESNET):
        found.append(measured(name, chosen.batch, chosen.rounds))
        _show(found[-1])
    typical = [one for one in found if one.network not in {EXTREME, RESNET}]
    _show(Ratio("sum of the four cells", *(sum(getattr(one, way) for one in typical) for way in WAYS)))
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
    network, batch = NASBENCH201.build(NASBENCH201.parse(CELLS[name]), SETTINGS, seed=0), images(64)
    benchmark.pedantic(score, (network, batch, SUITE_ZERO), rounds=2, warmup_rounds=1)


def test_relu_agreement(benchmark):
    torch.set_num_threads(1)
    benchmark(agreement, torch.randn(64, 16, 32, 32).contiguous(memory_format=torch.channels_last))


if __name__ == "__main__":
    main()

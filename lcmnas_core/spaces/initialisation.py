"""Rules that draw a network's initial weights from names, leaving the global random state alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from lcmnas_core.registry import Registry
from lcmnas_core.seeding import seed_for

Rule = Callable[[Tensor, torch.Generator], None]

INITIALISATIONS: Registry[Rule] = Registry("initialisation")


def _default(weight: Tensor, generator: torch.Generator) -> None:
    fan_in = weight[0].numel()
    weight.uniform_(-1 / math.sqrt(fan_in), 1 / math.sqrt(fan_in), generator=generator)


def _kaiming_normal_fan_in(weight: Tensor, generator: torch.Generator) -> None:
    nn.init.kaiming_normal_(weight, mode="fan_in", generator=generator)


def _kaiming_normal_fan_out(weight: Tensor, generator: torch.Generator) -> None:
    nn.init.kaiming_normal_(weight, mode="fan_out", generator=generator)


INITIALISATIONS.register("default", _default)
INITIALISATIONS.register("kaiming_normal_fan_in", _kaiming_normal_fan_in)
INITIALISATIONS.register("kaiming_normal_fan_out", _kaiming_normal_fan_out)


@torch.no_grad()
def drawn_norms(shapes: Iterable[tuple[int, ...]], rule: str, seed: int) -> tuple[float, ...]:
    """Euclidean norms of weights of `shapes` drawn by `rule`: of parts that are written, but not built.

    Raises:
        UnknownName: no such rule.
    """
    draw = INITIALISATIONS[rule]
    generator = torch.Generator().manual_seed(seed_for("inert_weights", seed))
    norms = []
    for shape in shapes:
        weight = torch.empty(shape)
        draw(weight, generator)
        norms.append(float(weight.norm()))
    return tuple(norms)


@torch.no_grad()
def initialise(network: nn.Module, rule: str, *names: str | int) -> None:
    """Draw the weights of every convolution and linear layer by `rule`, seeded by `names`.

    `default` is the framework's own: uniform in +-1/sqrt(fan-in), weights and biases. Under the other
    rules biases are zero. Batch norms keep scale 1 and shift 0.

    Raises:
        UnknownName: no such rule.
    """
    draw = INITIALISATIONS[rule]
    generator = torch.Generator().manual_seed(seed_for("initial weights", *names))
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            draw(module.weight, generator)
            if module.bias is not None:
                bound = 1 / math.sqrt(module.weight[0].numel()) if rule == "default" else 0.0
                module.bias.uniform_(-bound, bound, generator=generator)

"""What is really there in a built network, found by looking."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lcmnas_core.architectures.counts import Counts


def counted(network: nn.Module, shape: tuple[int, ...]) -> Counts:
    """Counts of the modules, multiply-adds by looking at one image on its way."""
    layers = [module for module in network.modules() if isinstance(module, nn.Conv2d | nn.Linear)]
    macs = 0

    def add(module: nn.Module, inputs: object, output: Tensor) -> None:
        nonlocal macs
        macs += output.numel() * module.weight[0].numel()

    for layer in layers:
        layer.register_forward_hook(add)
    network.eval()(torch.zeros(1, *shape))
    parameters = list(network.parameters())
    return Counts(sum(map(torch.numel, parameters)), macs, len(layers), len(parameters))


def draw_vectors(network: nn.Module) -> None:
    """Draw norms and biases, which would hide a fault while they stand at one and zero."""
    generator = torch.Generator().manual_seed(5)
    for parameter in network.parameters():
        if parameter.ndim == 1:
            nn.init.normal_(parameter, generator=generator)

"""A copy of a network that has shapes and no values."""

from __future__ import annotations

import copy
from functools import partial

import torch
from torch import Tensor, nn


def shadow(network: nn.Module) -> nn.Module:
    """A train-mode copy of `network` on the meta device; weights are neither copied nor shared."""
    weightless = {id(one): one.detach().to("meta") for one in (*network.parameters(), *network.buffers())}
    copied = copy.deepcopy(network, weightless).train()
    for module in copied.modules():
        if type(module) is nn.BatchNorm2d:
            module.forward = partial(_normalised, module)  # type: ignore[method-assign]
    return copied


def _normalised(module: nn.BatchNorm2d, images: Tensor) -> Tensor:
    """What batch norm refuses and the shape it gives; torch's own on meta takes most of a trace's time."""
    N, C, H, W = images.shape
    if module.num_features != C:
        raise ValueError(f"batch norm over {module.num_features} channels was given {C}")
    if N * H * W == 1:
        raise ValueError("batch norm was given one value per channel, which has no variance")
    return torch.empty_like(images)

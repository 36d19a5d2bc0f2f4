"""The network of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.architectures.decoding.operations import (
    Activation,
    AdaptivePool,
    Convolution,
    Dense,
    Dropout,
    Norm,
    Operation,
    Pool,
)
from lcmnas_core.architectures.decoding.plan import Join, Plan, Step


class ChainNetwork(nn.Module):
    """Layers one after the other; a join also reads an earlier output. Weights are left to be drawn."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        with torch.device("meta"):
            self.layers = nn.ModuleList(map(_layer, plan.steps))
        self.layers.to(memory_format=torch.channels_last).to_empty(device="cpu")
        for module in self.layers.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.reset_parameters()
        joins = ((step.join.source, place) for place, step in enumerate(plan.steps) if step.join is not None)
        self.last_readers = dict(joins)

    def forward(self, images: Tensor) -> Tensor:
        """(N, C, H, W) to class scores (N, K)."""
        tensor, kept = images, dict[int, Tensor]()
        for place, layer in enumerate(self.layers):
            kept = {source: each for source, each in kept.items() if self.last_readers[source] >= place}
            if place - 1 in self.last_readers:
                kept[place - 1] = tensor
            tensor = layer.join(tensor, kept[layer.source]) if isinstance(layer, Joined) else layer(tensor)
        return tensor


class Joined(nn.Module):
    """The parts of a step with a second input: residual block, addition or concatenation.

    Not called as a module, for a join without parts would pass for a layer in a trace.
    """

    def __init__(self, operations: Sequence[Operation], join: Join) -> None:
        super().__init__()
        self.source, self.pooled, self.adds = join.source, join.pooled, join.kind == "Add"
        self.body = _sequence(operations)
        self.other = _sequence(join.operations)
        self.after = _sequence(join.after)

    def join(self, tensor: Tensor, other: Tensor) -> Tensor:
        """(N, C, H, W) and the map of an earlier layer, to (N, C', H', W')."""
        tensor = self.body(tensor)
        if self.pooled is not None:
            other = F.adaptive_avg_pool2d(other, self.pooled)
        other = self.other(other)
        joined: Tensor = self.after(tensor + other if self.adds else torch.cat((tensor, other), 1))
        return joined


class LinearLayer(nn.Module):
    """A linear layer over all values of an image, which a mixing one gives their places in the map back."""

    def __init__(self, dense: Dense, outputs: tuple[int, ...]) -> None:
        super().__init__()
        self.linear = nn.Linear(dense.inputs, dense.outputs)
        self.outputs = outputs

    def forward(self, tensor: Tensor) -> Tensor:
        """(N, C, H, W) or (N, features) to (N, *outputs)."""
        vectors: Tensor = self.linear(tensor.flatten(1))
        return vectors if len(self.outputs) == 1 else vectors.reshape(-1, *self.outputs)


def _layer(step: Step) -> nn.Module:
    if step.join is not None:
        return Joined(step.operations, step.join)
    (operation,) = step.operations
    return LinearLayer(operation, step.outputs) if isinstance(operation, Dense) else _module(operation)


def _sequence(operations: Sequence[Operation]) -> nn.Sequential:
    return nn.Sequential(*map(_module, operations))


def _module(operation: Operation) -> nn.Module:
    match operation:
        case Convolution():
            return _convolution(operation)
        case Norm(channels):
            return nn.BatchNorm2d(channels)
        case Pool(kind, kernel):
            return _kind(kind, kernel)
        case AdaptivePool(kind, size):
            return _kind(kind, size)
        case Dropout(p):
            return nn.Dropout(p)
        case Activation(kind, alpha):
            return _kind(kind) if alpha is None else nn.ELU(alpha)
    raise TypeError(f"{operation} stands alone in no step")


def _convolution(found: Convolution) -> nn.Module:
    kernel, stride = found.kernel, found.stride
    module = nn.Conv2d(
        found.inputs, found.outputs, kernel, stride, found.padding, groups=found.groups, bias=found.bias
    )
    if kernel == (1, 1) and stride != (1, 1):
        # oneDNN's own writes beyond its memory on the way back when fewer than 16 channels lie channels last
        # (its issue 6035). The class stays, for traces and counts go by it.
        module.forward = partial(_strided_pointwise, module)  # type: ignore[method-assign]
    return module


def _strided_pointwise(module: nn.Conv2d, maps: Tensor) -> Tensor:
    """The same convolution of every s-th pixel, picked first."""
    picked = F.avg_pool2d(maps, 1, module.stride)
    return F.conv2d(picked, module.weight, module.bias, groups=module.groups)


def _kind(kind: str, *arguments: tuple[int, int]) -> nn.Module:
    module: nn.Module = getattr(nn, kind)(*arguments)
    return module

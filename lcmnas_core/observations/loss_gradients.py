"""The loss, differentiated with respect to every layer's weight and every layer's output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations.forward import Forward
from lcmnas_core.observations.given import Labels
from lcmnas_core.observations.observer import yields
from lcmnas_core.observations.tape import LayerCall, NormCall


@dataclass(frozen=True)
class Targets:
    """Class indices (N,) that lie within the network's output width."""

    labels: Tensor


@yields()
def targets(labels: Labels, forward: Forward) -> Targets:
    """The labels, once they are known to fit the logits.

    Raises:
        Unsupported: a label is negative or not below the number of logits.
    """
    classes = forward.logits.shape[1]
    low, high = int(labels.tensor.min()), int(labels.tensor.max())
    if low < 0 or high >= classes:
        raise Unsupported(f"labels run from {low} to {high}, but the network has {classes} outputs")
    return Targets(labels.tensor)


@dataclass(frozen=True, eq=False)
class LossGradients:
    r"""Weights and :math:`\partial L / \partial w` of every convolution and linear layer.

    L is the mean cross-entropy of one train-mode forward pass over the batch.

    Attributes:
        weights: per layer, in module order.
        gradients: per layer, of the shape of its weight; zeros where the loss does not depend on it.
        adjoints: :math:`\partial L / \partial z` per tape number, z a layer's output or a batch norm's input.
        scale_gradients: :math:`\partial L / \partial \gamma` per tape number of a batch norm.
    """

    weights: tuple[Tensor, ...]
    gradients: tuple[Tensor, ...]
    adjoints: dict[int, Tensor] = field(repr=False)
    scale_gradients: dict[int, Tensor] = field(repr=False)


@yields(per_image=2)
def loss_gradients(forward: Forward, targets: Targets) -> LossGradients:
    """One backward pass of the mean cross-entropy.

    Raises:
        Unsupported: the network has no convolution and no linear layer.
    """
    if not forward.layers:
        raise Unsupported("the network has no nn.Conv2d and no nn.Linear, so there are no weight gradients")
    loss = F.cross_entropy(forward.logits, targets.labels)
    weights = tuple(forward.parameters[name] for name in forward.layers)
    calls = [one for one in forward.tape if isinstance(one, LayerCall | NormCall)]
    norms = [one for one in calls if isinstance(one, NormCall)]
    wanted: list[Any] = [*weights, *(one.edge for one in calls), *(one.gamma_edge for one in norms)]
    found = iter(torch.autograd.grad(loss, wanted, retain_graph=True, allow_unused=True))
    gradients = tuple(torch.zeros_like(w) if (g := next(found)) is None else g for w in weights)
    adjoints = {one.number: next(found) for one in calls}
    scales = {one.number: next(found) for one in norms}
    return LossGradients(tuple(w.detach() for w in weights), gradients, _known(adjoints), _known(scales))


def _known(gradients: Mapping[int, Tensor | None]) -> dict[int, Tensor]:
    return {number: gradient for number, gradient in gradients.items() if gradient is not None}


@dataclass(frozen=True)
class ChannelSaliencies:
    r"""Fisher information of every output channel of every layer call.

    .. math:: F_c = \tfrac12 \, \mathrm{mean}_n \Big( \sum_{hw} a_{nchw} \,
              \frac{\partial L}{\partial a_{nchw}} \Big)^2

    with a the layer's output before batch norm.

    Attributes:
        channels: per call, (C,).
        weights_per_channel: per call, how many weights one filter has.
    """

    channels: tuple[Tensor, ...]
    weights_per_channel: tuple[int, ...]


@yields()
def channel_saliencies(forward: Forward, loss: LossGradients) -> ChannelSaliencies:
    """Contract every layer's output with its gradient, image by image."""
    channels, sizes = [], []
    for call in forward.tape:
        if isinstance(call, LayerCall) and call.number in loss.adjoints:
            product = call.output.detach() * loss.adjoints[call.number]
            per_image = product.sum((2, 3)) if product.dim() == 4 else product
            channels.append(per_image.square().mean(0) / 2)
            sizes.append(forward.parameters[call.name][0].numel())
    return ChannelSaliencies(tuple(channels), tuple(sizes))

"""Synaptic flow: what an all-ones image sends through the absolute weights."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations.given import InputShape
from lcmnas_core.observations.interception import WithoutBatchNorm
from lcmnas_core.observations.network import Network, seed_everything
from lcmnas_core.observations.observer import yields


@dataclass(frozen=True)
class SynapticFlow:
    r"""Absolute weights and :math:`\partial R / \partial |w|`, :math:`R = \sum_k f_k(\mathbf 1)`.

    One image of ones, every parameter (biases too) replaced by its absolute value, batch norm bypassed,
    float64: values reach 1e60, which float32 cannot hold.

    Attributes:
        weights: |w| per layer, in module order.
        gradients: per layer, of the shape of its weight; zeros where R does not depend on it.
    """

    weights: tuple[Tensor, ...]
    gradients: tuple[Tensor, ...]


@yields(fixed=3)
def synaptic_flow(network: Network, shape: InputShape) -> SynapticFlow:
    """One float64 forward and backward pass over a functional copy of the absolute parameters.

    Raises:
        Unsupported: the network has no convolution and no linear layer.
    """
    if not network.layers:
        raise Unsupported("the network has no nn.Conv2d and no nn.Linear, so nothing flows")
    seed_everything("synaptic_flow")
    parameters = network.replaced(lambda value: value.abs().double())
    ones = torch.ones(shape.batch(1), dtype=torch.float64)
    flow = network.run(ones, parameters, WithoutBatchNorm()).sum()
    weights = tuple(parameters[name] for name in network.layers)
    found = torch.autograd.grad(flow, weights, allow_unused=True, materialize_grads=True)
    return SynapticFlow(tuple(w.detach() for w in weights), found)

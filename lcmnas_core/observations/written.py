"""What can be counted without data, of the architecture as it was written (built and inert parts)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional as F

from lcmnas_core.observations.given import InputShape
from lcmnas_core.observations.interception import Function, WithoutBatchNorm
from lcmnas_core.observations.network import Network, seed_everything
from lcmnas_core.observations.observer import yields

_CONVOLUTIONS: frozenset[Function] = frozenset({torch.conv1d, torch.conv2d, torch.conv3d})


@dataclass(frozen=True)
class Size:
    """Counts that need no forward pass.

    Attributes:
        params: trainable scalars.
        layers: convolutions and linear layers.
        parameter_tensors: named parameters, batch-norm affine included.
    """

    params: int
    layers: int
    parameter_tensors: int


@yields()
def size(network: Network) -> Size:
    """Count parameters and layers, adding what is inert."""
    inert = network.inert
    parameters = {id(value): value for value in network.parameters.values()}.values()
    return Size(
        params=sum(p.numel() for p in parameters if p.requires_grad) + inert.params,
        layers=len(network.layers) + inert.layers,
        parameter_tensors=len(parameters) + inert.parameter_tensors,
    )


@dataclass(frozen=True)
class Work:
    """Multiply-adds of convolutions and linear layers for one image; biases, batch norm, pooling left out."""

    macs: int


@yields(fixed=1)
def work(network: Network, shape: InputShape) -> Work:
    """Count along one forward pass over an all-zeros image, batch norm bypassed."""
    seed_everything("work")
    counter = MacCounter()
    with torch.no_grad():
        network.run(torch.zeros(shape.batch(1), dtype=network.dtype), network.parameters, counter)
    return Work(counter.macs + network.inert.macs)


class MacCounter(WithoutBatchNorm):
    """Adds up the multiply-adds of each convolution and linear function called."""

    def __init__(self) -> None:
        super().__init__()
        self.macs = 0

    def seen(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        """Each output element takes one multiply-add per weight of its filter."""
        if function in _CONVOLUTIONS or function is F.linear:
            weight = args[1] if len(args) > 1 else kwargs["weight"]
            self.macs += output.numel() * weight[0].numel()


@dataclass(frozen=True)
class WeightNorms:
    """Euclidean norm of the weight of every convolution and linear layer, inert ones included."""

    norms: tuple[float, ...]


@yields()
def weight_norms(network: Network) -> WeightNorms:
    """Norms of the weights there are, and of those drawn for the layers that were not built."""
    built = [float(network.parameters[name].detach().norm()) for name in network.layers]
    return WeightNorms((*built, *network.inert.weight_norms))

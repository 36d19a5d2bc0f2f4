"""The shared forward pass: every gradient pass and every ReLU code starts from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from torch import Tensor

from lcmnas_core.observations.given import Images, Seed
from lcmnas_core.observations.network import Network, seed_everything
from lcmnas_core.observations.observer import yields
from lcmnas_core.observations.tape import Operation, Recorder


@dataclass(frozen=True, eq=False)
class Forward:
    """One train-mode forward pass over the images, its autograd graph alive.

    Batch norm uses batch statistics; memory format channels last; the network's own dtype; activations
    never in place; 3x3 average pools of stride 1 as depthwise convolutions in float32.

    Attributes:
        images: (N, C, H, W), a leaf that requires a gradient.
        parameters: leaves by name, the ones the graph was built on.
        layers: parameter name of each layer's weight, in module order.
        logits: (N, K).
        tape: the differentiable operations in the order they ran.
        last: number of the operation whose output the logits are.
    """

    images: Tensor
    parameters: dict[str, Tensor]
    layers: tuple[str, ...]
    logits: Tensor
    tape: tuple[Operation, ...] = field(repr=False)
    last: int | None


@yields(per_image=1)
def recorded_forward(network: Network, images: Images, seed: Seed) -> Forward:
    """Run the network once on the images and record what happened."""
    seed_everything("forward", seed.value)
    parameters = network.leaves()
    shown = images.tensor.detach().requires_grad_()
    recorder = Recorder({id(parameters[name]): name for name in network.layers})
    logits = network.run(shown, parameters, recorder)
    return Forward(
        shown, parameters, network.layers, logits, tuple(recorder.tape), recorder.number_of(logits)
    )

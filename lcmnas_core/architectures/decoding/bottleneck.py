"""The residual block that takes the place of some convolutions."""

from __future__ import annotations

from lcmnas_core.architectures.decoding.operations import Activation, Convolution, Norm, Operation
from lcmnas_core.architectures.decoding.plan import Join, Step
from lcmnas_core.architectures.decoding.reading import Reading
from lcmnas_core.architectures.decoding.sizes import convolved, pair
from lcmnas_core.architectures.decoding.state import State
from lcmnas_core.architectures.decoding.unbuildable import Reason, Unbuildable
from lcmnas_core.architectures.layer_chain import Layer

EXPANSION = 2
RELU = Activation("ReLU")


def bottleneck(layer: Layer, state: State, reading: Reading) -> Step:
    """1x1, 3x3 (stride) and 1x1 convolutions with batch norms, a shortcut, ReLU.

    `planes` wide within and twice as wide behind; without `planes` it keeps the channels that arrive. The
    shortcut is a 1x1 convolution with batch norm where the stride is not 1 or channels differ.

    Raises:
        Unbuildable: it would squeeze the image's channels, or halve a single one.
    """
    channels, size = state.map_for(layer)
    planes, outputs = _widths(layer, state, reading)
    stride = pair(layer.get("stride"))
    after = convolved(size, (3, 3), stride)
    shortcut: tuple[Operation, ...] = ()
    if stride != (1, 1) or channels != outputs:
        shortcut = (Convolution(channels, outputs, after, stride=stride), Norm(outputs, after))
    body = (
        *(Convolution(channels, planes, size), Norm(planes, size), RELU),
        *(Convolution(planes, planes, after, (3, 3), stride), Norm(planes, after), RELU),
        *(Convolution(planes, outputs, after), Norm(outputs, after)),
    )
    joined = Join("Add", len(state.steps) - 1, operations=shortcut, after=(RELU,))
    return Step(layer, body, (outputs, *after), joined)


def _widths(layer: Layer, state: State, reading: Reading) -> tuple[int, int]:
    """(planes, channels behind)."""
    written = layer.get("planes")
    if written is not None:
        planes = reading.width(written)
        return planes, EXPANSION * planes
    if state.stem and not reading.rules.squeezes_images:
        raise Unbuildable(
            Reason.SQUEEZED_IMAGES, f"layer {len(state.steps)}, {layer}, is the stem; give it planes"
        )
    channels = state.map_for(layer)[0]
    if reading.rules.keeps_odd_widths:
        return max(1, channels // EXPANSION), channels
    if channels < EXPANSION:
        raise Unbuildable(
            Reason.NO_PLANES, f"layer {len(state.steps)}, {layer}, cannot halve {channels} channel"
        )
    return channels // EXPANSION, EXPANSION * (channels // EXPANSION)

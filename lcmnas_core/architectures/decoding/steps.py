"""What one layer of a chain becomes, by kind (section 4 of the method's description)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lcmnas_core.architectures.decoding.bottleneck import bottleneck
from lcmnas_core.architectures.decoding.joining import join
from lcmnas_core.architectures.decoding.operations import (
    Activation,
    AdaptivePool,
    Convolution,
    Dense,
    Dropout,
    Norm,
    Pool,
)
from lcmnas_core.architectures.decoding.plan import Shape, Step
from lcmnas_core.architectures.decoding.reading import Reading
from lcmnas_core.architectures.decoding.sizes import (
    ADAPTIVE_POOLS,
    POOLS,
    adaptive_target,
    convolved,
    count,
    pair,
    pool_kernel,
)
from lcmnas_core.architectures.decoding.state import State
from lcmnas_core.architectures.decoding.unbuildable import Reason, Unbuildable
from lcmnas_core.architectures.layer_chain import JOINS, Layer


@dataclass(frozen=True)
class Ahead:
    """What a layer must know of those behind it.

    Attributes:
        head: only activations, dropout and linear layers follow.
        spatial: something else follows before the next linear layer.
    """

    head: bool
    spatial: bool


def step(layer: Layer, state: State, reading: Reading, ahead: Ahead) -> Step:
    """What `layer` becomes where the walk stands.

    Raises:
        Unbuildable: it cannot be built there.
    """
    if layer.kind in ("Linear", "Classifier"):
        return _dense(layer, state, reading, ahead)
    if layer.kind == "Conv2d":
        return _convolution(layer, state, reading)
    if layer.kind == "Bottleneck":
        return bottleneck(layer, state, reading)
    if layer.kind in JOINS:
        return join(layer, state)
    if layer.kind in POOLS:
        return _pool(layer, state, reading)
    if layer.kind in ADAPTIVE_POOLS:
        return _adaptive_pool(layer, state, reading, ahead)
    if layer.kind == "BatchNorm2d":
        channels, size = state.map_for(layer)
        return Step(layer, (Norm(channels, size),), state.shape)
    return _elementwise(layer, state.shape, reading)


def _elementwise(layer: Layer, shape: Shape, reading: Reading) -> Step:
    if layer.kind == "Dropout":
        p = layer.get("p")
        assert isinstance(p, int | float)
        return Step(layer, (Dropout(p),), shape)
    alpha = reading.rules.elu_alpha if layer.kind == "ELU" else None
    return Step(layer, (Activation(reading.kind(layer.kind), alpha),), shape)


def _convolution(layer: Layer, state: State, reading: Reading) -> Step:
    channels, size = state.map_for(layer)
    outputs = reading.width(layer.get("out_channels"))
    kernel, stride = pair(layer.get("kernel_size")), pair(layer.get("stride"))
    after = convolved(size, kernel, stride)
    width = layer.get("group_width")
    groups = 1 if width is None else _groups(channels, outputs, count(width))
    convolution = Convolution(channels, outputs, after, kernel, stride, groups, bias=True)
    return Step(layer, (convolution,), (outputs, *after))


def _groups(inputs: int, outputs: int, width: int) -> int:
    """The largest number of groups that divides both sides and leaves each at least `width` inputs."""
    common, most = math.gcd(inputs, outputs), inputs // width
    small = [n for n in range(1, math.isqrt(common) + 1) if common % n == 0]
    return max((n for n in (*small, *(common // n for n in small)) if n <= most), default=1)


def _pool(layer: Layer, state: State, reading: Reading) -> Step:
    channels, size = state.map_for(layer)
    written = pair(layer.get("kernel_size"))
    kernel = pool_kernel(written, state.reckoned)
    if kernel != written and written[0] != written[1] and not reading.rules.falls_back_from_pairs:
        raise Unbuildable(Reason.PAIR_POOL, f"layer {len(state.steps)}, {layer}, is larger than its map")
    after = size[0] // kernel[0], size[1] // kernel[1]
    return Step(layer, (Pool(reading.kind(layer.kind), kernel),), (channels, *after))


def _adaptive_pool(layer: Layer, state: State, reading: Reading, ahead: Ahead) -> Step:
    channels, _ = state.map_for(layer)
    to_points = reading.rules.pools_to_points and ahead.head
    target = adaptive_target(pair(layer.get("output_size")), state.reckoned, to_points)
    if min(target) < 1:
        raise _mistracked(layer, state)
    return Step(layer, (AdaptivePool(layer.kind, target),), (channels, *target))


def _dense(layer: Layer, state: State, reading: Reading, ahead: Ahead) -> Step:
    shape = state.map_for(layer) and state.shape if ahead.spatial else state.shape
    if len(shape) == 3 and state.reckoned != shape[1:]:
        raise _mistracked(layer, state)
    inputs = math.prod(shape)
    if ahead.spatial:
        return Step(layer, (Dense(inputs, inputs, mixes=True),), shape)
    classifies = layer.kind == "Classifier"
    outputs = reading.settings.classes if classifies else reading.width(layer.get("out_features"))
    return Step(layer, (Dense(inputs, outputs),), (outputs,))


def _mistracked(layer: Layer, state: State) -> Unbuildable:
    return Unbuildable(
        Reason.MISTRACKED_SIZE,
        f"layer {len(state.steps)}, {layer}, is made for a map of {state.reckoned}, but gets {state.shape}",
    )

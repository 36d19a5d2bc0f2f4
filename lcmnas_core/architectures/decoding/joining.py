"""True skips and dense connections."""

from __future__ import annotations

from lcmnas_core.architectures.decoding.operations import Convolution, Norm, Operation
from lcmnas_core.architectures.decoding.plan import IMAGES, Join, Step
from lcmnas_core.architectures.decoding.sizes import count
from lcmnas_core.architectures.decoding.state import State
from lcmnas_core.architectures.decoding.unbuildable import Reason, Unbuildable
from lcmnas_core.architectures.layer_chain import Layer


def join(layer: Layer, state: State) -> Step:
    r"""`Add` and `Concat`: the running map with the output of an earlier layer, or with the images.

    .. math:: \mathrm{Add:}\; x_{i-1} + p(x_{i-1-d}), \qquad \mathrm{Concat:}\; [x_{i-1}, q(x_{i-1-d})]

    with d the `distance`. A map of another size is brought to the running one by adaptive average pooling
    (q); Add then passes it through a 1x1 convolution with batch norm (p) if its size or channels differed,
    the shortcut of He et al., arXiv:1812.01187.

    Raises:
        Unbuildable: there is no layer that far back.
    """
    channels, size = state.map_for(layer)
    source = len(state.steps) - 1 - count(layer.get("distance"))
    if source < IMAGES:
        raise Unbuildable(
            Reason.NO_SUCH_SOURCE,
            f"layer {len(state.steps)}, {layer}, reaches back beyond the images; "
            f"the distance can be {len(state.steps)} at most",
        )
    other, *rest = state.output_of(source)
    pooled = None if tuple(rest) == size else size
    if layer.kind == "Concat":
        return Step(layer, (), (channels + other, *size), Join("Concat", source, pooled))
    projection: tuple[Operation, ...] = ()
    if pooled or other != channels:
        projection = (Convolution(other, channels, size), Norm(channels, size))
    return Step(layer, (), (channels, *size), Join("Add", source, pooled, projection))

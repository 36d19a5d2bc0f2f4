"""Where a walk along a chain stands: what arrives at the next layer."""

from __future__ import annotations

from dataclasses import dataclass

from lcmnas_core.architectures.decoding.plan import IMAGES, Shape, Step
from lcmnas_core.architectures.decoding.sizes import Size
from lcmnas_core.architectures.decoding.unbuildable import Reason, Unbuildable
from lcmnas_core.architectures.layer_chain import Layer


@dataclass
class State:
    """The steps so far and the tensor they end in.

    Attributes:
        input_shape: (C, H, W) of an image.
        steps: what is built so far.
        reckoned: size of the map as the builder believes it to be.
        stem: whether no layer has drawn channels of its own yet.
    """

    input_shape: tuple[int, int, int]
    steps: list[Step]
    reckoned: Size
    stem: bool = True

    @property
    def shape(self) -> Shape:
        """What arrives: (C, H, W) or (features,)."""
        return self.output_of(len(self.steps) - 1)

    def output_of(self, step: int) -> Shape:
        """Shape of a step's output; of an image for `IMAGES`."""
        return self.input_shape if step == IMAGES else self.steps[step].outputs

    def map_for(self, layer: Layer) -> tuple[int, Size]:
        """Channels and size of the map that arrives at `layer`.

        Raises:
            Unbuildable: a vector arrives.
        """
        shape = self.shape
        if len(shape) == 1:
            raise Unbuildable(
                Reason.SPATIAL_AFTER_VECTOR,
                f"layer {len(self.steps)}, {layer}, needs a map, but a linear layer before it left a vector",
            )
        return shape[0], shape[1:]

"""What is built from a chain of layers, in the order in which it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.decoding.operations import FREE, Operation
from lcmnas_core.architectures.decoding.sizes import Size
from lcmnas_core.architectures.layer_chain import Layer

IMAGES = -1
"""The source of a join that reads the images themselves."""

Shape = tuple[int, int, int] | tuple[int]
"""Of one image: channels, height and width of a map, or the length of a vector."""


@dataclass(frozen=True)
class Join:
    """A second tensor that a step takes in.

    Attributes:
        kind: `Add` or `Concat`.
        source: the step whose output is read, or `IMAGES`.
        pooled: the map is first brought to this size by adaptive average pooling; None where it fits.
        operations: what it passes after that.
        after: what the joined tensor passes.
    """

    kind: str
    source: int
    pooled: Size | None = None
    operations: tuple[Operation, ...] = ()
    after: tuple[Operation, ...] = ()


@dataclass(frozen=True)
class Step:
    """A layer of the chain as it is built.

    Attributes:
        layer: as it is written.
        operations: what the running tensor passes.
        outputs: shape of one image's output, (C, H, W) or (features,).
        join: what joins it then, if anything does.
    """

    layer: Layer
    operations: tuple[Operation, ...]
    outputs: Shape
    join: Join | None = None

    @property
    def everything(self) -> tuple[Operation, ...]:
        """All its operations in the order in which they run."""
        if self.join is None:
            return self.operations
        return (*self.operations, *self.join.operations, *self.join.after)


@dataclass(frozen=True)
class Plan:
    """The steps of a whole network for images of `input_shape`."""

    input_shape: tuple[int, int, int]
    steps: tuple[Step, ...]

    @property
    def operations(self) -> Iterator[Operation]:
        """All operations in the order in which they run."""
        return (operation for step in self.steps for operation in step.everything)

    @cached_property
    def counts(self) -> Counts:
        """What the network costs for one image."""
        paid = (operation.counts for operation in self.operations if operation.counts is not FREE)
        return sum(paid, Counts())

    @property
    def length(self) -> int:
        """Layers of the chain; a bottleneck counts 7, with a stride 8."""
        return sum(gene_length(step.layer) for step in self.steps)


def gene_length(layer: Layer) -> int:
    """1, 7 for a bottleneck, 8 for a bottleneck with a stride."""
    if layer.kind != "Bottleneck":
        return 1
    return 7 if layer.get("stride") is None else 8

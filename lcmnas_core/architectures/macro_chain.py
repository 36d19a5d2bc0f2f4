"""A network of Global NAS: depth and width, then an operation and a kernel for each layer."""

from __future__ import annotations

from dataclasses import dataclass

from lcmnas_core.errors import UsageError

SEPARABLE, FULL = 0, 1
"""Operations: a depth-wise and a point-wise convolution, or one convolution over all channels."""


@dataclass(frozen=True)
class MacroChain:
    """A plain chain of convolutions.

    Attributes:
        width: channels of the first stage; the second has twice, the third four times as many.
        ops: `SEPARABLE` or `FULL` for each layer.
        kernels: side of each layer's kernel.

    Raises:
        UsageError: as many operations as kernels are expected.
    """

    width: int
    ops: tuple[int, ...]
    kernels: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.ops) != len(self.kernels):
            raise UsageError(
                f"a chain with {len(self.ops)} operations but {len(self.kernels)} kernels; expected as many"
            )

    @classmethod
    def separable(cls, depth: int, width: int) -> MacroChain:
        """The chain that macro search asks about: separable 3x3 throughout."""
        return cls(width, (SEPARABLE,) * depth, (3,) * depth)

    @property
    def depth(self) -> int:
        """How many layers there are between stem and classifier."""
        return len(self.ops)

    @property
    def layers(self) -> tuple[tuple[int, int], ...]:
        """(operation, kernel) of every layer."""
        return tuple(zip(self.ops, self.kernels, strict=True))

"""The images shown to a network at once."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Batch:
    """Images (N, C, H, W) in float32 and, where given, class indices (N,) in int64."""

    images: Tensor
    labels: Tensor | None = None

    def __len__(self) -> int:
        return len(self.images)

    def without_labels(self) -> Batch:
        """The same images, labels withheld."""
        return Batch(self.images)

"""A pair of tangents, and what is known when it meets an operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from lcmnas_core.errors import LcmnasError
from lcmnas_core.observations.tape import Operation, Value

Pair = tuple[Tensor | None, Tensor | None]
"""Tangents along the weights and along their gradient; None stands for zero."""

ZERO: Pair = (None, None)


class NoTangentRule(LcmnasError):
    """The tape holds an operation whose second derivative is not known here."""

    def __init__(self, op: Operation) -> None:
        where = f" in {op.module!r}" if op.module else ""
        super().__init__(f"{getattr(op.function, '__name__', op.function)}{where} has no tangent rule")


@dataclass(frozen=True)
class Known:
    """What a rule may use beside the operation itself.

    Attributes:
        tangents: of the outputs of earlier operations, by number.
        gradients: of the loss, by name of the weight.
        adjoint: gradient of the loss with respect to a layer's output or a batch norm's input; None without.
        scale_gradient: the same with respect to the scale, for batch norm.
    """

    tangents: dict[int | None, Pair]
    gradients: dict[str, Tensor]
    adjoint: Tensor | None
    scale_gradient: Tensor | None

    def of(self, value: Value) -> Pair:
        """Tangents of a tensor that entered the operation."""
        return self.tangents.get(value.source, ZERO)

    def moves(self, value: Value) -> bool:
        """Whether it has a tangent other than zero."""
        return any(tangent is not None for tangent in self.of(value))


Rule = Callable[[Any, Known], tuple[Pair, float]]


def both(pair: Pair, apply: Callable[[Tensor], Tensor]) -> Pair:
    """Apply a linear map to both tangents."""
    along_weights, along_gradient = (None if tangent is None else apply(tangent) for tangent in pair)
    return along_weights, along_gradient

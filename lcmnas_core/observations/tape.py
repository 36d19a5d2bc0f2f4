"""What a forward pass did: its differentiable operations and its ReLUs, in the order they ran."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.autograd.graph import GradientEdge, get_gradient_edge
from torch.nn import functional as F

from lcmnas_core.observations.interception import Function, Interceptor, NormArguments

RELUS: frozenset[Function] = frozenset(
    {F.relu, torch.relu, torch.relu_, Tensor.relu, Tensor.relu_, F.relu6, F.leaky_relu}
)
MAX_POOLS: frozenset[Function] = frozenset({F.max_pool2d, torch.max_pool2d})
_LAYERS: frozenset[Function] = frozenset({torch.conv2d, F.linear})


@dataclass(frozen=True, eq=False)
class Value:
    """A tensor that entered an operation: where it came from, and itself where a later pass needs it.

    Attributes:
        source: number of the operation it is the output of; None for images, parameters and constants.
        shape: its shape.
        tensor: itself, or None where only its origin matters.
    """

    source: int | None
    shape: torch.Size
    tensor: Tensor | None


@dataclass(frozen=True, eq=False)
class Operation:
    """One differentiable torch function call.

    Attributes:
        number: position on the tape.
        function: what ran.
        args: its positional arguments, tensors as `Value`.
        kwargs: its named arguments, tensors as `Value`.
        module: name of the module without children that called it; empty for a container.
    """

    number: int
    function: Function
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    module: str

    def values(self) -> Iterator[Value]:
        """Every tensor that entered."""
        for argument in (*self.args, *self.kwargs.values()):
            for one in argument if isinstance(argument, tuple | list) else (argument,):
                if isinstance(one, Value):
                    yield one


@dataclass(frozen=True, eq=False)
class ReluCall(Operation):
    """An activation with an on/off code; positive output means on."""

    output: Tensor


@dataclass(frozen=True, eq=False)
class LayerCall(Operation):
    """A convolution or linear layer.

    Attributes:
        name: parameter name of its weight.
        output: before batch norm.
        edge: where autograd delivers the gradient with respect to the output.
    """

    name: str
    output: Tensor
    edge: GradientEdge


@dataclass(frozen=True, eq=False)
class NormCall(Operation):
    """Batch norm with batch statistics.

    Attributes:
        input: (N, C, ...).
        gamma: scale (C,), ones where the module has none.
        mean: batch mean per channel.
        inverse_std: 1 / sqrt(batch variance + eps) per channel.
        edge: where autograd delivers the gradient with respect to this call's input, other uses left out.
        gamma_edge: where it delivers the one with respect to this call's scale.
    """

    input: Tensor
    gamma: Tensor
    mean: Tensor
    inverse_std: Tensor
    edge: GradientEdge
    gamma_edge: GradientEdge


class Recorder(Interceptor):
    """Writes every differentiable operation and every ReLU to a tape.

    It holds on to no map that autograd would not hold on to as well.
    """

    def __init__(self, layers: dict[int, str]) -> None:
        super().__init__()
        self.tape: list[Operation] = []
        self._layers = layers

    @staticmethod
    def number_of(tensor: Tensor) -> int | None:
        """Number of the operation that made this tensor."""
        number: int | None = tensor.__dict__.get("tape_number")
        return number

    def seen(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        """Write down a call whose output a gradient can flow through, and every ReLU."""
        outputs = output if isinstance(output, tuple | list) else (output,)
        differentiable = any(isinstance(each, Tensor) and each.requires_grad for each in outputs)
        if not differentiable and function not in RELUS:
            return
        name = self._layers.get(id(args[1])) if function in _LAYERS and len(args) > 1 else None
        call = self._call(function, args, kwargs, keep=name is not None or function in MAX_POOLS)
        if name is not None:
            self._write(LayerCall(*call, name, output, get_gradient_edge(output)), outputs)
        elif function in RELUS:
            self._write(ReluCall(*call, output), outputs)
        else:
            self._write(Operation(*call), outputs)

    def batch_norm(self, norm: NormArguments) -> Tensor:
        """Batch norm by the kernel that also hands out the batch statistics."""
        maps, weight = norm.input, norm.weight
        if not norm.training or maps.numel() <= maps.shape[1]:
            output = super().batch_norm(norm)
            self._write(Operation(*self._call(F.batch_norm, norm, {}, keep=False)), (output,))
            return output
        # Aliases of this call's own: other users of the map or the scale do not enter their gradients.
        entered = maps.view_as(maps) if maps.requires_grad else maps.detach().requires_grad_()
        gamma = maps.new_ones(maps.shape[1], requires_grad=True) if weight is None else weight.view_as(weight)
        output, mean, inverse_std = torch.native_batch_norm(
            entered, gamma, norm.bias, None, None, True, norm.momentum, norm.eps
        )
        edges = get_gradient_edge(entered), get_gradient_edge(gamma)
        call = self._call(torch.native_batch_norm, (maps,), {}, keep=False)
        self._write(NormCall(*call, maps, gamma.detach(), mean, inverse_std, *edges), (output,))
        return output

    def _call(
        self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool
    ) -> tuple[int, Function, tuple[Any, ...], dict[str, Any], str]:
        values = tuple(self._value(each, keep) for each in args)
        named = {name: self._value(each, keep) for name, each in kwargs.items()}
        return len(self.tape), function, values, named, self.module

    def _write(self, operation: Operation, outputs: tuple[Any, ...] | list[Any]) -> None:
        self.tape.append(operation)
        for each in outputs:
            if isinstance(each, Tensor):
                each.__dict__["tape_number"] = operation.number

    def _value(self, argument: Any, keep: bool) -> Any:
        if isinstance(argument, Tensor):
            source = self.number_of(argument)
            return Value(source, argument.shape, argument if keep or source is None else None)
        if isinstance(argument, tuple | list):
            return tuple(self._value(each, keep) for each in argument)
        return argument

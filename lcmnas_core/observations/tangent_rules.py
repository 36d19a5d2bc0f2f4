"""How a pair of tangents passes one operation: a rule per torch function."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from lcmnas_core.observations.interception import Function, small_average_pool
from lcmnas_core.observations.second_order import batch_norm, layer
from lcmnas_core.observations.tangent_pair import Known, NoTangentRule, Pair, Rule, both
from lcmnas_core.observations.tape import MAX_POOLS, LayerCall, NormCall, Operation, ReluCall, Value


def rule_of(op: Operation) -> Rule:
    """The rule for an operation.

    Raises:
        NoTangentRule: there is none.
    """
    if isinstance(op, LayerCall):
        return layer
    if isinstance(op, NormCall):
        return batch_norm
    rule = _RULES.get(op.function)
    if rule is None or not op.args:
        raise NoTangentRule(op)
    return rule


def relu(op: ReluCall, known: Known) -> tuple[Pair, float]:
    """Pass where the unit is on."""
    mask = torch.ops.aten.threshold_backward
    return both(known.of(op.args[0]), lambda tangent: mask(tangent, op.output, 0)), 0.0


def max_pool(op: Operation, known: Known) -> tuple[Pair, float]:
    """Pick the places the maxima were at."""
    x, *settings = op.args
    maxima, places = F.max_pool2d_with_indices(x.tensor, *settings, **op.kwargs)

    def picked(tangent: Tensor) -> Tensor:
        return tangent.flatten(2).gather(2, places.flatten(2)).view(maxima.shape)

    return both(known.of(x), picked), 0.0


def dropout(op: Operation, known: Known) -> tuple[Pair, float]:
    """Nothing happens while dropout drops nothing."""
    if _drops(*op.args, **op.kwargs):
        raise NoTangentRule(op)
    return known.of(op.args[0]), 0.0


def _drops(input: Value, p: float = 0.5, training: bool = True, inplace: bool = False) -> bool:
    return training and p > 0


def linear(op: Operation, known: Known) -> tuple[Pair, float]:
    """A function linear in its first argument: apply it to the tangents."""
    first, *others = op.args
    if any(value.source is not None for value in op.values() if value is not first):
        raise NoTangentRule(op)
    settings = [other.tensor if isinstance(other, Value) else other for other in others]
    function = _RESHAPES.get(op.function, op.function)
    return both(known.of(first), lambda tangent: function(tangent, *settings, **op.kwargs)), 0.0


def joined(op: Operation, known: Known) -> tuple[Pair, float]:
    """Concatenation: join the tangents, zeros where a part has none."""
    parts, *others = op.args
    pairs = [known.of(part) for part in parts]

    def one(tangents: list[Tensor | None]) -> Tensor | None:
        like = next((tangent for tangent in tangents if tangent is not None), None)
        if like is None:
            return None
        filled = [
            like.new_zeros(part.shape) if tangent is None else tangent
            for tangent, part in zip(tangents, parts, strict=True)
        ]
        result: Tensor = op.function(filled, *others, **op.kwargs)
        return result

    return (one([pair[0] for pair in pairs]), one([pair[1] for pair in pairs])), 0.0


def added(op: Operation, known: Known) -> tuple[Pair, float]:
    """Sum of two tensors of one shape, or of a tensor and a constant."""
    if op.kwargs:
        raise NoTangentRule(op)
    terms = [value for value in op.values() if value.source is not None]
    if any(value.shape != terms[0].shape for value in op.values()):
        raise NoTangentRule(op)
    pairs = [known.of(value) for value in terms]
    return (_sum([pair[0] for pair in pairs]), _sum([pair[1] for pair in pairs])), 0.0


def _sum(tangents: list[Tensor | None]) -> Tensor | None:
    present = [tangent for tangent in tangents if tangent is not None]
    return None if not present else present[0] if len(present) == 1 else present[0] + present[1]


# A tangent's memory layout need not be that of the map it belongs to, so views are made by reshape.
_RESHAPES: dict[Function, Function] = {Tensor.view: Tensor.reshape}

_RULES: dict[Function, Rule] = {
    **dict.fromkeys((F.relu, torch.relu, torch.relu_, Tensor.relu, Tensor.relu_), relu),
    **dict.fromkeys(MAX_POOLS, max_pool),
    **dict.fromkeys((torch.cat, torch.stack), joined),
    **dict.fromkeys(
        (torch.add, Tensor.add, Tensor.add_, Tensor.__add__, Tensor.__radd__, Tensor.__iadd__), added
    ),
    **dict.fromkeys((F.avg_pool2d, F.adaptive_avg_pool2d, small_average_pool), linear),
    **dict.fromkeys((torch.flatten, Tensor.flatten, torch.reshape, Tensor.reshape, Tensor.view), linear),
    **dict.fromkeys((torch.mean, Tensor.mean, torch.sum, Tensor.sum), linear),
    **dict.fromkeys((torch.squeeze, Tensor.squeeze, torch.unsqueeze, Tensor.unsqueeze), linear),
    **dict.fromkeys((torch.permute, Tensor.permute, torch.transpose, Tensor.transpose), linear),
    **dict.fromkeys((Tensor.contiguous, Tensor.clone, Tensor.__getitem__), linear),
    F.dropout: dropout,
}

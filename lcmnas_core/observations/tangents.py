"""Push two tangents through a tape, adding up second-order terms."""

from __future__ import annotations

from collections import Counter

from lcmnas_core.observations.forward import Forward
from lcmnas_core.observations.loss_gradients import LossGradients
from lcmnas_core.observations.tangent_pair import ZERO, Known, Pair
from lcmnas_core.observations.tangent_rules import rule_of
from lcmnas_core.observations.tape import LayerCall, Operation


def pushed(forward: Forward, loss: LossGradients) -> tuple[Pair, float]:
    """Tangents of the logits along the weights and along g, and the second-order terms on the way there.

    A tangent is dropped after its last use, so memory is that of a few maps.

    Raises:
        NoTangentRule: an operation has no rule.
    """
    gradients = dict(zip(forward.layers, loss.gradients, strict=True))
    operations = leading_to(forward.last, forward.tape)
    uses = Counter(value.source for op in operations for value in op.values())
    uses[forward.last] += 1
    tangents: dict[int | None, Pair] = {}
    total = 0.0
    for op in operations:
        adjoints = loss.adjoints.get(op.number), loss.scale_gradients.get(op.number)
        known = Known(tangents, gradients, *adjoints)
        if isinstance(op, LayerCall) or any(known.moves(value) for value in op.values()):
            tangents[op.number], term = rule_of(op)(op, known)
            total += term
        uses.subtract(value.source for value in op.values())
        for value in op.values():
            if not uses[value.source]:
                tangents.pop(value.source, None)
    return tangents.get(forward.last, ZERO), total


def leading_to(last: int | None, tape: tuple[Operation, ...]) -> list[Operation]:
    """The operations whose output has a part in that of the last one, in order."""
    wanted = {last}
    kept = []
    for op in reversed(tape):
        if op.number in wanted:
            kept.append(op)
            wanted.update(value.source for value in op.values())
    return kept[::-1]

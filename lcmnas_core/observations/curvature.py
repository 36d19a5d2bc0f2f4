r"""The Hessian of the loss between the weights and their gradient, without a second backward graph.

The scalar :math:`\theta^\top H g` is the mixed derivative
:math:`\partial^2 L(\theta + s\theta + t g) / \partial s \, \partial t` at 0. Two tangents (along
:math:`\theta` and along g) are pushed forward through the tape; at each operation that is not linear in
(input, weight), the inner product of the known adjoint with its second-order term is added.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from lcmnas_core.observations.forward import Forward
from lcmnas_core.observations.loss_gradients import LossGradients, Targets
from lcmnas_core.observations.observer import yields
from lcmnas_core.observations.tangent_pair import NoTangentRule, Pair
from lcmnas_core.observations.tangents import pushed


@dataclass(frozen=True)
class Curvature:
    r"""How the loss gradient g bends along itself.

    Attributes:
        weights_hessian_gradient: :math:`\theta^\top H g` over convolution and linear weights.
        note: why double backward was used, where it was.
    """

    weights_hessian_gradient: float
    note: str = ""


@yields(per_image=4)
def curvature(forward: Forward, targets: Targets, loss: LossGradients) -> Curvature:
    """Forward tangents; double backward where an operation has no rule."""
    try:
        return Curvature(by_tangents(forward, loss))
    except NoTangentRule as gap:
        return Curvature(by_double_backward(forward, targets, loss), f"double backward: {gap}")


def by_tangents(forward: Forward, loss: LossGradients) -> float:
    r""":math:`\theta^\top H g` by two forward tangents: four convolutions per convolution, no new graph.

    Raises:
        NoTangentRule: an operation on the tape has no rule.
    """
    with torch.no_grad():
        pair, total = pushed(forward, loss)
        return total + cross_entropy_term(forward.logits, pair)


def cross_entropy_term(logits: Tensor, pair: Pair) -> float:
    r"""Second-order term of the mean cross-entropy, p the softmax of the logits, a and b tangents (N, K).

    .. math:: \mathrm{mean}_n \; a_n^\top (\mathrm{diag}\, p_n - p_n p_n^\top) \, b_n
    """
    along_weights, along_gradient = pair
    if along_weights is None or along_gradient is None:
        return 0.0
    p = F.softmax(logits.double(), 1)
    a, b = along_weights.double(), along_gradient.double()
    return float(((p * a * b).sum(1) - (p * a).sum(1) * (p * b).sum(1)).mean())


def by_double_backward(forward: Forward, targets: Targets, loss: LossGradients) -> float:
    r""":math:`\theta^\top \nabla_\theta \langle g, \nabla_\theta L \rangle`, g held constant."""
    weights = [forward.parameters[name] for name in forward.layers]
    mean_loss = F.cross_entropy(forward.logits, targets.labels)
    gradients = torch.autograd.grad(
        mean_loss, weights, create_graph=True, allow_unused=True, materialize_grads=True
    )
    along = sum((g * fixed).sum() for g, fixed in zip(gradients, loss.gradients, strict=True))
    if not isinstance(along, Tensor) or not along.requires_grad:
        return 0.0
    bent = torch.autograd.grad(along, weights, allow_unused=True, materialize_grads=True, retain_graph=True)
    return float(sum((w.detach() * h).sum(dtype=torch.float64) for w, h in zip(weights, bent, strict=True)))

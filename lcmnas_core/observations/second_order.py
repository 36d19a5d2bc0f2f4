"""The two operations that are not linear in everything that moves: layers and batch norm.

Each rule returns the output's tangents and the inner product of the adjoint with the operation's own
second-order term.
"""

from __future__ import annotations

import torch
from torch import Tensor

from lcmnas_core.observations.tangent_pair import Known, Pair
from lcmnas_core.observations.tape import LayerCall, NormCall


def inner(a: Tensor | None, b: Tensor | None) -> float:
    """Inner product of two tensors of one shape, without copies where they share a layout; None is zero."""
    if a is None or b is None:
        return 0.0
    if a.dim() == 4 and not (a.is_contiguous() and b.is_contiguous()):
        a, b = a.permute(0, 2, 3, 1), b.permute(0, 2, 3, 1)
    return float(torch.dot(a.reshape(-1), b.reshape(-1)))


def total(fresh: Tensor | None, other: Tensor | None) -> Tensor | None:
    """Sum, made in place of `fresh`; None stands for zero."""
    if fresh is None or other is None:
        return other if fresh is None else fresh
    return fresh.add_(other)


def layer(op: LayerCall, known: Known) -> tuple[Pair, float]:
    r"""Convolution or linear layer z = f(x, w), with :math:`R_\theta w = w` and :math:`R_g w = g`.

    .. math:: R_\theta z = f(R_\theta x, w) + f(x, w), \quad R_g z = f(R_g x, w) + f(x, g), \quad
              R_{\theta g} z = f(R_\theta x, g) + f(R_g x, w)
    """
    x, w, bias, *settings = (*op.args, op.kwargs.get("bias"))[:3] + op.args[3:]
    options = {name: value for name, value in op.kwargs.items() if name != "bias"}
    g = known.gradients[op.name]
    along_weights, along_gradient = known.of(x)

    def f(input: Tensor | None, weight: Tensor) -> Tensor | None:
        return None if input is None else op.function(input, weight, None, *settings, **options)

    without_bias = op.output
    if bias is not None:
        without_bias = op.output - bias.tensor.view(-1, *(1,) * (w.tensor.dim() - 2))
    carried = f(along_gradient, w.tensor)
    term = inner(known.adjoint, f(along_weights, g)) + inner(known.adjoint, carried)
    return (total(f(along_weights, w.tensor), without_bias), total(carried, f(x.tensor, g))), term


def batch_norm(op: NormCall, known: Known) -> tuple[Pair, float]:
    r"""Batch norm with batch statistics, :math:`y = \gamma \hat x + \beta`, over m values per channel.

    PyTorch's backward kernel is the (symmetric) Jacobian: fed a tangent a it returns :math:`R_a y` and
    :math:`A = \sum a \hat x`. With r the inverse standard deviation, q the gradient of the loss with respect
    to the input, U that with respect to :math:`\gamma`, and all sums over one channel,

    .. math:: \langle u, R_{ab} y \rangle = \sum_c \gamma r^2 U \Big( \frac{AB}{m^2} - \mathrm{cov}(a, b)
              \Big) - \frac{r}{m} \Big( A \sum q b + B \sum q a \Big)
    """
    a, b = known.of(op.args[0])
    m = op.input.numel() / op.input.shape[1]
    moved_a, A, _ = _normalised(op, a, m)
    moved_b, B, mean_b = _normalised(op, b, m)
    q, U = known.adjoint, known.scale_gradient
    if a is None or b is None or q is None or U is None:
        return (moved_a, moved_b), 0.0
    zero = torch.zeros_like(mean_b)
    covariance = _centred_product(a, b, mean_b) / m
    crossed = A * _centred_product(q, b, zero) + B * _centred_product(q, a, zero)
    r = op.inverse_std
    per_channel = op.gamma * r.square() * U * (A * B / m**2 - covariance) - r * crossed / m
    return (moved_a, moved_b), float(per_channel.sum())


def _normalised(op: NormCall, tangent: Tensor | None, m: float) -> tuple[Tensor | None, Tensor, Tensor]:
    """Tangent of the output, sum of tangent times normalised input, mean of the tangent."""
    if tangent is None:
        nothing = torch.zeros_like(op.mean)
        return None, nothing, nothing
    moved, product, summed = torch.ops.aten.native_batch_norm_backward(
        tangent, op.input, op.gamma, None, None, op.mean, op.inverse_std, True, 0.0, [True, True, True]
    )
    return moved, product, summed / m


def _centred_product(a: Tensor, b: Tensor, mean_b: Tensor) -> Tensor:
    """Per channel, the sum of a (b - mean b): the reduction inside the batch-norm backward kernel."""
    product: Tensor = torch.ops.aten.native_batch_norm_backward(
        a, b, None, None, None, mean_b, torch.ones_like(mean_b), True, 0.0, [False, True, False]
    )[1]
    return product

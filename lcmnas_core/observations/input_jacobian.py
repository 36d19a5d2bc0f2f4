"""The sum of the logits, differentiated with respect to the images."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from lcmnas_core.observations.forward import Forward
from lcmnas_core.observations.given import Images, Seed
from lcmnas_core.observations.interception import Interceptor
from lcmnas_core.observations.network import Network, seed_everything
from lcmnas_core.observations.observer import ImagePasses, Pass, signature_types, yields


@dataclass(frozen=True)
class InputJacobian:
    r"""Rows :math:`\partial \sum_k f_k / \partial x_n`, (N, C*H*W), train-mode batch norm.

    Batch statistics couple the images, so row n also holds what image n does to the logits of the others.

    Attributes:
        rows: one row per image.
        classes: how many logits the network has.
    """

    rows: Tensor
    classes: int


def jacobian_of(logits: Tensor, images: Tensor) -> InputJacobian:
    """One backward pass to the images only: weight gradients are never formed."""
    (rows,) = torch.autograd.grad(logits.sum(), images, retain_graph=True, allow_unused=True)
    rows = torch.zeros_like(images) if rows is None else rows
    return InputJacobian(rows.reshape(len(rows), -1), logits.shape[1])


@yields(per_image=1)
def input_jacobian(forward: Forward) -> InputJacobian:
    """The Jacobian of the shared forward pass."""
    return jacobian_of(forward.logits, forward.images)


def in_parts(images_per_pass: int) -> Pass:
    """A pass that yields the Jacobian from forward passes over this many images each.

    Batch statistics are then those of each part, as in the LCMNAS code (parts of 96, of whose 288 rows 256
    are kept; here the last part is the smaller one). Memory is that of one part.
    """

    def parted_jacobian(network: Network, images: Images, seed: Seed) -> InputJacobian:
        seed_everything("forward", seed.value)
        parts = []
        for part in torch.split(images.tensor, images_per_pass):
            shown = part.contiguous(memory_format=torch.channels_last).detach().requires_grad_()
            parts.append(jacobian_of(network.run(shown, network.leaves(), Interceptor()), shown))
        return InputJacobian(torch.cat([part.rows for part in parts]), parts[0].classes)

    return Pass(signature_types(parted_jacobian)[0], parted_jacobian, ImagePasses(per_image=2))


@dataclass(frozen=True)
class InputCorrelation:
    """How alike the rows of the input Jacobian are.

    Attributes:
        matrix: correlation coefficients (N, N) in float64; NaN where a row is constant.
        eigenvalues: (N,) ascending, in float64; NaN when the matrix holds NaN.
    """

    matrix: Tensor
    eigenvalues: Tensor


@yields()
def input_correlation(jacobian: InputJacobian) -> InputCorrelation:
    """Correlate the rows and decompose the (symmetric) matrix, both in float64."""
    matrix = correlation(jacobian.rows)
    known = bool(matrix.isfinite().all())
    eigenvalues = torch.linalg.eigvalsh(matrix) if known else torch.full_like(matrix[0], torch.nan)
    return InputCorrelation(matrix, eigenvalues)


def correlation(rows: Tensor) -> Tensor:
    """Correlation coefficients (N, N) of rows (N, U), in float64, within [-1, 1]."""
    centred = rows.double() - rows.double().mean(1, keepdim=True)
    unit = centred / centred.norm(dim=1, keepdim=True)
    return torch.clamp(unit @ unit.T, -1, 1)

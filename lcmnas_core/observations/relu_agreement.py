"""How many ReLUs each pair of images switches alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations.forward import Forward
from lcmnas_core.observations.network import Network
from lcmnas_core.observations.observer import yields
from lcmnas_core.observations.tape import ReluCall


@dataclass(frozen=True)
class ReluAgreement:
    r"""Pairwise agreement of ReLU codes, over every ReLU of the written architecture.

    .. math:: K_{nm} = \#\{ u : [x^n_u > 0] = [x^m_u > 0] \}

    A ReLU that stands for several of the written architecture (`Inert.relu_multiplicity`) counts that often.

    Attributes:
        matrix: K, (N, N), exact in int64.
        units: how many ReLUs one image passes through; the diagonal of K.
    """

    matrix: Tensor
    units: int


@yields()
def relu_agreement(network: Network, forward: Forward) -> ReluAgreement:
    """Compare codes at every ReLU call of the shared forward pass.

    Raises:
        Unsupported: the network calls no ReLU on its way to the logits.
    """
    images = len(forward.images)
    total = torch.zeros(images, images, dtype=torch.int64)
    for call in forward.tape:
        if not isinstance(call, ReluCall):
            continue
        if len(call.output) != images:
            raise Unsupported(f"the ReLU {call.module!r} does not keep one row per image")
        total += network.inert.relu_multiplicity.get(call.module, 1) * agreement(call.output.detach())
    if not total.any():
        raise Unsupported("the network calls no ReLU on its way to the logits")
    return ReluAgreement(total, int(total[0, 0]))


def agreement(activations: Tensor) -> Tensor:
    """Units in which each pair of rows is positive alike, (N, N) int64, exact.

    With codes c in {0, 1} and counts n_i = |c_i|, U units: K = U - n_i - n_j + 2 c_i . c_j
    """
    if activations.dim() == 4 and not activations.is_contiguous():
        activations = activations.permute(0, 2, 3, 1)
    rows = activations.reshape(len(activations), -1)
    # NumPy's comparison is vectorised into bytes, torch's is not: seven times slower here.
    codes = torch.from_numpy(np.greater(rows.numpy(), 0)).view(torch.int8)
    both = _products(codes)
    ones = both.diagonal()
    return codes.shape[1] - ones[:, None] - ones[None, :] + 2 * both


def _products(codes: Tensor) -> Tensor:
    """Inner products of every two rows of int8 codes, in int64."""
    if codes.shape[1] == 1:  # the kernel below returns uninitialised memory for a single column
        return codes.long() @ codes.long().T
    return torch._int_mm(codes, codes.T).long()

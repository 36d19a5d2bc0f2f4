"""Proxies of how well a network at initialisation tells images apart."""

from __future__ import annotations

import torch
from torch import Tensor

from lcmnas_core.observations import InputCorrelation, InputJacobian, ReluAgreement, Targets
from lcmnas_core.proxies.proxy import proxy

_K = 1e-5


def _crowding(correlation: InputCorrelation) -> float:
    r""":math:`S = \sum_i \log(v_i + k) + 1 / (v_i + k)`, k = 1e-5, over the eigenvalues v."""
    v = correlation.eigenvalues + _K
    return float((v.log() + 1 / v).sum())


@proxy("jacov", paper="arXiv:2006.04647v1")
def jacov(correlation: InputCorrelation) -> float:
    r"""How little the input Jacobians of different images correlate.

    .. math:: s = - \sum_i \Big( \log(v_i + k) + \frac{1}{v_i + k} \Big), \quad k = 10^{-5}

    v are the eigenvalues of the correlation matrix of the N rows :math:`\partial \sum_k f_k / \partial x_n`,
    taken in float64. NaN where a row is constant. Cost: one forward pass and one backward pass to the images.
    Source: Mellor et al., 2020 (first version of NASWOT).
    """
    return -_crowding(correlation)


@proxy("lcmnas", paper="arXiv:2203.05508")
def lcmnas(correlation: InputCorrelation) -> float:
    r"""The score of LCMNAS: the same sum as `jacov`, inverted.

    .. math:: s = 10^4 \Big/ \sum_i \Big( \log(v_i + k) + \frac{1}{v_i + k} \Big)

    Ranks as `jacov` does on the same images. The method takes 256 images, in parts of 96 with their own batch
    statistics. Cost: one forward pass and one backward pass to the images. Source: Lopes and Alexandre, 2022.
    """
    return 1e4 / _crowding(correlation)


@proxy("epe_nas", paper="arXiv:2102.08099")
def epe_nas(jacobian: InputJacobian, correlation: InputCorrelation, targets: Targets) -> float:
    r"""How much the input Jacobians correlate within each class.

    .. math:: s = \sum_c |s_c|, \quad s_c = \sum_{n, m \in c} \log(|C_{nm}| + k), \quad k = 10^{-5}

    with C the correlation matrix of the Jacobian's rows. With more than 100 classes another formula holds,
    over the classes with at least two images: :math:`s_c` is divided by the number of images of class c, and
    :math:`s = \sum_{c, c'} |s_c - s_{c'}| / \#\{c\}`. Cost: as `jacov`. Source: Lopes et al., 2021.
    """
    logs = (correlation.matrix.abs() + _K).log()
    members = [targets.labels == c for c in torch.unique(targets.labels)]
    if jacobian.classes <= 100:
        return sum(float(_block(logs, mine).sum().abs()) for mine in members)
    per_class = [_block(logs, mine).sum() / mine.sum() for mine in members if mine.sum() > 1]
    if not per_class:
        return float("nan")
    scores = torch.stack(per_class)
    return float((scores[:, None] - scores[None, :]).abs().sum() / len(scores))


def _block(matrix: Tensor, mine: Tensor) -> Tensor:
    return matrix[mine][:, mine]


@proxy("nwot", paper="arXiv:2006.04647")
def nwot(codes: ReluAgreement) -> float:
    r"""Log-volume spanned by the images' ReLU on/off codes.

    .. math:: s = \log |\det K|, \quad K_{nm} = \#\{ u : c_u(x_n) = c_u(x_m) \}

    where :math:`c_u(x) \in \{0, 1\}` says whether ReLU unit u is active on x; every ReLU of the written
    architecture counts, those before inert operations too. Minus infinity where two images share every code.
    Cost: one forward pass. Unit: nats. Source: Mellor et al., 2021 (NASWOT).
    """
    return float(torch.linalg.slogdet(codes.matrix.double()).logabsdet)

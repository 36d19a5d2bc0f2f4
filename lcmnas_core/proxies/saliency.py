"""Proxies of pruning at initialisation: what the loss gradient says about every weight."""

from __future__ import annotations

import torch

from lcmnas_core.observations import ChannelSaliencies, Curvature, LossGradients, inner
from lcmnas_core.proxies.proxy import proxy


@proxy("grad_norm", paper="arXiv:2101.08134")
def grad_norm(loss: LossGradients) -> float:
    r"""Sum over layers of the Euclidean norm of the loss gradient.

    .. math:: s = \sum_l \lVert g_l \rVert_2

    Convolution and linear weights; g is the gradient of the mean cross-entropy. A sum of norms, so depth
    counts. Cost: one forward and one backward pass. Source: Abdelfattah et al., 2021.
    """
    return sum(float(g.norm()) for g in loss.gradients)


@proxy("snip", paper="arXiv:1810.02340")
def snip(loss: LossGradients) -> float:
    r"""Sum of the absolute products of weight and gradient.

    .. math:: s = \sum_l \sum_i |w_{l,i} \, g_{l,i}|

    Convolution and linear weights. Cost: one forward and one backward pass. Source: Lee et al., 2019.
    """
    return sum(
        float(torch.linalg.vector_norm(w * g, 1)) for w, g in zip(loss.weights, loss.gradients, strict=True)
    )


@proxy("plain", paper="arXiv:2101.08134", higher_is_better=False)
def plain(loss: LossGradients) -> float:
    r"""Signed sum of the products of weight and gradient.

    .. math:: s = \sum_l \sum_i w_{l,i} \, g_{l,i}

    A layer followed by batch norm with batch statistics contributes zero up to epsilon, so little more than
    the classifier speaks. Cost: one forward and one backward pass. Source: Abdelfattah et al., 2021.
    """
    return sum(inner(w, g) for w, g in zip(loss.weights, loss.gradients, strict=True))


@proxy("fisher", paper="arXiv:1906.04113")
def fisher(saliencies: ChannelSaliencies) -> float:
    r"""Fisher information of each channel, counted once per weight of its filter.

    .. math:: s = \sum_l |w_{l,1}| \sum_c \tfrac12 \, \mathrm{mean}_n
              \Big( \sum_{hw} a_{nchw} \frac{\partial L}{\partial a_{nchw}} \Big)^2

    with a a layer's output before batch norm and |w_1| the weights of one filter: the repetition is in every
    published number. Cost: one forward and one backward pass. Source: Turner et al., 2020.
    """
    return sum(
        float(channels.sum(dtype=torch.float64)) * weights
        for channels, weights in zip(saliencies.channels, saliencies.weights_per_channel, strict=True)
    )


@proxy("fisher_channel", paper="arXiv:1906.04113")
def fisher_channel(saliencies: ChannelSaliencies) -> float:
    r"""Fisher information of each channel, counted once.

    .. math:: s = \sum_l \sum_c \tfrac12 \, \mathrm{mean}_n
              \Big( \sum_{hw} a_{nchw} \frac{\partial L}{\partial a_{nchw}} \Big)^2

    `fisher` without the repetition. Cost: one forward and one backward pass.
    """
    return sum(float(channels.sum(dtype=torch.float64)) for channels in saliencies.channels)


@proxy("grasp", paper="arXiv:2002.07376")
def grasp(curvature: Curvature) -> float:
    r"""How much the gradient's flow is kept: minus weight times Hessian times gradient.

    .. math:: s = - \sum_l \langle w_l, (H g)_l \rangle

    over convolution and linear weights, no temperature. Cost: a forward and backward pass, and two forward
    tangents (four convolutions per convolution). Source: Wang et al., 2020, with the extra minus of
    Abdelfattah et al., 2021.
    """
    return -curvature.weights_hessian_gradient

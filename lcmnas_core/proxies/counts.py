"""Proxies that need no data: counts of the architecture as it was written."""

from __future__ import annotations

from lcmnas_core.observations import Size, WeightNorms, Work
from lcmnas_core.proxies.proxy import proxy


@proxy("params", paper="folklore; a baseline in arXiv:2101.08134")
def params(size: Size) -> float:
    r"""Number of trainable scalars.

    .. math:: s = \sum_{p} |p|

    over every parameter tensor that requires a gradient, inert ones included. Unit: scalars.
    """
    return size.params


@proxy("macs", paper="folklore; a baseline in arXiv:2101.08134", aliases=("flops",))
def macs(work: Work) -> float:
    r"""Multiply-adds of convolutions and linear layers for one image.

    .. math:: s = \sum_l |z_l| \, |w_{l,1}|

    with |z| the elements of a layer's output and |w_1| the weights of one filter; biases, batch norm,
    pooling and additions are not counted. What the field calls FLOPs. Unit: multiply-adds.
    """
    return work.macs


@proxy("n_layers", paper="arXiv:2502.04975")
def n_layers(size: Size) -> float:
    r"""Number of convolutions and linear layers.

    .. math:: s = \sum_l 1

    Unit: layers. The baseline of VKDNW is called so in its text; its code counts what
    `n_parameter_tensors` does.
    """
    return size.layers


@proxy("n_parameter_tensors", paper="arXiv:2502.04975")
def n_parameter_tensors(size: Size) -> float:
    r"""Number of named parameter tensors, batch-norm affine included.

    .. math:: s = \sum_p 1

    Unit: tensors. The layer count of VKDNW's code.
    """
    return size.parameter_tensors


@proxy("l2_norm", paper="arXiv:2101.08134")
def l2_norm(weights: WeightNorms) -> float:
    r"""Sum of the Euclidean norms of the weights of convolutions and linear layers.

    .. math:: s = \sum_l \lVert w_l \rVert_2

    Inert layers included, drawn afresh. It depends on the initialisation only, about
    :math:`\sqrt{C_{out}/3}` per layer by PyTorch's default. Source: Abdelfattah et al., 2021.
    """
    return sum(weights.norms)

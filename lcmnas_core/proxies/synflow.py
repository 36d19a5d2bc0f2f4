"""Proxies of synaptic flow: no data, no labels."""

from __future__ import annotations

from lcmnas_core.observations import SynapticFlow
from lcmnas_core.proxies.proxy import proxy


@proxy("synflow", paper="arXiv:2006.05467")
def synflow(flow: SynapticFlow) -> float:
    r"""Flow that passes through every weight.

    .. math:: s = \sum_l \sum_i |w_{l,i}| \, \frac{\partial R}{\partial |w_{l,i}|}, \quad
              R = \sum_k f_k(\mathbf 1; |w|)

    Batch norm bypassed, float64, one image of ones: equal to the last bit whatever the batch. Cost: one
    forward and one backward pass over one image. Source: Tanaka et al., 2020.
    """
    return sum(float((w * g).abs_().sum()) for w, g in zip(flow.weights, flow.gradients, strict=True))


@proxy("logsynflow", paper="arXiv:2207.05135")
def logsynflow(flow: SynapticFlow) -> float:
    r"""Synaptic flow with the gradient's logarithm, so that depth cannot overflow.

    .. math:: s = \sum_l \sum_i |w_{l,i}| \, \log\Big(1 + \frac{\partial R}{\partial |w_{l,i}|}\Big)

    Same pass as `synflow`. Source: Cavagnero et al., 2023 (FreeREA).
    """
    return sum(float((w * g.log1p()).sum()) for w, g in zip(flow.weights, flow.gradients, strict=True))

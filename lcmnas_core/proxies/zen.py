"""Proxies of expressivity under Gaussian noise."""

from __future__ import annotations

import math

import torch

from lcmnas_core.observations import NoiseResponse, NoiseResponses, PaperNoiseResponses
from lcmnas_core.proxies.proxy import proxy


def _zen_score(one: NoiseResponse) -> float:
    logs = torch.tensor([one.change, *map(math.sqrt, one.running_variances)], dtype=torch.float64).log()
    return float(logs.sum())


@proxy("zen", paper="arXiv:2102.01063")
def zen(noise: NoiseResponses) -> float:
    r"""Feature change under input noise, rescaled by what batch norm divided away.

    .. math:: s = \log \mathrm{mean}_n \sum |F(x) - F(x + 0.01 e)| + \sum_{b} \log \sqrt{\overline{v_b}}

    Weights, x and e are N(0, 1); F are the features before global pooling; :math:`\overline{v_b}` is the mean
    running variance of batch norm b, from 1 by momentum 0.1 over the two forward passes. One repeat at the
    batch's size. Minus infinity for dead networks. Cost: two forward passes.
    Source: Lin et al., 2021, in the protocol of NAS-Bench-Suite-Zero.
    """
    return _mean_score(noise)


@proxy("zen_paper", paper="arXiv:2102.01063", by_name_only=True)
def zen_paper(noise: PaperNoiseResponses) -> float:
    r"""`zen` with the published sampling: 16 images, mean over 32 draws of weights and noise.

    .. math:: s = \tfrac{1}{32} \sum_{r=1}^{32} s_r

    Running variances start from 1 in each repeat (the authors' code carries them over).
    Cost: 64 forward passes over 16 images. Source: Lin et al., 2021.
    """
    return _mean_score(noise)


def _mean_score(noise: NoiseResponses) -> float:
    return sum(map(_zen_score, noise.repeats)) / len(noise.repeats)

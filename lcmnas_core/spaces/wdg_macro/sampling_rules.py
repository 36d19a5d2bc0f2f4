"""How genotypes are written: the corrected rules, those of the published code, and the ablation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SamplingRules:
    """Choices in drawing a chain of layers; the defaults are the corrected ones.

    Attributes:
        residual: probability that a drawn convolution becomes a bottleneck.
        residual_downsample: probability that such a bottleneck has stride 2.
        by_frequency: settings are drawn by how often they occur; otherwise each value alike (the published
            code's counts never exceed 1).
        least_weight: weight of the worst parent that is eligible; with 0 a lone one is never drawn, and the
            chain ends early.
        shares_ties: parents of equal fitness are equally likely; otherwise the later one ranks higher, as in
            the published code's baseline that knows of no fitness.
        squeezes_images: the stem may be a channel-preserving bottleneck; otherwise it takes the drawn width.
        tracks_sizes: strides depend on the size that is built; otherwise on a reckoning in which adaptive
            pools are taken literally and pools divide without a floor.
        random_layer: the ablation *random layer*: next layer and settings uniform over what the parent has.
    """

    residual: float = 0.5
    residual_downsample: float = 0.3
    by_frequency: bool = True
    least_weight: int = 1
    shares_ties: bool = True
    squeezes_images: bool = False
    tracks_sizes: bool = True
    random_layer: bool = False


CORRECTED_SAMPLING = SamplingRules()
ORIGINAL_SAMPLING = SamplingRules(
    by_frequency=False, least_weight=0, squeezes_images=True, tracks_sizes=False
)
"""The code published with arXiv:2203.05508."""

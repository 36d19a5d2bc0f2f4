"""How a genotype is read: the corrected rules, and those of the published code."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class DecodingRules:
    """Choices in turning a chain of layers into operations; the defaults are the corrected ones.

    Attributes:
        replaced: (kind written, kind built) where the two differ.
        elu_alpha: negative saturation of ELU; 0 makes it a ReLU.
        pools_to_points: adaptive pools reach targets under 3 where only a dense head follows; otherwise
            such a target always stands for the present size, so that heads flatten whole maps.
        keeps_odd_widths: a bottleneck without `planes` gives back all its channels, odd ones too; otherwise
            twice half of them.
        squeezes_images: a bottleneck without `planes` may stand first and squeeze the image's channels.
        falls_back_from_pairs: a pool whose oblong kernel is larger than the map becomes 1x1; otherwise it
            fails.
        tracks_sizes: the size of a map is that of the tensor; otherwise it is reckoned as floor(h / stride),
            and a linear layer fails where the reckoning is wrong.
    """

    replaced: tuple[tuple[str, str], ...] = ()
    elu_alpha: float = 1.0
    pools_to_points: bool = True
    keeps_odd_widths: bool = True
    squeezes_images: bool = False
    falls_back_from_pairs: bool = True
    tracks_sizes: bool = True

    @property
    def at_any_size(self) -> DecodingRules:
        """The same rules without what fails at some sizes of images only."""
        return replace(self, keeps_odd_widths=True, falls_back_from_pairs=True, tracks_sizes=True)


CORRECTED_DECODING = DecodingRules()
ORIGINAL_DECODING = DecodingRules(
    replaced=(("MaxPool2d", "AvgPool2d"), ("ReLU6", "ReLU")),
    elu_alpha=0.0,
    pools_to_points=False,
    keeps_odd_widths=False,
    squeezes_images=True,
    falls_back_from_pairs=False,
    tracks_sizes=False,
)
"""The code published with arXiv:2203.05508."""

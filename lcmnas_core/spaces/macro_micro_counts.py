"""What every layer of a Global NAS network reads and gives, and what that costs, without building it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.macro_chain import SEPARABLE, MacroChain
from lcmnas_core.spaces.nasbench201_counts import convolution, linear, norm


@dataclass(frozen=True)
class Step:
    """One layer at its place; `leaving` is (H, W) of the map it gives."""

    is_separable: bool
    inputs: int
    outputs: int
    kernel: int
    stride: int
    leaving: tuple[int, int]

    @property
    def counts(self) -> Counts:
        """Its convolutions and the batch norm behind them."""
        pixels = self.leaving[0] * self.leaving[1]
        if self.is_separable:
            convolved = convolution(1, self.inputs, self.kernel, pixels)
            convolved += convolution(self.inputs, self.outputs, 1, pixels)
        else:
            convolved = convolution(self.inputs, self.outputs, self.kernel, pixels)
        return convolved + norm(self.outputs)


def stem_width(chain: MacroChain, settings: BuildSettings) -> int:
    """Channels of the stem: twice those of the first stage."""
    return 2 * _width(chain, settings)


def steps(chain: MacroChain, settings: BuildSettings) -> Iterator[Step]:
    """Every layer between stem and classifier.

    Channels double and sides halve, rounding up, at layers L // 3 and 2L // 3, counted from 0.
    """
    inputs, outputs = stem_width(chain, settings), _width(chain, settings)
    _, height, width = settings.input_shape
    for place, (operation, kernel) in enumerate(chain.layers):
        stride = 2 if place in (chain.depth // 3, 2 * chain.depth // 3) else 1
        outputs *= stride
        height, width = -(-height // stride), -(-width // stride)
        yield Step(operation == SEPARABLE, inputs, outputs, kernel, stride, (height, width))
        inputs = outputs


def counts(chain: MacroChain, settings: BuildSettings) -> Counts:
    """Closed forms of the network."""
    images, height, width = settings.input_shape
    channels = stem_width(chain, settings)
    passed = list(steps(chain, settings))
    stem = convolution(images, channels, 3, height * width) + norm(channels)
    return sum((step.counts for step in passed), stem + linear(passed[-1].outputs, settings.classes))


def _width(chain: MacroChain, settings: BuildSettings) -> int:
    return max(1, round(chain.width * settings.width_factor))

"""What every layer of a MetaQNN network reads and gives, and what that costs, without building it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.plain_chain import PlainChain, PlainLayer
from lcmnas_core.errors import Unsupported
from lcmnas_core.spaces.metaqnn_rules import CLASSES, pooled

Shape = tuple[int, int, int]

CLASSIFIER = "SM"
_LAST = PlainLayer(CLASSIFIER, (CLASSES,))


@dataclass(frozen=True)
class Step:
    """One layer at its place.

    Attributes:
        letter: of the layer as it is written.
        entering: (C, H, W) of the map it reads.
        leaving: (C, H, W) of what it gives; 1x1 behind `FC`, `GAP` and the classifier.
        window: height and width of what one output reads.
        stride: of a pool; 1 elsewhere.
    """

    letter: str
    entering: Shape
    leaving: Shape
    window: tuple[int, int]
    stride: int = 1

    @property
    def counts(self) -> Counts:
        """Its weights, none of them a bias, and its multiply-adds."""
        if self.letter == "P":
            return Counts()
        weights = self.entering[0] * self.leaving[0] * self.window[0] * self.window[1]
        slides = self.letter in ("C", "GAP")
        return Counts(weights, weights * (self.entering[1] * self.entering[2] if slides else 1), 1, 1)


def steps(chain: PlainChain, settings: BuildSettings) -> Iterator[Step]:
    """Every layer of the built network, the classifier last.

    Raises:
        Unsupported: a pool is larger than the map it reads.
    """
    shape = settings.input_shape
    for layer in (*chain.layers, _LAST):
        step = _step(layer, shape, settings)
        if min(step.leaving) < 1:
            height, width = shape[1:]
            raise Unsupported(
                f"{layer} is larger than the {height}x{width} map it reads; build with larger images"
            )
        yield step
        shape = step.leaving


def _step(layer: PlainLayer, shape: Shape, settings: BuildSettings) -> Step:
    channels, height, width = shape
    if layer.letter == "P":
        window, stride = layer.numbers
        smaller = (channels, pooled(height, window, stride), pooled(width, window, stride))
        return Step("P", shape, smaller, (window, window), stride)
    if layer.letter == "GAP":
        return Step("GAP", shape, (settings.classes, 1, 1), (1, 1))
    if layer.letter == CLASSIFIER:
        return Step(CLASSIFIER, shape, (settings.classes, 1, 1), (height, width))
    wide = max(1, round(layer.numbers[0] * settings.width_factor))
    if layer.letter == "C":
        kernel = layer.numbers[1]
        return Step("C", shape, (wide, height, width), (kernel, kernel))
    return Step("FC", shape, (wide, 1, 1), (height, width))


def counts(chain: PlainChain, settings: BuildSettings) -> Counts:
    """Closed forms of the network as it is built.

    Raises:
        Unsupported: as `steps`.
    """
    return sum((step.counts for step in steps(chain, settings)), Counts())


def stated_params(chain: PlainChain) -> int:
    """`num_params` of the published table, which is not the network's own count.

    The classifier is counted as a copy of the layer before it: c c k k behind a convolution, c c behind a
    fully connected layer, nothing behind a pool or a global average.
    """
    *layers, _ = steps(chain, BuildSettings())
    last = layers[-1]
    kernel = last.window[0] if last.letter == "C" else 1
    copied = (last.leaving[0] * kernel) ** 2 if last.letter in ("C", "FC") else 0
    return sum((step.counts for step in layers), Counts()).params + copied

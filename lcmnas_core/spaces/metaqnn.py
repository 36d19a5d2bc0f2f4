"""MetaQNN: plain CNNs of convolutions, pools and fully connected layers (Baker et al., ICLR 2017)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.edit_distance import edit_distance
from lcmnas_core.architectures.plain_chain import PlainChain, PlainLayer
from lcmnas_core.errors import UsageError
from lcmnas_core.spaces.metaqnn_rules import CLASSES, VOCABULARY, Place, dropouts, refusal
from lcmnas_core.spaces.metaqnn_shapes import CLASSIFIER, counts
from lcmnas_core.spaces.space import SPACES

if TYPE_CHECKING:
    from torch import nn

EXAMPLE = "[C(64,3,1), P(2,2), D(1,1), C(128,5,1), GAP(10), SM(10)]"
PUBLISHED = BuildSettings(channels=0, cells=0)
"""CIFAR-10 as the published table was trained on it."""
READING = (
    "ReLU behind every convolution and fully connected layer, maximum pools that round down, dropout i/2n "
    "for D(i,n), no batch norm, no biases: as MetaQNN's public code reads a string; assumed of this table"
)
"""What a string leaves open and a page has to say."""
_LAYER = re.compile(r"([A-Z]{1,3})\(([0-9]{1,4}(?:,[0-9]{1,4})*)\)")


@dataclass(frozen=True)
class MetaQnn:
    """Plain CNNs for 32x32 images: at most 18 layers, of widths, kernels and pools from short lists."""

    name: str = "metaqnn"
    settings: BuildSettings = PUBLISHED

    def __contains__(self, chain: object) -> bool:
        return isinstance(chain, PlainChain) and refusal(chain.layers) is None

    def parse(self, text: str) -> PlainChain:
        """The chain that a string of the published table writes.

        Raises:
            UsageError: the string is malformed, breaks a rule of the space, or has other dropouts than follow
                from its layers.
        """
        layers = tuple(_layers(text))
        chain = PlainChain(tuple(each for each in layers[:-1] if each.letter != "D"))
        reason = refusal(chain.layers)
        if reason is not None:
            raise UsageError(f"{text!r} is not in {self.name}: {reason}")
        if layers != tuple(_written(chain)):
            raise UsageError(f"{text!r} has other dropouts or another end than {self.format(chain)!r}")
        return chain

    def format(self, chain: PlainChain) -> str:
        """The string as the published table has it, dropouts and classifier included."""
        return f"[{', '.join(map(str, _written(chain)))}]"

    def sample(self, rng: np.random.Generator) -> PlainChain:
        """A random walk: the end and every layer that may follow are equally likely, as MetaQNN explores."""
        place = Place()
        layers: list[PlainLayer] = []
        while True:
            following = [layer for layer in VOCABULARY if place.refusal(layer) is None]
            drawn = int(rng.integers(len(following) + bool(layers)))
            if drawn == len(following):
                return PlainChain(tuple(layers))
            layers.append(following[drawn])
            place = place.after(following[drawn])

    def mutate(self, chain: PlainChain, rng: np.random.Generator) -> PlainChain:
        """Another chain: one layer replaced, added or removed, drawn until the result is in the space."""
        while True:
            edited = PlainChain(_edited(chain.layers, rng))
            if edited != chain and edited in self:
                return edited

    def distance(self, one: PlainChain, other: PlainChain) -> int:
        """Least number of layers to replace, add or remove."""
        return edit_distance(one.layers, other.layers)

    def build(self, chain: PlainChain, settings: BuildSettings, seed: int = 0) -> nn.Module:
        """The network of `chain`; of `settings` it reads images, classes, initialisation and width factor.

        Raises:
            Unsupported: the images are too small for its pools.
        """
        from lcmnas_core.spaces.initialisation import initialise
        from lcmnas_core.spaces.metaqnn_network import network

        built = network(chain, settings)
        written = (self.format(chain), *map(str, settings.names().values()))
        initialise(built, settings.initialisation, self.name, *written, seed)
        return built

    def counts(self, chain: PlainChain, settings: BuildSettings) -> Counts:
        """Closed forms of the network, classifier included; `stated_params` is the published table's count.

        Raises:
            Unsupported: the images are too small for its pools.
        """
        return counts(chain, settings)


def _layers(text: str) -> Iterator[PlainLayer]:
    """Everything that `text` writes, dropouts and the end included."""
    parts = re.split(r",\s*(?=[A-Z])", text.strip().removeprefix("[").removesuffix("]"))
    for part in parts:
        found = _LAYER.fullmatch(part)
        if found is None:
            raise UsageError(f"malformed layer {part!r} in {text!r}; expected the form {EXAMPLE!r}")
        yield PlainLayer(found[1], tuple(map(int, found[2].split(","))))


def _written(chain: PlainChain) -> Iterator[PlainLayer]:
    for layer, dropout in zip(chain.layers, dropouts(chain), strict=True):
        yield layer
        if dropout is not None:
            yield PlainLayer("D", dropout)
    yield PlainLayer(CLASSIFIER, (CLASSES,))


def _edited(layers: tuple[PlainLayer, ...], rng: np.random.Generator) -> tuple[PlainLayer, ...]:
    place = int(rng.integers(len(layers) + 1))
    new = VOCABULARY[rng.integers(len(VOCABULARY))]
    kept, added = ((0, (new,)), (1, (new,)), (1, ()))[rng.integers(3)]
    return (*layers[:place], *added, *layers[place + kept :])


METAQNN = MetaQnn()
SPACES.register(METAQNN.name, METAQNN)

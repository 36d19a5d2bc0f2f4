"""One random edit of a chain."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.layer_chain import Layer, LayerChain
from lcmnas_core.spaces.wdg_macro.accepted import Drawn, accepted
from lcmnas_core.spaces.wdg_macro.draw import layer_of, next_layer
from lcmnas_core.spaces.wdg_macro.pool import Writer
from lcmnas_core.spaces.wdg_macro.references import reference_union
from lcmnas_core.spaces.wdg_macro.rules import Rules
from lcmnas_core.spaces.wdg_macro.walk import Walk

Layers = tuple[Layer, ...]
Edit = Callable[[Layers, Writer, Walk, np.random.Generator], Layers | None]
"""What becomes of a chain at the end of a walk along it; None where the edit cannot be made."""


def mutated(
    chain: LayerChain, variant: str, settings: BuildSettings, rng: np.random.Generator, rules: Rules
) -> Drawn:
    """The first accepted edit of `chain`, drawn from the union of the reference graphs of `variant`.

    Raises:
        UsageError: 20,000 edits in a row were not accepted.
    """
    writer = reference_union(variant, rules.sampling)
    return accepted(lambda: edited(chain, writer, settings.input_shape, rng), settings, rules)


def edited(
    chain: LayerChain, writer: Writer, input_shape: tuple[int, int, int], rng: np.random.Generator
) -> LayerChain:
    """`chain` with one layer changed, inserted or deleted, not yet checked; the `Classifier` stays.

    Other settings, another kind, insertion or deletion, at a random place, first drawn with equal odds. What
    is new is drawn from `writer` as following the layer before. What cannot be made or changes nothing is
    drawn again, the kind of edit too: insertions and deletions, which seldom fail, come more often.
    """
    while True:
        edit = EDITS[int(rng.integers(len(EDITS)))]
        walk = Walk(input_shape[1:], writer.rules.tracks_sizes)
        walk.extend(chain.layers[: int(rng.integers(len(chain)))])
        layers = edit(chain.layers, writer, walk, rng)
        if layers is not None and layers != chain.layers:
            return LayerChain(layers)


def _other_settings(layers: Layers, writer: Writer, walk: Walk, rng: np.random.Generator) -> Layers | None:
    place = len(walk.layers)
    kind = layers[place].kind
    if kind not in writer.graph and kind != "Bottleneck":
        return None
    return (*layers[:place], layer_of(kind, writer, walk, rng), *layers[place + 1 :])


def _other_kind(layers: Layers, writer: Writer, walk: Walk, rng: np.random.Generator) -> Layers | None:
    place, found = len(walk.layers), _following(writer, walk, rng)
    if found is None or found.kind == layers[place].kind or place == len(layers) - 1:
        return None
    return (*layers[:place], found, *layers[place + 1 :])


def _insertion(layers: Layers, writer: Writer, walk: Walk, rng: np.random.Generator) -> Layers | None:
    place, found = len(walk.layers), _following(writer, walk, rng)
    return None if found is None else (*layers[:place], found, *layers[place:])


def _deletion(layers: Layers, _writer: Writer, walk: Walk, _rng: np.random.Generator) -> Layers | None:
    place = len(walk.layers)
    return None if place == len(layers) - 1 else (*layers[:place], *layers[place + 1 :])


def _following(writer: Writer, walk: Walk, rng: np.random.Generator) -> Layer | None:
    return next_layer(writer, walk, rng) if walk.last in writer.graph else None


EDITS: tuple[Edit, ...] = (_other_settings, _other_kind, _insertion, _deletion)

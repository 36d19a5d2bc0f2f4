"""Writing an architecture layer by layer, each from a parent of its own (section 3 of the method)."""

from __future__ import annotations

import numpy as np

from lcmnas_core.architectures.decoding.sizes import count
from lcmnas_core.architectures.layer_chain import ACTIVATIONS, JOINS, Layer, LayerChain
from lcmnas_core.graphs.weighted_graph import END
from lcmnas_core.spaces.wdg_macro.pool import Pool, Settings, Writer
from lcmnas_core.spaces.wdg_macro.walk import Walk

LONGEST = 500
"""Layers of the longest chain that is accepted, bottlenecks counted by their inner ones."""
SMALLEST_STRIDED = 3
"""Shortest side of a map on which a stride is still taken."""
USUAL_DROPOUT = 0.5


def draw(pool: Pool, input_shape: tuple[int, int, int], rng: np.random.Generator) -> LayerChain:
    """One chain for images of `input_shape`, not yet checked; it ends with `Classifier`.

    For every layer a parent that knows the last one is drawn by rank roulette, the next kind from its edges,
    the settings from its hidden properties. Source: Lopes and Alexandre, arXiv:2203.05508.
    """
    walk = Walk(input_shape[1:], pool.rules.tracks_sizes)
    while walk.length <= LONGEST:
        writer = pool.writer(walk.last, rng)
        layer = None if writer is None else next_layer(writer, walk, rng)
        if layer is None:
            break
        walk.append(layer)
    return _with_head(walk, pool, rng)


def next_layer(writer: Writer, walk: Walk, rng: np.random.Generator) -> Layer | None:
    """What `writer` writes behind `walk`, None where it ends; some convolutions become bottlenecks."""
    kind = writer.next_kind(walk.last, rng)
    if kind == END:
        return None
    if kind == "Conv2d" and rng.random() < writer.rules.residual:
        kind = "Bottleneck"
    return layer_of(kind, writer, walk, rng)


def layer_of(kind: str, writer: Writer, walk: Walk, rng: np.random.Generator) -> Layer:
    """A layer of `kind` behind `walk` with settings that `writer` draws.

    A stride is taken only while no side of the map is under 3; a join reaches back to the images at most.
    """
    if kind == "Bottleneck":
        return _bottleneck(writer, walk, rng)
    settings = writer.settings(kind, rng)
    if min(walk.size) < SMALLEST_STRIDED:
        settings.pop("stride", None)
    if kind in JOINS:
        settings["distance"] = min(count(settings["distance"]), len(walk.layers))
    return Layer.of(kind, **settings)


def _bottleneck(writer: Writer, walk: Walk, rng: np.random.Generator) -> Layer:
    width = writer.settings("Conv2d", rng)["out_channels"]
    if rng.random() < writer.rules.residual_downsample and min(walk.size) >= SMALLEST_STRIDED:
        return Layer.of("Bottleneck", planes=width, stride=2)
    if walk.stem and not writer.rules.squeezes_images:
        return Layer.of("Bottleneck", planes=max(1, count(width) // 2))
    return Layer.of("Bottleneck")


def _with_head(walk: Walk, pool: Pool, rng: np.random.Generator) -> LayerChain:
    layers, classifier = walk.layers, Layer.of("Classifier")
    if walk.last == "Linear":
        return LayerChain((*layers[:-1], classifier))
    rectified = () if walk.last in ACTIVATIONS else (Layer.of("ReLU"),)
    has_dropout = any(layer.kind == "Dropout" for layer in layers)
    dropout = () if has_dropout else (_dropout(pool, rng),)
    return LayerChain((*layers, *rectified, *dropout, classifier))


def _dropout(pool: Pool, rng: np.random.Generator) -> Layer:
    writer = pool.writer("Dropout", rng)
    settings: Settings = {"p": USUAL_DROPOUT} if writer is None else writer.settings("Dropout", rng)
    return Layer.of("Dropout", **settings)

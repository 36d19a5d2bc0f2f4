"""A chain of layers as few boxes: what has weights or changes the map, with what follows it folded in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lcmnas_core.architectures.layer_chain import ACTIVATIONS, JOINS, Layer, LayerChain, Value

Kind = Literal["conv", "block", "pool", "dense", "join", "other"]

_KINDS: dict[str, Kind] = {
    "Conv2d": "conv",
    "Bottleneck": "block",
    "MaxPool2d": "pool",
    "AvgPool2d": "pool",
    "AdaptiveAvgPool2d": "pool",
    "AdaptiveMaxPool2d": "pool",
    "Linear": "dense",
    "Classifier": "dense",
    "Add": "join",
    "Concat": "join",
}
_NAMES = {
    "Conv2d": "conv",
    "Bottleneck": "bottleneck",
    "MaxPool2d": "max pool",
    "AvgPool2d": "mean pool",
    "AdaptiveAvgPool2d": "mean to",
    "AdaptiveMaxPool2d": "max to",
    "Linear": "dense",
    "Classifier": "classes",
    "Add": "add",
    "Concat": "concat",
    "BatchNorm2d": "BN",
    "Dropout": "drop",
}
_WIDE = frozenset(("Conv2d", "Bottleneck", "Linear", "Concat"))
_FOLDED = ACTIVATIONS | {"BatchNorm2d", "Dropout"}
_IMAGE_CHANNELS = 3


@dataclass(frozen=True)
class Box:
    """One box: its words, the words of what is folded into it, channels behind it.

    Attributes:
        times: how many equal ones stand in a row.
        source: for a join the place of the box that it reads too, -1 for the images.
    """

    kind: Kind
    label: str
    channels: int
    follows: tuple[str, ...] = ()
    times: int = 1
    source: int | None = None


def folded(chain: LayerChain) -> list[Box]:
    """Boxes of a chain: norms, activations and dropout join the layer before, equal neighbours are counted.

    Channels are those written, and 3 for the images; a width factor at building does not show.
    """
    boxes: list[Box] = []
    channels: list[int] = []
    places: list[int] = []
    for place, layer in enumerate(chain):
        source = place - 1 - int(_number(layer, "distance")) if layer.kind in JOINS else None
        channels.append(_channels(layer, channels, source))
        if layer.kind in _FOLDED and boxes:
            boxes[-1] = replace(boxes[-1], follows=(*boxes[-1].follows, _words(layer, None)))
        else:
            boxes.append(Box(_KINDS.get(layer.kind, "other"), _words(layer, channels[-1]), channels[-1]))
            if source is not None:
                boxes[-1] = replace(boxes[-1], source=places[source] if source >= 0 else -1)
        places.append(len(boxes) - 1)
    return _counted(boxes)


def _counted(boxes: Sequence[Box]) -> list[Box]:
    """Equal neighbours as one, but none after one that a join reads; places that joins name follow."""
    read = {box.source for box in boxes}
    kept: list[Box] = []
    places: list[int] = []
    for place, box in enumerate(boxes):
        same = bool(kept) and place - 1 not in read and replace(box, times=kept[-1].times) == kept[-1]
        if same and box.kind != "join":
            kept[-1] = replace(kept[-1], times=kept[-1].times + 1)
        else:
            kept.append(replace(box, source=places[box.source]) if box.source not in (None, -1) else box)
        places.append(len(kept) - 1)
    return kept


def _channels(layer: Layer, before: Sequence[int], source: int | None) -> int:
    running = before[-1] if before else _IMAGE_CHANNELS
    if layer.kind == "Concat" and source is not None:
        return running + (before[source] if source >= 0 else _IMAGE_CHANNELS)
    if layer.kind == "Bottleneck":
        planes = int(_number(layer, "planes"))
        return 2 * planes if planes else running
    return int(_number(layer, "out_channels") or _number(layer, "out_features")) or running


def _number(layer: Layer, name: str) -> float:
    value = layer.get(name)
    return value if isinstance(value, (int, float)) else 0


def _words(layer: Layer, channels: int | None) -> str:
    """`conv 3×3, 64 /2`, `max pool 2×2`, `drop 0.5`."""
    sizes = [_size(value) for key, value in layer.settings if key in ("kernel_size", "output_size")]
    shares = [str(value) for key, value in layer.settings if key == "p"]
    text = " ".join([_NAMES.get(layer.kind, layer.kind), *sizes, *shares])
    if layer.kind in _WIDE:
        text += f", {channels}"
    if layer.get("stride") not in (None, 1):
        text += f" /{layer.get('stride')}"
    if layer.get("group_width") is not None:
        text += f", groups of {layer.get('group_width')}"
    return text


def _size(value: Value) -> str:
    return "×".join(map(str, value)) if isinstance(value, tuple) else f"{value}×{value}"

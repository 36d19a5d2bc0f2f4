"""What is wrong with a written layer by itself, whatever stands around it."""

from __future__ import annotations

from collections.abc import Callable

from lcmnas_core.architectures.layer_chain import PROPERTIES, Layer, Value

Sound = Callable[[Value], bool]


def _is_count(value: Value) -> bool:
    return isinstance(value, int) and value >= 1


def _is_side(value: Value) -> bool:
    if not isinstance(value, tuple):
        return _is_count(value)
    return all(map(_is_count, value)) and value[0] != value[1]


def _is_share(value: Value) -> bool:
    return not isinstance(value, tuple) and 0 <= value <= 1


_SETTINGS: dict[str, tuple[Sound, str]] = {
    "out_channels": (_is_count, "a whole number from 1"),
    "out_features": (_is_count, "a whole number from 1"),
    "planes": (_is_count, "a whole number from 1"),
    "group_width": (_is_count, "a whole number from 1"),
    "distance": (_is_count, "a whole number from 1"),
    "kernel_size": (_is_side, "a whole number from 1, or two different ones as in 1x7"),
    "output_size": (_is_side, "a whole number from 1, or two different ones as in 1x7"),
    "stride": (_is_side, "a whole number from 1, or two different ones as in 1x2"),
    "p": (_is_share, "a number in [0, 1]"),
}
_MAY_LACK = {"Conv2d": {"stride", "group_width"}, "Bottleneck": {"planes", "stride"}}


def gene_fault(layer: Layer) -> str | None:
    """What is missing from `layer` or out of range, in words; None for a sound one."""
    written = dict(layer.settings)
    for name in PROPERTIES[layer.kind]:
        if name not in written and name not in _MAY_LACK.get(layer.kind, ()):
            return f"{layer.kind} lacks {name}"
    for name, value in written.items():
        is_sound, expected = _SETTINGS[name]
        if not is_sound(value):
            return f"{name} of {layer} is not {expected}"
    return None

"""A network written layer by layer: the genotype of LCMNAS, and the trace of a network that exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lcmnas_core.errors import UsageError

Value = int | float | tuple[int, int]
"""A setting; sizes that are square are written as one number."""

PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "Conv2d": ("out_channels", "kernel_size", "stride", "group_width"),
    "BatchNorm2d": (),
    "ReLU": (),
    "ReLU6": (),
    "ELU": (),
    "SELU": (),
    "SiLU": (),
    "GELU": (),
    "Hardswish": (),
    "Hardsigmoid": (),
    "Sigmoid": (),
    "MaxPool2d": ("kernel_size",),
    "AvgPool2d": ("kernel_size",),
    "AdaptiveAvgPool2d": ("output_size",),
    "AdaptiveMaxPool2d": ("output_size",),
    "Dropout": ("p",),
    "Linear": ("out_features",),
    "Add": ("distance",),
    "Concat": ("distance",),
    "Bottleneck": ("planes", "stride"),
    "Classifier": (),
}
"""Every kind of layer and its settings in the order in which they are written.

`stride` and `group_width` (input channels of one group) are written only where they differ from the plain
convolution's (stride 1, one group). `Add` and `Concat` join the running tensor with the output of the layer
`distance` layers before it. `Bottleneck` and `Classifier` stand in genotypes only, never in a trace.
"""

ACTIVATIONS = frozenset(
    ("ReLU", "ReLU6", "ELU", "SELU", "SiLU", "GELU", "Hardswish", "Hardsigmoid", "Sigmoid")
)
JOINS = frozenset(("Add", "Concat"))


@dataclass(frozen=True)
class Layer:
    """One layer: its kind, and (name, value) of each setting in the order of `PROPERTIES`."""

    kind: str
    settings: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, kind: str, **settings: Value) -> Layer:
        """A layer of `kind`; settings in any order.

        Raises:
            UsageError: no such kind, or a setting that the kind lacks.
        """
        if kind not in PROPERTIES:
            raise UsageError(f"no layer kind {kind!r}; known: {', '.join(PROPERTIES)}")
        unknown = sorted(settings.keys() - set(PROPERTIES[kind]))
        if unknown:
            raise UsageError(f"{kind} has no setting {unknown[0]!r}; it has {PROPERTIES[kind]}")
        return cls(kind, tuple((name, settings[name]) for name in PROPERTIES[kind] if name in settings))

    def get(self, name: str) -> Value | None:
        """The setting called `name`, None where it is not written."""
        return dict(self.settings).get(name)

    def __str__(self) -> str:
        written = ",".join(f"{name}={_text(value)}" for name, value in self.settings)
        return f"{self.kind}({written})" if written else self.kind


@dataclass(frozen=True)
class LayerChain:
    """Layers in the order in which they run, written `Conv2d(out_channels=64,kernel_size=3)|ReLU|...`."""

    layers: tuple[Layer, ...]

    def __len__(self) -> int:
        return len(self.layers)

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.layers)

    def __str__(self) -> str:
        return "|".join(map(str, self.layers))


def parse_chain(text: str) -> LayerChain:
    """The chain that `text` writes; `str` gives the text back.

    Raises:
        UsageError: malformed, or a kind or setting that does not exist.
    """
    return LayerChain(tuple(_parsed(part, text) for part in text.strip().split("|")))


def _text(value: Value) -> str:
    return "x".join(map(str, value)) if isinstance(value, tuple) else repr(value)


def _parsed(part: str, text: str) -> Layer:
    kind, bracket, rest = part.strip().partition("(")
    if bracket and not rest.endswith(")"):
        raise UsageError(f"malformed layer {part!r} in {text!r}; expected Kind or Kind(name=value,...)")
    settings: dict[str, Value] = {}
    for written in rest.removesuffix(")").split(",") if bracket else ():
        name, equals, value = written.partition("=")
        if not equals or name in settings:
            raise UsageError(f"malformed layer {part!r} in {text!r}; expected Kind or Kind(name=value,...)")
        settings[name] = _value(value, text)
    try:
        return Layer.of(kind, **settings)
    except UsageError as error:
        raise UsageError(f"{error}, in {text!r}") from error


def _value(written: str, text: str) -> Value:
    height, cross, width = written.partition("x")
    if height.isdecimal() and (not cross or width.isdecimal()):
        return (int(height), int(width)) if cross else int(height)
    try:
        return float(written)
    except ValueError:
        raise UsageError(f"malformed value {written!r} in {text!r}; expected 3, 0.5 or 1x7") from None

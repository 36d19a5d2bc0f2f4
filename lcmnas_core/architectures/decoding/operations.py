"""The operations that networks are made of, with what each costs and how a trace writes it."""

from __future__ import annotations

from dataclasses import dataclass

from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.decoding.sizes import Size, padding
from lcmnas_core.architectures.layer_chain import Layer, Value

FREE = Counts()


def _written(size: Size) -> Value:
    return size[0] if size[0] == size[1] else size


@dataclass(frozen=True)
class Convolution:
    """A convolution onto a map of `size`."""

    inputs: int
    outputs: int
    size: Size
    kernel: Size = (1, 1)
    stride: Size = (1, 1)
    groups: int = 1
    bias: bool = False

    @property
    def padding(self) -> Size:
        """ceil((k - 1) / 2) on each side."""
        return padding(self.kernel)

    @property
    def counts(self) -> Counts:
        """Weights k_h k_w C_in C_out / groups, used once at each position."""
        weights = self.outputs * (self.inputs // self.groups) * self.kernel[0] * self.kernel[1]
        macs = weights * self.size[0] * self.size[1]
        return Counts(weights + self.outputs * self.bias, macs, 1, 1 + self.bias)

    @property
    def layer(self) -> Layer:
        """As a trace writes it."""
        settings: dict[str, Value] = {"out_channels": self.outputs, "kernel_size": _written(self.kernel)}
        if self.stride != (1, 1):
            settings["stride"] = _written(self.stride)
        if self.groups > 1:
            settings["group_width"] = self.inputs // self.groups
        return Layer("Conv2d", tuple(settings.items()))


@dataclass(frozen=True)
class Norm:
    """Batch norm over `channels` of a map of `size`."""

    channels: int
    size: Size

    @property
    def counts(self) -> Counts:
        """Scale and shift."""
        return Counts(2 * self.channels, 0, 0, 2)

    @property
    def layer(self) -> Layer:
        """As a trace writes it."""
        return Layer("BatchNorm2d")


@dataclass(frozen=True)
class Activation:
    """An elementwise nonlinearity; `alpha` is ELU's."""

    kind: str
    alpha: float | None = None

    counts = FREE

    @property
    def layer(self) -> Layer:
        """As a trace writes it."""
        return Layer(self.kind)


@dataclass(frozen=True)
class Pool:
    """Pooling with a stride equal to its kernel."""

    kind: str
    kernel: Size

    counts = FREE

    @property
    def layer(self) -> Layer:
        """As a trace writes it."""
        return Layer(self.kind, (("kernel_size", _written(self.kernel)),))


@dataclass(frozen=True)
class AdaptivePool:
    """Pooling to a map of `size`."""

    kind: str
    size: Size

    counts = FREE

    @property
    def layer(self) -> Layer:
        """As a trace writes it."""
        return Layer(self.kind, (("output_size", _written(self.size)),))


@dataclass(frozen=True)
class Dropout:
    """Zeroes each value with probability `p`."""

    p: float

    counts = FREE

    @property
    def layer(self) -> Layer:
        """As a trace writes it."""
        return Layer("Dropout", (("p", self.p),))


@dataclass(frozen=True)
class Dense:
    """A linear layer over all values of an image; `mixes` gives them their places in the map back."""

    inputs: int
    outputs: int
    mixes: bool = False

    @property
    def counts(self) -> Counts:
        """Weights, each used once, and a bias."""
        weights = self.inputs * self.outputs
        return Counts(weights + self.outputs, weights, 1, 2)

    @property
    def layer(self) -> Layer:
        """As a trace writes it."""
        return Layer("Linear", (("out_features", self.outputs),))


Operation = Convolution | Norm | Activation | Pool | AdaptivePool | Dropout | Dense

"""What a module that ran leaves in a trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torch import Tensor, nn

from lcmnas_core.architectures.layer_chain import PROPERTIES, Layer, Value
from lcmnas_core.errors import Untraceable

KINDS: dict[type[nn.Module], str] = {getattr(nn, kind): kind for kind in PROPERTIES if hasattr(nn, kind)}
"""Exact types, as a subclass may compute something else."""

SILENT = frozenset(("Identity", "Flatten", "Unflatten", "StochasticDepth"))
"""Modules that leave no vertex, as the same functions called without a module leave none."""


def is_leaf(module: nn.Module) -> bool:
    """Whether hooks watch `module`: it has no children and is no container.

    For the 34 reference networks this gives the same modules as the published rule, which skips composite
    blocks by class name.
    """
    return not isinstance(module, nn.Sequential | nn.ModuleList) and not any(module.children())


def leaves(network: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """(name, module) of every module that hooks watch; never the network itself."""
    return ((name, module) for name, module in network.named_modules() if name and is_leaf(module))


def layer_of(module: nn.Module, output: object) -> Layer | None:
    """The event of `module` giving `output`; None for a silent module.

    Raises:
        Untraceable: a kind that the vocabulary lacks, or an output that is not one tensor.
    """
    name = type(module).__name__
    if name in SILENT:
        return None
    if type(module) not in KINDS:
        raise Untraceable(f"{name} is no kind of layer in the vocabulary (architectures/layer_chain)")
    if not isinstance(output, Tensor):
        raise Untraceable(f"{name} returns a {type(output).__name__}, not one tensor")
    return Layer.of(KINDS[type(module)], **_settings(module, output))


def _settings(module: nn.Module, output: Tensor) -> dict[str, Value]:
    match module:
        case nn.Conv2d():
            return _convolution(module)
        case nn.MaxPool2d() | nn.AvgPool2d():
            return {"kernel_size": _size(module.kernel_size)}
        case nn.AdaptiveAvgPool2d() | nn.AdaptiveMaxPool2d():
            return {"output_size": _size(output.shape[-2:])}
        case nn.Dropout():
            return {"p": float(module.p)}
        case nn.Linear():
            return {"out_features": module.out_features}
    return {}


def _convolution(module: nn.Conv2d) -> dict[str, Value]:
    settings: dict[str, Value] = {
        "out_channels": module.out_channels,
        "kernel_size": _size(module.kernel_size),
    }
    if _size(module.stride) != 1:
        settings["stride"] = _size(module.stride)
    if module.groups != 1:
        settings["group_width"] = module.in_channels // module.groups
    return settings


def _size(size: int | Sequence[int]) -> Value:
    if isinstance(size, int):
        return size
    height, width = size
    return height if height == width else (height, width)

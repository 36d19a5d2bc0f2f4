"""The size of the map that a written layer leaves behind."""

from __future__ import annotations

from lcmnas_core.architectures.layer_chain import Layer, Value

Size = tuple[int, int]
"""Height and width of a map."""

SMALLEST_TARGET = 3
POOLS = frozenset(("MaxPool2d", "AvgPool2d"))
ADAPTIVE_POOLS = frozenset(("AdaptiveAvgPool2d", "AdaptiveMaxPool2d"))


def pair(value: Value | None) -> Size:
    """Both sides of a setting; 1x1 where it is not written."""
    if isinstance(value, tuple):
        return value
    return (1, 1) if value is None else (int(value), int(value))


def count(value: Value | None) -> int:
    """A setting that is one whole number."""
    assert isinstance(value, int)
    return value


def padding(kernel: Size) -> Size:
    """ceil((k - 1) / 2) on each side: odd kernels keep the map, even ones let it grow by one."""
    return kernel[0] // 2, kernel[1] // 2


def convolved(size: Size, kernel: Size, stride: Size) -> Size:
    """floor((h + 2 padding - k) / s) + 1 on each side."""
    by = padding(kernel)
    return (
        (size[0] + 2 * by[0] - kernel[0]) // stride[0] + 1,
        (size[1] + 2 * by[1] - kernel[1]) // stride[1] + 1,
    )


def pool_kernel(kernel: Size, size: Size) -> Size:
    """The kernel of a pool over a map of `size`: 1x1 where a side of the map is not larger than it."""
    return kernel if size[0] > kernel[0] and size[1] > kernel[1] else (1, 1)


def adaptive_target(target: Size, size: Size, to_points: bool) -> Size:
    """Where an adaptive pool leads: a target with a side under 3 is the present size unless `to_points`."""
    return target if to_points or min(target) >= SMALLEST_TARGET else size


def size_after(layer: Layer, size: Size, to_points: bool = False) -> Size:
    """Size of the map after `layer`, which reads a map of `size`."""
    if layer.kind == "Conv2d":
        return convolved(size, pair(layer.get("kernel_size")), pair(layer.get("stride")))
    if layer.kind == "Bottleneck":
        return convolved(size, (3, 3), pair(layer.get("stride")))
    if layer.kind in POOLS:
        kernel = pool_kernel(pair(layer.get("kernel_size")), size)
        return size[0] // kernel[0], size[1] // kernel[1]
    if layer.kind in ADAPTIVE_POOLS:
        return adaptive_target(pair(layer.get("output_size")), size, to_points)
    return size


def reckoned_after(layer: Layer, size: Size) -> Size:
    """The published builder's reckoning: a stride divides, everything else is exact."""
    if layer.kind == "Bottleneck":
        stride = pair(layer.get("stride"))
        return size[0] // stride[0], size[1] // stride[1]
    return size if layer.kind == "Conv2d" else size_after(layer, size)

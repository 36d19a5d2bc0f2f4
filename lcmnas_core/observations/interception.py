"""Seeing, and where useful replacing, each torch function a network calls."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

Function = Callable[..., Any]


class NormArguments(NamedTuple):
    """What `F.batch_norm` is called with, by its names and defaults."""

    input: Tensor
    running_mean: Tensor | None
    running_var: Tensor | None
    weight: Tensor | None = None
    bias: Tensor | None = None
    training: bool = False
    momentum: float = 0.1
    eps: float = 1e-5


class PoolArguments(NamedTuple):
    """What `F.avg_pool2d` is called with, by its names and defaults."""

    input: Tensor
    kernel_size: Any
    stride: Any = None
    padding: Any = 0
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None

    @property
    def is_small(self) -> bool:
        """Whether this is a 3x3 pool of stride 1 that keeps the size of a float32 map."""
        sizes = [v if isinstance(v, tuple) else (v, v) for v in (self.kernel_size, self.stride, self.padding)]
        plain = not self.ceil_mode and self.divisor_override is None
        maps = self.input.dim() == 4 and self.input.dtype is torch.float32
        return plain and sizes == [(3, 3), (1, 1), (1, 1)] and maps


class Interceptor(TorchFunctionMode):
    """A torch function mode under which no activation works in place and small average pools are fast.

    Subclasses override `batch_norm` to replace it, and `seen` to look at each call after it ran.

    Attributes:
        calling: the stack of names that the network keeps while it runs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.calling: list[str] = []

    @property
    def module(self) -> str:
        """Name of the module being called, of those without children; empty outside them."""
        return self.calling[-1] if self.calling else ""

    def __torch_function__(
        self, func: Function, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Run one torch function, or what takes its place, and show it to `seen`."""
        kwargs = kwargs or {}
        if func is F.batch_norm:
            return self.batch_norm(NormArguments(*args, **kwargs))
        if func is F.relu:
            args, kwargs = args[:1] or (kwargs["input"],), {}
        elif kwargs.get("inplace"):
            kwargs = {**kwargs, "inplace": False}
        elif func is F.avg_pool2d and (pool := PoolArguments(*args, **kwargs)).is_small:
            func, args, kwargs = small_average_pool, (pool.input, pool.count_include_pad), {}
        elif func is torch.conv2d and args and is_tiny(args[0]):
            args = (self.__torch_function__(Tensor.contiguous, types, args[:1]), *args[1:])
        output = func(*args, **kwargs)
        self.seen(func, args, kwargs, output)
        return output

    def batch_norm(self, norm: NormArguments) -> Tensor:
        """Batch norm as asked for, except that batch statistics never move the running ones."""
        if norm.training:
            norm = norm._replace(running_mean=None, running_var=None)
        return F.batch_norm(*norm)

    def seen(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        """One call that just ran (batch norm apart)."""


class WithoutBatchNorm(Interceptor):
    """Batch norm passes its input through."""

    def batch_norm(self, norm: NormArguments) -> Tensor:
        """The input."""
        return norm.input


def is_tiny(maps: Tensor) -> bool:
    """Whether maps (N, C, H, W) have at most four pixels, laid out channels last.

    On those, convolutions are up to twice as fast channels first.
    """
    return maps.dim() == 4 and maps.shape[2] * maps.shape[3] <= 4 and not maps.is_contiguous()


def small_average_pool(maps: Tensor, count_include_pad: bool) -> Tensor:
    """3x3 average pool, stride 1, as a depthwise convolution: three times faster on a CPU.

    Args:
        maps: (N, C, H, W).
        count_include_pad: divide by 9 at the border too, instead of by the 4 or 6 pixels inside.
    """
    channels, height, width = maps.shape[1:]
    sums = F.conv2d(maps, maps.new_ones(channels, 1, 3, 3), padding=1, groups=channels)
    return sums * (1 / 9 if count_include_pad else _reciprocal_counts(height, width))


@cache
def _reciprocal_counts(height: int, width: int) -> Tensor:
    """One over the number of pixels inside each window, (1, 1, H, W)."""
    rows, columns = (
        F.conv1d(torch.ones(1, 1, size), torch.ones(1, 1, 3), padding=1) for size in (height, width)
    )
    return 1 / (rows.view(1, 1, -1, 1) * columns.view(1, 1, 1, -1))

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from lcmnas_core.architectures.decoding.sizes import (
    Size,
    adaptive_target,
    convolved,
    padding,
    pool_kernel,
    size_after,
)
from lcmnas_core.architectures.layer_chain import parse_chain

sides = st.tuples(st.integers(1, 20), st.integers(1, 20))
kernels = st.tuples(st.integers(1, 11), st.integers(1, 11))
strides = st.tuples(st.integers(1, 4), st.integers(1, 4))


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Conv2d(out_channels=4,kernel_size=11)", (5, 5), (5, 5)),
        ("Conv2d(out_channels=4,kernel_size=2)", (5, 6), (6, 7)),  # padding 1: 5 + 2 - 2 + 1
        ("Conv2d(out_channels=4,kernel_size=3,stride=2)", (5, 6), (3, 3)),  # (5 + 2 - 3) // 2 + 1
        ("Conv2d(out_channels=4,kernel_size=1x7)", (5, 6), (5, 6)),
        ("Bottleneck", (5, 6), (5, 6)),
        ("Bottleneck(planes=4,stride=2)", (5, 6), (3, 3)),
        ("MaxPool2d(kernel_size=2)", (5, 6), (2, 3)),
        ("MaxPool2d(kernel_size=2)", (2, 6), (2, 6)),  # a side of 2 is not larger than the kernel
        ("AvgPool2d(kernel_size=3)", (3, 9), (3, 9)),
        ("AdaptiveAvgPool2d(output_size=6)", (4, 4), (6, 6)),
        ("AdaptiveAvgPool2d(output_size=1)", (4, 5), (4, 5)),
        ("AdaptiveMaxPool2d(output_size=2x5)", (4, 5), (4, 5)),
        ("ReLU", (4, 5), (4, 5)),
    ],
)
def test_by_hand(text: str, before: Size, after: Size) -> None:
    (layer,) = parse_chain(text).layers
    assert size_after(layer, before) == after


def test_an_adaptive_pool_reaches_a_point_only_when_asked() -> None:
    (layer,) = parse_chain("AdaptiveAvgPool2d(output_size=1)").layers
    assert size_after(layer, (4, 5), to_points=True) == (1, 1)
    assert adaptive_target((2, 7), (4, 5), to_points=False) == (4, 5)
    assert adaptive_target((3, 7), (4, 5), to_points=False) == (3, 7)


@settings(deadline=None)
@given(size=sides, kernel=kernels, stride=strides)
def test_convolutions_leave_what_torch_leaves(size: Size, kernel: Size, stride: Size) -> None:
    with torch.device("meta"):
        layer = nn.Conv2d(1, 1, kernel, stride, padding(kernel))
        assert tuple(layer(torch.empty(1, 1, *size)).shape[2:]) == convolved(size, kernel, stride)


@settings(deadline=None)
@given(size=sides, kernel=kernels)
def test_pools_leave_what_torch_leaves_and_never_nothing(size: Size, kernel: Size) -> None:
    taken = pool_kernel(kernel, size)
    pooled = nn.MaxPool2d(taken)(torch.empty(1, 1, *size, device="meta"))
    assert tuple(pooled.shape[2:]) == (size[0] // taken[0], size[1] // taken[1])
    assert min(pooled.shape) >= 1

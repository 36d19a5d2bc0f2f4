from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F

from lcmnas_core.observations.interception import Interceptor, WithoutBatchNorm


@settings(max_examples=30, deadline=None)
@given(
    shape=st.tuples(*(st.integers(1, 5) for _ in range(4))),
    count_padding=st.booleans(),
    seed=st.integers(0, 99),
)
def test_the_fast_average_pool_is_the_average_pool(shape, count_padding, seed):
    maps = torch.randn(shape, generator=torch.Generator().manual_seed(seed))
    pool = nn.AvgPool2d(3, 1, 1, count_include_pad=count_padding)
    with Interceptor():
        ours = pool(maps)
    assert torch.allclose(ours, pool(maps), atol=1e-6)


@pytest.mark.parametrize(
    "pool",
    [
        nn.AvgPool2d(2),
        nn.AvgPool2d(3, 2, 1),
        nn.AvgPool2d(3, 1, 1, divisor_override=4),
        nn.AvgPool2d(3, 1, 0),
    ],
    ids=str,
)
def test_other_pools_are_left_alone(pool):
    maps = torch.randn(2, 3, 8, 8)
    with Interceptor():
        assert torch.equal(pool(maps), pool(maps))


@pytest.mark.parametrize(
    "activation",
    [nn.ReLU(inplace=True), nn.ReLU6(inplace=True), nn.LeakyReLU(0.1, inplace=True), nn.SiLU(True)],
)
def test_activations_leave_their_input_alone(activation):
    entered = torch.tensor([-1.0, 2.0])
    with Interceptor():
        left = activation(entered)
    assert entered.tolist() == [-1, 2]
    assert torch.equal(left, activation(entered))


def test_functional_relu_by_position_and_name():
    entered = torch.tensor([-1.0, 2.0])
    with Interceptor():
        assert F.relu(entered, True).tolist() == F.relu(input=entered, inplace=True).tolist() == [0, 2]
    assert entered.tolist() == [-1, 2]


def test_batch_norm_can_be_bypassed():
    entered = torch.randn(2, 3, 4, 4)
    with WithoutBatchNorm():
        assert nn.BatchNorm2d(3)(entered) is entered

"""The copy that runs in place of a network."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from lcmnas_core.tracing.shadow import shadow

SMALL = st.integers(1, 3)


def refusal(module: nn.Module, images: Tensor) -> bool:
    try:
        module(images)
    except (ValueError, RuntimeError):
        return True
    return False


@settings(max_examples=50, deadline=None)
@given(features=SMALL, shape=st.one_of(st.tuples(SMALL, SMALL, SMALL, SMALL), st.tuples(SMALL, SMALL)))
def test_batch_norm_refuses_what_torch_refuses(features: int, shape: tuple[int, ...]) -> None:
    norm = nn.BatchNorm2d(features)
    images = torch.zeros(shape)
    refused = refusal(shadow(norm), images.to("meta"))
    assert refused == refusal(norm, images)
    if not refused:
        assert shadow(norm)(images.to("meta")).shape == images.shape


def test_no_weight_is_copied_and_every_tensor_is_on_meta() -> None:
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4)).eval()
    copied = shadow(network)
    assert all(value.is_meta for value in copied.state_dict().values())
    assert not any(value.is_meta for value in network.state_dict().values())
    assert {name: value.shape for name, value in copied.state_dict().items()} == {
        name: value.shape for name, value in network.state_dict().items()
    }
    assert all(module.training for module in copied.modules())

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from lcmnas_core.data.batch import Batch
from lcmnas_core.errors import Unsupported
from lcmnas_core.inert import Inert
from lcmnas_core.observations import ReluAgreement, observed
from lcmnas_core.observations.relu_agreement import agreement
from lcmnas_core.proxies.scoring import _observer


def agreement_of(network: nn.Module, images: torch.Tensor) -> ReluAgreement:
    with observed(network) as seen:
        return _observer(seen, Batch(images), None, 0, None).of(ReluAgreement)


def test_by_hand():
    # Codes 110, 100, 001: the first two agree in units 0 and 2, the others in unit 1, or in none.
    activations = torch.tensor([[1.0, 2.0, 0.0], [3.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert agreement(activations).tolist() == [[3, 2, 0], [2, 3, 1], [0, 1, 3]]


@settings(max_examples=40, deadline=None)
@given(rows=st.integers(1, 9), channels=st.integers(1, 4), side=st.integers(1, 5), seed=st.integers(0, 999))
def test_equals_a_loop_over_pairs(rows, channels, side, seed):
    maps = torch.randn(rows, channels, side, side, generator=torch.Generator().manual_seed(seed)).relu()
    codes = (maps > 0).flatten(1).numpy()
    expected = [[int(np.sum(a == b)) for b in codes] for a in codes]
    for layout in (torch.contiguous_format, torch.channels_last):
        assert agreement(maps.contiguous(memory_format=layout)).tolist() == expected


def test_counts_beyond_what_float32_holds_are_exact():
    units = 2**24 + 3
    assert agreement(torch.ones(2, units)).tolist() == [[units, units], [units, units]]


def test_multiplicity_counts_a_relu_for_each_that_it_stands_for():
    network, images = nn.Sequential(nn.Flatten(), nn.ReLU(), nn.Linear(4, 2)), torch.randn(3, 1, 2, 2)
    once = agreement_of(network, images)
    network.inert = Inert(relu_multiplicity={"1": 3})
    assert torch.equal(agreement_of(network, images).matrix, 3 * once.matrix)
    assert agreement_of(network, images).units == 12


def test_without_relu_it_is_unsupported():
    with pytest.raises(Unsupported, match="calls no ReLU"):
        agreement_of(nn.Sequential(nn.Flatten(), nn.Linear(4, 2)), torch.randn(3, 1, 2, 2))


def test_a_relu_that_mixes_images_is_unsupported():
    network = nn.Sequential(nn.Flatten(0), nn.ReLU(), nn.Unflatten(0, (3, 4)), nn.Linear(4, 2))
    with pytest.raises(Unsupported, match="'1' does not keep one row per image"):
        agreement_of(network, torch.randn(3, 1, 2, 2))

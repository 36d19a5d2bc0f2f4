from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from lcmnas_core.data.batch import Batch
from lcmnas_core.observations import InputCorrelation, InputJacobian, observed
from lcmnas_core.observations.input_jacobian import correlation
from lcmnas_core.proxies.scoring import _observer
from tests.proxies.networks import Chain


def observer_of(network: nn.Module, images: torch.Tensor, images_per_pass: int | None = None):
    with observed(network) as seen:
        observer = _observer(seen, Batch(images), None, 0, images_per_pass)
        observer.of(InputCorrelation)
    return observer


def test_of_a_linear_network_every_row_is_the_sum_of_the_weight_rows():
    network, images = nn.Sequential(nn.Flatten(), nn.Linear(4, 3)), torch.randn(5, 1, 2, 2)
    found = observer_of(network, images).of(InputJacobian)
    assert found.classes == 3
    assert torch.allclose(found.rows, network[1].weight.detach().sum(0).expand(5, 4))


def test_without_batch_norm_parts_do_not_matter():
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 2)).double()
    images = torch.randn(7, 3, 8, 8)
    whole, parted = (observer_of(network, images, part).of(InputJacobian).rows for part in (None, 3))
    assert torch.allclose(whole, parted, rtol=1e-12)


def test_with_batch_norm_each_part_has_its_own_statistics():
    network, images = Chain().double(), torch.randn(6, 3, 8, 8)
    parted = observer_of(network, images, 3).of(InputJacobian).rows
    first = observer_of(network, images[:3]).of(InputJacobian).rows
    assert torch.allclose(parted[:3], first, rtol=1e-12)


def test_a_part_as_large_as_the_batch_is_the_shared_pass():
    network, images = Chain(), torch.randn(6, 3, 8, 8)
    assert torch.equal(
        observer_of(network, images, 6).of(InputJacobian).rows,
        observer_of(network, images).of(InputJacobian).rows,
    )


def test_correlation_is_numpys():
    rows = torch.randn(6, 9)
    assert correlation(rows).numpy() == pytest.approx(np.corrcoef(rows.double().numpy()), abs=1e-12)


def test_a_constant_row_has_no_correlation():
    found = observer_of(
        nn.Sequential(nn.Flatten(), nn.Linear(4, 2)).requires_grad_(False), torch.randn(3, 1, 2, 2)
    )
    assert found.of(InputCorrelation).eigenvalues.isfinite().all()
    silent = nn.Sequential(nn.Flatten(), nn.Linear(4, 2))
    nn.init.zeros_(silent[1].weight)
    assert observer_of(silent, torch.randn(3, 1, 2, 2)).of(InputCorrelation).eigenvalues.isnan().all()

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from torch import nn

from lcmnas_core.errors import Unsupported
from lcmnas_core.observations import observed, seed_everything
from lcmnas_core.observations.interception import Interceptor
from tests.proxies.networks import Chain


def test_flags_hooks_and_random_states_come_back():
    network = Chain().eval()
    network.body[0].train()
    flags = [module.training for module in network.modules()]
    states = random.getstate(), np.random.get_state()[1].copy(), torch.get_rng_state()  # noqa: NPY002
    with observed(network):
        assert all(module.training for module in network.modules())
        seed_everything("anything")
        torch.rand(3)
    assert [module.training for module in network.modules()] == flags
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in network.modules())
    assert random.getstate() == states[0]
    assert (np.random.get_state()[1] == states[1]).all()  # noqa: NPY002
    assert torch.equal(torch.get_rng_state(), states[2])


def test_everything_comes_back_after_an_error_too():
    network = Chain().eval()
    with pytest.raises(ZeroDivisionError), observed(network):
        raise ZeroDivisionError
    assert not any(module.training for module in network.modules())
    assert not any(module._forward_hooks for module in network.modules())


def test_a_run_moves_no_buffer_and_leaves_no_gradient():
    network = Chain()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    with observed(network) as seen:
        seen.run(torch.randn(4, 3, 8, 8), seen.leaves(), Interceptor()).sum().backward()
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
    assert all(parameter.grad is None for parameter in network.parameters())


def test_a_run_equals_the_module_in_train_mode():
    network, images = Chain().double(), torch.randn(4, 3, 8, 8, dtype=torch.float64)
    with observed(network) as seen:
        ours = seen.run(images, seen.leaves(), Interceptor())
    assert torch.allclose(ours, network.train()(images), rtol=1e-12)


def test_shared_weights_stay_shared():
    network = nn.Sequential(nn.Linear(3, 3, bias=False), nn.Linear(3, 3, bias=False))
    network[1].weight = network[0].weight
    with observed(network) as seen:
        leaves = seen.leaves()
        assert leaves["0.weight"] is leaves["1.weight"]
        assert seen.layers == ("0.weight", "0.weight")


def test_frozen_weights_get_gradients_and_stay_frozen():
    network = nn.Sequential(nn.Linear(3, 2)).requires_grad_(False)
    with observed(network) as seen:
        assert all(leaf.requires_grad for leaf in seen.leaves().values())
    assert not any(parameter.requires_grad for parameter in network.parameters())


@pytest.mark.parametrize(
    ("module", "got"), [(nn.Conv2d(3, 2, 1), r"\(2, 2, 4, 4\)"), (nn.Flatten(0), r"\(96,\)")]
)
def test_an_output_that_is_no_matrix_is_unsupported(module, got):
    with observed(module) as seen, pytest.raises(Unsupported, match=got):
        seen.run(torch.randn(2, 3, 4, 4), seen.leaves(), Interceptor())

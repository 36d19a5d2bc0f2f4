from __future__ import annotations

import torch
from torch import nn

from lcmnas_core.training.weight_mask import WeightMask


def network() -> nn.Sequential:
    """A convolution inside a block, a batch norm, a linear layer."""
    built = nn.Sequential(nn.Sequential(nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2)), nn.Flatten(), nn.Linear(2, 2))
    with torch.no_grad():
        built[0][0].weight.copy_(torch.tensor([0.01, -0.02]).view(2, 1, 1, 1))
        built[0][0].bias.fill_(0.001)
        built[0][1].weight.fill_(0.001)
        built[2].weight.copy_(torch.tensor([[0.5, 0.009], [-0.01, 0.0101]]))
    return built


def test_small_weights_of_convolutions_and_linear_layers_by_hand() -> None:
    # At most .01 in magnitude: .01, .009 and -.01. Biases and batch norms are no weights of these.
    subject = network()
    mask = WeightMask(subject, 0.01)
    assert mask.dropped == 0
    mask.extend()
    assert subject[0][0].weight.flatten().tolist() == torch.tensor([0.0, -0.02]).tolist()
    assert subject[2].weight.tolist() == torch.tensor([[0.5, 0.0], [0.0, 0.0101]]).tolist()
    assert (
        subject[0][0].bias.tolist() == subject[0][1].weight.tolist() == torch.tensor([0.001, 0.001]).tolist()
    )
    assert mask.dropped == 3


def test_what_was_dropped_stays_zero_however_it_grows() -> None:
    subject = network()
    mask = WeightMask(subject, 0.01)
    mask.extend()
    with torch.no_grad():
        subject[2].weight.fill_(7.0)
    mask.apply()
    assert subject[2].weight.tolist() == [[7.0, 0.0], [0.0, 7.0]]
    with torch.no_grad():
        subject[2].weight.fill_(-9.0)
    mask.extend()
    assert mask.dropped == 3
    assert subject[2].weight.tolist() == [[-9.0, 0.0], [0.0, -9.0]]


def test_a_mask_is_taken_over_by_another_network() -> None:
    first, second = network(), network()
    one, other = WeightMask(first, 0.01), WeightMask(second, 0.01)
    one.extend()
    other.restore(one.kept)
    other.apply()
    assert other.dropped == 3
    assert torch.equal(first[0][0].weight, second[0][0].weight)
    assert torch.equal(first[2].weight, second[2].weight)

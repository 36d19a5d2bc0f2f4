"""Values anyone can check on paper."""

from __future__ import annotations

import math

import pytest
import torch

from lcmnas_core.observations import (
    ChannelSaliencies,
    Curvature,
    InputCorrelation,
    InputJacobian,
    LossGradients,
    NoiseResponse,
    NoiseResponses,
    ReluAgreement,
    SynapticFlow,
    Targets,
    WeightNorms,
)
from lcmnas_core.proxies import counts, saliency, separability, synflow, zen

LOSS = LossGradients(
    weights=(torch.tensor([[1.0, -2.0]]), torch.tensor([3.0])),
    gradients=(torch.tensor([[3.0, 4.0]]), torch.tensor([-2.0])),
    adjoints={},
    scale_gradients={},
)
FLOW = SynapticFlow(
    weights=(torch.tensor([1.0, 2.0]), torch.tensor([3.0])),
    gradients=(torch.tensor([1.0, 3.0]), torch.tensor([0.0])),
)


def correlation_of(matrix: list[list[float]]) -> InputCorrelation:
    exact = torch.tensor(matrix, dtype=torch.float64)
    return InputCorrelation(exact, torch.linalg.eigvalsh(exact))


def test_saliencies():
    # Norms 5 and 2; products 3, -8 and -6.
    assert saliency.grad_norm(LOSS) == 7
    assert saliency.snip(LOSS) == 17
    assert saliency.plain(LOSS) == -11
    assert saliency.grasp(Curvature(2.5)) == -2.5


def test_fisher_counts_a_channel_once_per_weight_of_its_filter():
    channels = ChannelSaliencies((torch.tensor([1.0, 2.0]), torch.tensor([4.0])), (9, 2))
    assert saliency.fisher(channels) == 3 * 9 + 4 * 2
    assert saliency.fisher_channel(channels) == 7


def test_synaptic_flow():
    # 1 x 1 + 2 x 3 + 3 x 0, and 1 x log 2 + 2 x log 4 + 3 x log 1 = 5 log 2.
    assert synflow.synflow(FLOW) == 7
    assert synflow.logsynflow(FLOW) == pytest.approx(5 * math.log(2))


def test_l2_norm_is_a_sum():
    assert counts.l2_norm(WeightNorms((1.5, 2.0))) == 3.5


def test_jacov_of_uncorrelated_and_of_equal_rows():
    # Eigenvalues (1, 1), or (0, 2).
    k = 1e-5
    apart, same = correlation_of([[1, 0], [0, 1]]), correlation_of([[1, 1], [1, 1]])
    spread = 2 * (math.log(1 + k) + 1 / (1 + k))
    crowded = math.log(k) + 1 / k + math.log(2 + k) + 1 / (2 + k)
    assert separability.jacov(apart) == pytest.approx(-spread)
    assert separability.jacov(same) == pytest.approx(-crowded)
    assert separability.lcmnas(same) == pytest.approx(1e4 / crowded)


@pytest.mark.parametrize("classes", [100, 101])
def test_epe_nas_has_two_formulas(classes):
    # Class 0: images 0 and 1 with correlation 1/2; class 1: image 2 alone; class 2: images 3 and 4 with -1.
    matrix = torch.eye(5, dtype=torch.float64)
    matrix[0, 1] = matrix[1, 0] = 0.5
    matrix[3, 4] = matrix[4, 3] = -1
    k, labels = 1e-5, torch.tensor([0, 0, 1, 2, 2])
    one, half = math.log(1 + k), math.log(0.5 + k)
    sums = [2 * one + 2 * half, one, 4 * one]
    value = separability.epe_nas(
        InputJacobian(torch.zeros(5, 1), classes), InputCorrelation(matrix, matrix[0]), Targets(labels)
    )
    if classes <= 100:
        assert value == pytest.approx(sum(map(abs, sums)))
    else:  # two classes with at least two images: each ordered pair once, divided by two classes
        assert value == pytest.approx(2 * abs(sums[0] / 2 - sums[2] / 2) / 2)


def test_epe_nas_with_many_classes_and_only_single_images_is_not_a_number():
    identity = torch.eye(2, dtype=torch.float64)
    value = separability.epe_nas(
        InputJacobian(torch.zeros(2, 1), 101),
        InputCorrelation(identity, identity[0]),
        Targets(torch.tensor([0, 1])),
    )
    assert math.isnan(value)


def test_nwot():
    # det [[3, 2], [2, 3]] = 5; equal codes give determinant 0.
    assert separability.nwot(ReluAgreement(torch.tensor([[3, 2], [2, 3]]), 3)) == pytest.approx(math.log(5))
    assert separability.nwot(ReluAgreement(torch.full((2, 2), 3), 3)) == -math.inf


def test_zen():
    # log 8 + log sqrt 4 + log sqrt 1; a dead network gives log 0; repeats are averaged.
    live = NoiseResponse(8.0, (4.0, 1.0), "pool")
    assert zen.zen(NoiseResponses((live,))) == pytest.approx(math.log(16))
    assert zen.zen(NoiseResponses((NoiseResponse(0.0, (4.0,), "pool"),))) == -math.inf
    doubled = NoiseResponse(32.0, (4.0, 1.0), "pool")
    assert zen.zen_paper(NoiseResponses((live, doubled))) == pytest.approx(math.log(32))

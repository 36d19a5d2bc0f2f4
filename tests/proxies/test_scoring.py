from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lcmnas_core.data.batch import Batch
from lcmnas_core.errors import UnknownName, Unsupported
from lcmnas_core.observations import LossGradients, Network
from lcmnas_core.proxies import PROXIES, Proxy, score
from tests.proxies.networks import Chain


def made(function, takes: tuple[type, ...] | None = (Network,)) -> Proxy:
    return Proxy("made", function, takes, (), True, "", "1")


def raising(error: Exception):
    def function(network: Network) -> float:
        raise error

    return function


def test_scores_come_by_registered_name_in_the_order_asked(batch_of):
    found = score(Chain(), batch_of(), ["snip", "flops", "params"])
    assert list(found) == ["snip", "macs", "params"]
    assert len(found) == 3


def test_unknown_names_are_refused_before_any_work(batch_of):
    with pytest.raises(UnknownName, match="did you mean 'synflow'"):
        score(Chain(), batch_of(), ["params", "sinflow"])


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (1.5, "ok"),
        (True, "ok"),
        (np.float32(2), "ok"),
        (torch.tensor(3.0), "ok"),
        (10**400, "error"),
        (math.nan, "nonfinite"),
        (math.inf, "nonfinite"),
        (-math.inf, "nonfinite"),
        (1 + 2j, "error"),
        ("three", "error"),
        (None, "error"),
        (torch.ones(2), "error"),
    ],
)
def test_only_finite_real_numbers_are_scores(value, status, batch_of):
    one = score(Chain(), batch_of(), [made(lambda network: value)])["made"]
    assert one.status == status
    assert (one.value is None) == (status != "ok") == (one.reason is not None)


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (Unsupported("no such thing"), "unsupported", "no such thing"),
        (MemoryError(), "oom", "out of memory"),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: 9 bytes"),
            "oom",
            "can't allocate",
        ),
        (RuntimeError("CUDA error: out of memory"), "oom", "out of memory"),
        (ValueError("two\nlines"), "error", "ValueError: two"),
    ],
)
def test_faults_become_statuses(error, status, reason, batch_of):
    one = score(Chain(), batch_of(), [made(raising(error))])["made"]
    assert (one.status, one.value) == (status, None)
    assert one.reason is not None
    assert reason in one.reason
    assert "\n" not in one.reason


def test_a_faulty_proxy_does_not_touch_the_others(batch_of):
    found = score(Chain(), batch_of(), ["snip", made(raising(ValueError("bad"))), "nwot"])
    assert [one.status for one in found.values()] == ["ok", "error", "ok"]


def test_a_network_that_cannot_run_still_has_a_size(batch_of):
    class Broken(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(2, 3)

        def forward(self, images: Tensor) -> Tensor:
            raise IndexError("no way through")

    found = score(Broken(), batch_of(), list(PROXIES))
    ok = {name for name, one in found.items() if one.status == "ok"}
    assert ok == {"params", "n_layers", "n_parameter_tensors", "l2_norm"}
    assert {one.reason for name, one in found.items() if name not in ok} == {"IndexError: no way through"}


def test_without_data_what_needs_it_is_unsupported():
    found = score(Chain(), None, list(PROXIES), input_shape=(3, 8, 8))
    for name, one in found.items():
        assert one.status == ("unsupported" if PROXIES[name].needs else "ok"), (name, one.reason)
    assert found["snip"].reason == "it needs images and none were given; give --dataset"


def test_without_even_a_shape_only_sizes_are_left():
    found = score(Chain(), None, list(PROXIES))
    ok = {name for name, one in found.items() if one.status == "ok"}
    assert ok == {"params", "n_layers", "n_parameter_tensors", "l2_norm"}
    assert "--input-shape" in str(found["synflow"].reason)


def test_without_labels_what_needs_them_is_unsupported(batch_of):
    found = score(Chain(), batch_of().without_labels(), ["snip", "epe_nas", "jacov", "nwot"])
    assert [one.status for one in found.values()] == ["unsupported", "unsupported", "ok", "ok"]
    assert found["snip"].reason == "it needs labels and none were given; give --dataset"


def test_labels_beyond_the_output_are_unsupported(batch_of):
    found = score(Chain(classes=3), batch_of(classes=9), ["snip", "epe_nas", "grasp", "jacov"])
    assert [one.status for one in found.values()] == ["unsupported"] * 3 + ["ok"]
    assert "the network has 3 outputs" in str(found["epe_nas"].reason)


def test_standalone_cost_counts_every_pass_whole(batch_of):
    found = score(Chain(), batch_of(), ["grad_norm", "snip", "jacov", "params"], build_cpu_s=100.0)
    assert all(one.standalone_cpu_s >= 100 + one.cpu_s for one in found.values())
    # Both rest on the same passes, so beside their own arithmetic they cost the same.
    passes = [found[name].standalone_cpu_s - found[name].cpu_s for name in ("grad_norm", "snip")]
    assert passes[0] == pytest.approx(passes[1])
    assert 100 < found.shared_cpu_s < sum(one.standalone_cpu_s for one in found.values()) - 200


def test_notes_say_what_a_record_should_hold(batch_of):
    assert score(Chain(), batch_of(), ["zen"])["zen"].note == "features entering body.9"
    assert score(Chain(), batch_of(), ["snip"])["snip"].note == ""


def test_a_plain_function_gets_a_private_copy_and_no_labels(batch_of):
    seen = {}

    def spoiling(network: nn.Module, batch: Batch) -> float:
        seen["labels"] = batch.labels
        for parameter in network.parameters():
            parameter.data.zero_()
        batch.images.zero_()
        return float(torch.rand(()))

    network, batch = Chain(), batch_of()
    proxy = made(spoiling, takes=None)
    first, second = (score(network, batch, [proxy])["made"].value for _ in range(2))
    assert first == second
    assert seen["labels"] is None
    assert any(parameter.any() for parameter in network.parameters())
    assert batch.images.any()


def test_images_per_pass_reaches_the_jacobian_and_nothing_else(batch_of):
    network, batch = Chain(), batch_of(images=12)
    whole = score(network, batch, ["jacov", "nwot", "snip"])
    parted = score(network, batch, ["jacov", "nwot", "snip"], images_per_pass=4)
    assert parted["jacov"].value != whole["jacov"].value
    assert [parted[name].value for name in ("nwot", "snip")] == [
        whole[name].value for name in ("nwot", "snip")
    ]


def test_lcmnas_and_jacov_rank_alike(batch_of):
    networks = [Chain(channels) for channels in (2, 3, 5, 8, 13)]
    scores = [score(network, batch_of(), ["jacov", "lcmnas"]) for network in networks]
    by_jacov, by_lcmnas = (np.argsort([one[name].value for one in scores]) for name in ("jacov", "lcmnas"))
    assert by_jacov.tolist() == by_lcmnas.tolist()


def test_the_graph_is_freed_when_a_proxy_fails(batch_of):
    import gc
    import weakref

    held = []

    def failing(loss: LossGradients) -> float:
        held.append(weakref.ref(loss.gradients[0]))
        raise ValueError("late")

    gc.disable()
    try:
        score(Chain(), batch_of(), [made(failing, takes=(LossGradients,))])
        assert held[0]() is None
    finally:
        gc.enable()

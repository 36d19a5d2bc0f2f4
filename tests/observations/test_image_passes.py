"""What passes are said to cost, against the multiply-adds that torch counts while they run."""

import pytest
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from lcmnas_core.observations import image_passes
from lcmnas_core.proxies import PROXIES, find
from lcmnas_core.proxies.scoring import score
from lcmnas_core.search.cost import SCORE_PASSES

IMAGES, SIDE, CLASSES = 6, 8, 7
FIRST = SIDE * SIDE * 3 * 9 * 4
MACS = FIRST + SIDE * SIDE * 4 * 9 * 5 + 5 * CLASSES
"""By hand: 3x3 convolutions of 3 to 4 and 4 to 5 channels on 8x8 pixels, and a linear layer of 5 to 7."""

SPARED = {
    # No gradient of the images is asked for, so the first layer has one product less in a full backward pass.
    **dict.fromkeys(("grad_norm", "snip", "plain", "fisher", "fisher_channel"), IMAGES),
    **dict.fromkeys(("synflow", "logsynflow"), 1),
    # Nothing moves in front of the first layer, which spares three of four products along two tangents.
    "grasp": IMAGES + 3 * IMAGES,
}
"""Passes of one image through the first layer that are not made."""

CORRELATED = dict.fromkeys(("jacov", "lcmnas", "epe_nas"), IMAGES**2 * 3 * SIDE**2)
"""Multiply-adds of what is done with the gradients: no pass through the network."""


class Counter(TorchDispatchMode):
    """Adds up what torch's own formulas say of every operation, backward passes included."""

    def __init__(self):
        super().__init__()
        self.macs = 0

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        found = function(*args, **(kwargs or {}))
        formula = flop_registry.get(function._overloadpacket)
        if formula is not None:
            self.macs += formula(*args, **(kwargs or {}), out_val=found) // 2
        return found


def chain():
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1, bias=False),
        nn.ReLU(),
        nn.Conv2d(4, 5, 3, padding=1, bias=False),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(5, CLASSES, bias=False),
    )


@pytest.mark.parametrize("name", [name for name in PROXIES if PROXIES.origin(name) == "lcmnas"])
def test_proxies_cost_what_torch_counts(name, batch_of):
    batch = batch_of(IMAGES, CLASSES, (3, SIDE, SIDE))
    with Counter() as counter:
        found = score(chain(), batch, [name])[name]
    assert found.status == "ok"
    said = find(name).image_passes(IMAGES)
    passed = counter.macs - CORRELATED.get(name, 0)
    assert passed == said * MACS - SPARED.get(name, 0) * FIRST


def test_a_pass_that_two_observations_rest_on_counts_once():
    forward_and_backward, forward = find("jacov"), find("nwot")
    assert forward.image_passes(10) == 10
    assert forward_and_backward.image_passes(10) == 20
    assert image_passes((*forward_and_backward.takes, *forward.takes), 10) == 20


def test_searches_charge_for_the_score_what_it_costs():
    assert find("lcmnas").image_passes(64) == SCORE_PASSES * 64


def test_of_a_plain_function_nothing_is_known():
    assert find("tests.proxies.peers:params").image_passes(64) is None

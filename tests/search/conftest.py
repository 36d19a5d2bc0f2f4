"""Small searches, and answers computed from the question instead of a training."""

import hashlib

import pytest

from lcmnas_core.data.sizes import Sizes
from lcmnas_core.records.measurement import Cost
from lcmnas_core.records.outcomes import failure_outcome, value_outcome
from lcmnas_core.search.request import Ending, Estimation, Search, Shown
from lcmnas_core.spaces.wdg_macro.acceptance import Limits
from lcmnas_core.training.recipe import Recipe

SHOWN = Shown(dataset="digits", sha256="0" * 64, shape=(1, 8, 8), classes=10, sizes=Sizes(100, 20, 2))
SHORT = Recipe(epochs=1, batch_size=50, checkpoints=1, curve=False)
PICK = Recipe(epochs=2, batch_size=50, checkpoints=1, curve=False)
LAST = Recipe(epochs=3, batch_size=50, checkpoints=1, curve=False)


@pytest.fixture
def small():
    """A search of 3 generations with 5 newcomers each; overriding fields by name."""

    def make(**changes):
        fields = {
            "images": SHOWN,
            "width_factor": 0.25,
            "limits": Limits(macs=1_000_000),
            "reference_fitness": "uniform",
            "population": 6,
            "generations": 3,
            "estimation": Estimation(weight=0.75, score_images=32, training=SHORT),
            "ending": Ending(finalists=3, pick=PICK, training=LAST),
        }
        return Search(**{**fields, **changes})

    return make


def number_of(identity, words=()):
    """A number in [0, 1) that depends on architecture, quantity and recipe alone."""
    text = "|".join((identity.arch, identity.quantity, str(identity.settings.get("epochs")), *words))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


@pytest.fixture
def answers():
    """A look-up that answers everything, remembers what was asked, and fails where `fails(identity)`."""

    def make(fails=lambda identity: False, value=number_of):
        asked = []

        def known(identity):
            asked.append(identity)
            if fails(identity):
                return failure_outcome("nonfinite", "Diverged", "the loss was nan")
            return value_outcome(value(identity), Cost(shared_cpu_s=1.0, wall_s=2.0))

        known.asked = asked
        return known

    return make

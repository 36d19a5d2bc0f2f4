from dataclasses import replace

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.table_building import PLANS
from lcmnas_core.training.recipe import Recipe


@pytest.fixture
def tiny_plan(monkeypatch):
    """Three dead cells, one epoch of 8x8 digits, one seed."""
    whole = PLANS["nb201_mini"]()
    recipe = Recipe(epochs=1, batch_size=500)
    update = {"name": "tiny", "recipe": recipe.as_settings(), "dataset": "digits"}
    plan = replace(
        whole,
        card=whole.card.model_copy(update=update),
        settings=BuildSettings(2, 1, (1, 8, 8), 10),
        recipe=recipe,
        seeds=(0,),
        entries=whole.entries[:3],
        reductions=(),
        reduced=(),
    )
    monkeypatch.setitem(PLANS._values, "tiny", lambda: plan)
    return plan

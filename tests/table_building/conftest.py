from dataclasses import replace

import pytest

from lcmnas_core.table_building import PLANS
from lcmnas_core.training.recipe import Recipe


@pytest.fixture
def tiny_plan(monkeypatch):
    """Three dead or nearly dead cells, one epoch, one seed: a second of training."""
    whole = PLANS["nb201_mini"]()
    recipe = Recipe(epochs=1, batch_size=500)
    card = whole.card.model_copy(update={"name": "tiny", "recipe": recipe.as_settings()})
    plan = replace(whole, card=card, recipe=recipe, seeds=(0,), entries=whole.entries[:3])
    monkeypatch.setitem(PLANS._values, "tiny", lambda: plan)
    return plan

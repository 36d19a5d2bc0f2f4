"""Short trainings by our own settings, for sets that draw perturbations of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lcmnas_core.training.recipe import Recipe

RATES: Mapping[str, float] = {"nasbench201": 0.05, "macro_micro": 0.02}
"""Peak rate by space, where it is not that of `wdg_macro`."""
_USUAL = Recipe(epochs=1, batch_size=32, peak_rate=0.01)


def own_recipe(space: str) -> Recipe:
    """One epoch of the training that suits networks of `space`; users say how many.

    Of batch and rate (32, 0.01), (32, 0.02), (32, 0.05), (64, 0.05) and (64, 0.1), those that gave six random
    networks of `wdg_macro`, `nasbench201` and `macro_micro` each the best mean accuracy after 3 epochs on
    mnist5k_rot. Deep networks without batch norm, as `wdg_macro` draws them, stay at chance under higher
    rates, cells learn half as fast under so low a one. Other spaces get what `wdg_macro` does.
    """
    return replace(_USUAL, peak_rate=RATES.get(space, _USUAL.peak_rate))

"""The training of networks of `wdg_macro` on sets that draw perturbations of their own."""

from __future__ import annotations

from lcmnas_core.training.recipe import Recipe

PERTURBED = Recipe(epochs=1, batch_size=32, peak_rate=0.01)
"""One epoch; users say how many.

Batch and rate gave six random networks the best mean accuracy after 3 epochs on mnist5k_rot, of (32, 0.01),
(32, 0.02), (32, 0.05), (64, 0.05), (64, 0.1): deep ones without batch norm stay at chance under higher rates.
"""

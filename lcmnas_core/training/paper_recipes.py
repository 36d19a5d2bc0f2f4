"""The trainings of LCMNAS (Lopes and Alexandre, arXiv:2203.05508), as its public code runs them.

The code keeps a smaller last batch and lowers a cosine once an epoch; here such a batch is left out and the
rate falls with every step.
"""

from __future__ import annotations

from dataclasses import replace

from lcmnas_core.training.recipe import Recipe

LOW_FIDELITY = Recipe(
    epochs=4,
    batch_size=96,
    peak_rate=0.001,
    weight_decay=3e-4,
    checkpoints=1,
    schedule="constant",
    nesterov=False,
    augmentation="crop+flip+cutout",
)
"""Of every candidate, on a part of the training images."""

FINAL_PICK = replace(LOW_FIDELITY, epochs=10, peak_rate=0.025)
"""Of the fittest ten when the search is over, on the same part."""

FINAL = replace(LOW_FIDELITY, epochs=600, peak_rate=0.025, schedule="cosine")
"""Of the architecture found, from scratch, on all training images."""

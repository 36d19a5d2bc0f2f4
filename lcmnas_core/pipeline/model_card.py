"""What must be known of an exported network: what it is, how it was found, trained and measured."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from lcmnas_core import __version__
from lcmnas_core.pipeline.network_files import genotype
from lcmnas_core.spaces import SPACES

if TYPE_CHECKING:
    from lcmnas_core.pipeline import Trained

SUFFIX = ".card.json"


def write_card(trained: Trained, path: Path, form: str) -> Path:
    """Write the card of the network at `path` beside it."""
    card = path.with_name(path.name + SUFFIX)
    card.write_text(json.dumps(model_card(trained, path, form), indent=1, allow_nan=False) + "\n", "utf-8")
    return card


def model_card(trained: Trained, path: Path, form: str) -> dict[str, Any]:
    """Genotype, counts, images, accuracies, cost, and everything that decided search and training."""
    found, plan, result = trained.found, trained.plan, trained.result
    settings = found.search.build_settings
    space = SPACES[found.search.space]
    built_for = replace(settings, input_shape=trained.images.shape, classes=trained.images.classes)
    counts = space.counts(space.parse(found.arch), built_for)
    return {
        "file": path.name,
        "format": form,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        **genotype(trained),
        "params": counts.params,
        "pruned_params": result.pruned,
        "macs": counts.macs,
        "layers": counts.layers,
        "search": {
            **found.search.model_dump(mode="json"),
            "evaluations": found.evaluations,
            "macs_spent": found.macs,
            "validation_accuracy": found.validation_accuracy,
        },
        "training": {
            "images": trained.images.name,
            "images_sha256": trained.images.sha256,
            "images_licence": trained.images.licence,
            "recipe": plan.recipe.as_settings(),
            "seed": plan.seed,
            "epoch": result.epoch,
            "chosen": plan.options.choose,
            "prune_below": plan.options.prune_below,
            "cpu_s": result.curve.train_cpu_s,
            "validation_accuracy": result.validation_accuracy,
            "test_accuracy": result.test_accuracy,
        },
        "lcmnas_version": __version__,
        "torch_version": torch.__version__,
    }

"""What must be known of an exported network: what it is, how it was found, trained and measured."""

from __future__ import annotations

import copy
import hashlib
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from lcmnas_core import __version__
from lcmnas_core.engines.threads import one_thread
from lcmnas_core.pipeline.network_files import genotype
from lcmnas_core.spaces import SPACES
from lcmnas_core.training.cost import images_shown, training_macs
from lcmnas_core.whole_file import write_whole

if TYPE_CHECKING:
    from lcmnas_core.pipeline import Trained

SUFFIX = ".card.json"
TIMED_IMAGES = 100


def write_card(trained: Trained, path: Path, form: str) -> Path:
    """Write the card of the network at `path` beside it."""
    card = path.with_name(path.name + SUFFIX)
    write_whole(card, json.dumps(model_card(trained, path, form), indent=1, allow_nan=False) + "\n")
    return card


def model_card(trained: Trained, path: Path, form: str) -> dict[str, Any]:
    """Genotype, counts, images, accuracies, costs, and everything that decided search and training.

    `classes` of the network are numbered as the labels of the training's images; `wall_s_per_image` was
    measured here, on the CPU with one thread.
    """
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
        "wall_s_per_image": _wall_per_image(trained),
        "search": {
            **found.search.model_dump(mode="json"),
            "command": found.command,
            "evaluations": found.evaluations,
            "macs_spent": found.spent.macs,
            "images_trained": found.spent.images,
            "cpu_s": found.cpu_s,
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
            "command": _command(trained),
            "macs_spent": training_macs(plan.recipe, counts.macs, trained.images.sizes),
            "images_trained": images_shown(plan.recipe, trained.images.sizes),
            "cpu_s": result.curve.train_cpu_s,
            "validation_accuracy": result.validation_accuracy,
            "test_accuracy": result.test_accuracy,
        },
        "lcmnas_version": __version__,
        "torch_version": torch.__version__,
    }


def _command(trained: Trained) -> str:
    """What trains the winner of a search in DIR so."""
    plan, recipe = trained.plan, trained.plan.recipe
    words = f"lcmnas train DIR --epochs {recipe.epochs} --rate {recipe.peak_rate:g} --seed {plan.seed}"
    _, policy, rest = recipe.augmentation.partition("auto_augment_")
    optional = {
        f"--dataset {plan.dataset}": plan.dataset != trained.found.search.images.dataset.partition("[")[0],
        "--resize": plan.resize,
        f"--auto-augment {rest.partition('+')[0]}": bool(policy),
        "--prune": plan.options.prune_below is not None,
        f"--choose {plan.options.choose}": plan.options.choose != "last",
        f"--device {plan.options.device}": plan.options.device != "cpu",
    }
    return " ".join([words, *(option for option, is_given in optional.items() if is_given)])


def _wall_per_image(trained: Trained) -> float:
    """Mean over images shown together, after a first pass that chooses the kernels."""
    network = copy.deepcopy(trained.network).cpu().eval()
    images = trained.images.validation.images[:TIMED_IMAGES]
    with one_thread(), torch.no_grad():
        network(images)
        started = time.perf_counter()
        network(images)
        return (time.perf_counter() - started) / len(images)

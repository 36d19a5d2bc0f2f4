"""The training-free scores of the reference networks, computed once and shipped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path

import torch
import torchvision
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from lcmnas_core.data.batch import Batch
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.image_set import batch
from lcmnas_core.data.resized import fitted
from lcmnas_core.engines.threads import one_thread
from lcmnas_core.proxies import score
from lcmnas_core.search.cost import SCORE_PASSES
from lcmnas_core.search.references import ReferenceScores
from lcmnas_core.seeding import seed_for
from lcmnas_core.spaces.initialisation import initialise
from lcmnas_core.tracing.references import REFERENCES
from lcmnas_core.whole_file import write_whole

SIDE, SEED, IMAGES_PER_PASS = 64, 0, 96
WITHOUT_AUXILIARY = {"googlenet": {"aux_logits": False, "init_weights": False}}
"""In train mode GoogLeNet answers with a tuple unless its auxiliary heads are left out."""


def score_references(dataset: str, count: int) -> ReferenceScores:
    """Scores on `count` training images of `dataset`, brought to 3x64x64, in train mode; minutes on one core.

    Raises:
        UnknownName, MissingError, StoreError: the images.
    """
    images = image_set(dataset)
    shown = batch(images, size=count, seed=SEED)
    shown = Batch(fitted(shown.images, (3, SIDE, SIDE)))
    scores: dict[str, float] = {}
    macs = 0
    for name in REFERENCES:
        with one_thread():
            found = score(
                reference_network(name),
                shown,
                ["lcmnas", "macs"],
                seed=SEED,
                images_per_pass=IMAGES_PER_PASS,
            )
        macs += SCORE_PASSES * count * int(found["macs"].value or 0)
        value = found["lcmnas"].value
        if value is not None:
            scores[name] = value
    recipe: dict[str, str | int] = {
        "images": count,
        "images_per_pass": IMAGES_PER_PASS,
        "side": SIDE,
        "seed": SEED,
        "data_sha256": images.sha256,
        "torchvision": torchvision.__version__.partition("+")[0],
    }
    return ReferenceScores(recipe, macs, scores)


def reference_network(name: str) -> nn.Module:
    """The torchvision network called `name`, its weights drawn by name."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed_for("reference network", name, SEED))
        network = unweighted(name)
    initialise(network, "default", "reference network", name, SEED)
    return network


def unweighted(name: str) -> nn.Module:
    """The torchvision network called `name`, without heads that only its training has use for."""
    network: nn.Module = torchvision.models.get_model(name, weights=None, **WITHOUT_AUXILIARY.get(name, {}))
    return network


@cache
def macs_of(name: str, side: int) -> int:
    """Multiply-adds of one image of 3 x side x side; nothing is computed but shapes."""
    with torch.device("meta"), torch.no_grad(), FlopCounterMode(display=False) as counted:
        unweighted(name).eval()(torch.zeros(1, 3, side, side))
    return int(counted.get_total_flops()) // 2


def write_reference_scores(datasets: Iterable[str], count: int, path: Path) -> None:
    """Compute the scores on each of `datasets` and put them into the file at `path`."""
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    found |= {f"{dataset}/{count}": asdict(score_references(dataset, count)) for dataset in datasets}
    write_whole(path, json.dumps(found, indent=1, sort_keys=True) + "\n")

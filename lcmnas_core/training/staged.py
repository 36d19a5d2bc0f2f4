"""A training in stages: the next one goes on from where the last one ended, bit for bit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.errors import StoreError
from lcmnas_core.training.checkpoint import read_checkpoint, write_checkpoint
from lcmnas_core.training.cost import Stage
from lcmnas_core.training.curve import Curve
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.trainer import Training


@dataclass(frozen=True)
class Staged:
    """What a stage yielded.

    Attributes:
        curve: from the first epoch of the schedule on.
        done: the epochs that were really trained.
        cpu_s: CPU seconds of their steps.
    """

    curve: Curve
    done: Stage
    cpu_s: float


def train_stage(
    network: nn.Module,
    images: ImageSet,
    recipe: Recipe,
    seed: int,
    stage: Stage,
    path: Path | None,
    device: str = "cpu",
) -> Staged:
    """Train `network` in place up to the end of `stage`.

    Weights, momentum, draws and curve are taken from `path` where they are those at the beginning of the
    stage, and are left there at its end, unless it ends the schedule. Where there is nothing fitting, what
    came before is done over: the result is the same, the work is not.

    `path` is a file of this training alone; without one nothing is kept.

    Raises:
        Diverged: the loss of an epoch became NaN or infinite.
        UnknownName: the recipe names an augmentation that does not exist.
    """
    training = Training(network, images, recipe, seed, device)
    if path is not None and (state := _kept(path, stage.since)):
        training.restore(state)
    since, before, end = training.epoch, training.curve.train_cpu_s, stage.end(recipe)
    while training.epoch < end:
        training.run_epoch()
        training.evaluate()
    if path is not None and end < recipe.epochs:
        write_checkpoint(path, training.state())
    elif path is not None:
        path.unlink(missing_ok=True)
    return Staged(training.curve, Stage(since, end), training.curve.train_cpu_s - before)


def _kept(path: Path, epoch: int) -> dict[str, Any] | None:
    """The state at `path` if it is whole and stands at the end of `epoch`."""
    if not epoch or not path.is_file():
        return None
    try:
        state = read_checkpoint(path)
    except StoreError:
        return None
    return state if len(state["curve"]["train_loss"]) == epoch else None

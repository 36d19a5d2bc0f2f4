"""A long training that can be stopped at any time and goes on from its folder, bit for bit."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from torch import nn

from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.errors import UsageError
from lcmnas_core.training.checkpoint import read_checkpoint, write_checkpoint
from lcmnas_core.training.curve import Curve
from lcmnas_core.training.evaluation import accuracy
from lcmnas_core.training.final_training import FinalOptions, FinalTraining
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.trainer import Training
from lcmnas_core.training.weight_mask import WeightMask

FILE = "training.pt"


def train_resumable(
    network: nn.Module,
    images: ImageSet,
    recipe: Recipe,
    seed: int,
    folder: Path,
    options: FinalOptions | None = None,
    on_epoch: Callable[[Curve], None] | None = None,
) -> FinalTraining:
    """Train `network` in place from where `folder` stands: the same bits as if it had never been stopped.

    Test images are looked at once, by the weights that were chosen; asked again, the folder tells the number.

    Raises:
        UsageError: the folder holds another training.
        StoreError: its file is damaged.
        Diverged: the loss became NaN or infinite.
    """
    options = options or FinalOptions()
    if options.choose == "best" and not recipe.curve:
        raise UsageError("the best epoch is chosen by the validation curve, which this recipe leaves out")
    about: dict[str, Any] = {
        "images": images.sha256,
        "recipe": repr(recipe),
        "seed": seed,
        "initial weights": _digest(network),
        "choose": options.choose,
        "prune_below": options.prune_below,
    }
    kept = _Kept(Training(network, images, recipe, seed, options.device), options, about, folder / FILE)
    while kept.training.epoch < recipe.epochs:
        kept.run_epoch()
        if on_epoch:
            on_epoch(kept.training.curve)
    return kept.finished()


def kept_result(folder: Path) -> bool:
    """Whether `folder` holds a training that came to its end.

    Raises:
        StoreError: its file is damaged.
    """
    path = folder / FILE
    return path.is_file() and bool(read_checkpoint(path)["result"])


def _digest(network: nn.Module) -> str:
    digest = hashlib.sha256()
    for name, value in network.state_dict().items():
        digest.update(name.encode())
        digest.update(value.cpu().contiguous().numpy().data)
    return digest.hexdigest()


class _Kept:
    """A training, its file, and what goes beyond the plain loop: the best weights and the pruning mask."""

    def __init__(self, training: Training, options: FinalOptions, about: dict[str, Any], path: Path) -> None:
        self.training, self._options, self._about, self._path = training, options, about, path
        self._best: dict[str, Any] = {}
        self._result: dict[str, Any] = {}
        self._mask: WeightMask | None = None
        if options.prune_below is not None:
            self._mask = WeightMask(training.network, options.prune_below)
            training.optimiser.register_step_post_hook(self._mask.after_step)
        if path.is_file():
            self._restore(read_checkpoint(path))

    def run_epoch(self) -> None:
        training = self.training
        training.run_epoch()
        if self._mask is not None:
            self._mask.extend()
        training.evaluate()
        if self._options.choose == "best" and _is_best(training.curve):
            self._best = {
                "epoch": training.epoch,
                "weights": copy.deepcopy(training.network.state_dict()),
                "pruned": self._pruned,
            }
        if training.epoch % self._options.every == 0 or training.epoch == training.recipe.epochs:
            self._write()

    def finished(self) -> FinalTraining:
        network, images = self.training.network, self.training.images
        if self._best:
            network.load_state_dict(self._best["weights"])
        if not self._result:
            self._result = {
                "epoch": self._best.get("epoch", self.training.epoch),
                "validation_accuracy": accuracy(network, images.validation),
                "test_accuracy": None if images.test is None else accuracy(network, images.test),
            }
            self._write()
        params = sum(each.numel() for each in network.parameters())
        pruned = self._best["pruned"] if self._best else self._pruned
        return FinalTraining(self.training.curve, **self._result, params=params, pruned=pruned)

    @property
    def _pruned(self) -> int:
        return 0 if self._mask is None else self._mask.dropped

    def _write(self) -> None:
        state = {
            "about": self._about,
            "training": self.training.state(),
            "best": self._best,
            "kept": {} if self._mask is None else self._mask.kept,
            "result": self._result,
        }
        write_checkpoint(self._path, state)

    def _restore(self, state: dict[str, Any]) -> None:
        for name, wanted in self._about.items():
            if state["about"].get(name) != wanted:
                raise UsageError(
                    f"{self._path} holds a training with {name} {state['about'].get(name)}, not {wanted}; "
                    "give another folder"
                )
        self.training.restore(state["training"])
        self._best, self._result = state["best"], state["result"]
        if self._mask is not None:
            self._mask.restore(state["kept"])


def _is_best(curve: Curve) -> bool:
    return curve.validation_accuracy.index(max(curve.validation_accuracy)) == len(curve.train_loss) - 1

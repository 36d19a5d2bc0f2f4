"""The training loop, whole or epoch by epoch."""

from __future__ import annotations

import math
import time
from dataclasses import asdict
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.errors import LcmnasError
from lcmnas_core.seeding import seed_for
from lcmnas_core.training.augmentations import augmentation
from lcmnas_core.training.curve import Curve
from lcmnas_core.training.epoch_batches import epoch_batches
from lcmnas_core.training.evaluation import right_answers
from lcmnas_core.training.recipe import Recipe


class Diverged(LcmnasError):
    """The loss of an epoch was not finite."""


def train(network: nn.Module, images: ImageSet, recipe: Recipe, seed: int, device: str = "cpu") -> Curve:
    """Train `network` in place; whatever is random in it depends on (set, recipe, seed) only.

    Test images are never looked at: whoever wants them asks `accuracy` for them.

    Raises:
        Diverged: the loss became NaN or infinite.
        UnknownName: the recipe names an augmentation that does not exist.
    """
    training = Training(network, images, recipe, seed, device)
    while training.epoch < recipe.epochs:
        training.run_epoch()
        training.evaluate()
    return training.curve


class Training:
    """A training that goes on epoch by epoch.

    Attributes:
        curve: what it yielded so far.
        optimiser: with the momentum so far.
        draws: of the order and the perturbation of images.
    """

    def __init__(
        self, network: nn.Module, images: ImageSet, recipe: Recipe, seed: int, device: str = "cpu"
    ) -> None:
        network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.network, self.images, self.recipe = network, images, recipe
        self.device = torch.device(device)
        self.curve = Curve()
        self.optimiser = torch.optim.SGD(
            network.parameters(),
            lr=recipe.peak_rate,
            momentum=recipe.momentum,
            weight_decay=recipe.weight_decay,
            nesterov=recipe.nesterov,
            foreach=True,
        )
        self._names = ("training", images.sha256, repr(recipe), seed)
        self.draws = torch.Generator().manual_seed(seed_for(*self._names))
        self._augment = augmentation(recipe.augmentation, images)

    @property
    def epoch(self) -> int:
        """Epochs done."""
        return len(self.curve.train_loss)

    def state(self) -> dict[str, Any]:
        """Everything that the next epoch depends on, as tensors and plain values."""
        return {
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "draws": self.draws.get_state(),
            "curve": asdict(self.curve),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from the `state` of a training of the same network, images, recipe and seed."""
        self.network.load_state_dict(state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.draws.set_state(state["draws"])
        self.curve = Curve(**state["curve"])

    def run_epoch(self) -> None:
        """Take the steps of the next epoch.

        Raises:
            Diverged: their mean loss is NaN or infinite.
        """
        before = time.process_time()
        # Dropout draws from the global generator; a seed per epoch leaves nothing of it to be stored.
        with torch.random.fork_rng([self.device] if self.device.type == "cuda" else []):
            torch.manual_seed(seed_for(*self._names, "noise", self.epoch))
            loss = self._steps()
        self.curve.train_cpu_s += time.process_time() - before
        if not math.isfinite(loss):
            raise Diverged(f"the training loss of epoch {self.epoch + 1} of {self.recipe.epochs} was {loss}")
        self.curve.train_loss.append(loss)

    def _steps(self) -> float:
        self.network.train()
        steps = self.recipe.steps(len(self.images.train.labels))
        total = torch.zeros((), device=self.device)
        batches = epoch_batches(self.images, self.recipe, self._augment, self.draws)
        for done, (pixels, labels) in enumerate(batches, start=self.epoch * steps + 1):
            share = done / (self.recipe.epochs * steps + 1)
            self.optimiser.param_groups[0]["lr"] = self.recipe.rate(share)
            shown = pixels.to(self.device, memory_format=torch.channels_last)
            loss = F.cross_entropy(self.network(shown), labels.to(self.device))
            self.optimiser.zero_grad()
            torch.autograd.backward(loss)
            self.optimiser.step()
            total += loss.detach()
        return float(total) / steps

    def evaluate(self) -> None:
        """Add what the recipe wants to know after the epoch just run: one validation copy, all, or none."""
        validation = self.images.validation
        at_checkpoint = self.epoch in self.recipe.checkpoint_epochs()
        copies = validation.copies if at_checkpoint else int(self.recipe.curve)
        right = [right_answers(self.network, validation.copy(index)) for index in range(copies)]
        rows = len(validation.labels)
        if at_checkpoint:
            self.curve.checkpoint_accuracy[self.epoch] = sum(right) / rows
        if self.recipe.curve:
            self.curve.validation_accuracy.append(right[0] / (rows // validation.copies))

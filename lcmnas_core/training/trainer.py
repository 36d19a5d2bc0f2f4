"""The training loop: images resident as tensors, perturbed once an epoch, no loader processes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lcmnas_core.data.image_set import ImageSet, Split
from lcmnas_core.errors import LcmnasError
from lcmnas_core.seeding import seed_for
from lcmnas_core.training.recipe import Recipe

EVALUATION_BATCH = 500


class Diverged(LcmnasError):
    """The loss of an epoch was not finite."""


@dataclass
class Curve:
    """What a training yields; accuracies are fractions, one entry per epoch where not said otherwise.

    Attributes:
        train_loss: mean over the epoch's steps.
        validation_accuracy: on the first copy of the validation images.
        checkpoint_accuracy: epoch to accuracy on all validation copies.
        test_accuracy: after the last epoch, on all test copies; None where the set has no test images.
        train_cpu_s: CPU seconds of the steps, perturbation included, evaluation left out.
    """

    train_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    checkpoint_accuracy: dict[int, float] = field(default_factory=dict)
    test_accuracy: float | None = None
    train_cpu_s: float = 0.0


def train(network: nn.Module, images: ImageSet, recipe: Recipe, seed: int, device: str = "cpu") -> Curve:
    """Train `network` in place; order and perturbation of images depend on (set, recipe, seed) only.

    Raises:
        Diverged: the loss became NaN or infinite.
    """
    network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    draws = torch.Generator().manual_seed(seed_for("training", images.sha256, repr(recipe), seed))
    step = _stepper(network, recipe, len(images.train.labels))
    curve = Curve()
    checkpoints = recipe.checkpoint_epochs()
    for epoch in range(1, recipe.epochs + 1):
        before = time.process_time()
        loss = _epoch(network, images, recipe, draws, step)
        curve.train_cpu_s += time.process_time() - before
        if not math.isfinite(loss):
            raise Diverged(f"the training loss of epoch {epoch} of {recipe.epochs} was {loss}")
        curve.train_loss.append(loss)
        curve.validation_accuracy.append(accuracy(network, images.validation.copy(0)))
        if epoch in checkpoints:
            curve.checkpoint_accuracy[epoch] = accuracy(network, images.validation)
    if images.test is not None:
        curve.test_accuracy = accuracy(network, images.test)
    return curve


def _epoch(
    network: nn.Module,
    images: ImageSet,
    recipe: Recipe,
    draws: torch.Generator,
    step: Callable[[Tensor], None],
) -> float:
    network.train()
    device = next(network.parameters()).device
    order = torch.randperm(len(images.train.labels), generator=draws)
    pixels, labels = images.train.images[order], images.train.labels[order].to(device)
    if images.perturb is not None:
        pixels = images.perturb(pixels, draws)
    pixels = pixels.to(device, memory_format=torch.channels_last)
    size = min(recipe.batch_size, len(labels))
    total = torch.zeros((), device=device)
    steps = len(labels) // size
    for start in range(0, steps * size, size):
        part = slice(start, start + size)
        loss = F.cross_entropy(network(pixels[part]), labels[part])
        step(loss)
        total += loss.detach()
    return float(total) / steps


def _stepper(network: nn.Module, recipe: Recipe, images: int) -> Callable[[Tensor], None]:
    """One optimiser step on a loss, at the learning rate that is due."""
    optimiser = torch.optim.SGD(
        network.parameters(),
        lr=recipe.peak_rate,
        momentum=recipe.momentum,
        weight_decay=recipe.weight_decay,
        nesterov=True,
        foreach=True,
    )
    steps = recipe.epochs * (images // min(recipe.batch_size, images))
    done = 0

    def step(loss: Tensor) -> None:
        nonlocal done
        done += 1
        optimiser.param_groups[0]["lr"] = recipe.rate(done / (steps + 1))
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()

    return step


@torch.no_grad()
def accuracy(network: nn.Module, split: Split) -> float:
    """Share of images in `split` whose highest score is at their label, batch norm in eval mode."""
    network.eval()
    device = next(network.parameters()).device
    right = 0
    for start in range(0, len(split.labels), EVALUATION_BATCH):
        part = slice(start, start + EVALUATION_BATCH)
        scores = network(split.images[part].to(device, memory_format=torch.channels_last))
        right += int((scores.argmax(1) == split.labels[part].to(device)).sum())
    return right / len(split.labels)

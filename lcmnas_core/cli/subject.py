"""What `lcmnas score` looks at: a network of a space or of the user, and the images it is shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import nn

from lcmnas_core.data.batch import Batch
from lcmnas_core.data.catalogue import image_set
from lcmnas_core.data.image_set import ImageSet
from lcmnas_core.data.image_set import batch as batch_of
from lcmnas_core.data.resized import fitted
from lcmnas_core.errors import UsageError
from lcmnas_core.plugins import load_target
from lcmnas_core.seeding import seed_for
from lcmnas_core.spaces import SPACES

Shape = tuple[int, int, int]


@dataclass(frozen=True)
class Asked:
    """What the command line says, in its words."""

    space: str | None
    arch: str | None
    model: str | None
    dataset: str | None
    input_shape: Shape | None
    batch: int
    seed: int


@dataclass(frozen=True)
class Subject:
    """A network with what it is shown.

    Attributes:
        arch: canonical string, for a network of a space.
        build_cpu_s: CPU seconds of building it.
        shape: (C, H, W) of an image.
        batch: None where no data set was named.
        images: the set that the batch is from.
    """

    network: nn.Module
    arch: str | None
    build_cpu_s: float
    shape: Shape
    batch: Batch | None
    images: ImageSet | None


def subject_of(asked: Asked) -> Subject:
    """The network and the batch that were asked for.

    Raises:
        UnknownName, UsageError: a name, string or combination of options is wrong.
        MissingError, StoreError: the image set cannot be had.
    """
    of_space = asked.space is not None and asked.arch is not None and asked.model is None
    of_user = asked.model is not None and asked.space is None and asked.arch is None
    if not (of_space or of_user):
        raise UsageError("give either --space and --arch, or --model")
    images = image_set(asked.dataset) if asked.dataset else None
    batch = batch_of(images, size=asked.batch, seed=asked.seed) if images else None
    if batch and asked.input_shape:
        batch = Batch(fitted(batch.images, asked.input_shape), batch.labels)
    shape = asked.input_shape
    if batch:
        _, channels, height, width = batch.images.shape
        shape = channels, height, width
    return (_of_space if of_space else _of_user)(asked, images, batch, shape)


def _of_space(asked: Asked, images: ImageSet | None, batch: Batch | None, shape: Shape | None) -> Subject:
    space = SPACES[str(asked.space)]
    architecture = space.parse(str(asked.arch))
    usual = space.settings
    settings = replace(
        usual,
        input_shape=shape or usual.input_shape,
        classes=images.classes if images else usual.classes,
    )
    started = time.process_time()
    network = space.build(architecture, settings, asked.seed)
    spent = time.process_time() - started
    return Subject(network, space.format(architecture), spent, settings.input_shape, batch, images)


def _of_user(asked: Asked, images: ImageSet | None, batch: Batch | None, shape: Shape | None) -> Subject:
    if shape is None:
        raise UsageError("--model needs the shape of its images: give --input-shape C,H,W or --dataset")
    target = str(asked.model)
    made = load_target(target)
    started = time.process_time()
    if not isinstance(made, nn.Module):
        made = _called(target, made, asked.seed)
    if not isinstance(made, nn.Module):
        raise UsageError(f"{target} gave a {type(made).__name__}; expected a torch.nn.Module")
    return Subject(made, None, time.process_time() - started, shape, batch, images)


def _called(target: str, make: Callable[[], object], seed: int) -> object:
    with torch.random.fork_rng():
        torch.manual_seed(seed_for("model", target, seed))
        try:
            return make()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise UsageError(f"{target} could not be called without arguments: {reason}") from error

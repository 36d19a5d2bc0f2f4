"""What an evaluation does: build the network, score it, train it, and say what each value cost."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.data.batch import Batch
from lcmnas_core.data.catalogue import image_set, image_set_unchanged
from lcmnas_core.data.image_set import batch
from lcmnas_core.data.resized import AtSize, fitted
from lcmnas_core.engines.job import JSON
from lcmnas_core.engines.peak_memory import peak_bytes
from lcmnas_core.errors import LcmnasError
from lcmnas_core.proxies import score
from lcmnas_core.records.measurement import Cost, Identity, Outcome
from lcmnas_core.records.outcomes import exception_outcome, failure_outcome, reported_outcome, value_outcome
from lcmnas_core.search.asks import REFERENCE_SPACE
from lcmnas_core.search.cost import SCORE_PASSES
from lcmnas_core.spaces import SPACES
from lcmnas_core.training.cost import Stage, images_shown, training_macs
from lcmnas_core.training.energy import used_joules
from lcmnas_core.training.evaluation import accuracy
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.staged import train_stage
from lcmnas_core.training.trainer import Diverged

if TYPE_CHECKING:
    from torch import nn

    from lcmnas_core.data.image_set import ImageSet
    from lcmnas_core.training.curve import Curve

SCORE = "lcmnas"


@dataclass(frozen=True)
class Subject:
    """A built network, the images of the search, and what one image costs.

    Attributes:
        shape: (C, H, W) that the network takes; images of another shape are brought to it.
        macs: multiply-adds of one image of that shape.
        device: where it is trained; it is scored on the CPU, before.
        folder: where trainings that may go on are kept; None keeps none.
    """

    network: nn.Module
    images: ImageSet
    shape: tuple[int, int, int]
    macs: int
    seed: int
    device: str
    folder: Path | None


def outcomes(task: dict[str, JSON], identities: Sequence[Identity]) -> list[Outcome]:
    """One outcome for each of `identities`: of one architecture and seed, with one training at most."""
    image_set(identities[0].dataset)  # the first job of a worker would pay for all that follow
    device = str(task["device"])
    cpu, wall, joules = time.process_time(), time.perf_counter(), used_joules(device)
    folder = Path(str(task["folder"])) if "folder" in task else None
    subject = _subject(identities[0], device, folder)
    found = {each.key: _score(subject, each) for each in identities if each.estimator == SCORE}
    found |= _training(subject, [each for each in identities if each.estimator == "training"])
    whole = {
        "shared_cpu_s": time.process_time() - cpu,
        "wall_s": time.perf_counter() - wall,
        "peak_bytes": peak_bytes(),
        "energy_j": _since(joules, used_joules(device)),
    }
    return [_with_cost(found[each.key], whole) for each in identities]


def _subject(identity: Identity, device: str, folder: Path | None) -> Subject:
    settings = BuildSettings.from_names(identity.settings)
    images = image_set_unchanged(identity.dataset, identity.data_sha256)
    if identity.space == REFERENCE_SPACE:
        from lcmnas_core.search.reference_scoring import macs_of, reference_network

        network = reference_network(identity.arch)
        macs = macs_of(identity.arch, settings.input_shape[-1])
        return Subject(network, images, settings.input_shape, macs, identity.seed, device, folder)
    space = SPACES[identity.space]
    architecture = space.parse(identity.arch)
    network = space.build(architecture, settings, identity.seed)
    counts = space.counts(architecture, settings)
    return Subject(network, images, settings.input_shape, counts.macs, identity.seed, device, folder)


def _score(subject: Subject, identity: Identity) -> Outcome:
    size = cast("int", identity.settings["images"])
    shown = batch(subject.images, size=size, seed=subject.seed)
    found = score(
        subject.network,
        Batch(fitted(shown.images, subject.shape), shown.labels),
        [SCORE],
        seed=subject.seed,
        images_per_pass=cast("int", identity.settings["images_per_pass"]),
    )[SCORE]
    cost = Cost(cpu_s=found.standalone_cpu_s, macs=SCORE_PASSES * size * subject.macs, images=0)
    return reported_outcome(found.status, found.value, found.reason or "", cost)


def _training(subject: Subject, identities: Sequence[Identity]) -> dict[str, Outcome]:
    if not identities:
        return {}
    recipe = _recipe(identities[0])
    network = subject.network
    if subject.shape != subject.images.shape:
        network = AtSize(network, subject.shape)
    started, stage = time.perf_counter(), _stage(identities)
    path = subject.folder and subject.folder / f"{_digest(identities[0])}.pt"
    try:
        trained = train_stage(network, subject.images, recipe, subject.seed, stage, path, subject.device)
    except Diverged as error:
        # It says something of the architecture, so it is an answer and no loss.
        cost = _training_cost(subject, recipe, stage)
        lost = failure_outcome("nonfinite", "Diverged", str(error), cost)
        return {each.key: lost for each in identities}
    except (LcmnasError, RuntimeError, MemoryError) as error:
        lost = exception_outcome(error)
        return {each.key: lost for each in identities}
    device_s = None if subject.device == "cpu" else time.perf_counter() - started
    cost = _training_cost(subject, recipe, trained.done, trained.cpu_s, device_s)
    return {each.key: _trained(subject, each, trained.curve, cost) for each in identities}


def _recipe(identity: Identity) -> Recipe:
    return Recipe.from_settings(identity.settings)


def _trained(subject: Subject, identity: Identity, curve: Curve, cost: Cost) -> Outcome:
    epoch = cast("int", identity.epoch)
    if identity.quantity == "train_loss":
        return value_outcome(curve.train_loss[epoch - 1], cost)
    if identity.quantity == "checkpoint_accuracy":
        return value_outcome(curve.checkpoint_accuracy[epoch], cost)
    return value_outcome(accuracy(subject.network, subject.images.split("test")), cost)


def _stage(identities: Sequence[Identity]) -> Stage:
    """The epochs that are wanted: those before them were answered already."""
    epochs = [each.epoch for each in identities if each.epoch is not None]
    return Stage(min(epochs) - 1, max(epochs))


def _digest(identity: Identity) -> str:
    """Equal for the stages of one training."""
    about = identity.model_dump(mode="json", exclude={"quantity", "epoch", "split"})
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:32]


def _training_cost(
    subject: Subject,
    recipe: Recipe,
    stage: Stage,
    cpu_s: float | None = None,
    device_s: float | None = None,
) -> Cost:
    """Of all epochs of `stage` together: their values cannot be had apart."""
    sizes = subject.images.sizes
    return Cost(
        cpu_s=cpu_s,
        device_s=device_s,
        macs=training_macs(recipe, subject.macs, sizes, stage),
        images=images_shown(recipe, sizes, stage),
    )


def _since(before: float | None, now: float | None) -> float | None:
    return None if before is None or now is None else now - before


def _with_cost(outcome: Outcome, whole: dict[str, float | None]) -> Outcome:
    return outcome.model_copy(update={"cost": outcome.cost.model_copy(update=whole)})

"""One training as a job: its asks, the work, and its outcomes put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, cast

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.engines.job import JSON, Ask, Job
from lcmnas_core.engines.runner import Finished
from lcmnas_core.fidelity import Reduction
from lcmnas_core.records.measurement import Cost, Identity, Outcome
from lcmnas_core.spaces import SPACES
from lcmnas_core.table_building.plan import Planned, TablePlan
from lcmnas_core.tables.trainings import Training
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.reduction import reduced_images

if TYPE_CHECKING:
    from lcmnas_core.data.image_set import ImageSet
    from lcmnas_core.training.curve import Curve

VERSION = 1
NAME = "table-building"
"""The suite that trainings of tables are recorded under."""

RUNNER = "lcmnas_core.table_building:run_job"

SPLITS = {"train_loss": "train", "test_accuracy": "test"}
"""By quantity, the images it is of; validation images where it is not named."""

Value = tuple[str, int]
"""Quantity and the epoch after which it is taken."""


def values(recipe: Recipe) -> Iterator[Value]:
    """Everything that a training yields, in order."""
    for epoch in range(1, recipe.epochs + 1):
        yield "train_loss", epoch
        yield "validation_accuracy", epoch
    for epoch in recipe.checkpoint_epochs():
        yield "checkpoint_accuracy", epoch
    yield "test_accuracy", recipe.epochs


def job_of(plan: TablePlan, planned: Planned, data_sha256: str) -> Job:
    """The training that is `planned`; `data_sha256` is of the whole image set, reduced or not."""
    dist = f"lcmnas {version('lcmnas')}"
    recipe, built = plan.recipe_of(planned), plan.settings_of(planned)
    reduction = {"reduction": planned.recipe} if planned.reduction else {}
    population = {"population": planned.entry.population}
    identities = (
        Identity(
            suite=NAME,
            suite_version=VERSION,
            space=plan.card.space,
            arch=planned.entry.arch,
            estimator="training",
            estimator_version=str(VERSION),
            quantity=quantity,
            epoch=epoch,
            dataset=plan.card.dataset,
            data_sha256=data_sha256,
            split=SPLITS.get(quantity, "validation"),
            seed=planned.seed,
            settings={**built.names(), **recipe.as_settings(), **reduction, **population},
        )
        for quantity, epoch in values(recipe)
    )
    return Job(RUNNER, {}, tuple(Ask(identity, dist) for identity in identities))


def run_job(task: dict[str, JSON], identities: Sequence[Identity]) -> list[Outcome]:
    """Train the network that `identities` name and give each of them its value; the task is empty.

    Raises:
        StoreError: the images are not those that the table was begun with.
    """
    from lcmnas_core.training.evaluation import accuracy
    from lcmnas_core.training.trainer import train

    first = identities[0]
    recipe = Recipe.from_settings(first.settings)
    images = _images(first)
    space = SPACES[first.space]
    network = space.build(space.parse(first.arch), BuildSettings.from_names(first.settings), first.seed)
    curve = train(network, images, recipe, first.seed)
    found = _values(curve, recipe)
    found["test_accuracy", recipe.epochs] = accuracy(network, images.split("test"))
    cost = Cost(cpu_s=curve.train_cpu_s)
    return [
        Outcome(status="ok", value=found[each.quantity, cast("int", each.epoch)], cost=cost)
        for each in identities
    ]


def _images(identity: Identity) -> ImageSet:
    from lcmnas_core.data.catalogue import image_set_unchanged

    whole = image_set_unchanged(identity.dataset, identity.data_sha256)
    reduction = identity.settings.get("reduction")
    return whole if reduction is None else reduced_images(whole, Reduction.parse(str(reduction)))


def _values(curve: Curve, recipe: Recipe) -> dict[Value, float]:
    found: dict[Value, float] = {}
    for epoch in range(1, recipe.epochs + 1):
        found["train_loss", epoch] = curve.train_loss[epoch - 1]
        found["validation_accuracy", epoch] = curve.validation_accuracy[epoch - 1]
    for epoch, accuracy in curve.checkpoint_accuracy.items():
        found["checkpoint_accuracy", epoch] = accuracy
    return found


def training_of(finished: Finished, plan: TablePlan, planned: Planned) -> Training:
    """The row of the table that a finished job amounts to."""
    entry, recipe = planned.entry, plan.recipe_of(planned)
    about = {
        "arch": entry.arch,
        "population": entry.population,
        "class_key": entry.class_key,
        "member_archs": entry.members,
        "live": entry.live,
        "recipe": planned.recipe,
        "seed": planned.seed,
        "epochs": recipe.epochs,
        **_sizes(plan, planned),
    }
    failed = next((each for each in finished.outcomes if each.error is not None), None)
    if failed is not None and failed.error is not None:
        diverged = failed.error.type.endswith("Diverged")
        return Training.model_validate(
            {**about, "status": "diverged" if diverged else failed.status, "reason": failed.error.message}
        )
    series: dict[str, list[float]] = {}
    for ask, outcome in zip(finished.job.asks, finished.outcomes, strict=True):
        series.setdefault(ask.identity.quantity, []).append(cast("float", outcome.value))
    return Training.model_validate(
        {
            **about,
            "train_seconds": finished.outcomes[0].cost.cpu_s,
            "train_loss": tuple(series["train_loss"]),
            "validation_accuracy": tuple(series["validation_accuracy"]),
            "checkpoint_epochs": recipe.checkpoint_epochs(),
            "checkpoint_accuracy": tuple(series["checkpoint_accuracy"]),
            "test_accuracy": series["test_accuracy"][0],
        }
    )


def _sizes(plan: TablePlan, planned: Planned) -> dict[str, int]:
    """Parameters and multiply-adds of the network as it is trained."""
    if planned.reduction is None:
        return {"params": planned.entry.params, "macs": planned.entry.macs}
    space = SPACES[plan.card.space]
    counts = space.counts(space.parse(planned.entry.arch), plan.settings_of(planned))
    return {"params": counts.params, "macs": counts.macs}

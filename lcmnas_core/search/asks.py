"""From an architecture to what is asked of it, and from outcomes back to values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.engines.job import JSON, Ask, Job
from lcmnas_core.engines.rounds import Known
from lcmnas_core.records.measurement import Identity, Outcome, Setting
from lcmnas_core.search.request import NAME, VERSION, Search
from lcmnas_core.training.cost import WHOLE, Stage
from lcmnas_core.training.device import device_class
from lcmnas_core.training.recipe import Recipe

RUNNER = "lcmnas_core.search:run_job"
SCORE_VERSION = "1"
"""That of the proxy `lcmnas`."""
TRAINING_VERSION = "1"

REFERENCE_SPACE = "torchvision"
REFERENCE_CLASSES = 1000

SPLITS = {
    "score": "train",
    "train_loss": "train",
    "checkpoint_accuracy": "validation",
    "test_accuracy": "test",
}


@dataclass(frozen=True)
class Asked:
    """One architecture with everything that is asked of it at once.

    Attributes:
        arch: a chain of layers, or the name of a reference network.
        scored: whether its training-free score is wanted.
        recipe: the training wanted, None for none.
        tested: whether test images are looked at after it.
        side: of a reference network, to which images are brought as 3 x side x side; None for a candidate.
        stage: the part of the training wanted; what came before it is known or done over.
    """

    search: Search
    arch: str
    scored: bool = False
    recipe: Recipe | None = None
    tested: bool = False
    side: int | None = None
    stage: Stage = WHOLE

    def job(self) -> Job:
        """The job that answers."""
        dist = f"lcmnas {version('lcmnas')}"
        task: dict[str, JSON] = {"device": self.search.device}
        return Job(RUNNER, task, tuple(Ask(identity, dist) for identity in self.identities()))

    def identities(self) -> Iterator[Identity]:
        """One for each value, in order."""
        if self.scored:
            estimation = self.search.estimation
            settings = {"images": estimation.score_images, "images_per_pass": estimation.images_per_pass}
            yield self._identity("score", None, "lcmnas", SCORE_VERSION, settings)
        if self.recipe is not None:
            for quantity, epoch in self._trained():
                yield self._identity(quantity, epoch, "training", TRAINING_VERSION, self.recipe.as_settings())

    def _trained(self) -> Iterator[tuple[str, int]]:
        assert self.recipe is not None
        end = self.stage.end(self.recipe)
        yield from (("train_loss", epoch) for epoch in range(1, end + 1))
        checkpoints = (epoch for epoch in self.recipe.checkpoint_epochs() if epoch <= end)
        yield from (("checkpoint_accuracy", epoch) for epoch in checkpoints)
        if self.tested:
            yield "test_accuracy", self.recipe.epochs

    def _identity(
        self, quantity: str, epoch: int | None, estimator: str, version: str, settings: Mapping[str, Setting]
    ) -> Identity:
        search, side = self.search, self.side
        build = search.build_settings if side is None else reference_settings(side)
        return Identity(
            suite=NAME,
            suite_version=VERSION,
            space=search.space if side is None else REFERENCE_SPACE,
            arch=self.arch,
            estimator=estimator,
            estimator_version=version,
            quantity=quantity,
            epoch=epoch,
            dataset=search.images.dataset,
            data_sha256=search.images.sha256,
            split=SPLITS[quantity],
            seed=search.seed,
            device_class="cpu" if estimator == "lcmnas" else device_class(search.device),
            settings={**build.names(), **settings},
        )


def reference_settings(side: int) -> BuildSettings:
    """The size at which a reference network is built: as torchvision does, but for the side of its images."""
    return BuildSettings(channels=0, cells=0, input_shape=(3, side, side), classes=REFERENCE_CLASSES)


@dataclass(frozen=True)
class Told:
    """What came back for one `Asked`.

    Attributes:
        values: of the outcomes that are `ok`; `validation_accuracy` is that after the last
            epoch that was asked for.
        status: `ok`, or that of the first outcome which is not.
        reason: why not.
        cpu_s, wall_s: of the whole job; of a training that went on, of its last stage.
        device_s: of its training on a device that is no CPU.
        peak_bytes, energy_j: of the whole job; None where nothing measures them.
        macs: multiply-adds of score and training, as far as they are known.
    """

    values: dict[str, float]
    status: str = "ok"
    reason: str | None = None
    cpu_s: float | None = None
    wall_s: float | None = None
    device_s: float | None = None
    peak_bytes: int | None = None
    energy_j: float | None = None
    macs: int = 0

    @property
    def usable(self) -> dict[str, float]:
        """The values that may decide something: all of them, or none where one is missing."""
        return self.values if self.status == "ok" else {}


def told(asked: Asked, known: Known) -> Told | None:
    """The answer as far as `known`; None where an outcome is missing."""
    found = [(identity, known(identity)) for identity in asked.identities()]
    outcomes = [outcome for _, outcome in found if outcome is not None]
    if len(outcomes) < len(found):
        return None
    values: dict[str, float] = {}
    for identity, outcome in found:
        name = "validation_accuracy" if identity.quantity == "checkpoint_accuracy" else identity.quantity
        if outcome is not None and outcome.value is not None:
            values[name] = outcome.value  # of several epochs the last one stays
    failed = next((each for each in outcomes if each.status != "ok"), None)
    status, reason = _why(failed)
    cost = outcomes[-1].cost  # of a training that went on, that of the stage which was asked for
    return Told(
        values,
        status,
        reason,
        cpu_s=cost.shared_cpu_s,
        wall_s=cost.wall_s,
        device_s=cost.device_s,
        peak_bytes=cost.peak_bytes,
        energy_j=cost.energy_j,
        macs=_macs(found),
    )


def _why(failed: Outcome | None) -> tuple[str, str | None]:
    if failed is None or failed.error is None:
        return "ok", None
    return failed.status, f"{failed.error.type}: {failed.error.message}"


def _macs(found: list[tuple[Identity, Outcome | None]]) -> int:
    # Every value of a training carries the cost of all of it.
    by_estimator = {identity.estimator: outcome.cost.macs or 0 for identity, outcome in found if outcome}
    return sum(by_estimator.values())

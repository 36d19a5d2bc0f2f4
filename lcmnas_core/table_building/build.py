"""Build a table: train what is missing, keep every training as soon as it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from lcmnas_core.engines.engine import engine
from lcmnas_core.engines.options import EngineOptions
from lcmnas_core.engines.runner import Finished
from lcmnas_core.errors import UsageError
from lcmnas_core.table_building.ceiling import ceilings
from lcmnas_core.table_building.job import job_of, training_of
from lcmnas_core.table_building.plan import TablePlan
from lcmnas_core.table_building.plans import PLANS
from lcmnas_core.tables.stored import CARD_SUFFIX, read_card, write_trainings
from lcmnas_core.tables.trainings import FULL, Training, read_trainings

REDUCTIONS = "reductions"
"""Where a card lists the reductions of its rows, beside the recipe of whole trainings."""

Progress = Callable[[int, int, Training], None]
"""Called after each training with trainings done, trainings planned, and the one that ended."""


def build_table(
    name: str,
    folder: Path,
    options: EngineOptions,
    on_progress: Progress | None = None,
    *,
    using: str = "processes",
) -> Path:
    """Train what `folder` does not hold yet of the table `name`; returns the path of its parquet file.

    A stopped build is resumed by the same call. Trainings that were cut off (crashed, out of time or
    memory) are done again; one that diverged is a result and stays.

    Raises:
        UsageError: the folder holds a table of that name with another recipe, or of other images.
    """
    from lcmnas_core.data.catalogue import image_set

    plan = PLANS[name]()
    sha256 = image_set(plan.card.dataset).sha256
    done = {each.key: each for each in _kept(plan, folder, sha256)}
    planned = {each.key: each for each in plan.trainings()}
    jobs = (job_of(plan, each, sha256) for key, each in planned.items() if key not in done)
    with engine(using)(options) as perform, closing(perform(jobs)) as stream:
        for finished in stream:
            key = _key(finished)
            done[key] = training_of(finished, plan, planned[key])
            _write(plan, done.values(), folder, sha256)
            if on_progress:
                on_progress(len(done), len(planned), done[key])
    # Once more where nothing was left to be trained: the card tells what this release tells.
    _write(plan, done.values(), folder, sha256)
    return _file(plan, folder)


def _key(finished: Finished) -> tuple[str, str, str, int]:
    """The `Training.key` of the training that was done."""
    identity = finished.job.asks[0].identity
    settings = identity.settings
    recipe = str(settings.get("reduction", FULL))
    return (str(settings["population"]), identity.arch, recipe, identity.seed)


def _kept(plan: TablePlan, folder: Path, data_sha256: str) -> list[Training]:
    path = _file(plan, folder)
    if not path.is_file():
        return []
    card = read_card(path.with_suffix(CARD_SUFFIX))
    whole = {name: value for name, value in card.recipe.items() if name != REDUCTIONS}
    if whole != plan.card.recipe:
        raise UsageError(f"{path} was trained by another recipe: {card.recipe}; expected {plan.card.recipe}")
    if card.data_sha256 != data_sha256:
        raise UsageError(
            f"{path} was trained on images with SHA-256 {str(card.data_sha256)[:16]}..., but "
            f"{plan.card.dataset} has {data_sha256[:16]}... now; use those images or another folder"
        )
    return [each for each in read_trainings(path) if each.status in ("ok", "diverged")]


def _file(plan: TablePlan, folder: Path) -> Path:
    return folder / f"{plan.card.name}.parquet"


def _write(plan: TablePlan, trainings: Iterable[Training], folder: Path, data_sha256: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = list(trainings)
    reduced = sorted({each.recipe for each in rows} - {FULL})
    recipe = {**plan.card.recipe, **({REDUCTIONS: reduced} if reduced else {})}
    update = {"data_sha256": data_sha256, "recipe": recipe, "ceilings": ceilings(rows, plan.seeds)}
    write_trainings(rows, plan.card.model_copy(update=update), folder)

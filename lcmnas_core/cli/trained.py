"""The network that a search found, its training as the folder remembers it, and the plan of a new one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from lcmnas_core.cli.progress import meter
from lcmnas_core.cli.run_folder import stored_runs
from lcmnas_core.engines.rounds import known
from lcmnas_core.engines.threads import one_thread
from lcmnas_core.errors import MissingError, StoreError, UsageError, one_line
from lcmnas_core.pipeline import FinalPlan, Found, Trained, found_by, train
from lcmnas_core.records.store import Store
from lcmnas_core.training.final_training import FinalOptions
from lcmnas_core.training.own_recipes import own_recipe
from lcmnas_core.training.paper_recipes import FINAL
from lcmnas_core.training.recipe import Recipe
from lcmnas_core.training.resumable import FILE, kept_result
from lcmnas_core.training.weight_mask import PAPER_THRESHOLD
from lcmnas_core.whole_file import write_whole

PLAN = "plan.json"


@dataclass(frozen=True)
class Wishes:
    """What a user asked of a final training; None is what follows from the images."""

    dataset: str | None
    epochs: int
    policy: str | None
    rate: float | None
    prune: bool
    choose: Literal["last", "best"]
    seed: int
    resize: bool
    device: str


def winner_of(folder: Path) -> Found:
    """What the search of `folder` found.

    Raises:
        MissingError: no search there, or one that has not ended.
        UsageError: the folder holds several searches.
    """
    with Store.open(folder) as store:
        searches = [
            (each, run.note.command)
            for run in stored_runs(store)
            for each in getattr(run.request, "searches", ())
        ]
        if not searches:
            raise MissingError(f"{folder} holds no search; run `lcmnas search --out {folder}` first")
        if len(searches) > 1:
            raise UsageError(f"{folder} holds {len(searches)} searches; train from one of `lcmnas search`")
        (search, command), *_ = searches
        return replace(found_by(search, known(store)), command=command)


def final_plan(found: Found, wishes: Wishes) -> FinalPlan:
    """The training that `wishes` amount to.

    Raises:
        MissingError: no such device here.
        UnknownName: no such images, or no such policy.
        Unsupported: an augmentation that these images cannot have.
        UsageError: an augmentation policy for images that draw perturbations of their own.
    """
    from lcmnas_core.data.catalogue import image_set
    from lcmnas_core.training.augmentations import augmentation
    from lcmnas_core.training.device import check_device

    check_device(wishes.device)
    dataset = wishes.dataset or found.search.images.dataset.partition("[")[0]
    images = image_set(dataset)
    perturbs = images.perturb is not None
    if perturbs and wishes.policy:
        raise UsageError(f"{dataset} draws perturbations of its own; leave --auto-augment out")
    recipe = own_recipe(found.search.space) if perturbs else FINAL
    if wishes.policy:
        recipe = replace(recipe, augmentation=f"crop+flip+auto_augment_{wishes.policy}+cutout")
    rate = recipe.peak_rate if wishes.rate is None else wishes.rate
    recipe = replace(recipe, epochs=wishes.epochs, peak_rate=rate)
    augmentation(recipe.augmentation, images)
    prune = PAPER_THRESHOLD if wishes.prune else None
    options = FinalOptions(choose=wishes.choose, prune_below=prune, device=wishes.device)
    return FinalPlan(dataset, recipe, wishes.seed, wishes.resize, options)


def training_of(found: Found, plan: FinalPlan, folder: Path) -> Trained:
    """Carry the training out (or go on with it), with a bar, and remember its plan in `folder`."""
    _remember(plan, folder)
    with one_thread(), meter("training") as shown:
        return train(found, plan, folder, lambda curve: shown.show(len(curve.train_loss), plan.recipe.epochs))


def remembered(found: Found, folder: Path) -> Trained:
    """The training that `folder` holds, which has ended.

    Raises:
        MissingError: there is none, or it has not.
        StoreError: what it remembers is damaged.
    """
    path = folder / PLAN
    if not path.is_file():
        raise MissingError(f"no training at {folder}; run `lcmnas train` first")
    try:
        kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
        recipe = Recipe.from_settings(kept.pop("recipe"))
        plan = TypeAdapter(FinalPlan).validate_python({**kept, "recipe": recipe})
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path} is damaged: {one_line(error)}; run `lcmnas train` again") from error
    if not kept_result(folder):
        raise MissingError(f"the training at {folder} has not ended; run `lcmnas train` to its end")
    return training_of(found, plan, folder)


def _remember(plan: FinalPlan, folder: Path) -> None:
    """A plan of which nothing was kept yet, such as one that diverged at once, makes way for another."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**asdict(plan), "recipe": plan.recipe.as_settings()}, indent=1) + "\n"
    path = folder / PLAN
    is_begun = path.is_file() and (folder / FILE).is_file()
    if is_begun and path.read_text("utf-8") != text:
        raise UsageError(f"{folder} holds another training; give another --out folder")
    write_whole(path, text)

"""`lcmnas train`: train what a search found, from scratch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lcmnas_core.cli.options import AsJson
from lcmnas_core.cli.printing import show_json, show_line

if TYPE_CHECKING:
    from lcmnas_core.pipeline import FinalPlan, Trained

Text = str | None


def train(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of `lcmnas search --out`.")],
    epochs: Annotated[
        int, typer.Option(min=1, help="Passes over the training images; published: 600, with a policy 1,500.")
    ] = 600,
    dataset: Annotated[Text, typer.Option(help="Other images than those of the search: transfer.")] = None,
    resize: Annotated[
        bool, typer.Option("--resize", help="Bring them to the size of the search, as published.")
    ] = False,
    policy: Annotated[
        Text, typer.Option("--auto-augment", help="cifar10 or imagenet: a learnt augmentation.")
    ] = None,
    rate: Annotated[float | None, typer.Option(min=1e-9, help="Highest learning rate.")] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Drop weights near zero for good, as published.")
    ] = False,
    choose: Annotated[Literal["last", "best"], typer.Option(help="Which epoch's weights count.")] = "last",
    seed: Annotated[int, typer.Option(min=0, help="Of weights, order and augmentation.")] = 0,
    out: Annotated[Path | None, typer.Option("--out", help="Folder; default: DIR/training.")] = None,
    device: Annotated[str, typer.Option(help="cpu, cuda, ...")] = "cpu",
    as_json: AsJson = False,
) -> None:
    """Train the network that a search found; stop at any time, the same command goes on, bit for bit.

    Validation images are taken from the training images; test images are looked at once, at the end.

    JSON: `out`, `next`, `arch`, `dataset`, `epochs`, `epoch` (whose weights count), `validation_accuracy`,
    `test_accuracy`, `params`, `pruned`.
    """
    from lcmnas_core.cli.trained import Wishes, final_plan, training_of, winner_of

    found = winner_of(folder)
    wishes = Wishes(dataset, epochs, policy, rate, prune, choose, seed, resize, device)
    plan = final_plan(found, wishes)
    place = out or folder / "training"
    trained = training_of(found, plan, place)
    elsewhere = f" --training {out}" if out else ""
    _show(trained, plan, place, f"lcmnas export {folder} --format safetensors{elsewhere}", as_json)


def _show(trained: Trained, plan: FinalPlan, place: Path, following: str, as_json: bool) -> None:
    result = trained.result
    if as_json:
        show_json(
            {
                "out": str(place),
                "next": following,
                "arch": trained.found.arch,
                "dataset": trained.images.name,
                "epochs": plan.recipe.epochs,
                "epoch": result.epoch,
                "validation_accuracy": result.validation_accuracy,
                "test_accuracy": result.test_accuracy,
                "params": result.params,
                "pruned": result.pruned,
            }
        )
        return
    test = "no test images" if result.test_accuracy is None else f"test {result.test_accuracy:.2%}"
    show_line(
        f"{trained.images.name}: validation {result.validation_accuracy:.2%}, {test}; "
        f"{result.params:,} parameters"
        + (f", {result.pruned:,} of them zero for good" if result.pruned else "")
    )
    show_line(f"next: {following}")

"""`lcmnas score`: one network, many proxies, now."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lcmnas_core.cli.options import AsJson, listed, shape_of
from lcmnas_core.cli.printing import show_json, show_table
from lcmnas_core.errors import UsageError

if TYPE_CHECKING:
    from lcmnas_core.cli.subject import Asked, Subject
    from lcmnas_core.proxies import Scores

Text = str | None


def score(
    space: Annotated[Text, typer.Option(help="Space that --arch is written in.")] = None,
    arch: Annotated[Text, typer.Option(help="Architecture, in the words of its space.")] = None,
    model: Annotated[Text, typer.Option(help="Your own: module:function, called without arguments.")] = None,
    dataset: Annotated[Text, typer.Option(help="Image set to draw a batch from.")] = None,
    input_shape: Annotated[Text, typer.Option(help="C,H,W that the network takes.")] = None,
    proxies: Annotated[
        str, typer.Option(help="all, or names with commas; package.module:function too.")
    ] = "all",
    batch: Annotated[int, typer.Option(min=2, help="Images in the batch.")] = 64,
    seed: Annotated[int, typer.Option(help="Of initial weights, batch and a proxy's own noise.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Score one network: an architecture of a space, or a module of your own.

    Without --dataset, proxies that need images or labels are `unsupported`, never fed noise. With it, images
    are resized, and channels repeated or averaged, to --input-shape.

    JSON: `space`, `arch`, `model`, `dataset`, `data_sha256`, `batch`, `seed`, `input_shape`, `shared_cpu_s`,
    and `scores`: by proxy `value`, `status`, `reason`, `cpu_s`, `standalone_cpu_s`, `wall_s`, `note`.
    """
    from lcmnas_core.cli.subject import Asked, subject_of
    from lcmnas_core.engines.threads import one_thread
    from lcmnas_core.proxies import score as score_network

    asked = Asked(
        space, arch, model, dataset, shape_of(input_shape) if input_shape is not None else None, batch, seed
    )
    wanted = _named(proxies)
    with one_thread():
        subject = subject_of(asked)
        scores = score_network(
            subject.network,
            subject.batch,
            wanted,
            input_shape=subject.shape,
            seed=seed,
            build_cpu_s=subject.build_cpu_s,
        )
    _show(asked, subject, scores, as_json)


def _named(text: str) -> list[str]:
    from lcmnas_core.proxies import PROXIES, brought

    if text == "all":
        brought()
        return [name for name, proxy in PROXIES.items() if not proxy.is_by_name_only]
    names = listed(text)
    if not names:
        raise UsageError("--proxies names none; give all, or names with commas")
    return list(names)


def _show(asked: Asked, subject: Subject, scores: Scores, as_json: bool) -> None:
    rows: dict[str, dict[str, Any]] = {name: asdict(found) for name, found in scores.items()}
    if not as_json:
        lines = [{"proxy": name, **row} for name, row in rows.items()]
        title = subject.arch or asked.model or ""
        show_table(title, lines, ("proxy", "value", "status", "standalone_cpu_s", "reason", "note"))
        return
    show_json(
        {
            **asdict(asked),
            "arch": subject.arch,
            "data_sha256": subject.images.sha256 if subject.images else None,
            "batch": asked.batch if subject.batch else None,
            "input_shape": subject.shape,
            "shared_cpu_s": scores.shared_cpu_s,
            "scores": rows,
        }
    )

"""What one job does: build a network, show it a batch, score it with every proxy at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.engines.job import JSON
from lcmnas_core.engines.peak_memory import peak_bytes
from lcmnas_core.records.measurement import Cost, Identity, Outcome
from lcmnas_core.records.outcomes import reported_outcome, value_outcome
from lcmnas_core.spaces import SPACES

from . import planted
from .request import SYNTHETIC

if TYPE_CHECKING:
    from lcmnas_core.data.batch import Batch
    from lcmnas_core.proxies import Score, Scores


def outcomes(task: dict[str, JSON], identities: Sequence[Identity]) -> list[Outcome]:
    """One outcome for each identity, in order; all name the same architecture and seed."""
    if identities[0].space == SYNTHETIC:
        return [value_outcome(planted.score(each)) for each in identities]
    targets = cast("dict[str, str]", task["targets"])
    found, spent = _scores(identities, targets)
    peak = peak_bytes()
    return [_outcome(found[each.estimator], spent, peak) for each in identities]


def _scores(identities: Sequence[Identity], targets: dict[str, str]) -> tuple[dict[str, Score], float]:
    """Scores by proxy, and the CPU seconds of the whole job."""
    from lcmnas_core.proxies import score

    first = identities[0]
    started = time.process_time()
    space = SPACES[first.space]
    network = space.build(space.parse(first.arch), BuildSettings.from_names(first.settings), first.seed)
    built = time.process_time() - started
    found: dict[str, Score] = {}
    spent = built
    for images, group in _by_images(identities).items():
        scores: Scores = score(
            network,
            _batch(first.dataset, first.data_sha256, images, first.seed),
            [targets[each.estimator] for each in group],
            seed=first.seed,
            build_cpu_s=built,
            images_per_pass=cast("int | None", group[0].settings.get("images_per_pass")),
        )
        found |= scores
        spent += scores.shared_cpu_s - built
    return found, spent


def _by_images(identities: Sequence[Identity]) -> dict[int, list[Identity]]:
    """The identities by how many images they are shown: the batch, unless they say otherwise."""
    groups: dict[int, list[Identity]] = {}
    for each in identities:
        images = cast("int", each.settings.get("images", each.settings["batch"]))
        groups.setdefault(images, []).append(each)
    return groups


@lru_cache(maxsize=8)
def _batch(images: str, data_sha256: str, size: int, seed: int) -> Batch:
    """Kept for the next job of the same worker: all seeds of an architecture follow each other."""
    from lcmnas_core.data.catalogue import image_set_unchanged
    from lcmnas_core.data.image_set import batch

    return batch(image_set_unchanged(images, data_sha256), size=size, seed=seed)


def _outcome(score: Score, spent: float, peak: int) -> Outcome:
    cost = Cost(
        wall_s=score.wall_s,
        cpu_s=score.cpu_s,
        peak_bytes=peak,
        standalone_cpu_s=score.standalone_cpu_s,
        shared_cpu_s=spent,
    )
    return reported_outcome(score.status, score.value, score.reason or "", cost)

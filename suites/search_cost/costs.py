"""Error against cost: GPU-days measured, simulated from a table, and published, in columns never mixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .published import PublishedCost, published_costs

Row = dict[str, Any]

SAME_METHOD = {"RS": "random_search", "REA": "regularized_evolution", "NASWOT (N=1000)": "proxy_argmax_nwot"}
"""Published methods that this suite replays: name in the source to ours."""

SAME_PROTOCOL = "nb201_cifar10"
"""The source searches on CIFAR-10 whatever data set it then reports."""


def published() -> Iterator[Row]:
    """Rows of frame `published`: every printed row with its source, and the landscape that it is about."""
    for each in published_costs():
        yield {**each.model_dump(), "landscape": each.landscape}


def costs(finals: Sequence[Mapping[str, Any]], datasets: Mapping[str, str]) -> Iterator[Row]:
    """Rows of frame `costs`: one point for each strategy here, and one for each printed row with an error.

    `method`, `landscape` (null beside the landscapes), `dataset`, `space` (null for replays), `error` (a
    fraction), `gpu_days_measured` (null: a replay trains nothing), `gpu_days_simulated` (of a table's
    recorded seconds, null where those are of a CPU), `gpu_days_published` (as printed), `source`, `verified`,
    `conflict`.

    Args:
        finals: rows of frame `finals`.
        datasets: by landscape.
    """
    for row in finals:
        yield {
            **_point(row["strategy"], row["landscape"], datasets[row["landscape"]], 1 - row["accuracy"]),
            "gpu_days_simulated": row["simulated_gpu_days"],
            "source": "this run",
        }
    for each in published_costs():
        if each.top1_error is not None:
            yield {
                **_point(each.method, each.landscape, each.dataset, each.top1_error / 100),
                "space": each.space,
                "gpu_days_published": each.gpu_days,
                "source": each.source,
                "verified": each.verified,
                "conflict": each.conflict or None,
            }


def literature(finals: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """Rows of frame `literature`: what was printed beside what is replayed here.

    `landscape`, `strategy`, `printed_method`, `printed_accuracy`, `printed_seconds`, `accuracy`, `low`,
    `high`, `difference` (ours less theirs), `simulated_cost`, `n`, `source`, `verified`.
    """
    ours = {row["strategy"]: row for row in finals if row["landscape"] == SAME_PROTOCOL}
    for each in published_costs():
        row = ours.get(SAME_METHOD.get(each.method, ""))
        if row is not None and each.landscape == SAME_PROTOCOL and each.top1_error is not None:
            yield _beside(each, 1 - each.top1_error / 100, row)


def _beside(printed: PublishedCost, accuracy: float, row: Mapping[str, Any]) -> Row:
    return {
        "landscape": row["landscape"],
        "strategy": row["strategy"],
        "printed_method": printed.method,
        "printed_accuracy": accuracy,
        "printed_seconds": None if printed.gpu_days is None else round(printed.gpu_days * 86_400, 1),
        "accuracy": row["accuracy"],
        "low": row["accuracy_low"],
        "high": row["accuracy_high"],
        "difference": row["accuracy"] - accuracy,
        "simulated_cost": row["simulated_cost"],
        "n": row["n"],
        "source": printed.source,
        "verified": printed.verified,
    }


def _point(method: str, landscape: str | None, dataset: str, error: float) -> Row:
    empty = dict.fromkeys(
        ("space", "gpu_days_measured", "gpu_days_simulated", "gpu_days_published", "verified", "conflict")
    )
    return {"method": method, "landscape": landscape, "dataset": dataset, "error": error, **empty}

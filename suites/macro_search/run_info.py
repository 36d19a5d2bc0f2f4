"""What a page says of a run, as far as the request and its rows tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lcmnas_core.errors import UsageError
from lcmnas_core.search.request import Search

from ..suite import Frames
from .request import Request

if TYPE_CHECKING:
    import pandas as pd


def run_info(request: Request, measurements: pd.DataFrame, frames: Frames) -> dict[str, Any]:
    """Fields of the report's `RunInfo` by name; command, environment and version are the caller's to add.

    Raises:
        UsageError: nothing is measured yet.
    """
    if measurements.empty:
        raise UsageError("nothing is measured yet; run the search first")
    first, images = request.searches[0], request.searches[0].images
    counts = measurements["status"].value_counts()
    return {
        "title": f"Macro search on {images.dataset}",
        "suite": request.suite,
        "suite_version": request.suite_version,
        "preset": request.preset,
        "preset_sha256": request.sha256,
        "space": first.space,
        "dataset": images.dataset,
        "images": f"{images.dataset}, {'x'.join(map(str, images.shape))}",
        "data_sha256": images.sha256,
        "n_architectures": int(measurements["arch"].nunique()),
        "seeds": tuple(sorted({each.seed for each in request.searches})),
        "counts_by_status": {str(name): int(count) for name, count in counts.items()},
        "settings": settings(first),
        "started": f"{measurements['started_at'].min():%Y-%m-%d %H:%M:%S} UTC",
        "finished": f"{measurements['finished_at'].max():%Y-%m-%d %H:%M:%S} UTC",
    }


def settings(search: Search) -> dict[str, object]:
    """What all searches of a run have in common, names to values."""
    shared = search.model_dump(mode="json", exclude={"method", "seed", "images", "budget_macs"})
    return {name: value for name, value in shared.items() if value is not None}

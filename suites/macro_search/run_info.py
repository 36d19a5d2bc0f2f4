"""What a page says of a run, as far as the request and its rows tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lcmnas_core.errors import UsageError

from ..run_facts import run_facts
from ..suite import Frames
from .request import Request

if TYPE_CHECKING:
    import pandas as pd

OWN = {"method", "seed", "images", "budget_macs", "budget_images"}
"""Fields in which searches of one run differ by their nature, or that are told elsewhere."""


def run_info(request: Request, measurements: pd.DataFrame, frames: Frames) -> dict[str, Any]:
    """Fields of the report's `RunInfo` by name; command, environment and version are the caller's to add.

    Raises:
        UsageError: nothing is measured yet.
    """
    if measurements.empty:
        raise UsageError("nothing is measured yet; run the search first")
    images = request.searches[0].images
    return {
        **run_facts(request, measurements),
        "title": f"Macro search on {images.dataset}",
        "space": ", ".join(dict.fromkeys(each.space for each in request.searches)),
        "dataset": images.dataset,
        "images": f"{images.dataset}, {'x'.join(map(str, images.shape))}",
        "data_sha256": images.sha256,
        "n_architectures": int(measurements["arch"].nunique()),
        "seeds": tuple(sorted({each.seed for each in request.searches})),
        "settings": settings(request),
    }


def settings(request: Request) -> dict[str, object]:
    """What all searches of a run have in common, names to values, and by entrant what they have not."""
    searches = {
        each.entrant: dict(_named(each.model_dump(mode="json", exclude=OWN))) for each in request.searches
    }
    first, *others = searches.values()
    shared = {
        name: value
        for name, value in first.items()
        if all(name in each and each[name] == value for each in others)
    }
    apart = {
        f"{entrant}: {name}": value
        for entrant, each in searches.items()
        for name, value in each.items()
        if name not in shared
    }
    return {"budget": request.budget, **shared, **apart}


def _named(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Names inside names joined by dots; what is not set is left out."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _named(value, f"{prefix}{name}.")
        elif value is not None:
            yield f"{prefix}{name}", value

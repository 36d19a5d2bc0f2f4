"""LCMNAS: benchmarks and methods for neural architecture search.

Importing this package loads neither torch nor pandas; its public names come on first use::

    import lcmnas_core as lc

    scores = lc.score(network, lc.Batch(images, labels), ["synflow", "nwot"])
    truth = lc.tables.load("nb201_mini").restrict("sample").truth()
    tau = lc.metrics.kendall_tau(scores_of_many, truth)

Attributes:
    score: many proxies of one network, every pass run at most once.
    Batch: images (N, C, H, W) in float32 and labels (N,) in int64.
    image_set: an image set by name.
    metrics, proxies, spaces, tables: the rooms of these names.
    pipeline: LCMNAS, from a search to a trained and exported network.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcmnas_core import metrics, pipeline, proxies, spaces, tables
    from lcmnas_core.data.batch import Batch
    from lcmnas_core.data.catalogue import image_set
    from lcmnas_core.proxies import score

__version__ = "0.1.0"

__all__ = [
    "Batch",
    "__version__",
    "image_set",
    "metrics",
    "pipeline",
    "proxies",
    "score",
    "spaces",
    "tables",
]

_HOMES = {
    "Batch": "lcmnas_core.data.batch",
    "image_set": "lcmnas_core.data.catalogue",
    "score": "lcmnas_core.proxies",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in __all__:
        return importlib.import_module(f"lcmnas_core.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

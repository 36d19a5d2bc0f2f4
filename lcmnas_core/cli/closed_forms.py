"""Parameters and multiply-adds that the cells of a published table must have, by arithmetic."""

from __future__ import annotations

from dataclasses import replace

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.spaces.nasbench201_counts import counts
from lcmnas_core.tables.verify import Counts

_CIFAR = BuildSettings()
PUBLISHED_SIZES = {
    "cifar10": _CIFAR,
    "cifar100": replace(_CIFAR, classes=100),
    "imagenet16_120": replace(_CIFAR, classes=120, input_shape=(3, 16, 16)),
}
"""The networks that NAS-Bench-201 trained, by truth data set."""


def closed_forms(table: str) -> Counts | None:
    """(params, macs) by architecture and data set for the tables whose networks are known; else None."""
    return _nasbench201 if table in ("nasbench201", "nb201") else None


def _nasbench201(arch: str, dataset: str) -> tuple[int, int]:
    settings = PUBLISHED_SIZES[dataset]
    found = counts(NASBENCH201.parse(arch), settings)
    # The benchmark counts one addition per class for the bias of the classifier.
    return found.params, found.macs + settings.classes

"""What published tables say of the size of their networks, by arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.spaces.metaqnn import METAQNN
from lcmnas_core.spaces.metaqnn_shapes import stated_params
from lcmnas_core.spaces.nas_bench_macro import NAS_BENCH_MACRO
from lcmnas_core.spaces.nasbench201 import NASBENCH201
from lcmnas_core.spaces.nasbench201_counts import counts
from lcmnas_core.tables.catalogue import TABLES
from lcmnas_core.tables.metaqnn import STATED_PARAMS
from lcmnas_core.tables.verify import Counts

_CIFAR = BuildSettings()
PUBLISHED_SIZES = {
    "cifar10": _CIFAR,
    "cifar100": replace(_CIFAR, classes=100),
    "imagenet16_120": replace(_CIFAR, classes=120, input_shape=(3, 16, 16)),
}
"""The networks that NAS-Bench-201 trained, by truth data set."""


def closed_forms(table: str) -> Counts | None:
    """Sizes by architecture and data set for the tables whose networks are known; else None."""
    known = {"nasbench201": _nasbench201, "metaqnn": _metaqnn, "nas_bench_macro": _nas_bench_macro}
    return known.get(TABLES.canonical(table)) if table in TABLES else None


def _nasbench201(arch: str, dataset: str) -> Mapping[str, int]:
    settings = PUBLISHED_SIZES[dataset]
    found = counts(NASBENCH201.parse(arch), settings)
    # The benchmark counts one addition per class for the bias of the classifier.
    return {"params": found.params, "macs": found.macs + settings.classes}


def _metaqnn(arch: str, dataset: str) -> Mapping[str, int]:
    return {STATED_PARAMS: stated_params(METAQNN.parse(arch))}


def _nas_bench_macro(arch: str, dataset: str) -> Mapping[str, int]:
    found = NAS_BENCH_MACRO.counts(NAS_BENCH_MACRO.parse(arch), NAS_BENCH_MACRO.settings)
    return {"params": found.params, "macs": found.macs}

"""Rank correlations as papers and repositories print them, with protocol, source and evidence."""

from __future__ import annotations

import csv
from importlib import resources
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from lcmnas_core.tables.schema import Card

if TYPE_CHECKING:
    import pandas as pd

Evidence = Literal["printed", "re-derived", "secondary"]

PROXIES = {"flops": "macs", "naswot": "nwot", "jacob_cov": "jacov"}
SPACES = {"NAS-Bench-201": "nasbench201"}
DATASETS = {"CIFAR-10": "cifar10", "CIFAR-100": "cifar100", "ImageNet16-120": "imagenet16_120"}
METRICS = {"kendall_tau_b": "kendall_tau"}

_NO_ANCHOR = ("do not use as anchor", "not a measurement")


class PublishedFigure(Card):
    """One printed correlation; names are this project's where it has one."""

    proxy: str
    printed_proxy: str
    space: str
    dataset: str
    metric: str
    value: float = Field(allow_inf_nan=False)
    n_archs: int | None
    n_note: str = Field(description="what the source says of n where that is no number")
    protocol: str
    source: str
    evidence: Evidence
    is_anchor: bool = Field(description="false where the figure is known to be wrong or no measurement")


def _figure(row: dict[str, str]) -> PublishedFigure:
    count, protocol = row["n_archs"], row["protocol"]
    return PublishedFigure(
        proxy=PROXIES.get(row["proxy"], row["proxy"]),
        printed_proxy=row["proxy"],
        space=SPACES.get(row["space"], row["space"]),
        dataset=DATASETS.get(row["dataset"], row["dataset"]),
        metric=METRICS.get(row["metric"], row["metric"]),
        value=float(row["value"]),
        n_archs=int(count) if count.isdigit() else None,
        n_note="" if count.isdigit() else count,
        protocol=protocol,
        source=row["source"],
        evidence=_evidence(protocol),
        is_anchor=not any(words in protocol for words in _NO_ANCHOR),
    )


def _evidence(protocol: str) -> Evidence:
    if protocol.startswith("RE-DERIVED"):
        return "re-derived"
    return "secondary" if "SECONDARY SOURCE" in protocol or protocol.startswith("copied by") else "printed"


def published_figures() -> tuple[PublishedFigure, ...]:
    """Every figure, in the file's order."""
    file = resources.files(__package__) / "shipped" / "published_correlations.csv"
    with file.open(encoding="utf-8") as text:
        return tuple(map(_figure, csv.DictReader(text)))


def published(space: str, dataset: str | None = None, metric: str | None = None) -> pd.DataFrame:
    """The usable figures of one space as a frame, one column per field of `PublishedFigure`; may be empty."""
    import pandas as pd

    wanted = [
        each.model_dump()
        for each in published_figures()
        if each.space == space
        and each.is_anchor
        and dataset in (None, each.dataset)
        and metric in (None, each.metric)
    ]
    frame = pd.DataFrame(wanted, columns=list(PublishedFigure.model_fields))
    return frame.astype({"n_archs": "Int64", "value": "float64"})

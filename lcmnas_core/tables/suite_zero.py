"""NAS-Bench-Suite-Zero files: JSON of {data set: {architecture: {proxy: {score, time}, val_accuracy}}}.

Assumed of the NAS-Bench-201 file `zc_nasbench201.json`: an architecture is six operation numbers in the order
of the edges 1-2, 1-3, 1-4, 2-3, 2-4, 3-4, numbered skip, none, 3x3, 1x1, pool; `val_accuracy` is, in spite of
its name, a test accuracy in percent of one seed at 200 epochs (equal to the benchmark's own last seed).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lcmnas_core.errors import UsageError
from lcmnas_core.tables.parquet import file_sha256
from lcmnas_core.tables.released import SUITE_ZERO_PROXIES
from lcmnas_core.tables.schema import Column, TableCard

if TYPE_CHECKING:
    import pandas as pd

SIZE_LIMIT = 1 << 30
DATASETS = {"cifar10": "cifar10", "cifar100": "cifar100", "ImageNet16-120": "imagenet16_120"}
OPERATIONS = ("skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3")
EDGES = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))

_KEY = re.compile(r"[(\[]\s*([0-4])(?:\s*,\s*([0-4])){5}\s*[)\]]", re.ASCII)


def cell_string(key: str) -> str:
    """The official cell string of six operation numbers such as `(4, 0, 3, 1, 4, 3)`.

    Raises:
        UsageError: not six numbers from 0 to 4.
    """
    if len(key) > 64 or not _KEY.fullmatch(key.strip()):
        raise UsageError(
            f"architecture {key[:40]!r}: expected six numbers from 0 to 4, such as '(4, 0, 3, 1, 4, 3)'"
        )
    operations = dict(zip(EDGES, map(int, re.findall(r"[0-4]", key)), strict=True))
    nodes = (
        "|" + "|".join(f"{OPERATIONS[operations[start, end]]}~{start}" for start in range(end)) + "|"
        for end in (1, 2, 3)
    )
    return "+".join(nodes)


def read_json(path: Path) -> Mapping[str, object]:
    """The object in a JSON file; NaN and infinities in it become null.

    Raises:
        UsageError: too large, not JSON, nested too deeply, or not an object.
    """
    size = path.stat().st_size
    if size > SIZE_LIMIT:
        raise UsageError(f"{path.name} has {size} bytes; files up to {SIZE_LIMIT} are read")
    try:
        found = json.loads(path.read_bytes(), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path.name} is not readable JSON: {str(error)[:120]}") from error
    if not isinstance(found, dict):
        raise UsageError(f"{path.name} holds a {type(found).__name__}, expected an object of data sets")
    return found


def _number(value: object) -> float:
    if isinstance(value, dict):
        value = value.get("score")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    number = float(value) if abs(value) < 1e308 else math.nan
    return number if math.isfinite(number) else math.nan


def _records(name: str, dataset: str, entries: object) -> Iterator[tuple[str, dict[str, float]]]:
    if not isinstance(entries, dict) or not entries:
        raise UsageError(f"{name}: {dataset!r} holds no architectures, expected {{architecture: {{...}}}}")
    for key, entry in entries.items():
        if not isinstance(entry, dict) or "val_accuracy" not in entry:
            raise UsageError(f"{name}: {dataset!r} {key[:40]!r} has no 'val_accuracy'")
        accuracy = _number(entry["val_accuracy"])
        if not 0 <= accuracy <= 100:
            raise UsageError(
                f"{name}: {dataset!r} {key[:40]!r} has val_accuracy {accuracy}, expected 0 to 100 percent"
            )
        scores = {f"{proxy}_score": _number(entry.get(proxy)) for proxy in SUITE_ZERO_PROXIES}
        yield cell_string(key), {"test_oneseed": accuracy, **scores}


def read_suite_zero(path: Path) -> tuple[pd.DataFrame, TableCard]:
    """Truth and released scores of a NAS-Bench-Suite-Zero file of NAS-Bench-201, indexed by cell string.

    Raises:
        UsageError: the file has another form; the message names the place.
    """
    import pandas as pd

    content = read_json(path)
    known = {name: ours for name, ours in DATASETS.items() if name in content}
    if not known:
        raise UsageError(f"{path.name} has data sets {list(content)[:5]}, expected one of {list(DATASETS)}")
    parts = []
    for name, ours in known.items():
        rows = dict(_records(path.name, name, content[name]))
        parts.append(pd.DataFrame.from_dict(rows, orient="index").add_prefix(f"{ours}_"))
    frame = pd.concat(parts, axis=1).sort_index().rename_axis("arch").dropna(axis=1, how="all")
    columns = tuple(
        _column(name, ours)
        for ours in known.values()
        for name in map(str, frame)
        if name.startswith(f"{ours}_")
    )
    return frame[[each.name for each in columns]], _card(
        path, len(frame), columns, next(iter(known.values()))
    )


def _column(name: str, dataset: str) -> Column:
    if name.endswith("_oneseed"):
        return Column(
            name=name,
            kind="truth",
            metric="accuracy",
            unit="%",
            dataset=dataset,
            split="test",
            epochs=200,
            schedule=200,
            higher_is_better=True,
            description="one seed; called val_accuracy in the source",
        )
    proxy = SUITE_ZERO_PROXIES[name.removeprefix(f"{dataset}_").removesuffix("_score")]
    return Column(
        name=name, kind="quantity", metric=f"{proxy}_score", dataset=dataset, description="released score"
    )


def _card(path: Path, rows: int, columns: tuple[Column, ...], dataset: str) -> TableCard:
    return TableCard(
        name="nasbench201_suite_zero",
        title="NAS-Bench-201 as in NAS-Bench-Suite-Zero: one seed, released scores",
        space="nasbench201",
        version="1",
        rows=rows,
        columns=columns,
        dataset=dataset,
        provenance=(
            "Krishnakumar et al., NAS-Bench-Suite-Zero, arXiv:2210.03230",
            f"imported from {path.name}, SHA-256 {file_sha256(path)}",
        ),
        licence="Apache-2.0 (automl/NASLib)",
    )

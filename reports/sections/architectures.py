"""Every architecture with its scores: the table to search, and what the interactive plot reads."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..frame import Cell, Row, plain
from ..section import Explorer, Section
from ..standing import Standing
from ..table import Column, Shown, Table
from ..wording import number, percent, score, several

ACCURACY = "accuracy"
_MANY = 5000


def architectures(
    rows: pd.DataFrame, standings: Sequence[Standing], *, ours: bool, suffix: str = ""
) -> Section:
    """One row per architecture, one column per proxy; accuracy only where the table is ours.

    `rows` are one population's scores of one seed. A cell without a score shows its status.
    """
    proxies = [each.proxy for each in standings]
    with_truth = ours and "truth" in rows.columns and bool(rows["truth"].notna().any())
    names = ("arch", *((ACCURACY,) if with_truth else ()), *proxies)
    wide = _wide(rows, names)
    accuracy = Column(ACCURACY, "Accuracy", lambda row: Shown(percent(row[ACCURACY], 2)), "percent")
    table = Table(
        f"architectures{suffix}",
        caption="Scores of every architecture",
        columns=(
            Column("arch", "Architecture", lambda row: Shown(str(row["arch"])), "code"),
            *((accuracy,) if with_truth else ()),
            *(_score_column(proxy) for proxy in proxies),
        ),
        rows=tuple(wide),
        data=names,
    )
    return Section(
        f"architectures{suffix}",
        "Architectures",
        f"{several(len(wide), 'architecture')}, {several(len(proxies), 'score')} each.",
        tables=(table,),
        caveat=_caveat(rows, with_truth),
        explorer=_explorer(names[1:], with_truth),
    )


def _explorer(choices: Sequence[str], with_truth: bool) -> Explorer | None:
    """The strongest proxy across; up, accuracy where it may be shown, else the count it must beat."""
    if len(choices) < 2:
        return None
    x = choices[1] if with_truth else choices[0]
    others = [name for name in (ACCURACY, "params", *choices) if name in choices and name != x]
    return Explorer(tuple(choices), x, others[0])


def _wide(rows: pd.DataFrame, names: Sequence[str]) -> list[Row]:
    """Few significant digits keep a large page small; the run's store keeps every one."""
    digits = _digits(rows)
    found: dict[str, dict[str, Cell]] = {}
    truths = rows["truth"] if ACCURACY in names else rows["score"]
    columns = (rows[name].tolist() for name in ("arch", "proxy", "status", "score"))
    for arch, proxy, status, value, truth in zip(*columns, truths.tolist(), strict=True):
        row = found.setdefault(str(arch), dict.fromkeys(names))
        row["arch"] = str(arch)
        row[str(proxy)] = _short(value, digits) if status == "ok" else str(status)
        if ACCURACY in names:
            row[ACCURACY] = _short(truth, digits)
    return [found[arch] for arch in sorted(found)]


def _digits(rows: pd.DataFrame) -> int:
    return 6 if rows["arch"].nunique() <= _MANY else 5


def _short(value: object, digits: int) -> Cell:
    amount = number(plain(value))
    if amount is None:
        return None
    short = amount if amount.is_integer() else float(f"{amount:.{digits}g}")
    return int(short) if short.is_integer() and abs(short) < 2**53 else short


def _score_column(proxy: str) -> Column:
    def show(row: Row) -> Shown:
        failed = isinstance(row[proxy], str)
        return Shown(score(row[proxy]), tone="bad" if failed else "")

    return Column(proxy, proxy, show)


def _caveat(rows: pd.DataFrame, with_truth: bool) -> str:
    seed = min(rows["seed"].tolist())
    text = f"Seed {seed}, {_digits(rows)} significant digits; the run’s store holds every seed and digit."
    return text if with_truth else text + " Accuracies are not part of this page."

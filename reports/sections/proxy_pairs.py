"""Which proxies say the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..figures.pairs import by_likeness, pairs_matrix
from ..frame import rows_of
from ..section import Picture, Section
from ..table import Column, Shown, Table
from ..wording import count, fixed, number, several

COLUMNS = ("population", "proxy", "other", "tau", "n")
_DATA = ("proxy", "other", "tau", "n")


def proxy_pairs(rows: pd.DataFrame, suffix: str = "") -> Section:
    """The most and the least alike, the matrix, the numbers."""
    pairs = rows_of(rows, _DATA)
    taus = {(str(row["proxy"]), str(row["other"])): number(row["tau"]) for row in pairs}
    names = sorted({name for pair in taus for name in pair})
    ordered = by_likeness(names, taus)
    picture = Picture(
        f"proxy-pairs{suffix}",
        alt="Kendall's tau between every two proxies; the table below holds the same numbers",
        caption="Blue: same order; orange: opposite order. Proxies that rank alike stand together. "
        "Hatched: too few architectures or a constant score; "
        "never zero.",
        draw=lambda: pairs_matrix(ordered, taus),
    )
    table = Table(
        f"proxy-pairs{suffix}",
        caption="Tau between every two proxies",
        columns=(
            Column("proxy", "Proxy", lambda row: Shown(str(row["proxy"])), "text"),
            Column("other", "Other", lambda row: Shown(str(row["other"])), "text"),
            Column("tau", "τ", lambda row: Shown(fixed(row["tau"]))),
            Column("n", "n", lambda row: Shown(count(row["n"]))),
        ),
        rows=tuple(pairs),
        data=_DATA,
        folded=True,
    )
    return Section(f"proxy-pairs{suffix}", "Agreement", _finding(taus), tables=(table,), pictures=(picture,))


def _finding(taus: dict[tuple[str, str], float | None]) -> str:
    known = sorted(
        (abs(tau), tau, pair) for pair, tau in taus.items() if tau is not None and pair[0] != pair[1]
    )
    if not known:
        return "No two proxies have enough architectures in common."
    unknown = sum(tau is None for tau in taus.values())
    text = f"Most alike: {_named(known[-1])}. Least alike: {_named(known[0])}."
    return text + (f" No τ for {several(unknown, 'pair')}." if unknown else "")


def _named(found: Sequence[object]) -> str:
    _, tau, pair = found
    assert isinstance(tau, float) and isinstance(pair, tuple)
    return f"{pair[0]} and {pair[1]} (τ {fixed(tau, 2)})"

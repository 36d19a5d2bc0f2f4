"""Our numbers beside published ones, and what explains a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from ..figures.anchors import Anchor, Literature, anchor_plot
from ..frame import Cell, Row, rows_of
from ..section import Picture, Section
from ..standing import Standing
from ..table import Column, Shown, Table, Tone
from ..wording import NOTHING, count, fixed, interval, listing, number, several, slugs

COLUMNS = (
    "comparison",
    "proxy",
    "anchor_column",
    "target",
    "init",
    "n",
    "tau_ours",
    "tau_released",
    "difference",
    "low",
    "high",
    "spearman",
    "spearman_low",
    "required",
    "verdict",
    "explanation",
)
PUBLISHED_COLUMNS = ("proxy", "dataset", "metric", "value", "n_archs", "protocol", "source")
_TONES: Mapping[str, tuple[str, Tone]] = {
    "agrees": ("✓ agrees", "good"),
    "explained": ("≈ explained", "unsure"),
    "reported": ("· reported", "unsure"),
    "unexplained": ("✕ unexplained", "bad"),
    "below": ("✕ below", "bad"),
}


def anchors(
    released: pd.DataFrame | None, published: pd.DataFrame | None, standings: Sequence[Standing]
) -> Section:
    """Verdicts: `agrees`, `explained`, `reported` (no demand), `unexplained`, `below` (under its demand).

    `released` compares scores of the same architectures; `published` holds taus from papers, on whichever
    architectures they took, and is set beside `standings`.
    """
    rows = [] if released is None else rows_of(released, COLUMNS)
    papers = [] if published is None else rows_of(published, PUBLISHED_COLUMNS)
    tables = (*_anchor_tables(rows), *((_paper_table(papers),) if papers else ()))
    groups, literature = _groups(rows), _literature(papers, standings)
    picture = Picture(
        "anchors",
        alt="Our taus against published ones with the line of equality; the table holds the same numbers",
        caption="On the dashed line ours equals theirs. Bars: 95% interval of the difference on the same "
        "architectures. Hollow: taus from papers, taken on other architectures and protocols.",
        draw=lambda: anchor_plot(groups, literature),
    )
    return Section(
        "anchors",
        "Published results",
        _finding(rows, len(papers)),
        tables=tables,
        pictures=(picture,) if groups or literature else (),
        caveat="A difference counts as explained only where a difference in protocol was shown to cause it.",
    )


def _finding(rows: Sequence[Row], papers: int) -> str:
    if not rows:
        return f"{several(papers, 'tau')} from papers beside ours, none from the same architectures."
    named = {
        word: [str(row["proxy"]) for row in rows if row["verdict"] == word]
        for word in ("unexplained", "below")
    }
    asked = [row for row in rows if row["required"] is not None]
    met = sum(row["verdict"] != "below" for row in asked)
    explained = sum(row["verdict"] == "explained" for row in rows)
    text = (
        f"{met} of {several(len(asked), 'demand')} on agreement with released scores are met. "
        f"Of {several(len(rows), 'comparison')} of τ, {explained} differ with an explanation, "
        f"{len(named['unexplained'])} without."
    )
    for word, lead in (("unexplained", "Differences without an explanation"), ("below", "Below its demand")):
        if named[word]:
            text += f" {lead}: {listing(list(dict.fromkeys(named[word])), most=15)}."
    return text


def _groups(rows: Sequence[Row]) -> list[tuple[str, list[Anchor]]]:
    groups: dict[str, list[Anchor]] = {}
    for row in rows:
        ours, theirs = number(row["tau_ours"]), number(row["tau_released"])
        if ours is not None and theirs is not None:
            verdict = str(row["verdict"])
            bounds = number(row["low"]), number(row["high"])
            tone = _TONES.get(verdict, ("", "unsure"))[1]
            anchor = Anchor(str(row["proxy"]), ours, theirs, *bounds, verdict=verdict, tone=tone)
            groups.setdefault(str(row["comparison"]), []).append(anchor)
    return list(groups.items())


def _literature(papers: Sequence[Row], standings: Sequence[Standing]) -> list[Literature]:
    ours = {each.proxy: each.tau for each in standings if each.tau is not None}
    return [
        Literature(ours[str(row["proxy"])], value)
        for row in papers
        if "tau" in str(row["metric"])
        and str(row["proxy"]) in ours
        and (value := number(row["value"])) is not None
    ]


def _text(key: str, label: str) -> Column:
    return Column(key, label, lambda row: Shown(str(row[key] or "")), "text")


def _tau(key: str, label: str, *, signed: bool = False) -> Column:
    return Column(key, label, lambda row: Shown(fixed(row[key], signed=signed)))


def _verdict(row: Row) -> Shown:
    word: Cell = row["verdict"]
    text, tone = _TONES.get(str(word), (str(word or NOTHING), "unsure"))
    return Shown(text, tone=tone)


def _spearman(row: Row) -> Shown:
    needed = "" if row["required"] is None else f"at least {fixed(row['required'], 2)}"
    return Shown(fixed(row["spearman"]), aside=needed)


def _released(row: Row) -> Shown:
    return Shown(str(row["anchor_column"] or ""), aside=f"{row['target']}, {row['init'] or 'default'}")


def _anchor_tables(rows: Sequence[Row]) -> Iterator[Table]:
    """One table per comparison: its rows share the architectures."""
    columns = (
        _text("proxy", "Proxy"),
        Column("verdict", "Verdict", _verdict, "text"),
        _tau("tau_ours", "τ, ours"),
        _tau("tau_released", "τ, released"),
        Column(
            "difference",
            "Difference",
            lambda row: Shown(
                fixed(row["difference"], signed=True), aside=interval(row["low"], row["high"], signed=True)
            ),
            hint="with its simultaneous 95% interval",
        ),
        Column("spearman", "Spearman", _spearman, hint="of the two scores, architecture by architecture"),
        Column("n", "n", lambda row: Shown(count(row["n"]))),
        Column("anchor_column", "Released as (target, init)", _released, "text"),
        _text("explanation", "Explanation"),
    )
    for name, key in slugs(list(dict.fromkeys(str(row["comparison"]) for row in rows))).items():
        compared = tuple(row for row in rows if row["comparison"] == name)
        yield Table(f"anchors-{key}", f"Against released scores: {name}", columns, compared, COLUMNS)


def _paper_table(rows: Sequence[Row]) -> Table:
    columns = (
        _text("proxy", "Proxy"),
        _text("dataset", "Data set"),
        _text("metric", "Metric"),
        _tau("value", "Value"),
        Column("n_archs", "n", lambda row: Shown(str(NOTHING if row["n_archs"] is None else row["n_archs"]))),
        _text("protocol", "Protocol"),
        _text("source", "Source"),
    )
    return Table("published", "Values from papers", columns, tuple(rows), PUBLISHED_COLUMNS, folded=True)

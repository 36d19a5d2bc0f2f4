"""`lcmnas gate`: fail when a proxy ranks worse than it did."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lcmnas_core.cli.options import AsJson, RunFolder
from lcmnas_core.cli.printing import show_json, show_line, show_table
from lcmnas_core.errors import UsageError

if TYPE_CHECKING:
    from lcmnas_core.cli.gating import Judgement

AllowIncomparable = Annotated[
    bool, typer.Option("--allow-incomparable", help="Pass, and say so, where nothing can be compared.")
]

COLUMNS = ("population", "proxy", "seed", "verdict", "old", "new", "difference", "low", "high", "n")


def gate(
    folder: RunFolder,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Baseline to hold the run to.")] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Make this run the baseline in this file instead.")
    ] = None,
    allow_incomparable: AllowIncomparable = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Write the verdicts as JUnit XML too.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare a run with a baseline: exit 1 when a proxy is worse, or when the two are incomparable.

    Worse means: the paired interval of the difference in tau, simultaneous over proxies, lies below zero.
    Another machine or torch version is compared and noted. With GITHUB_ACTIONS set, every complaint is an
    annotation too.

    JSON: `passes`, `summary`, `incomparable`, `notes`, and `verdicts` (`population`, `proxy`, `seed`,
    `verdict`, `old`, `new`, `difference`, `low`, `high`, `n`, `line`); with --write-baseline `path`.
    """
    from lcmnas_core.cli import gating

    if (baseline is None) == (write_baseline is None):
        raise UsageError("give either --baseline FILE or --write-baseline FILE")
    if write_baseline is not None:
        gating.write_baseline(folder, write_baseline)
        if as_json:
            show_json({"path": str(write_baseline)})
        else:
            show_line(f"baseline written to {write_baseline}")
    elif baseline is not None:
        found = gating.judged(folder, baseline, allow_incomparable=allow_incomparable)
        if junit is not None:
            write_junit(junit, found)
        conclude(found, as_json, str(baseline), f"gate {'passed' if found.passes else 'failed'}: ")


def conclude(found: Judgement, as_json: bool, file: str, lead: str = "") -> None:
    """Print a judgement, annotate where GitHub asks for it, and leave with exit 1 unless it passes."""
    if as_json:
        show_json(
            {
                "passes": found.passes,
                "summary": found.summary,
                "incomparable": found.incomparable,
                "notes": found.notes,
                "verdicts": found.verdicts,
            }
        )
    else:
        show_table("verdicts", found.verdicts, COLUMNS)
        for note in found.notes:
            show_line(f"note: {note}")
        for complaint in found.complaints:
            show_line(complaint)
        show_line(f"{lead}{found.summary}")
    if os.environ.get("GITHUB_ACTIONS") and not found.passes:
        for complaint in found.complaints:
            typer.echo(annotation(complaint, file), err=True)
    if not found.passes:
        raise typer.Exit(1)


def annotation(complaint: str, file: str) -> str:
    """A workflow command that shows `complaint` beside `file`; what it cannot hold raw is escaped."""
    text = complaint.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::error file={place},line=1::{text}"


def write_junit(path: Path, found: Judgement) -> None:
    """The verdicts as JUnit XML: one case each, and one for every incomparable field."""
    from xml.etree import ElementTree

    failures = len(found.complaints)
    cases = len(found.verdicts) + len(found.incomparable)
    suite = ElementTree.Element("testsuite", name="lcmnas gate", tests=str(cases), failures=str(failures))
    for each in found.verdicts:
        name = f"{each['proxy']} seed {each['seed']}"
        case = ElementTree.SubElement(suite, "testcase", classname=each["population"], name=name)
        if each["verdict"] == "worse":
            ElementTree.SubElement(case, "failure", message=each["line"])
    for field in found.incomparable:
        case = ElementTree.SubElement(suite, "testcase", classname="incomparable", name=field)
        ElementTree.SubElement(case, "failure", message=field)
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)

"""From stored rows to the frames of the page; of tables only the shape of landscapes is still taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lcmnas_core.errors import UsageError

from ..suite import Frames
from .costs import costs, literature, published
from .curves import curves, final, overhead, reach
from .ranking import ranks
from .request import Request
from .results import results, rows_of
from .shapes import SHAPES, shapes

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

AGGREGATED = ("landscapes", "curves", "finals", "ranks", "reach", "overhead", "literature", *SHAPES)


def analyse(
    request: Request, measurements: pd.DataFrame, aggregates: Mapping[str, Any] | None = None
) -> Frames:
    """Every frame of the report; empty ones are left out.

    `landscapes` (a row for each arena: its fields but the grid), `curves`, `finals`, `ranks`, `reach`,
    `overhead`, `literature`, `costs`, `published`, `failures`: functions of these names say which columns
    there are; `locality`, `walks`, `shrinkage`: the modules. Of `aggregates` only the last three are read
    back, where a table is no longer at hand.

    Raises:
        UsageError: no search is whole yet.
    """
    import pandas as pd

    stored = rows_of(request, measurements)
    found = results(request, stored)
    if not found:
        raise UsageError("no search is whole yet; resume the run first")
    finals = [final(each) for each in found]
    shape, omitted = shapes(request, aggregates)
    rows: dict[str, list[Row]] = {
        "landscapes": [each.model_dump(exclude={"grid"}) for each in request.arenas],
        "curves": [row for each in found for row in curves(each)],
        "finals": finals,
        "ranks": list(ranks(found)),
        "reach": [row for each in found for row in reach(each)],
        "overhead": [overhead(each) for each in found],
        "literature": list(literature(finals)),
        "costs": list(costs(finals, {each.name: each.dataset for each in request.arenas})),
        "published": list(published()),
        "failures": _failures(request, stored),
        **shape,
    }
    return Frames(
        frames={name: pd.DataFrame(each) for name, each in rows.items() if each},
        aggregates={
            "networks": [each.model_dump() for each in request.networks],
            **{name: rows[name] for name in AGGREGATED},
        },
        omitted=omitted,
    )


def _failures(request: Request, stored: pd.DataFrame) -> list[Row]:
    """`landscape`, `strategy`, `seed`, `status`, `reason` of searches that failed."""
    lost = stored[stored["status"] != "ok"].drop_duplicates(["contest", "seed"])
    return [
        {
            "landscape": request.contests[number].arena,
            "strategy": request.contests[number].strategy,
            "seed": seed,
            "status": status,
            "reason": reason,
        }
        for number, seed, status, reason in zip(
            lost["contest"], lost["seed"], lost["status"], lost["error_message"], strict=True
        )
    ]

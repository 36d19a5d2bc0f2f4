"""From trained representatives back to every architecture they stand for, as searches replay them."""

from __future__ import annotations

from dataclasses import replace

from lcmnas_core.errors import UsageError
from lcmnas_core.tables.table import Table


def expanded(table: Table) -> Table:
    """One row per architecture, each with the values of the training that stands for it.

    Not for rank correlations: members of one class are tied by construction.

    Raises:
        UsageError: the table holds several populations, or names no members.
    """
    if len(table.populations) > 1 or "member_archs" not in table.frame:
        raise UsageError(
            f"table {table.card.name} cannot be expanded: restrict it to one population of classes"
        )
    frame = table.frame.explode("member_archs").set_index("member_archs").rename_axis("arch")
    kept = tuple(each for each in table.card.columns if each.name != "member_archs")
    return replace(table, card=table.card.model_copy(update={"columns": kept}), frame=frame)

"""Who gets how many epochs under which policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..figures.budgets import Given, budget_epochs, policy_name
from ..frame import Cell, Row
from ..section import Picture
from ..table import Column, Shown, Table
from ..wording import amount, count, number, percent

EPOCHS = ("policy", "budget", "arch", "depth", "narrowings", "macs", "epochs")
"""Columns of the frame `budget_epochs`."""
_SHAPE = ("arch", "depth", "narrowings", "macs")


def epoch_picture(name: str, of_each: Sequence[Row]) -> Iterator[Picture]:
    """Epochs over depth, a panel for each budget; nothing where no network is known."""
    given = {
        budget: [
            Given(
                policy, *_axes([row for row in of_each if (row["policy"], row["budget"]) == (policy, budget)])
            )
            for policy in dict.fromkeys(str(row["policy"]) for row in of_each)
        ]
        for budget in dict.fromkeys(number(row["budget"]) or 0.0 for row in of_each)
    }
    if given:
        yield Picture(
            name,
            alt="Epochs that each policy gives to each network, over its depth; as in the folded table",
            caption="Who pays for whom: one point per network and policy. Width decides too where the policy "
            "looks at it.",
            draw=lambda: budget_epochs(given),
        )


def _axes(rows: Sequence[Row]) -> tuple[list[float], list[float]]:
    depths, epochs = ([number(row[name]) or 0.0 for row in rows] for name in ("depth", "epochs"))
    return depths, epochs


def epoch_table(name: str, of_each: Sequence[Row]) -> Table:
    """One row for each network, a column for each policy and budget."""
    networks: dict[Cell, dict[str, Cell]] = {}
    given: dict[str, str] = {}
    for row in of_each:
        key = f"{row['policy']} {percent(row['budget'])}"
        given[key] = f"{policy_name(str(row['policy']))}, {percent(row['budget'])}"
        networks.setdefault(row["arch"], {each: row[each] for each in _SHAPE})[key] = row["epochs"]
    columns = (
        Column("arch", "Network", lambda row: Shown(str(row["arch"])), "code"),
        Column("depth", "Depth", lambda row: Shown(count(row["depth"]))),
        Column("narrowings", "Narrowings", lambda row: Shown(count(row["narrowings"])), hint="of 32 steps"),
        Column("macs", "Multiply-adds", lambda row: Shown(amount(row["macs"])), hint="of one image"),
        *(_given(key, label) for key, label in given.items()),
    )
    data = (*_SHAPE, *given)
    return Table(name, "Epochs of every network", columns, tuple(networks.values()), data, folded=True)


def _given(key: str, label: str) -> Column:
    return Column(key, label, lambda row: Shown(count(row[key])))

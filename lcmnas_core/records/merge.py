"""Merge stores of shards: whatever the order and however often, the same rows come out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from lcmnas_core.errors import StoreError
from lcmnas_core.records.measurement import Measurement
from lcmnas_core.records.rows import COLUMNS, WRITE, Cell, from_row, to_row
from lcmnas_core.records.store import Store

NAMED_CONFLICTS = 3

_FIND = f"SELECT {', '.join(COLUMNS)} FROM measurement WHERE key = ? AND attempt = ?"
_PUT = f"INSERT OR REPLACE {WRITE}"


@dataclass(frozen=True)
class Conflict:
    """One measurement, made twice in the same attempt, with two different values."""

    first: Measurement
    second: Measurement

    def __str__(self) -> str:
        asked = self.first.identity
        values = f"{self.first.outcome.value!r} against {self.second.outcome.value!r}"
        return f"{asked.suite}/{asked.estimator}/{asked.quantity} of {asked.arch} seed {asked.seed}: {values}"


class MergeConflict(StoreError):
    """Stores disagree about values; `conflicts` holds one entry for each key and attempt concerned."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts = conflicts
        named = "; ".join(map(str, conflicts[:NAMED_CONFLICTS]))
        rest = len(conflicts) - NAMED_CONFLICTS
        more = f"; and {rest} more" if rest > 0 else ""
        super().__init__(f"stores disagree, nothing was merged: {named}{more}")


def merge(target: Store, sources: Iterable[Store]) -> int:
    """Write every row of `sources` into `target`; returns how many rows were new or replaced.

    Of two rows with equal key and attempt the preferred one stays: a value before a failure, then the
    one that finished first. Merging is idempotent and the order of stores does not matter.

    Raises:
        MergeConflict: two stores hold different values for one key and attempt; `target` is unchanged.
    """
    opened = list(sources)
    conflicts: dict[tuple[str, int], Conflict] = {}
    changed = 0
    with target.transaction() as connection:
        for found in (row for store in opened for row in store):
            known = _held(connection, found)
            if known and _disagree(known, found):
                conflicts.setdefault((found.identity.key, found.attempt), Conflict(known, found))
            if known is None or preferred(known, found) != known:
                connection.execute(_PUT, to_row(found))
                changed += 1
        if conflicts:
            raise MergeConflict(tuple(conflicts.values()))
    for environment in (each for store in opened for each in store.environments().values()):
        target.add_environment(environment)
    target.put_meta(_merged_notes([target, *opened]))
    return changed


def preferred(one: Measurement, other: Measurement) -> Measurement:
    """Which of two rows of the same key and attempt stays: a total order, so merging is order-free."""
    return min(one, other, key=_rank)


def _rank(measurement: Measurement) -> tuple[bool, object, str]:
    return (measurement.outcome.status != "ok", measurement.finished_at, measurement.model_dump_json())


def _held(connection: sqlite3.Connection, like: Measurement) -> Measurement | None:
    cells: tuple[Cell, ...] | None = connection.execute(_FIND, (like.identity.key, like.attempt)).fetchone()
    return from_row(cells) if cells else None


def _disagree(one: Measurement, other: Measurement) -> bool:
    both_ok = one.outcome.status == other.outcome.status == "ok"
    return both_ok and one.outcome.value != other.outcome.value


def _merged_notes(stores: list[Store]) -> dict[str, object]:
    """Meta values by name; where stores differ, the one whose text sorts first."""
    found: dict[str, object] = {}
    for name, value in (item for store in stores for item in store.meta().items()):
        found[name] = min(found.get(name, value), value, key=repr)
    return found

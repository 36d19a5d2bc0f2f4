"""What a run folder remembers about itself: which suite was asked what, by which command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from lcmnas_core.errors import MissingError, StoreError, UsageError, one_line
from lcmnas_core.records.measurement import Frozen
from lcmnas_core.records.store import Store
from lcmnas_core.rooms import room

RUNS = "runs"
"""Name of the store's meta entry: notes by suite."""

MOST_DIFFERENCES = 3
"""Told of two requests; a list of searches may differ in a hundred places for one reason."""


class RunNote(Frozen):
    """What was asked of one suite."""

    preset: str | None
    request: dict[str, Any]
    request_sha256: str
    command: str
    lcmnas_version: str


@dataclass(frozen=True)
class StoredRun:
    """A suite, the request that the folder answers, and the note about it."""

    name: str
    suite: Any
    request: Any
    note: RunNote

    def head(self) -> dict[str, Any]:
        """What names the run in the output of every verb."""
        return {"suite": self.name, "preset": self.note.preset, "request_sha256": self.note.request_sha256}


def notes(store: Store) -> dict[str, RunNote]:
    """The notes of a store by suite; empty where no run was made.

    Raises:
        StoreError: a note is damaged.
    """
    try:
        return {name: RunNote.model_validate(note) for name, note in store.meta().get(RUNS, {}).items()}
    except (ValidationError, AttributeError) as error:
        reason = one_line(error)
        raise StoreError(f"{store.path}: what it remembers of its run is damaged: {reason}") from error


def remember(store: Store, suite: str, note: RunNote) -> None:
    """Note what is asked of `suite`; the first command stays.

    Raises:
        UsageError: the store answers another request of this suite; the message names what differs.
    """
    known = notes(store)
    if suite in known:
        refuse_difference(store, suite, known[suite], note)
        return
    store.put_meta({RUNS: {name: each.model_dump() for name, each in {**known, suite: note}.items()}})


def refuse_difference(store: Store, suite: str, one: RunNote, other: RunNote) -> None:
    """Raise UsageError unless two notes are of the same request."""
    if one.request_sha256 == other.request_sha256 or _means(suite, one) == other.request_sha256:
        return
    changed = difference(one.request, other.request) or "the request's hash"
    raise UsageError(
        f"{store.path.parent} holds another run of {suite}: {changed}; give another --out folder"
    )


def _means(suite: str, note: RunNote) -> str | None:
    """The hash of what a noted request means now: fields that came later stand at their defaults."""
    try:
        found: str = room("suites").SUITES[suite].restore(note.request).sha256
    except ValidationError:
        return None
    return found


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The innermost values in which two requests differ; of many the first few."""
    found = list(_differences("", one, other))
    said = [
        f"{place} is {left!r} there and {right!r} here" for place, left, right in found[:MOST_DIFFERENCES]
    ]
    further = len(found) - MOST_DIFFERENCES
    return "; ".join([*said, *([f"and {further} more"] if further > 0 else [])])


def _differences(place: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name in sorted({*one, *other}):
            yield from _differences(f"{place}.{name}".lstrip("."), one.get(name), other.get(name))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from _differences(f"{place}[{index}]", *pair)
    elif isinstance(one, list) and isinstance(other, list):
        yield f"number of {place}", len(one), len(other)
    elif one != other:
        yield place, one, other


def refuse_other_runs(stores: Iterable[Store]) -> None:
    """Raise UsageError unless all stores that hold a suite hold the same request of it."""
    seen: dict[str, tuple[Store, RunNote]] = {}
    for store in stores:
        for name, note in notes(store).items():
            first, known = seen.setdefault(name, (store, note))
            refuse_difference(first, name, known, note)


def stored_runs(store: Store) -> tuple[StoredRun, ...]:
    """The runs of a store, their requests read back.

    Raises:
        MissingError: the store remembers no run.
        StoreError: a note is damaged.
    """
    suites = room("suites").SUITES
    known = notes(store)
    if not known:
        raise MissingError(
            f"{store.path} remembers no run: give a folder that `lcmnas run --out` has written"
        )
    return tuple(
        StoredRun(name, suites[name], _restored(store, suites[name], note), note)
        for name, note in known.items()
    )


def _restored(store: Store, suite: Any, note: RunNote) -> Any:
    try:
        return suite.restore(note.request)
    except ValidationError as error:
        reason = one_line(error)
        raise StoreError(f"{store.path}: the request it remembers is damaged: {reason}") from error

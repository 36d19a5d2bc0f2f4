"""The page of `fidelity`: which cheap settings keep the ranking of full training, and at what cost."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..blocks import Block, Contents, Fact
from ..cheap_setting import COLUMNS as SETTINGS
from ..cheap_setting import cheap_settings
from ..frame import Frames, optional
from ..run_info import RunInfo
from ..section import Section
from ..sections import budget_epochs, budgets, epochs, noise_ceiling, observations
from ..sections import ceiling as ceilings
from ..sections.cheap_settings import cheap_settings_section
from ..sections.failures import PER_SETTING, lost
from ..sections.provenance import rows_by_status
from ..wording import count, slugs

KEYS = ("table", "population", "dataset")
"""What every row begins with: rows that differ in any of these are never pooled."""
FRAMES = {
    "settings": SETTINGS,
    "epochs": epochs.COLUMNS,
    "ceiling": noise_ceiling.COLUMNS,
    "observations": observations.COLUMNS,
    "budgets": budgets.COLUMNS,
    "budget_epochs": budget_epochs.EPOCHS,
}
Place = tuple[str, str, str]


def contents(run: RunInfo, frames: Frames) -> Contents:
    """One block for each table, population and data set, all with the same sections.

    Any frame may be missing: its section then says what it would need.

    Raises:
        FrameError: a frame lacks a column.
    """
    read = {name: optional(frames, name, (*KEYS, *columns)) for name, columns in FRAMES.items()}
    places = _places(read)
    blocks = tuple(
        Block(name, key, tuple(_block(read, place, f"-{key}" if len(places) > 1 else "")))
        for (name, key), place in zip(slugs(list(places)).items(), places.values(), strict=True)
    ) or (Block(run.table or run.space, "nothing", tuple(_block({}, ("", "", ""), ""))),)
    shared = (lost(optional(frames, "failures", ("arch", "status", "reason", *PER_SETTING)), PER_SETTING),)
    return Contents(blocks, shared, headline(run, read, places), ("fidelity.css",))


def headline(
    run: RunInfo, read: dict[str, pd.DataFrame | None], places: dict[str, Place]
) -> tuple[Fact, ...]:
    """Whose trainings are read, how many architectures, what was measured in the run itself."""
    settings = read["settings"]
    facts = [
        (name, f"{count(int(mine['n'].max()))} architectures of {place[2]}; held to: {mine['truth'].iloc[0]}")
        for name, place in places.items()
        if settings is not None and not (mine := _of(settings, place)).empty
    ]
    return (
        *facts,
        ("Tables", run.table or "none"),
        ("Space of our own tables", run.space),
        ("Images", run.images),
        ("Scores without training", rows_by_status(run.counts_by_status)),
    )


def _places(read: dict[str, pd.DataFrame | None]) -> dict[str, Place]:
    """By the name of the block, in the order of the frames; data sets are named where there are several."""
    found: dict[Place, None] = {}
    for frame in read.values():
        if frame is not None:
            found |= dict.fromkeys(frame[list(KEYS)].astype(str).itertuples(index=False, name=None))
    pairs = [place[:2] for place in found]
    return {
        f"{place[0]}, {place[1]}" + (f", {place[2]}" if pairs.count(place[:2]) > 1 else ""): place
        for place in found
    }


def _of(frame: pd.DataFrame, place: Place) -> pd.DataFrame:
    mine = [frame[key].astype(str) == name for key, name in zip(KEYS, place, strict=True)]
    return frame[mine[0] & mine[1] & mine[2]]


def _block(read: dict[str, pd.DataFrame | None], place: Place, suffix: str) -> Iterator[Section]:
    here = {name: _of(frame, place) for name, frame in read.items() if frame is not None}
    ranked = cheap_settings(here["settings"]) if "settings" in here else []
    bound = ceilings.ceiling_of(here.get("ceiling"), place[1])
    yield cheap_settings_section(ranked, bound, suffix)
    yield epochs.epochs_section(here.get("epochs"), ranked, bound, suffix)
    yield observations.observations_section(here.get("observations"), suffix)
    yield budgets.budgets_section(here.get("budgets"), here.get("budget_epochs"), suffix)
    yield noise_ceiling.noise_ceiling(here.get("ceiling"), suffix)

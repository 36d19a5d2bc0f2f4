"""A bar on the error stream while jobs run: done, rate, time left, failures; nothing where no one watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

RATE_OVER_SECONDS = 120.0
"""How far back the rate looks: jobs differ in cost by an order of magnitude."""


class Rate(ProgressColumn):
    """Jobs per second, or seconds per job where that is the larger number."""

    def render(self, task: Task) -> Text:
        """The rate of `task`, empty while it is unknown."""
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        return Text(f"{speed:.1f} jobs/s" if speed >= 1 else f"{1 / speed:.1f} s/job")


class Meter:
    """What a verb tells the bar."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress = progress
        self._task = progress.add_task(title, total=None, failures="")

    def show(self, done: int, total: int, failures: int = 0) -> None:
        """`done` of about `total` jobs, and how many rows failed so far."""
        said = f"{failures} failed" if failures else ""
        self._progress.update(self._task, completed=done, total=max(done, total), failures=said)


@contextmanager
def meter(title: str) -> Iterator[Meter]:
    """A bar for the length of the block."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[failures]}"),
    )
    shown = Progress(
        *columns,
        console=console,
        disable=not console.is_terminal,
        speed_estimate_period=RATE_OVER_SECONDS,
    )
    with shown:
        yield Meter(shown, title)

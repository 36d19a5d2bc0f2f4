"""The page of one run."""

from __future__ import annotations

from .contents import contents
from .frame import Frames
from .html import page_of
from .run_info import RunInfo
from .sections.provenance import environment_facts, provenance_facts


def render(run: RunInfo, frames: Frames) -> str:
    """The page of one run as HTML: one file, no network; equal input gives equal bytes.

    Which frames are needed, and which may be missing, `pages/` says for each suite.

    Raises:
        UnknownName: no page for the suite.
        FrameError: a frame or column is missing, or run and frames contradict each other.
    """
    parts = contents(run, frames)
    return page_of(
        "page.html.j2",
        parts,
        run.title,
        run=run,
        legend=parts.legend,
        provenance=provenance_facts(run),
        environment=environment_facts(run),
    )

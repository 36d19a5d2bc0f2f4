"""From a run to the contents of its page: each suite has a page of its own."""

from __future__ import annotations

from collections.abc import Callable

from lcmnas_core.registry import Registry

from .blocks import Contents
from .frame import Frames
from .pages import fidelity, macro_search, proxy_ranking, search_cost
from .run_info import RunInfo

PAGES: Registry[Callable[[RunInfo, Frames], Contents]] = Registry("page of suite")
PAGES.register("proxy-ranking", proxy_ranking.contents)
PAGES.register("macro-search", macro_search.contents)
PAGES.register("fidelity", fidelity.contents)
PAGES.register("search-cost", search_cost.contents)


def contents(run: RunInfo, frames: Frames) -> Contents:
    """Sections, headline and style sheets of the page of `run.suite`.

    Raises:
        UnknownName: no page for this suite.
        FrameError: a frame or column is missing, or run and frames contradict each other.
    """
    return PAGES[run.suite](run, frames)

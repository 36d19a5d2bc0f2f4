"""Records turned into tables, figures and one page."""

from .figure_files import Written, write_figures
from .frame import FrameError
from .page import render
from .run_info import RunInfo

__all__ = ["FrameError", "RunInfo", "Written", "render", "write_figures"]

"""Records turned into tables, figures and one page."""

from .figure_files import Written, write_figures
from .frame import FrameError
from .graph_page import render_graphs
from .page import render
from .run_info import RunInfo

__all__ = ["FrameError", "RunInfo", "Written", "render", "render_graphs", "write_figures"]

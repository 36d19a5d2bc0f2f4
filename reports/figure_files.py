"""Every figure of a run as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .contents import contents
from .figures.files import write_picture
from .frame import Frames
from .run_info import RunInfo


@dataclass(frozen=True)
class Written:
    """The files written, and one line for each figure that could not be drawn (exit 3 of `lcmnas report`)."""

    paths: tuple[Path, ...]
    omitted: tuple[str, ...]


def write_figures(run: RunInfo, frames: Frames, folder: Path) -> Written:
    """Write every figure as SVG and PNG into `folder`; equal frames give equal bytes.

    Raises:
        FrameError: as `render`.
    """
    parts = contents(run, frames)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [
        path for section in parts for picture in section.pictures for path in write_picture(picture, folder)
    ]
    return Written(tuple(paths), tuple(line for section in parts for line in section.omitted))

"""A figure as bytes: SVG and PNG for files, SVG for the page; equal figures give equal bytes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import matplotlib
from markupsafe import escape
from matplotlib.figure import Figure

from ..section import Picture
from ..wording import slug
from .style import (
    BAD,
    ENTRANT_MARKS,
    GAP,
    GOOD,
    INK,
    MARKS,
    METHOD_MARKS,
    RULE,
    SOFT,
    UNSURE,
    drawing,
    settle,
)

_DOTS_PER_INCH = 200
_DOTS_PER_INCH_ON_PAGE = 150
_PAGE_PIXELS_PER_POINT = 1.55
_NO_SVG_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_PAGE_COLOURS = {
    INK: "currentColor",
    SOFT: "var(--soft)",
    RULE: "var(--rule)",
    GAP: "var(--paper)",
    GOOD: "var(--good)",
    BAD: "var(--bad)",
    UNSURE: "var(--unsure)",
    **{mark.colour: f"var(--{slug(name)})" for name, mark in (MARKS | METHOD_MARKS | ENTRANT_MARKS).items()},
}


def write_picture(picture: Picture, folder: Path) -> list[Path]:
    """Write `<name>.svg` (text as outlines, so it looks the same anywhere) and `<name>.png`."""
    with drawing():
        figure = picture.draw()
        settle(figure)
        svg, png = folder / f"{picture.name}.svg", folder / f"{picture.name}.png"
        svg.write_bytes(_svg(figure, "path", "white", _DOTS_PER_INCH))
        figure.savefig(png, dpi=_DOTS_PER_INCH, metadata={"Software": None})
    return [svg, png]


def inline_svg(picture: Picture) -> str:
    """The picture as an `svg` element for the page: its colours and fonts, ids of its own, no fixed size."""
    with drawing():
        figure = picture.draw()
        settle(figure)
        text = _svg(figure, "none", "none", _DOTS_PER_INCH_ON_PAGE).decode()
    body = re.sub(r"^.*?(?=<svg )|<metadata>.*?</metadata>|<style .*?</style>", "", text, flags=re.DOTALL)
    for colour, replacement in _PAGE_COLOURS.items():
        body = body.replace(colour, replacement)
    body = re.sub(r'(\sid="|url\(#|href="#)', rf"\g<1>{picture.name}-", body)
    box = re.search(r'viewBox="0 0 ([\d.]+) ', body)
    if box is None:
        raise ValueError("matplotlib wrote an SVG without viewBox")
    width = round(float(box[1]) * _PAGE_PIXELS_PER_POINT)
    opening = f'<svg role="img" aria-label="{escape(picture.alt)}" width="{width}" viewBox'
    return re.sub(r"<svg .*?viewBox", lambda _: opening, body, count=1, flags=re.DOTALL).strip()


def _svg(figure: Figure, fonts: str, background: str, raster_dpi: int) -> bytes:
    stream = BytesIO()
    with matplotlib.rc_context({"svg.fonttype": fonts}):
        figure.savefig(stream, format="svg", dpi=raster_dpi, metadata=_NO_SVG_METADATA, facecolor=background)
    return stream.getvalue()

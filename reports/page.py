"""One self-contained page: no request, no script but its own, nothing of the data run as code."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .contents import contents
from .figures.files import inline_svg
from .frame import Frames
from .payload import payload
from .run_info import RunInfo
from .section import Picture
from .sections.provenance import environment_facts, headline_facts, provenance_facts
from .wording import slug

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; "
    "base-uri 'none'; form-action 'none'"
)
_SCRIPTS = ("table.js", "explorer.js", "page.js")


def render(run: RunInfo, frames: Frames) -> str:
    """The page of one run as HTML; equal input gives equal bytes.

    Frames `leaderboard` and `scores` are required; `proxy_pairs`, `failures`, `anchors`, `published`,
    `landscape` and `ceiling` may be missing. Where the truth is another's table, no architecture's accuracy
    is in the text.

    Raises:
        FrameError: a frame or column is missing, or the populations of run and frames differ.
    """
    parts = contents(run, frames)
    script = "\n".join(_template(name) for name in _SCRIPTS)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    tables = chain.from_iterable(section.tables for section in parts)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            run=run,
            parts=parts,
            policy=_POLICY.format(digest=digest),
            style=Markup(_template("style.css")),
            script=Markup(script),
            data=Markup(payload(tables, slug(run.title))),
            facts=headline_facts(run),
            provenance=provenance_facts(run),
            environment=environment_facts(run),
        )
    )


def _drawn(picture: Picture) -> Markup:
    return Markup(inline_svg(picture))


@cache
def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawn"] = _drawn
    return environment

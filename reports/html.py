"""Contents as one self-contained page: no request, no script but its own, nothing of the data run as code."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .blocks import Contents
from .figures.files import inline_svg
from .payload import payload
from .section import Picture
from .wording import share, slug

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; "
    "base-uri 'none'; form-action 'none'"
)
_SCRIPTS = ("table.js", "explorer.js", "page.js")


def page_of(template: str, parts: Contents, title: str, **context: object) -> str:
    """The page that `template` makes of `parts`; equal input gives equal bytes.

    The page's policy allows the page's own script, by its SHA-256, and no request at all.
    """
    script = "\n".join(text_of(name) for name in _SCRIPTS)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    tables = chain.from_iterable(section.tables for section in parts)
    return (
        environment()
        .get_template(template)
        .render(
            title=title,
            parts=parts,
            policy=_POLICY.format(digest=digest),
            style=Markup("\n".join(text_of(name) for name in ("style.css", *parts.styles))),
            script=Markup(script),
            data=Markup(payload(tables, slug(title))),
            facts=parts.headline,
            **context,
        )
    )


@cache
def text_of(name: str) -> str:
    """A file of `templates/`."""
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Templates that escape every value."""
    found = Environment(
        loader=FunctionLoader(text_of),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(drawn=_drawn, share=share)
    return found


def _drawn(picture: Picture) -> Markup:
    return Markup(inline_svg(picture))

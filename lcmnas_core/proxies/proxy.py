"""What a proxy is, how one is declared, and where all are registered."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from lcmnas_core.errors import UsageError
from lcmnas_core.observations import PASSES, Images, Labels, closure, image_passes, signature_types
from lcmnas_core.plugins import source_digest
from lcmnas_core.registry import Registry

Function = Callable[..., float]
F = TypeVar("F", bound=Function)


@dataclass(frozen=True)
class Proxy:
    """A pure function from observations to one number, with everything that identifies it.

    Attributes:
        name: registered name.
        function: takes the observations, returns the number; a plain one takes `(network, batch)`.
        takes: the observations it is handed, in order; None for a plain function.
        needs: what of the data it depends on: `images`, `labels`, both or nothing.
        higher_is_better: how a selection reads it; the score itself is never flipped.
        paper: where it is from.
        version: raised when values change; outside this package followed by the digest of its source.
        is_by_name_only: too costly to be meant by `all`.
    """

    name: str
    function: Function
    takes: tuple[type, ...] | None
    needs: tuple[str, ...]
    higher_is_better: bool
    paper: str
    version: str
    is_by_name_only: bool = False

    @property
    def summary(self) -> str:
        """First line of the docstring."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]

    @property
    def formula(self) -> str:
        """The `.. math::` block of the docstring, as TeX; empty without one."""
        _, found, rest = (inspect.getdoc(self.function) or "").partition(".. math::")
        return " ".join(rest.partition("\n\n")[0].split()) if found else ""

    def image_passes(self, images: int) -> int | None:
        """Its cost on a batch in forward passes of one image; None of a plain function, which may do all."""
        return None if self.takes is None else image_passes(self.takes, images)


PROXIES: Registry[Proxy] = Registry("proxy")
_DECLARED = "lcmnas_proxy"


def proxy(
    name: str,
    *,
    paper: str = "",
    higher_is_better: bool = True,
    version: int = 1,
    aliases: tuple[str, ...] = (),
    by_name_only: bool = False,
) -> Callable[[F], F]:
    """Declare a function as a proxy; those of this package are registered at once, others when loaded.

    A function whose every parameter is annotated with an observation is handed those. Any other must take
    `(network, batch)`: it runs alone on a private copy and sees images without labels.

    Raises:
        UsageError: the parameters are neither.
    """

    def declare(function: F) -> F:
        own = function.__module__.startswith("lcmnas_core.")
        numbered = str(version) if own else f"{version}+{source_digest(function)}"
        takes = _observations(name, function)
        needs = ("images",) if takes is None else needs_of(takes)
        made = Proxy(name, function, takes, needs, higher_is_better, paper, numbered, by_name_only)
        setattr(function, _DECLARED, made)
        if own:
            PROXIES.register(name, made, aliases=aliases)
        return function

    return declare


def proxy_of(found: Any, name: str) -> Proxy:
    """The proxy that a loaded object is: as declared, or a plain function under `name`.

    Raises:
        UsageError: it is not a function of `(network, batch)`.
    """
    if isinstance(found, Proxy):
        return found
    if not callable(found):
        raise UsageError(
            f"{name!r} is a {type(found).__name__}; expected a function (network, batch) -> float"
        )
    if not hasattr(found, _DECLARED):
        proxy(name)(found)
    made: Proxy = getattr(found, _DECLARED)
    return made


def needs_of(takes: tuple[type, ...]) -> tuple[str, ...]:
    """What of the data these observations rest on."""
    reached = closure(takes)
    return tuple(word for word, kind in (("images", Images), ("labels", Labels)) if kind in reached)


def _observations(name: str, function: Function) -> tuple[type, ...] | None:
    """The observations a function takes; None for a plain one."""
    parameters = inspect.signature(function).parameters
    try:
        takes, _ = signature_types(function)
    except (NameError, TypeError):
        takes = ()
    if takes and len(takes) == len(parameters) and all(kind in PASSES for kind in takes):
        return takes
    if len(parameters) != 2:
        raise UsageError(
            f"proxy {name!r} takes ({', '.join(parameters)}); expected observations by type hint, "
            "or (network, batch)"
        )
    return None

"""Proxies as suites plan with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from lcmnas_core import __version__
from lcmnas_core.records.measurement import Frozen

if TYPE_CHECKING:
    from lcmnas_core.proxies import Proxy


class ProxyFacts(Frozen):
    """What a run must know of a proxy without loading it."""

    name: str
    target: str = Field(description="what the worker looks it up by: a name or `module:function`")
    version: str
    origin: str = Field(description="the distribution that brings it")
    higher_is_better: bool

    @property
    def dist(self) -> str:
        """The distribution with its version, as rows name it."""
        return f"lcmnas {__version__}" if self.origin == "lcmnas" else self.origin


def proxy_facts(names: tuple[str, ...]) -> tuple[ProxyFacts, ...]:
    """Each proxy once; `all` stands for those of this package that need not be asked for by name.

    Raises:
        UnknownName, UsageError: no such proxy, or no function that can be one.
    """
    from lcmnas_core.proxies import PROXIES, find

    own = [
        name
        for name, proxy in PROXIES.items()
        if PROXIES.origin(name) == "lcmnas" and not proxy.is_by_name_only
    ]
    found: dict[str, tuple[str, Proxy]] = {}
    for target in (each for name in names for each in (own if name == "all" else [name])):
        proxy = find(target)
        found.setdefault(proxy.name, (target, proxy))
    return tuple(
        ProxyFacts(
            name=name,
            target=target,
            version=proxy.version,
            origin=PROXIES.origin(name) if name in PROXIES else target,
            higher_is_better=proxy.higher_is_better,
        )
        for name, (target, proxy) in found.items()
    )

"""Find a proxy by name: built in, brought by another distribution, or `module:function`."""

from __future__ import annotations

from functools import cache

from lcmnas_core.plugins import Plugin, discover, load_target
from lcmnas_core.proxies.proxy import PROXIES, Proxy, proxy_of
from lcmnas_core.registry import NameClash

GROUP = "lcmnas.proxies"


def find(name: str | Proxy) -> Proxy:
    """The proxy of this name or alias, entry points included; `module:function` is loaded.

    Raises:
        UnknownName: no such proxy; the message proposes the nearest names.
        UsageError: `module:function` cannot be loaded or is not a proxy.
        NameClash: it calls itself as another proxy does.
    """
    if isinstance(name, Proxy):
        return name
    brought()
    if ":" not in name:
        return PROXIES[name]
    found = proxy_of(load_target(name), name)
    if found.name in PROXIES and PROXIES[found.name].function is not found.function:
        raise NameClash(f"proxy {found.name!r} is both in {PROXIES.origin(found.name)} and in {name}")
    return found


@cache
def brought() -> tuple[Plugin, ...]:
    """Register the proxies of other distributions, once; the broken ones come back with their reason.

    Raises:
        NameClash: two distributions bring one name.
    """
    plugins = discover(GROUP)
    for plugin in plugins:
        if plugin.reason is None:
            found = proxy_of(plugin.loaded, plugin.name)
            PROXIES.register(found.name, found, origin=plugin.distribution)
    return plugins

"""One registry class for every kind of named thing: proxies, spaces, tables, data sets, suites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from lcmnas_core.errors import LcmnasError, UnknownName

T = TypeVar("T")


class NameClash(LcmnasError):
    """Two things were registered under one name."""


class Registry(Mapping[str, T]):
    """Names to values, in order of registration; an alias finds a value but is never listed.

    Raises:
        NameClash: a name or alias is registered twice.
        UnknownName: a look-up fails; the message proposes the nearest known names.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._values: dict[str, T] = {}
        self._aliases: dict[str, str] = {}
        self._origins: dict[str, str] = {}

    def register(self, name: str, value: T, *, aliases: tuple[str, ...] = (), origin: str = "lcmnas") -> T:
        """Add `value` under `name`; `origin` is the distribution that brings it."""
        for each in (name, *aliases):
            if each in self._values or each in self._aliases:
                owner = self._origins[self.canonical(each)]
                raise NameClash(f"{self.kind} {each!r} is registered twice: by {owner} and by {origin}")
        self._values[name] = value
        self._origins[name] = origin
        self._aliases.update(dict.fromkeys(aliases, name))
        return value

    def canonical(self, name: str) -> str:
        """The registered name that `name` (itself or an alias) stands for."""
        found = self._aliases.get(name, name)
        if found not in self._values:
            raise UnknownName(self.kind, name, [*self._values, *self._aliases])
        return found

    def origin(self, name: str) -> str:
        """The distribution that registered `name`."""
        return self._origins[self.canonical(name)]

    def __getitem__(self, name: str) -> T:
        return self._values[self.canonical(name)]

    def __contains__(self, name: object) -> bool:
        return name in self._values or name in self._aliases

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

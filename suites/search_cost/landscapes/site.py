"""Where landscapes come from, and the registry of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from lcmnas_core.registry import Registry

from ..landscape import Landscape, Truth


@dataclass(frozen=True)
class Site:
    """One landscape, not read yet.

    Attributes:
        table: name of the complete table.
        budget: what a search may spend unless told otherwise, in the landscape's unit: about 100 trainings.
        read: from the landscape's name to its two halves.
        family: landscapes of one family are trainings of the same architectures, so that what is found on one
            is no independent confirmation of the other.
    """

    table: str
    budget: float
    read: Callable[[str], tuple[Landscape, Truth]]
    family: str


LANDSCAPES: Registry[Site] = Registry("landscape")


@lru_cache(maxsize=8)
def landscape(name: str) -> tuple[Landscape, Truth]:
    """What searches on a landscape are shown, and what they are held to.

    Raises:
        UnknownName: no such landscape.
        MissingError: its table is not at hand.
        StoreError: the table is damaged, or not complete.
    """
    return LANDSCAPES[name].read(name)

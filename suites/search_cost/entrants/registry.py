"""The registry of entrants."""

from __future__ import annotations

from lcmnas_core.registry import Registry

from ..entrant import Entrant

ENTRANTS: Registry[Entrant] = Registry("strategy")

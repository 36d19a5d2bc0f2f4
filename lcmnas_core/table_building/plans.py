"""The tables that this project builds, by name."""

from __future__ import annotations

from collections.abc import Callable

from lcmnas_core.registry import Registry
from lcmnas_core.table_building import macro_mini, nb201_mini
from lcmnas_core.table_building.plan import TablePlan

PLANS: Registry[Callable[[], TablePlan]] = Registry("table plan")
PLANS.register(nb201_mini.NAME, nb201_mini.plan)
PLANS.register(macro_mini.NAME, macro_mini.plan)

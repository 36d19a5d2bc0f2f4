"""Tables of our own: what to train, the training of one row, and the resumable build."""

from lcmnas_core.table_building.build import build_table
from lcmnas_core.table_building.job import run_job
from lcmnas_core.table_building.plans import PLANS

__all__ = ["PLANS", "build_table", "run_job"]

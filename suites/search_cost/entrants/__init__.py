"""The strategies of the arena by name, with the settings of their papers: one file each."""

from . import cell_lcmnas as _cell_lcmnas
from . import econas as _econas
from . import evolution as _evolution
from . import lissnas as _lissnas
from . import local_search as _local_search
from . import predictor as _predictor
from . import random_search as _random_search
from . import screened as _screened
from .registry import ENTRANTS

__all__ = ["ENTRANTS"]

del _cell_lcmnas, _econas, _evolution, _lissnas, _local_search, _predictor, _random_search, _screened

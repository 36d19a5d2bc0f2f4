"""The landscapes by name, each from a complete table: one file each."""

from . import nas_bench_macro as _nas_bench_macro
from . import nasbench201 as _nasbench201
from . import nb201_mini as _nb201_mini
from . import synthetic as _synthetic
from .site import LANDSCAPES, Site, landscape

__all__ = ["LANDSCAPES", "Site", "landscape"]

del _nas_bench_macro, _nasbench201, _nb201_mini, _synthetic

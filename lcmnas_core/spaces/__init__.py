"""Search spaces: which architectures exist, how they are written, and how they are built."""

from lcmnas_core.spaces import macro_micro as _macro_micro
from lcmnas_core.spaces import metaqnn as _metaqnn
from lcmnas_core.spaces import nas_bench_macro as _nas_bench_macro
from lcmnas_core.spaces import nasbench201 as _nasbench201
from lcmnas_core.spaces import synthetic as _synthetic
from lcmnas_core.spaces.space import SPACES, FiniteSpace, Space, UnboundedSpace
from lcmnas_core.spaces.wdg_macro import space as _wdg_macro

__all__ = ["SPACES", "FiniteSpace", "Space", "UnboundedSpace"]

del _macro_micro, _metaqnn, _nas_bench_macro, _nasbench201, _synthetic, _wdg_macro

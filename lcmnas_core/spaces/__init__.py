"""Search spaces: which architectures exist, how they are written, and how they are built."""

from lcmnas_core.spaces import nasbench201 as _nasbench201
from lcmnas_core.spaces import synthetic as _synthetic
from lcmnas_core.spaces.space import SPACES, Space

__all__ = ["SPACES", "Space"]

del _nasbench201, _synthetic

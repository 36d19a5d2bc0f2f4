"""How closely our scores must follow released ones, and differences in protocol shown to matter."""

from __future__ import annotations

FREE_REA_INIT = "kaiming_normal_fan_out"
"""How FreeREA draws weights before it scores."""

_SYNFLOW = ("synflow", "logsynflow")

DEMANDS = {
    ("params", "_params_m"): 0.99,
    ("params", "_nbsz_params"): 0.99,
    ("macs", "_flops_m"): 0.99,
    **{(name, f"_nbsz_{name}"): 0.9 for name in ("nwot", "snip", "grad_norm", "l2_norm", "fisher")},
}
"""Least Spearman by proxy and end of the released column."""

FREE_REA_DEMANDS = {"synflow": 0.99, "logsynflow": 0.98}
"""Least Spearman with FreeREA's columns, under FreeREA's initialisation only."""


def demanded(proxy: str, column: str, init: str) -> float | None:
    """The least Spearman that is demanded of this comparison; None where it is only reported."""
    if _is_free_rea(proxy, column):
        return FREE_REA_DEMANDS[proxy] if init == FREE_REA_INIT else None
    return next(
        (least for (name, end), least in DEMANDS.items() if name == proxy and column.endswith(end)), None
    )


def is_met(rho: float | None, required: float) -> bool:
    """Whether a Spearman reaches what is demanded."""
    return rho is not None and rho >= required


def explanation(proxy: str, column: str, init: str, *, all_reached: bool) -> str:
    """The difference in protocol that was shown to move this comparison; empty where none was.

    `all_reached` says that no architecture has an operation out of reach.
    """
    if proxy in _SYNFLOW and init != (theirs := FREE_REA_INIT if _is_free_rea(proxy, column) else "default"):
        return f"released scores are of weights drawn by {theirs}"
    if proxy == "logsynflow" and not all_reached:
        return "released scores count convolutions out of reach, each by a constant; without them both agree"
    if column.endswith("_nbsz_flops"):
        return "the released count is an affine function of the operations, not multiply-adds"
    return ""


def _is_free_rea(proxy: str, column: str) -> bool:
    return proxy in _SYNFLOW and column.endswith(f"_{proxy}") and "_nbsz_" not in column

"""Which family a proxy belongs to; figures give each family one colour and one marker."""

from __future__ import annotations

FAMILIES = ("size", "saliency", "separability", "other")

_MEMBERS = {
    "size": ("params", "macs", "flops", "n_layers", "n_parameter_tensors", "l2_norm"),
    "saliency": ("grad_norm", "plain", "snip", "grasp", "fisher", "fisher_channel", "synflow", "logsynflow"),
    "separability": ("jacov", "lcmnas", "epe_nas", "nwot", "zen", "zen_paper"),
}


def family_of(proxy: str) -> str:
    """`size`, `saliency` or `separability`; `other` for proxies this package does not bring."""
    return next((family for family, names in _MEMBERS.items() if proxy in names), "other")

"""Search methods: which stand side by side, in which order, under which names."""

from __future__ import annotations

from collections.abc import Iterable

REFERENCE = "lcmnas"
"""The method that every other is set against."""

COMPARED = (REFERENCE, "random_search", "regularized_evolution")
ABLATIONS = {
    "random_layer": "next layer and its settings drawn uniformly, not by frequency",
    "random_model": "parents drawn uniformly, not by rank of fitness",
    "random_both": "both: a random walk on the union of the graphs",
}
"""Parts of the method that are switched off one by one, and what takes their place."""

OTHER = "other_method"
METHODS = (*COMPARED, "econas", "greedy_macro_micro", *ABLATIONS, OTHER)

_LABELS = {REFERENCE: "LCMNAS", "econas": "EcoNAS", "greedy_macro_micro": "Global NAS"}


def label(method: str) -> str:
    """The method as a reader sees it."""
    name, at, searched = method.partition("@")
    return _LABELS.get(name, name.replace("_", " ")) + at + searched


def kind(method: str) -> str:
    """Whose colour and marker it has, wherever it searches; but the reference has its own at home only."""
    name, at, _ = method.partition("@")
    return OTHER if name not in METHODS or (at and name == REFERENCE) else name


def in_order(methods: Iterable[str]) -> list[str]:
    """Each method once: those of `METHODS` in that order, others by name."""
    return sorted(set(methods), key=lambda method: (METHODS.index(kind(method)), method))

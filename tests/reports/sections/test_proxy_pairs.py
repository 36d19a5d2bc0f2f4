from __future__ import annotations

import pandas as pd

from reports.sections.proxy_pairs import proxy_pairs


def frame(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"population": "all", "proxy": one, "other": other, "tau": tau, "n": 40} for one, other, tau in rows]
    )


def test_most_and_least_alike_go_by_the_size_of_tau():
    section = proxy_pairs(frame(("a", "b", 0.4), ("a", "c", -0.9), ("b", "c", -0.05)))
    assert section.finding == "Most alike: a and c (τ −0.90). Least alike: b and c (τ −0.05)."


def test_unknown_pairs_are_counted_and_never_zero():
    section = proxy_pairs(frame(("a", "b", 0.4), ("a", "c", None)))
    assert section.finding.endswith("No τ for 1 pair.")
    assert section.tables[0].rows[1]["tau"] is None


def test_nothing_known_is_said():
    assert proxy_pairs(frame(("a", "b", None))).finding == (
        "No two proxies have enough architectures in common."
    )

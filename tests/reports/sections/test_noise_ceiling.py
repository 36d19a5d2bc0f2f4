from __future__ import annotations

import pandas as pd

from reports.sections.noise_ceiling import noise_ceiling


def ceilings(tau: float | None) -> pd.DataFrame:
    seeds = {
        "kind": "two trainings agree",
        "tau": tau,
        "low": 0.6,
        "high": 0.9,
        "n": 50,
        "note": "seeds 0, 1",
    }
    reached = {"kind": "no noise", "tau": 0.85, "low": None, "high": None, "n": 50, "note": "by formula"}
    return pd.DataFrame([reached, seeds])


def test_ceilings_are_told_in_their_order():
    assert noise_ceiling(ceilings(0.75)).finding == (
        "No noise: τ = 0.850. Two trainings agree: τ = 0.750 (0.600 to 0.900), n = 50."
    )


def test_a_low_ceiling_is_a_plain_statement():
    assert "That is below the 0.7 aimed for" in noise_ceiling(ceilings(0.65)).finding


def test_one_training_of_each_makes_no_ceiling():
    for rows in (None, ceilings(None).iloc[1:]):
        section = noise_ceiling(rows)
        assert section.finding.startswith("Not known here")
        assert section.tables == ()

"""A bug in `jacov`, planted into our committed scores of 1,000 real cells of NAS-Bench-201."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from lcmnas_core.tables import load
from suites.proxy_ranking.gate import verdicts

SCORES = Path("reports/published/nasbench201-cifar10/default-scores.json")

pytestmark = pytest.mark.skipif("LCMNAS_DATA" not in os.environ, reason="LCMNAS_DATA is not set")


@pytest.fixture(scope="module")
def live():
    """Scores by proxy, and the truth, of the 1,000 cells without an operation out of reach."""
    stored = json.loads(SCORES.read_text())["populations"]["live"]
    table = load("nasbench201").frame.loc[stored["archs"]]
    scores = {name: np.array(rows, np.float64) for name, rows in stored["scores"].items()}
    return scores, load("nasbench201").truth("cifar10")[stored["archs"]].to_numpy(), table["rep_arch_index"]


def judged(live, planted):
    scores, truth, classes = live
    directions = dict.fromkeys(scores, True) | {"plain": False}
    found, notes = verdicts(
        "live", (scores, scores | {"jacov": planted(scores["jacov"])}), truth, classes.to_numpy(), directions
    )
    assert notes == []
    return {each.proxy: each for each in found}


def test_the_score_of_the_network_before_is_worse_and_nothing_else_is(live):
    found = judged(live, lambda scores: np.roll(scores, 1, axis=1))
    assert {name for name, each in found.items() if each.verdict == "worse"} == {"jacov"}
    # Sorted by name, the cell before is alike: half of tau is left, and still the loss shows.
    assert 0.2 < found["jacov"].new < 0.4 < 0.6 < found["jacov"].old


def test_noise_in_the_last_bits_is_not(live):
    rng = np.random.default_rng(0)
    found = judged(live, lambda scores: scores * (1 + 1e-12 * rng.standard_normal(scores.shape)))
    assert {each.verdict for each in found.values()} == {"not distinguishable"}

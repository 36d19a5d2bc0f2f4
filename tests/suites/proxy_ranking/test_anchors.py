import os

import numpy as np
import pytest

from lcmnas_core.metrics import kendall_tau, spearman
from lcmnas_core.tables import load
from lcmnas_core.tables.released import released_scores
from suites import SUITES
from suites.proxy_ranking.anchors import anchors
from suites.proxy_ranking.measured import Scored

pytestmark = pytest.mark.skipif("LCMNAS_DATA" not in os.environ, reason="LCMNAS_DATA is not set")


@pytest.fixture(scope="module")
def compared():
    """Anchor rows by column: our `params` exact, our `snip` theirs with noise, our `nwot` noise."""
    options = {"table": "nasbench201", "images": "digits", "limit": 200, "proxies": "params,macs,snip,nwot"}
    request = SUITES["proxy-ranking"].request(None, options)
    table, released = load("nasbench201"), released_scores("nasbench201").frame
    archs = tuple(released.index[released["cifar10_nbsz_snip"].notna()][:200])
    rng = np.random.default_rng(2)
    theirs, frame = released.loc[list(archs)], table.frame.loc[list(archs)]
    values = {
        "params": frame["cifar10_params_m"].to_numpy()[None],
        "macs": frame["cifar10_flops_m"].to_numpy()[None] * 1e6 + 10,
        "snip": (theirs["cifar10_nbsz_snip"] * np.exp(0.05 * rng.standard_normal(200))).to_numpy(copy=True)[
            None
        ],
        "nwot": rng.standard_normal((1, 200)),
    }
    values["snip"][0, :5] = np.nan
    truth = table.truth("cifar10").loc[list(archs)].to_numpy()
    one = Scored("live", archs, values, truth, frame["rep_arch_index"].to_numpy())
    return one, theirs, {row["anchor_column"]: row for row in anchors(request, table, one)}


def test_each_row_is_of_the_cells_that_both_scored(compared):
    one, theirs, rows = compared
    row, ours = rows["cifar10_nbsz_snip"], one.values["snip"][0, 5:]
    released = theirs["cifar10_nbsz_snip"].to_numpy()[5:]
    assert row["n"] == 195
    assert row["tau_ours"] == pytest.approx(kendall_tau(ours, one.truth[5:]))
    assert row["tau_released"] == pytest.approx(kendall_tau(released, one.truth[5:]))
    assert row["difference"] == pytest.approx(row["tau_ours"] - row["tau_released"])
    assert row["spearman"] == pytest.approx(spearman(ours, released))
    assert 0.9 < row["spearman_low"] < row["spearman"]
    assert (row["target"], row["init"], row["comparison"]) == ("cifar10_test_200", "default", "live, cifar10")


def test_equal_orders_agree_and_strange_ones_fall_below(compared):
    _, _, rows = compared
    for column in ("cifar10_params_m", "cifar10_nbsz_params", "cifar10_flops_m"):
        assert (rows[column]["verdict"], rows[column]["difference"]) == ("agrees", 0.0), column
    assert rows["cifar10_nbsz_snip"]["verdict"] == "agrees"
    assert rows["cifar10_nbsz_nwot"]["verdict"] == "below"
    assert rows["cifar10_naswot"]["verdict"] == "unexplained"  # noise has another tau; nothing is demanded


def test_intervals_are_simultaneous(compared):
    _, _, rows = compared
    for row in rows.values():
        assert row["low"] <= row["difference"] <= row["high"]
    noise = rows["cifar10_nbsz_nwot"]
    assert noise["high"] < 0

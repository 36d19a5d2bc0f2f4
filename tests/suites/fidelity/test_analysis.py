import json

import numpy as np
import pandas as pd
import pytest

from lcmnas_core.errors import StoreError
from lcmnas_core.metrics import kendall_tau
from suites.fidelity import SUITE
from suites.fidelity.plan import jobs
from suites.preset import preset_names
from tests.suites.fidelity.invented import CELLS, training

NOON = pd.Timestamp("2026-01-02 12:00", tz="UTC")


def measured(request, value):
    """Rows of a store with values chosen by `value(arch)`; NaN is a failure."""
    rows = [
        {
            "key": ask.identity.key,
            "arch": ask.identity.arch,
            "status": "ok" if value(ask.identity.arch) == value(ask.identity.arch) else "error",
            "value": value(ask.identity.arch),
            "error_message": None if value(ask.identity.arch) == value(ask.identity.arch) else "made to fail",
            "standalone_cpu_s": 0.5,
            "started_at": NOON,
            "finished_at": NOON,
        }
        for job in jobs(request)
        for ask in job.asks
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def analysed(own_table):
    own_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "params"})
    rows = measured(request, lambda arch: float(CELLS.index(arch)))
    return request, rows, SUITE.frames(request, rows)


def test_every_cheap_thing_is_a_setting(analysed):
    _, _, found = analysed
    frame = found.frames["settings"].set_index("setting")
    assert list(frame["kind"]) == (
        ["reduction", "short", "reduction", "reduction", "proxy"] + ["epoch"] * 3 + ["loss_sum"] * 3
    )
    truth = [training(arch, place, 1).test_accuracy for place, arch in enumerate(CELLS)]
    assert frame.loc["params", "tau"] == pytest.approx(kendall_tau(np.arange(40), truth))
    assert frame.loc["params", "cost_s"] == 0.5
    assert (frame.loc["params", "cost_macs"], frame.loc["params", "cost_ratio"]) == (0, 0)
    assert set(found.frames) == {"settings", "epochs", "ceiling", "observations"}


def test_scores_are_priced_in_multiply_adds(own_table):
    own_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "macs,nwot,snip", "batch": 16})
    frame = SUITE.frames(request, measured(request, CELLS.index)).frames["settings"].set_index("setting")
    # One forward pass of one image, of a batch, and forward and full backward; 4,000 multiply-adds an image.
    priced = frame.loc[["macs", "nwot", "snip"]]
    assert list(priced["cost_macs"]) == [4_000, 16 * 4_000, 3 * 16 * 4_000]
    # A whole training shows 8 epochs of 11 batches of 100.
    shown = 3 * 8 * 11 * 100
    assert list(priced["cost_ratio"]) == pytest.approx([passes / shown for passes in (1, 16, 48)])


def test_networks_that_failed_are_left_out(own_table):
    own_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "params"})
    rows = measured(request, lambda arch: float("nan") if arch in CELLS[:4] else 1.0 * CELLS.index(arch))
    frames = SUITE.frames(request, rows).frames
    frame = frames["settings"].set_index("setting")
    assert frame.loc["params", ["n", "begun", "coverage"]].tolist() == [36, 40, 0.9]
    lost = frames["failures"]
    assert set(lost["arch"]) == set(CELLS[:4])
    assert lost[["table", "population", "setting", "status", "reason"]].drop_duplicates().values.tolist() == [
        ["tiny", "cells", "params", "error", "made to fail"]
    ]


def test_before_anything_is_measured_the_trainings_tell(own_table):
    own_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "params"})
    empty = measured(request, lambda arch: 1.0).iloc[:0]
    found = SUITE.frames(request, empty)
    assert "params" not in set(found.frames["settings"]["setting"])
    assert SUITE.run_info(request, empty, found)["n_architectures"] == 0


def test_aggregates_are_plain_json_and_stand_in_for_a_table(analysed, own_table):
    request, rows, found = analysed
    kept = json.loads(json.dumps(found.aggregates, allow_nan=False))
    own_table([training(arch, place, 0) for place, arch in enumerate(CELLS)])
    with pytest.raises(StoreError, match="the run was made with"):
        SUITE.frames(request, rows)
    again = SUITE.frames(request, rows, kept)
    assert again.aggregates == kept
    for name, frame in found.frames.items():
        pd.testing.assert_frame_equal(again.frames[name], frame, check_dtype=False)
    assert "tiny is as it was when the run was made" in again.omitted[0]


def test_the_page_is_told_what_was_run(analysed):
    request, rows, found = analysed
    info = SUITE.run_info(request, rows, found)
    assert info["populations"] == ("cells",)
    assert (info["space"], info["table"], info["table_is_ours"]) == ("nasbench201", "tiny", True)
    assert info["counts_by_status"] == {"ok": 40}
    assert info["started"] == "2026-01-02 12:00:00 UTC"


def test_the_reserved_presets_are_there_and_resolve():
    assert preset_names("suites.fidelity") == ["full", "quick", "smoke"]
    smoke = SUITE.request("smoke", {})
    assert SUITE.size(smoke) <= 60
    assert smoke.others == SUITE.request("quick", {}).others == ()

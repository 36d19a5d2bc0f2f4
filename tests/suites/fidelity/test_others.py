import os

import numpy as np
import pandas as pd
import pytest

from lcmnas_core.errors import MissingError, StoreError, UnknownName
from lcmnas_core.metrics import kendall_tau
from lcmnas_core.tables.released import scores_path
from suites.fidelity import SUITE
from suites.fidelity.agreement import ceiling, epochs, settings
from suites.fidelity.others import OTHERS, readings
from suites.fidelity.readings import LOSS_SUM, TEST, VALIDATION
from suites.fidelity.request import Other

REAL = os.environ.get("LCMNAS_DATA")


def real(name):
    if not REAL or not OTHERS[name].is_at_hand:
        pytest.skip(f"LCMNAS_DATA names no folder with nas/{OTHERS[name].file}")
    return readings(Other(table=name, sha256=OTHERS[name].sha256))


def test_12_epochs_against_200_on_nasbench201():
    cifar10, *others = real("nasbench201")
    short, *scores = cifar10.signals
    assert (short.setting, short.kind, cifar10.dataset) == ("c0r0s0e12", "short", "cifar10")
    assert len(cifar10.archs) == 15_625
    # The truth is of trainings on all images, the seconds are of trainings on half of them.
    # The mean of two such is what is read, so that both are paid for.
    assert short.price.share == pytest.approx(2 * 12 / 200 / 2)
    assert "mean of 2 trainings" in short.note
    assert [each.signals[0].price.share for each in others] == pytest.approx([12 / 200] * 2)
    assert [each.signals[0].note for each in others] == ["", ""]
    assert {each.kind for each in scores} == {"proxy"}
    free = [each.setting for each in scores if each.price.seconds == 0]
    assert free == ["params", "macs"]
    if scores_path().is_file():
        priced = {each.setting: each for each in scores if each.price.seconds}
        assert set(priced) == {"synflow", "logsynflow", "nwot", "zen"}
        assert np.isnan(priced["nwot"].values).sum() == 201
    assert kendall_tau(short.values, cifar10.truth) == pytest.approx(0.594, abs=0.01)
    assert kendall_tau(cifar10.repeats.one, cifar10.repeats.other) == pytest.approx(0.91, abs=0.01)


@pytest.mark.slow
def test_intervals_on_nasbench201_draw_whole_classes():
    for one in real("nasbench201"):
        row, *_ = settings(one)
        assert row["low"] < row["tau"] < row["high"]
        assert row["rho_low"] < row["rho"] < row["rho_high"]
        _, seeds = ceiling(one)
        assert row["high"] < seeds["low"]


def test_curves_of_200_cells_meet_their_long_accuracy():
    (one,) = real("nb201_curves")
    assert one.curves[VALIDATION].shape == (200, 200)
    rows = {each["epoch"]: each["tau"] for each in epochs(one)}
    assert rows[1] < rows[200]
    # Half the images, half the epochs, two or three trainings of each.
    assert 2 / 4 <= one.at_epoch(VALIDATION, 100).price.share <= 3 / 4
    # The last epoch is of other trainings than the truth, and agrees with it about as two seeds do.
    assert 0.85 < rows[200] < 0.97


@pytest.mark.parametrize(("name", "n", "schedule"), [("naap440", 440, 90), ("metaqnn", 802, 20)])
def test_curves_that_end_in_their_own_truth_say_so(name, n, schedule):
    (one,) = real(name)
    assert (len(one.archs), one.schedule) == (n, schedule)
    assert one.truth_is.endswith("the same training")
    quantity = next(iter(one.curves))
    last = [each for each in epochs(one) if (each["quantity"], each["epoch"]) == (quantity, schedule)]
    assert last[0]["tau"] == 1.0


@pytest.fixture
def naap(tmp_path, monkeypatch):
    """Twelve networks; the i-th has accuracy i * epoch / 2,000 and the loss 1 / i throughout."""
    monkeypatch.setenv("LCMNAS_DATA", str(tmp_path))
    numbers = np.arange(1, 13)
    columns = {"model_id": numbers, "train_wall_seconds": 100.0 * numbers}
    for epoch in range(1, 91):
        columns[f"cifar10_test_ep{epoch}"] = numbers * epoch / 2_000
        columns[f"train_loss_mean_ep{epoch}"] = 1 / numbers
    (tmp_path / "nas").mkdir()
    pd.DataFrame(columns).to_parquet(tmp_path / "nas" / "naap440.parquet")
    return tmp_path


def test_naap440_is_read_by_its_columns(naap):
    (one,) = readings(Other(table="naap440", sha256=OTHERS["naap440"].sha256))
    assert one.truth[[0, 9]].tolist() == [0.045, 0.45]
    assert one.curves[TEST][19, 9] == 0.1
    assert one.curves[LOSS_SUM][9, 4] == pytest.approx(2.0)
    assert one.whole.seconds == 650.0
    rows = {(each["quantity"], each["epoch"]): each["tau"] for each in epochs(one)}
    assert rows[TEST, 1] == 1.0
    assert rows[LOSS_SUM, 90] == -1.0
    assert one.whole.seconds_of == one.whole.times(0.5).seconds_of == "wall"


def test_another_file_is_refused_and_a_missing_one_named(naap):
    with pytest.raises(StoreError, match="not the one"):
        readings(Other(table="naap440", sha256="0" * 64))
    (naap / "nas" / "naap440.parquet").unlink()
    with pytest.raises(MissingError, match="LCMNAS_DATA"):
        readings(Other(table="naap440", sha256="0" * 64))


def test_all_stands_for_what_is_at_hand(naap, own_table):
    own_table()
    asked = {"table": "tiny", "proxies": ""}
    found = SUITE.request(None, {**asked, "others": "all"}).others
    assert [each.table for each in found] == ["naap440"]
    assert SUITE.request(None, asked).others == ()
    with pytest.raises(MissingError, match="metaqnn"):
        SUITE.request(None, {**asked, "others": "metaqnn"})
    with pytest.raises(UnknownName, match="did you mean 'naap440'"):
        SUITE.request(None, {**asked, "others": "naap44"})


def test_nothing_of_a_single_network_of_others_is_in_the_frames(naap, own_table):
    own_table()
    request = SUITE.request(None, {"table": "tiny", "proxies": "", "others": "naap440"})
    measurements = pd.DataFrame(
        {name: [] for name in ("key", "value", "standalone_cpu_s", "status", "error_message")}
    )
    found = SUITE.frames(request, measurements)
    assert set(found.frames["settings"]["table"]) == {"tiny", "naap440"}
    for frame in found.frames.values():
        assert "arch" not in frame

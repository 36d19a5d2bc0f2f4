"""Plain CNNs: no batch norm, dropout, widths of their own, and tables with validation accuracy only."""

from dataclasses import replace

import pandas as pd
import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.engines.runner import perform
from lcmnas_core.errors import UnknownName
from lcmnas_core.spaces.metaqnn import METAQNN
from lcmnas_core.tables.metaqnn import CARD
from lcmnas_core.tables.schema import Column, TableCard
from lcmnas_core.tables.stored import write_wide
from lcmnas_core.tables.table import Table
from suites import SUITES
from suites.proxy_ranking.plan import jobs as planned_jobs
from suites.proxy_ranking.populations import chosen, restricted

SUITE = SUITES["proxy-ranking"]
NETS = {
    "[C(64,1,1), SM(10)]": 0.2,
    "[C(64,1,1), P(5,3), D(1,1), SM(10)]": 0.3,
    "[C(64,3,1), C(64,1,1), D(1,1), GAP(10), SM(10)]": 0.4,
}
OPTIONS = {"table": "plain", "batch": 16}


@pytest.fixture
def plain_table(tmp_path, monkeypatch):
    """The table `plain`: three small networks of the space."""
    monkeypatch.setenv("LCMNAS_DATA", str(tmp_path))
    truth = Column(
        name="val_acc",
        kind="truth",
        metric="accuracy",
        unit="fraction",
        dataset="digits",
        split="validation",
        epochs=2,
        schedule=2,
    )
    card = TableCard(
        name="plain",
        title="plain",
        space="metaqnn",
        version="1",
        rows=3,
        columns=(truth,),
        dataset="digits",
        provenance=("made up",),
        licence="MIT",
    )
    (tmp_path / "tables").mkdir()
    write_wide(pd.DataFrame({"val_acc": NETS}), card, tmp_path / "tables")


def test_every_proxy_scores_plain_networks_and_repeats_itself(plain_table):
    request = SUITE.request(None, OPTIONS)
    assert (request.target, request.populations) == ("val_acc", ("all",))
    for job in planned_jobs(request):
        first, again = (perform(job).outcomes for _ in range(2))
        assert {each.status for each in first} == {"ok"}
        assert [each.value for each in first] == [each.value for each in again]


def test_counts_are_those_of_the_networks(plain_table):
    settings = BuildSettings(input_shape=(1, 8, 8))
    for job in planned_jobs(SUITE.request(None, {**OPTIONS, "proxies": "params,macs,n_layers"})):
        counts = METAQNN.counts(METAQNN.parse(job.asks[0].identity.arch), settings)
        values = [outcome.value for outcome in perform(job).outcomes]
        assert values == [counts.params, counts.macs, counts.layers]


def test_a_network_that_the_images_are_too_small_for_fails_alone(plain_table):
    job = next(planned_jobs(SUITE.request(None, {**OPTIONS, "proxies": "params"})))
    deep = "[C(64,1,1), P(5,3), D(1,2), C(64,1,1), P(3,2), D(2,2), SM(10)]"
    asks = tuple(replace(each, identity=each.identity.model_copy(update={"arch": deep})) for each in job.asks)
    (outcome,) = perform(replace(job, asks=asks)).outcomes
    assert outcome.status == "unsupported"
    assert outcome.error.message.startswith("P(3,2) is larger than the 2x2 map it reads")


def test_a_page_says_what_the_strings_leave_open(plain_table, frame_of):
    request = SUITE.request(None, {**OPTIONS, "proxies": "params"})
    rows = frame_of(request)
    found = SUITE.run_info(request, rows, SUITE.frames(request, rows))
    assert "no batch norm" in found["settings"]["Networks"]
    assert found["target"] == "val_acc"


def test_networks_of_one_learning_rate_are_meant_unless_all_are_asked_for():
    rates = pd.DataFrame({"lr": [0.001, 0.0004, 0.001]}, index=["a", "b", "c"])
    table = Table(CARD, rates, "0" * 64)
    assert chosen(table, None) == ("common_rate",)
    assert restricted(table, "common_rate").frame.index.tolist() == ["a", "c"]
    assert chosen(table, ["all"]) == ("all",)
    assert len(restricted(table, "all").frame) == 3
    with pytest.raises(UnknownName, match="population of table metaqnn"):
        chosen(table, ["live"])

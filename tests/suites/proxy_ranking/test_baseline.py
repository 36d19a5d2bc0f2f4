import json
from pathlib import Path

import pytest

from lcmnas_core.errors import StoreError
from suites import SUITES
from suites.proxy_ranking.baseline import compare_with_baseline, make_baseline, protocol

SUITE = SUITES["proxy-ranking"]
HERE = {"os": "Linux", "torch": {"version": "2.6"}}


@pytest.fixture
def baseline(planted_frame):
    """The baseline of `planted_frame`, as read back from its file."""
    return json.loads(json.dumps(make_baseline(*planted_frame, HERE), allow_nan=False))


def test_a_run_passes_against_itself_and_an_honest_file_holds_no_truth(planted_frame, baseline):
    request, rows = planted_frame
    result = compare_with_baseline(request, rows, baseline, HERE)
    assert {each.verdict for each in result.verdicts} == {"not distinguishable"}
    assert len(result.verdicts) == 5 * 2  # proxies x seeds
    assert (result.incomparable, result.notes, result.passes()) == ([], [], True)
    assert "truth" not in json.dumps(baseline)
    assert baseline["proxies"]["planted_70"] == "1"


def test_a_bug_in_one_proxy_is_found_in_that_proxy(planted_frame, baseline):
    request, rows = planted_frame
    broken = rows.copy()
    mine = broken["estimator"] == "planted_70"
    broken.loc[mine, "value"] = broken.loc[mine, "value"].shift(2).bfill()  # the previous network's score
    result = compare_with_baseline(request, broken, baseline)
    assert {each.proxy for each in result.worse} == {"planted_70"}
    assert not result.passes(allow_incomparable=True)


@pytest.mark.parametrize("field", ["table_sha256", "suite_version", "target", "seeds"])
def test_a_field_that_differs_is_named_and_forbids_a_comparison(planted_frame, baseline, field):
    result = compare_with_baseline(*planted_frame, {**baseline, field: "other"})
    assert [each.partition(":")[0] for each in result.incomparable] == [field]
    assert "other in the baseline" in result.incomparable[0]
    assert (result.verdicts, result.passes()) == ([], False)
    assert result.passes(allow_incomparable=True)


def test_settings_and_images_of_networks_are_held_to(trained_table, frame_of):
    trained_table()

    def run(**options):
        request = SUITE.request(None, {"table": "tiny", "proxies": "params", **options})
        return request, frame_of(request, lambda identity: 1.0)

    baseline = json.loads(json.dumps(make_baseline(*run())))
    alike = compare_with_baseline(*run(), baseline).incomparable
    assert [each.partition(":")[0] for each in alike] == ["architectures"]  # too few, but no setting differs
    fields = [each.partition(":")[0] for each in compare_with_baseline(*run(batch=32), baseline).incomparable]
    assert fields == ["batch", "batch_sha256", "lcmnas_images"]
    fields = [each.partition(":")[0] for each in compare_with_baseline(*run(cells=2), baseline).incomparable]
    assert fields == ["cells"]


def test_another_version_of_a_proxy_is_incomparable_and_the_others_are_judged(planted_frame, baseline):
    proxies = {**baseline["proxies"], "planted_10": "0", "extinct": "1"}
    result = compare_with_baseline(*planted_frame, {**baseline, "proxies": proxies})
    assert result.incomparable == [
        "version of planted_10: 0 in the baseline, 1 in the run",
        "version of extinct: 1 in the baseline, not measured in the run",
    ]
    assert {each.proxy for each in result.verdicts} == {"params", "planted_30", "planted_50", "planted_70"}


def test_fewer_than_95_percent_of_the_architectures_are_incomparable(planted_frame, baseline):
    request, rows = planted_frame
    archs = sorted(set(rows["arch"]))
    enough = compare_with_baseline(request, rows[rows["arch"].isin(archs[:114])], baseline)  # 95% of 120
    assert (enough.incomparable, {each.n for each in enough.verdicts}) == ([], {114})
    few = compare_with_baseline(request, rows[rows["arch"].isin(archs[:113])], baseline)
    assert few.incomparable == ["architectures of all: 113 in the run, 120 in the baseline"]


def test_a_larger_run_is_compared_on_the_baselines_architectures(smoke, frame_of, baseline):
    request = smoke(limit=130)
    result = compare_with_baseline(request, frame_of(request), baseline)
    assert {each.n for each in result.verdicts} == {120}
    assert result.passes()


def test_a_gate_without_any_verdict_does_not_pass(smoke, frame_of):
    request = smoke(limit=20)
    rows = frame_of(request)
    result = compare_with_baseline(request, rows, make_baseline(request, rows))
    assert result.incomparable == ["architectures: no proxy has the 100 that a verdict needs"]
    assert len(result.notes) == 5 * 2
    assert not result.passes()


def test_another_machine_is_noted_and_compared(planted_frame, baseline):
    elsewhere = {"os": "Linux", "torch": {"version": "2.9"}}
    result = compare_with_baseline(*planted_frame, baseline, elsewhere)
    assert result.notes == ["torch.version: 2.6 in the baseline, 2.9 in the run"]
    assert result.passes()


def test_a_baseline_of_another_format_is_refused(planted_frame):
    with pytest.raises(StoreError, match="format 7; expected 1"):
        compare_with_baseline(*planted_frame, {"format": 7})


def test_the_committed_baseline_is_of_the_quick_preset():
    """Else the gate of this project's own CI calls every run incomparable."""
    path = Path(__file__).parents[3] / "reports" / "baselines" / "nb201_mini.json"
    committed = json.loads(path.read_text("utf-8"))
    found = json.loads(json.dumps(protocol(SUITE.request("quick", {}))))
    assert found == {name: committed[name] for name in found}

"""`lcmnas spaces`: graphs drawn, counted and traced."""

import json

import pytest

from lcmnas_core.graphs.graph_json import graph_from_json


def test_resnet_18_by_hand(lcmnas, tmp_path):
    # START, Conv2d, BatchNorm2d, ReLU, MaxPool2d, AdaptiveAvgPool2d, Linear; ten transitions as specified.
    said = lcmnas("spaces", "show", "wdg_macro", "--from", "resnet18", "--json").json
    assert said == {"variant": "paper", "out": None, "networks": {"resnet18": {"vertices": 7, "edges": 10}}}


def test_graphs_are_drawn_on_one_page(lcmnas, tmp_path):
    out = tmp_path / "wdg.html"
    assert lcmnas("spaces", "show", "--from", "resnet18,vgg16_bn", "--out", out).code == 0
    page = out.read_text()
    assert "resnet18" in page
    assert "vgg16_bn" in page
    assert "https://" not in page.split("<body>")[1]


def test_their_counts_are_written_as_json(lcmnas, tmp_path):
    out = tmp_path / "graphs.json"
    lcmnas("spaces", "show", "--from", "resnet18", "--variant", "branched", "--out", out)
    graph = graph_from_json(json.dumps(json.loads(out.read_text())["resnet18"]))
    assert graph.vertices["Add"] == 8  # one for each of ResNet-18's blocks
    assert graph.vertices["Conv2d"] == 20


def test_by_default_all_34_networks_are_shown(lcmnas):
    assert len(lcmnas("spaces", "show", "--json").json["networks"]) == 34


def test_a_network_that_is_not_shipped_is_traced_now(lcmnas):
    said = lcmnas("spaces", "show", "--from", "mnasnet0_5,mobilenet_v3_small", "--json").json
    assert said["networks"]["mobilenet_v3_small"]["vertices"] > 5


def test_limits_leave_deeper_networks_where_widths_are_cut(lcmnas):
    asked = ["spaces", "survey", "--max-macs", "5000000", "--draws", "150", "--width-factors", "1,0.125"]
    said = lcmnas(*asked, "--json").json
    whole, cut = said["width_factors"]
    for each in (whole, cut):
        assert sum(each["reasons"].values()) == round(150 * each["rejected"])
    assert whole["rejected"] > cut["rejected"]
    assert whole["accepted_depths"][2] < cut["accepted_depths"][2] <= cut["built_depths"][2]
    assert "0.125" in lcmnas(*asked).out


def test_where_nothing_is_accepted_there_are_no_depths(lcmnas):
    asked = ["spaces", "survey", "--max-params", "1", "--draws", "5", "--width-factors", "1"]
    (said,) = lcmnas(*asked, "--json").json["width_factors"]
    assert (said["rejected"], said["accepted_depths"]) == (1.0, None)
    assert "none" in lcmnas(*asked).out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["nasbench201"], "not made of graphs"),
        (["--from", "resnet19"], "resnet19"),
        (["--variant", "papers"], "did you mean 'paper'"),
        (["--from", "resnet18", "--out", "x.png"], "expected .html or .json"),
    ],
)
def test_a_wrong_wish_is_told_in_one_line(lcmnas, words, part):
    said = lcmnas("spaces", "show", *words)
    assert said.code == 2
    assert part in said.error


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--width-factors", ""], "expected numbers with commas, got none"),
        (["--width-factors", "nan"], "a share above 0 and up to 1, not nan"),
        (["--width-factors", "1,0"], "a share above 0 and up to 1, not 0.0"),
        (["--max-depth", "0"], "max-depth"),
    ],
)
def test_limits_and_widths_that_mean_nothing_are_told_in_one_line(lcmnas, words, part):
    said = lcmnas("spaces", "survey", "--draws", "1", *words)
    assert said.code == 2
    assert part in said.error

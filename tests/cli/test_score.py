from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcmnas_core.cli.main import main
from lcmnas_core.proxies import PROXIES

CONV = "|nor_conv_1x1~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|"
ONE_CELL = "|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|"

MODULE = """
from torch import nn
def small():
    return nn.Sequential(nn.Conv2d(3, 4, 3, bias=False), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                         nn.Linear(4, 10))
def narrow():
    layers = (nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2))
    return nn.Sequential(*layers)
READY = small()
def failing():
    raise ValueError("no weights\\nsecond line")
def seven():
    return 7
def my_proxy(network, batch):
    return float(sum(p.numel() for p in network.parameters()) + len(batch))
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "my_networks.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    return "my_networks"


def test_an_architecture_of_a_space(lcmnas):
    said = lcmnas(
        *("score", "--space", "nasbench201", "--arch", ONE_CELL, "--dataset", "digits", "--batch", "8"),
        *("--proxies", "params,flops,synflow,nwot", "--json"),
    )
    found = said.json
    assert said.code == 0
    assert found["arch"] == ONE_CELL
    assert found["batch"] == 8
    assert found["input_shape"] == [1, 8, 8]
    assert list(found["scores"]) == ["params", "macs", "synflow", "nwot"]
    assert all(each["status"] == "ok" for each in found["scores"].values())


def test_a_network_of_the_user_by_hand(lcmnas, module):
    # Weights 4*3*3*3 = 108 and 4*10 + 10 = 50; multiply-adds 108 * 6 * 6 + 40 = 3,928.
    for name in ("small", "READY"):
        words = ("score", "--model", f"{module}:{name}", "--input-shape", "3,8,8", "--json")
        scores = lcmnas(*words, "--proxies", "params,macs").json["scores"]
        assert scores["params"]["value"] == 158
        assert scores["macs"]["value"] == 3_928


def test_what_needs_data_is_unsupported_without_any_and_says_what_to_give(lcmnas, module):
    scores = lcmnas("score", "--model", f"{module}:small", "--input-shape", "3,8,8", "--json").json["scores"]
    for name, found in scores.items():
        if PROXIES[name].needs:
            assert found["status"] == "unsupported"
            assert "--dataset" in found["reason"]
        else:
            assert found["value"] is not None, name


def test_images_are_fitted_to_the_network(lcmnas, module):
    words = ("score", "--model", f"{module}:small", "--dataset", "digits", "--input-shape", "3,12,10")
    found = lcmnas(*words, "--batch", "4", "--proxies", "grad_norm", "--json").json
    assert found["input_shape"] == [3, 12, 10]
    assert found["scores"]["grad_norm"]["status"] == "ok"


def test_labels_beyond_the_output_are_unsupported(lcmnas, module):
    words = ("score", "--model", f"{module}:narrow", "--dataset", "digits", "--input-shape", "3,8,8")
    scores = lcmnas(*words, "--proxies", "snip,nwot", "--json").json["scores"]
    assert scores["snip"]["status"] == "unsupported"
    assert scores["nwot"]["status"] == "ok"


def test_a_proxy_of_the_user(lcmnas, module):
    # It counts 158 parameters and 4 images.
    words = ("score", "--model", f"{module}:small", "--dataset", "digits", "--input-shape", "3,8,8")
    said = lcmnas(*words, "--batch", "4", "--proxies", f"{module}:my_proxy", "--json").json
    assert [each["value"] for each in said["scores"].values()] == [162.0]


def test_the_same_command_gives_the_same_bits(lcmnas, module):
    words = (
        "score",
        "--model",
        f"{module}:small",
        "--input-shape",
        "3,8,8",
        "--proxies",
        "synflow",
        "--json",
    )
    first, second = (lcmnas(*words).json["scores"]["synflow"]["value"] for _ in range(2))
    other = lcmnas(*words, "--seed", "1").json["scores"]["synflow"]["value"]
    assert first == second != other


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--proxies", "params"], "either --space and --arch, or --model"),
        (["--space", "nasbench201", "--proxies", "params"], "either --space and --arch, or --model"),
        (["--space", "nasbench2", "--arch", CONV], "did you mean 'nasbench201'"),
        (["--space", "nasbench201", "--arch", "|conv~0|"], "malformed cell"),
        (["--space", "nasbench201", "--arch", CONV, "--proxies", "sinflow"], "did you mean 'synflow'"),
        (["--space", "nasbench201", "--arch", CONV, "--proxies", ","], "names none"),
        (["--space", "nasbench201", "--arch", CONV, "--dataset", "digit"], "did you mean 'digits'"),
        (["--space", "nasbench201", "--arch", CONV, "--dataset", "digits", "--batch", "99999"], "holds 1 to"),
        (["--model", "my_networks:small"], "--input-shape"),
        (["--model", "my_networks:small", "--input-shape", "3,8"], "C,H,W"),
        (["--model", "my_networks:failing", "--input-shape", "3,8,8"], "ValueError: no weights"),
        (["--model", "my_networks:seven", "--input-shape", "3,8,8"], "expected a torch.nn.Module"),
        (["--model", "my_networks:absent", "--input-shape", "3,8,8"], "cannot load"),
        (["--model", "my_networks", "--input-shape", "3,8,8"], "module:attribute"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(lcmnas, module, words, part):
    said = lcmnas("score", *words)
    assert said.code == 2
    assert part in said.error


def test_images_that_are_not_there_are_exit_3(lcmnas):
    said = lcmnas("score", "--space", "nasbench201", "--arch", CONV, "--dataset", "cifar10_first4000")
    assert said.code == 3
    assert "LCMNAS_DATA" in said.error


@settings(max_examples=40, deadline=None)
@given(
    text=st.one_of(st.text(), st.from_regex(r"\|[a-z_0-9]*~[0-9]\|(\+\|[a-z_0-9~|]*){0,3}", fullmatch=True))
)
def test_any_other_text_for_an_architecture_is_refused(text):
    assert main(["score", "--space", "nasbench201", "--arch=" + text, "--proxies", "params"]) == 2


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=12))
def test_any_text_for_a_shape_is_a_shape_or_refused(text):
    assert main(["score", "--model", "nowhere:nothing", "--proxies", "params", "--input-shape=" + text]) == 2

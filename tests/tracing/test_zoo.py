"""The networks of the installed torchvision, and the shipped traces against them."""

from __future__ import annotations

from pathlib import Path

import pytest
import torchvision
from torch import nn

from lcmnas_core.architectures.layer_chain import LayerChain
from lcmnas_core.errors import UnknownName, Untraceable
from lcmnas_core.tracing import zoo as zoo_module
from lcmnas_core.tracing.layer_events import is_leaf
from lcmnas_core.tracing.references import REFERENCES, ReferenceTraces, reference_traces, shipped_traces
from lcmnas_core.tracing.trace import trace
from lcmnas_core.tracing.variants import project
from lcmnas_core.tracing.zoo import ZooTrace, retrace, write_reference_traces, zoo, zoo_names, zoo_network

SMALL = (
    "alexnet",
    "vgg11_bn",
    "resnet18",
    "squeezenet1_1",
    "mobilenet_v2",
    "googlenet",
    "shufflenet_v2_x0_5",
)
COMPOSITE = (
    *("Bottleneck", "Inception", "InceptionAux", "InvertedResidual", "BasicBlock", "Fire", "BasicConv2d"),
    *("DenseBlock", "DenseLayer", "LinearLayer"),
)


@pytest.fixture
def _recorded_version() -> None:
    recorded = shipped_traces().torchvision
    if torchvision.__version__.partition("+")[0] != recorded:
        pytest.skip(f"the shipped traces are of torchvision {recorded}, not {torchvision.__version__}")


@pytest.mark.usefixtures("_recorded_version")
@pytest.mark.parametrize("name", SMALL)
def test_the_shipped_trace_is_that_of_the_installed_network(name: str) -> None:
    assert retrace([name]) == {name: reference_traces()[name]}


@pytest.mark.slow
@pytest.mark.usefixtures("_recorded_version")
def test_every_shipped_trace_is_that_of_the_installed_network() -> None:
    assert retrace(REFERENCES) == reference_traces()


def assert_joins_change_nothing_else(name: str) -> None:
    network = zoo_network(name)
    plain = trace(network, (3, 224, 224), joins=False)
    assert project(plain, "grouped") == plain == project(trace(network, (3, 224, 224)), "grouped")


@pytest.mark.parametrize("name", ["resnet18", "squeezenet1_1"])
def test_torch_fx_and_the_plain_pass_run_the_same_layers(name: str) -> None:
    assert_joins_change_nothing_else(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", REFERENCES)
def test_torch_fx_and_the_plain_pass_run_the_same_layers_everywhere(name: str) -> None:
    assert_joins_change_nothing_else(name)


def watched_by_the_published_rule(network: nn.Module) -> list[str]:
    """Every module but containers and composite blocks, those by class name."""
    return [
        name
        for name, module in network.named_modules()
        if module is not network
        and not isinstance(module, nn.Sequential | nn.ModuleList)
        and not any(composite in type(module).__name__ for composite in COMPOSITE)
    ]


@pytest.mark.parametrize("name", SMALL)
def test_leaves_are_what_the_published_rule_watches(name: str) -> None:
    network = zoo_network(name)
    leaves = [path for path, module in network.named_modules() if is_leaf(module)]
    assert leaves == watched_by_the_published_rule(network)


@pytest.mark.slow
@pytest.mark.parametrize("name", REFERENCES)
def test_leaves_are_what_the_published_rule_watches_everywhere(name: str) -> None:
    test_leaves_are_what_the_published_rule_watches(name)


@pytest.mark.parametrize("name", ["resnet18", "alexnet"])
def test_an_image_of_244_pixels_gives_the_same_trace(name: str) -> None:
    network = zoo_network(name)
    assert trace(network, (3, 244, 244)) == trace(network, (3, 224, 224))


@pytest.mark.parametrize("name", ["regnet_y_128gf", "vit_h_14", "vgg19"])
def test_large_networks_take_no_memory(name: str) -> None:
    network = zoo_network(name)
    assert all(parameter.is_meta for parameter in network.parameters())
    assert sum(parameter.numel() for parameter in network.parameters()) > 10**8


def test_an_unknown_network_is_named() -> None:
    with pytest.raises(UnknownName, match="no torchvision network named 'resnet19'; did you mean"):
        retrace(["resnet19"])


def test_the_gate_of_a_network_has_no_vertex() -> None:
    with pytest.raises(Untraceable, match="MobileNetV3: mul neither adds outputs"):
        retrace(["mobilenet_v3_small"])
    traced = retrace(["mobilenet_v3_small"], joins=False)
    assert {"Hardswish", "Hardsigmoid"} < {layer.kind for layer in traced["mobilenet_v3_small"]}


@pytest.fixture
def _small_zoo(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("alexnet", "inception_v3", "mobilenet_v3_small", "vit_b_32")
    monkeypatch.setattr(zoo_module, "zoo_names", lambda: names)


@pytest.mark.usefixtures("_small_zoo")
def test_every_network_of_the_zoo_has_a_status_and_what_it_lacks_a_reason() -> None:
    alexnet, inception, mobilenet, vit = zoo()
    assert alexnet == ZooTrace("alexnet", LayerChain(trace(zoo_network("alexnet"), (3, 224, 224))), None)
    assert alexnet.status == "traced"
    assert (inception.status, inception.chain) == ("untraceable", None)
    # a 5x5 convolution of the auxiliary head meets a 3x3 map
    assert "Inception3 cannot take one 3x224x224 image" in str(inception.reason)
    assert "at layer 'AuxLogits.conv1.conv'" in str(inception.reason)
    assert mobilenet.status == "traced without joins"
    assert "mul neither adds outputs nor concatenates" in str(mobilenet.reason)
    assert mobilenet.chain is not None
    assert (vit.status, vit.chain) == ("untraceable", None)
    assert "LayerNorm is no kind of layer" in str(vit.reason)


@pytest.mark.slow
def test_the_whole_zoo() -> None:
    traces = {each.name: each for each in zoo()}
    assert tuple(traces) == zoo_names()
    assert all(traces[name].status == "traced" for name in REFERENCES)
    assert all((each.status == "traced") == (each.reason is None) for each in traces.values())
    families = {
        name.partition("_")[0].rstrip("0123456789") for name, each in traces.items() if not each.chain
    }
    assert families == {"convnext", "inception", "maxvit", "swin", "vit"}


def test_written_traces_are_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoo_module, "REFERENCES", ("alexnet",))
    write_reference_traces(tmp_path / "traces.json")
    read = ReferenceTraces.from_json((tmp_path / "traces.json").read_text(encoding="utf-8"))
    assert read.networks == retrace(["alexnet"])
    assert read.input_shape == (3, 224, 224)
    assert torchvision.__version__.startswith(read.torchvision)

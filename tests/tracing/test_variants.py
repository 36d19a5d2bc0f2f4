"""What each variant keeps of a trace."""

from __future__ import annotations

import pytest

from lcmnas_core.architectures.layer_chain import LayerChain, parse_chain
from lcmnas_core.errors import UnknownName
from lcmnas_core.graphs.weighted_graph import END, START
from lcmnas_core.tracing.variants import VARIANTS, graph_of, project

TRACE = parse_chain(
    "Conv2d(out_channels=8,kernel_size=3,stride=2)|BatchNorm2d"
    "|Conv2d(out_channels=8,kernel_size=3,stride=2,group_width=1)|Add(distance=1)"
    "|Concat(distance=3)|Linear(out_features=5)"
)
PLAIN = "Conv2d(out_channels=8,kernel_size=3)"


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("paper", f"{PLAIN}|BatchNorm2d|{PLAIN}|Linear(out_features=5)"),
        (
            "strided",
            "Conv2d(out_channels=8,kernel_size=3,stride=2)|BatchNorm2d"
            "|Conv2d(out_channels=8,kernel_size=3,stride=2)|Linear(out_features=5)",
        ),
        (
            "grouped",
            "Conv2d(out_channels=8,kernel_size=3,stride=2)|BatchNorm2d"
            "|Conv2d(out_channels=8,kernel_size=3,stride=2,group_width=1)|Linear(out_features=5)",
        ),
        ("branched", str(TRACE)),
    ],
)
def test_projections_by_hand(variant: str, expected: str) -> None:
    assert str(LayerChain(project(TRACE, variant))) == expected


@pytest.mark.parametrize("variant", VARIANTS)
def test_projecting_twice_changes_nothing(variant: str) -> None:
    once = project(TRACE, variant)
    assert project(once, variant) == once


def test_edges_are_counted_after_joins_are_dropped() -> None:
    assert graph_of(TRACE, "paper").edges == {
        START: {"Conv2d": 1},
        "Conv2d": {"BatchNorm2d": 1, "Linear": 1},
        "BatchNorm2d": {"Conv2d": 1},
        "Linear": {END: 1},
    }
    assert graph_of(TRACE, "branched").edges["Conv2d"] == {"BatchNorm2d": 1, "Add": 1}


def test_hidden_properties_are_those_of_the_variant() -> None:
    assert graph_of(TRACE, "paper").properties["Conv2d"] == {"out_channels": {8: 2}, "kernel_size": {3: 2}}
    branched = graph_of(TRACE, "branched").properties
    assert branched["Conv2d"]["stride"] == {2: 2}
    assert branched["Conv2d"]["group_width"] == {1: 1}
    assert (branched["Add"], branched["Concat"]) == ({"distance": {1: 1}}, {"distance": {3: 1}})


def test_an_unknown_variant_is_named() -> None:
    with pytest.raises(UnknownName, match="no graph variant named 'papr'; did you mean 'paper'"):
        project(TRACE, "papr")

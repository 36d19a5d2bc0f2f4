from __future__ import annotations

import re

import pytest

from lcmnas_core.architectures.gene_faults import gene_fault
from lcmnas_core.architectures.layer_chain import PROPERTIES, parse_chain


def fault(text: str) -> str | None:
    (layer,) = parse_chain(text).layers
    return gene_fault(layer)


@pytest.mark.parametrize(
    "text",
    [
        "Conv2d(out_channels=8,kernel_size=3)",
        "Conv2d(out_channels=8,kernel_size=1x7,stride=2,group_width=1)",
        "Bottleneck",
        "Bottleneck(planes=4,stride=2)",
        "Dropout(p=0)",
        "Dropout(p=0.5)",
        "AdaptiveAvgPool2d(output_size=1)",
        "Classifier",
    ],
)
def test_sound_layers(text: str) -> None:
    assert fault(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Conv2d(kernel_size=3)", "lacks out_channels"),
        ("Linear", "lacks out_features"),
        ("Add", "lacks distance"),
        ("Add(distance=0)", "whole number from 1"),
        ("Conv2d(out_channels=0,kernel_size=3)", "out_channels of .* is not a whole number from 1"),
        ("Conv2d(out_channels=8.0,kernel_size=3)", "out_channels"),
        ("Conv2d(out_channels=8,kernel_size=3x3)", "two different ones"),
        ("MaxPool2d(kernel_size=0x2)", "kernel_size"),
        ("Dropout(p=1.5)", r"a number in \[0, 1\]"),
        ("Dropout(p=nan)", r"a number in \[0, 1\]"),
    ],
)
def test_faults_are_named(text: str, said: str) -> None:
    assert re.search(said, fault(text) or "sound")


def test_every_setting_of_the_vocabulary_can_be_checked() -> None:
    for kind, names in PROPERTIES.items():
        written = ",".join(f"{name}=1" for name in names)
        assert fault(f"{kind}({written})" if written else kind) is None

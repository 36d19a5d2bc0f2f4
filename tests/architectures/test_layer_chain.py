from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcmnas_core.architectures.layer_chain import PROPERTIES, Layer, LayerChain, parse_chain
from lcmnas_core.errors import UsageError

values = st.one_of(st.integers(0, 10**6), st.floats(0, 1), st.tuples(st.integers(0, 99), st.integers(0, 99)))
layers = st.sampled_from(list(PROPERTIES)).flatmap(
    lambda kind: st.fixed_dictionaries({}, optional=dict.fromkeys(PROPERTIES[kind], values)).map(
        lambda settings: Layer.of(kind, **settings)
    )
)


@given(st.lists(layers, min_size=1, max_size=12))
def test_what_is_written_is_read_back(written: list[Layer]) -> None:
    chain = LayerChain(tuple(written))
    assert parse_chain(str(chain)) == chain


def test_settings_stand_in_the_order_of_the_vocabulary() -> None:
    layer = Layer.of("Conv2d", stride=2, kernel_size=(1, 7), out_channels=8)
    assert str(layer) == "Conv2d(out_channels=8,kernel_size=1x7,stride=2)"
    assert (layer.get("stride"), layer.get("group_width")) == (2, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no layer kind ''"),
        ("Conv3d", "no layer kind 'Conv3d'"),
        ("ReLU(p=1)", "has no setting 'p'"),
        ("Dropout(p=0.5", "malformed layer"),
        ("Dropout(p)", "malformed layer"),
        ("Dropout(p=1,p=2)", "malformed layer"),
        ("Dropout(p=half)", "malformed value"),
    ],
)
def test_malformed_chains_are_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_chain(text)

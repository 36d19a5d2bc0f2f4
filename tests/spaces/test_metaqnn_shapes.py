from __future__ import annotations

import pandas as pd
import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.architectures.plain_chain import PlainChain, PlainLayer
from lcmnas_core.errors import Unsupported
from lcmnas_core.spaces.metaqnn import METAQNN, PUBLISHED
from lcmnas_core.spaces.metaqnn_shapes import stated_params, steps

FLAT = METAQNN.parse("[C(64,3,1), P(5,3), D(1,4), C(128,1,1), P(3,2), D(2,4), FC(256), D(3,4), SM(10)]")
AVERAGED = METAQNN.parse("[C(64,5,1), GAP(10), SM(10)]")


def test_shapes_by_hand() -> None:
    # (32 - 5) / 3 + 1 = 10; (10 - 3) / 2 + 1 = 4.5, rounded down.
    assert [step.leaving for step in steps(FLAT, PUBLISHED)] == [
        (64, 32, 32), (64, 10, 10), (128, 10, 10), (128, 4, 4), (256, 1, 1), (10, 1, 1),
    ]  # fmt: skip


def test_counts_by_hand() -> None:
    weights = (3 * 64 * 9, 64 * 128, 128 * 4 * 4 * 256, 256 * 10)
    macs = weights[0] * 1_024 + weights[1] * 100 + weights[2] + weights[3]
    assert METAQNN.counts(FLAT, PUBLISHED) == Counts(sum(weights), macs, 4, 4)
    # The 1x1 convolution of a global average runs at every pixel; the classifier reads its 10 averages.
    assert METAQNN.counts(AVERAGED, PUBLISHED) == Counts(
        4_800 + 640 + 100, 1_024 * (4_800 + 640) + 100, layers=3, parameter_tensors=3
    )


def test_the_number_of_classes_is_the_builders() -> None:
    # 64 to 100 channels, then 100 averages to 100 classes.
    assert METAQNN.counts(AVERAGED, BuildSettings(classes=100)).params == 4_800 + 6_400 + 10_000


def test_the_width_factor_scales_what_is_drawn_and_nothing_else() -> None:
    # 64, 128 and 256 become 8, 16 and 32.
    params = 3 * 8 * 9 + 8 * 16 + 16 * 16 * 32 + 32 * 10
    assert METAQNN.counts(FLAT, BuildSettings(width_factor=1 / 8)).params == params
    assert METAQNN.counts(FLAT, BuildSettings(width_factor=1 / 1_000)).params == 3 * 9 + 1 + 16 + 10


def test_oblong_images_keep_their_form() -> None:
    assert [step.leaving[1:] for step in steps(FLAT, BuildSettings(input_shape=(1, 32, 20)))][:4] == [
        (32, 20), (10, 6), (10, 6), (4, 2),
    ]  # fmt: skip


def test_images_too_small_for_a_pool_are_refused_in_one_line() -> None:
    # 8 -> 2: a 3x3 pool does not fit.
    with pytest.raises(Unsupported, match=r"^P\(3,2\) is larger than the 2x2 map it reads; build"):
        METAQNN.counts(FLAT, BuildSettings(input_shape=(3, 8, 8)))
    with pytest.raises(Unsupported):
        METAQNN.build(FLAT, BuildSettings(input_shape=(3, 8, 8)))


@pytest.mark.parametrize(
    ("last", "copied"),
    [
        (PlainLayer("C", (128, 3, 1)), 64 * 128 * 9 + 128 * 128 * 9),
        (PlainLayer("P", (2, 2)), 0),
        (PlainLayer("GAP", (10,)), 640),
    ],
)
def test_the_stated_count_takes_the_classifier_for_a_copy_of_the_last_layer(
    last: PlainLayer, copied: int
) -> None:
    assert stated_params(PlainChain((PlainLayer("C", (64, 5, 1)), last))) == 4_800 + copied


def test_the_stated_count_is_that_of_the_whole_table(metaqnn_frame: pd.DataFrame) -> None:
    found = [stated_params(METAQNN.parse(text)) for text in metaqnn_frame["net"]]
    assert found == metaqnn_frame["num_params"].tolist()


def test_every_network_of_the_table_has_a_place_for_its_classifier(metaqnn_frame: pd.DataFrame) -> None:
    shapes = [list(steps(METAQNN.parse(text), PUBLISHED)) for text in metaqnn_frame["net"]]
    assert all(min(step.leaving) >= 1 for each in shapes for step in each)
    # All pool windows fit, so the last map is read whole by the classifier.
    assert all(each[-1].window == each[-1].entering[1:] for each in shapes)

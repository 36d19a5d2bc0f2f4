"""Narrower networks for smaller images, by hand."""

import pytest

from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.reduced_settings import reduced_settings
from lcmnas_core.fidelity import Reduction
from lcmnas_core.spaces import SPACES

CELLS = BuildSettings(8, 1, (1, 16, 16), 10)
CHAINS = BuildSettings(0, 0, (1, 16, 16), 10, width_factor=0.25)


def test_cells_are_built_with_fewer_channels() -> None:
    assert reduced_settings(CELLS, Reduction.parse("c2r2s2e3")) == BuildSettings(4, 1, (1, 8, 8), 10)
    # 8 / sqrt 2 = 5.66, to even 6; 16 / sqrt 2 = 11.3
    assert reduced_settings(CELLS, Reduction.parse("c1r1s0e3")) == BuildSettings(6, 1, (1, 11, 11), 10)


def test_chains_are_built_with_a_smaller_width_factor() -> None:
    reduced = reduced_settings(CHAINS, Reduction.parse("c2r0s0e3"))
    assert (reduced.width_factor, reduced.channels) == (0.125, 0)
    assert reduced_settings(CHAINS, Reduction.parse("c1r0s0e3")).width_factor == pytest.approx(0.25 / 2**0.5)


@pytest.mark.parametrize("settings", [CELLS, CHAINS])
def test_nothing_reduced_changes_nothing(settings: BuildSettings) -> None:
    assert reduced_settings(settings, Reduction.parse("c0r0s0e7")) == settings


@pytest.mark.parametrize("written", ["c2r0s0e1", "c0r2s0e1"])
def test_two_levels_of_width_or_side_leave_a_quarter_of_a_convolution(written: str) -> None:
    space = SPACES["nasbench201"]
    one, three = (
        space.parse(f"|{first}~0|+|none~0|none~1|+|skip_connect~0|skip_connect~1|none~2|")
        for first in ("nor_conv_1x1", "nor_conv_3x3")
    )
    reduced = reduced_settings(CELLS, Reduction.parse(written))
    whole, small = (space.counts(three, each) - space.counts(one, each) for each in (CELLS, reduced))
    assert small.macs * 4 == whole.macs

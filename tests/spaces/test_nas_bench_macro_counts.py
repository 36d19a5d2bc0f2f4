from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from lcmnas_core.architectures.block_chain import BlockChain
from lcmnas_core.architectures.build_settings import BuildSettings
from lcmnas_core.architectures.counts import Counts
from lcmnas_core.spaces.nas_bench_macro import NAS_BENCH_MACRO, PUBLISHED
from lcmnas_core.spaces.nas_bench_macro_counts import blocks

REAL = os.environ.get("LCMNAS_DATA")
# Stem 3*32*9 + 64; 1x1 with stride 2 at the head of each stage; head 256 -> 1,280; classifier.
STEM, SKIPS = 864 + 64, (32 * 64 + 128, 64 * 128 + 256, 128 * 256 + 512)
HEAD, CLASSIFIER = 256 * 1_280 + 2_560, 12_810


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    if not REAL or not (Path(REAL) / "nas" / "nas_bench_macro.parquet").is_file():
        pytest.skip("LCMNAS_DATA names no folder with nas/nas_bench_macro.parquet")
    return pd.read_parquet(Path(REAL) / "nas" / "nas_bench_macro.parquet")


def counted(digits: str, settings: BuildSettings = PUBLISHED) -> Counts:
    return NAS_BENCH_MACRO.counts(BlockChain.parse(digits), settings)


def test_the_skeleton_by_hand() -> None:
    # Maps of 32x32, 16x16, 8x8 and 4x4 pixels.
    params = STEM + sum(SKIPS) + HEAD + CLASSIFIER
    macs = 864 * 1_024 + 2_048 * 256 + 8_192 * 64 + 32_768 * 16 + 327_680 * 16 + 12_800
    assert (params, macs) == (387_882, 7_713_280)
    # Six layers; five batch norms, and a bias.
    assert counted("00000000") == Counts(params, macs, 6, 6 + 2 * 5 + 1)


def test_an_inverted_residual_within_a_stage_by_hand() -> None:
    # 64 -> 384, 5x5 depth-wise, 384 -> 64, all at 16x16; three batch norms.
    weights = 64 * 384 + 25 * 384 + 384 * 64
    norms = 2 * (384 + 384 + 64)
    assert counted("02000000") - counted("00000000") == Counts(weights + norms, weights * 256, 3, 9)


def test_an_inverted_residual_at_the_head_of_a_stage_by_hand() -> None:
    # 32 -> 96 at 32x32, 3x3 depth-wise with stride 2, 96 -> 64 at 16x16, in place of the 1x1 32 -> 64.
    macs = 32 * 96 * 1_024 + (9 * 96 + 96 * 64 - 32 * 64) * 256
    params = 32 * 96 + 9 * 96 + 96 * 64 + 2 * (96 + 96 + 64) - SKIPS[0]
    assert counted("10000000") - counted("00000000") == Counts(params, macs, 2, 6)


def test_sides_halve_rounding_up_and_widths_follow_the_stem() -> None:
    # 7x10 -> 4x5 -> 2x3 -> 1x2; 4 channels -> 8 -> 16 -> 32, and 160 at the head.
    settings = BuildSettings(4, 0, (1, 7, 10), 3)
    passed = list(blocks(BlockChain.parse("00000000"), settings))
    assert [block.leaving for block in passed] == [(4, 5)] * 2 + [(2, 3)] * 3 + [(1, 2)] * 3
    assert [block.outputs for block in passed] == [8] * 2 + [16] * 3 + [32] * 3
    macs = 4 * 9 * 70 + 4 * 8 * 20 + 8 * 16 * 6 + 16 * 32 * 2 + 32 * 160 * 2 + 160 * 3
    assert counted("00000000", settings).macs == macs


def test_the_best_network_of_the_paper() -> None:
    # The table's own row of 22212202.
    found = counted("22212202")
    assert (found.params, found.macs) == (1_985_514, 85_164_544)


def test_every_row_counts_as_in_the_table(frame: pd.DataFrame) -> None:
    found = [counted(arch) for arch in frame["arch_str"]]
    assert [each.params for each in found] == frame["params"].tolist()
    assert [each.macs for each in found] == frame["flops"].tolist()

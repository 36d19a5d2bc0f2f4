from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from reports import write_figures

RENDER = """
import pickle, sys
from pathlib import Path
from reports import write_figures
run, frames = pickle.loads(Path(sys.argv[1]).read_bytes())
write_figures(run, frames, Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def small(make_run, make_frames):
    return make_run(), make_frames(archs=12, proxies=("params", "../../nwot"))


@pytest.fixture(scope="module")
def written(small, tmp_path_factory):
    return write_figures(*small, tmp_path_factory.mktemp("run") / "a" / "figures")


def test_every_figure_is_written_twice_and_names_like_paths_stay_in_the_folder(written):
    names = ["cost", "leaderboard", "proxy-pairs", "scatter", "scatter-nwot", "scatter-params"]
    assert sorted(path.name for path in written.paths) == sorted(
        f"{name}.{kind}" for name in names for kind in ("svg", "png")
    )
    folder = written.paths[0].parent
    top = folder.parent.parent
    assert sorted(path for path in top.rglob("*") if path.is_file()) == sorted(written.paths)
    assert written.omitted == ()


def test_equal_frames_give_equal_bytes_in_another_process_and_configuration(small, written, tmp_path):
    (tmp_path / "input").write_bytes(pickle.dumps(small))
    # A user's own matplotlib settings must not reach the figures.
    (tmp_path / "matplotlibrc").write_text("font.size: 20\nsvg.fonttype: none\nlines.linewidth: 9\n")
    subprocess.run(
        [sys.executable, "-c", RENDER, tmp_path / "input", tmp_path / "there"],
        check=True,
        cwd=Path(__file__).parents[2],
        env={"PATH": "", "HOME": str(tmp_path), "MATPLOTLIBRC": str(tmp_path), "PYTHONHASHSEED": "7"},
    )
    assert {path.name: path.read_bytes() for path in written.paths} == {
        path.name: path.read_bytes() for path in (tmp_path / "there").iterdir()
    }


def test_figures_that_need_absent_accuracies_are_named(small, tmp_path):
    run, frames = small
    frames = {**frames, "scores": frames["scores"].drop(columns="truth")}
    del frames["proxy_pairs"]
    found = write_figures(run, frames, tmp_path)
    assert found.omitted == ("Score against accuracy: accuracies of planted (test_accuracy) are not at hand",)
    assert sorted(path.stem for path in found.paths) == ["cost", "cost", "leaderboard", "leaderboard"]

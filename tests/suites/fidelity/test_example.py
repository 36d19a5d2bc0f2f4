"""The example that pages are tried on has the frames of a real run."""

from suites.fidelity.analysis import KEPT, SINGLE
from tests.reports.example_fidelity import fidelity_frames


def test_the_example_has_every_frame_and_a_verdict_of_each_observation():
    frames = fidelity_frames()
    assert set(frames) == {*KEPT, SINGLE}
    assert set(frames["observations"]["observation"]) == {1, 2, 3, 4}
    assert set(frames["settings"]["kind"]) == {"reduction", "short", "epoch", "loss_sum", "proxy"}
    failed = frames["settings"].set_index(["table", "setting"])["n"]
    assert failed["chains", "c2r2s0e16"] == failed["chains", "c2r0s0e16"] - 3

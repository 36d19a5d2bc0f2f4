import sys

import numpy as np
import pytest

from lcmnas_core.engines.peak_memory import count_anew, peak_bytes

LARGE = 200_000_000


def test_what_is_held_at_once_counts_until_it_is_counted_anew():
    if sys.platform != "linux":
        pytest.skip("only Linux counts anew")
    count_anew()
    before = peak_bytes()
    held = np.ones(LARGE, np.uint8)
    assert peak_bytes() - before > 0.9 * LARGE
    del held
    assert peak_bytes() - before > 0.9 * LARGE
    count_anew()
    assert peak_bytes() - before < 0.1 * LARGE


def test_a_job_is_charged_for_its_own_memory_only(job):
    from lcmnas_core.engines.runner import perform

    many, few = (perform(job("holds", bytes=size)).outcomes[0].value for size in (LARGE, 0))
    assert many - few > 0.9 * LARGE
